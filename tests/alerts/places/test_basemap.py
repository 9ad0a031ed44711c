from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from alerts.places import CityProfile, Region

FILE = Path(__file__).resolve().parents[3] / "resources" / "basemap" / "seoul.json"
SQUARE_METRES = 111_195.08 * 111_195.08 * 0.7928  # a square degree at 37.55 degrees north


def shape(region: Region) -> shapely.Geometry:
    return shapely.MultiPolygon([shapely.Polygon(p[0], p[1:]) for p in region.polygons])


def test_is_small_and_names_its_source() -> None:
    base = json.loads(FILE.read_text(encoding="utf-8"))
    assert FILE.stat().st_size < 400_000
    assert "국토지리정보원" in base["attribution"]["ko"]
    assert "National Geographic Information Institute" in base["attribution"]["en"]
    assert "제한 없음" in base["licence"]


def test_has_the_25_districts_by_clean_names(seoul: CityProfile) -> None:
    assert len(seoul.districts) == 25
    assert {d.name_ko for d in seoul.districts} >= {"종로구", "도봉구", "노원구", "성북구", "강동구"}
    for district in seoul.districts:
        assert "서울" not in district.name_ko
        assert district.name_ko.endswith("구")
        assert district.name_en.endswith("-gu")
        assert district.code.startswith("11")
        assert len(district.code) == 5


@pytest.mark.parametrize("level", ["districts", "dongs"])
def test_regions_are_one_coverage(seoul: CityProfile, level: str) -> None:
    shapes = np.array([shape(region) for region in getattr(seoul, level)])
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    whole = shapely.coverage_union_all(shapes)
    assert shapely.area(whole) * SQUARE_METRES / 1e6 == pytest.approx(605.2, rel=0.01)


def test_every_dong_lies_in_its_district(seoul: CityProfile) -> None:
    districts = {d.code: shape(d) for d in seoul.districts}
    for dong in seoul.dongs:
        outside = shapely.difference(shape(dong), districts[dong.code[:5]])
        assert shapely.area(outside) * SQUARE_METRES < 100.0, dong.name_ko


def test_labels_lie_inside_and_rings_are_closed(seoul: CityProfile) -> None:
    for region in (*seoul.districts, *seoul.dongs):
        assert shape(region).contains(shapely.Point(region.label)), region.name_ko
        for ring in region.rings:
            assert (ring[0] == ring[-1]).all()
            assert ring.shape[1] == 2


def test_the_river_runs_through_the_city_from_west_to_east(seoul: CityProfile) -> None:
    (river,) = seoul.water
    points = np.array(river.line)
    assert river.name_ko == "한강"
    assert points[0, 0] < 126.85
    assert points[-1, 0] > 127.15
    bridges = [place for place in seoul.places if place.kind == "bridge"]
    line = shapely.LineString(points)
    for bridge in bridges:
        metres = line.distance(shapely.Point(bridge.lon, bridge.lat)) * 100_000
        assert metres < river.width_m, bridge.name_ko
