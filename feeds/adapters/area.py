"""Areas of CAP alerts: polygons and circles as text, to GeoJSON.

CAP writes "latitude,longitude"; GeoJSON (RFC 7946) wants longitude first, closed rings, counter-clockwise outside, and
areas cut at the antimeridian. Circles become polygons of 64 corners on the mean sphere (radius 6371.0088 km, IUGG).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import asin, atan2, cos, degrees, isfinite, pi, radians, sin
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon
from shapely.affinity import translate

EARTH_KM: Final = 6371.0088
CORNERS: Final = 64
MAX_READ: Final = 100_000
"""Positions of one alert that are looked at at all."""
MAX_KEPT: Final = 4_000
"""Positions kept; a finer outline is simplified."""
MAX_JOINED: Final = 400
"""Positions of several outlines that are still joined to one; beyond that they stand side by side."""
MAX_CHECKED: Final = 1_500
"""Positions of an outline that crosses itself and whose crossings are still counted."""
MAX_CROSSINGS: Final = 40
"""Crossings that are mended; the work grows with their square, and a scribble means nothing anyway."""
DECIMALS: Final = 6
"""0.1 m."""
_NUMBER: Final = r"[+-]?\d{1,4}(?:\.\d{0,20})?"
_PAIR: Final = re.compile(rf"({_NUMBER})\s*,\s*({_NUMBER})")
_CIRCLE: Final = re.compile(rf"\s*({_NUMBER})\s*,\s*({_NUMBER})\s+(\d{{1,6}}(?:\.\d{{0,20}})?)\s*")

Position = tuple[float, float]


@dataclass(slots=True)
class Outline:
    """The area of an alert as it was understood. ``point`` is (lat, lon) degrees inside it; ``remarks`` say what was done."""

    area: dict[str, Any] | None = None
    point: Position | None = None
    remarks: list[str] = field(default_factory=list)


def outline(polygons: Sequence[str], circles: Sequence[str]) -> Outline:
    """The one area made of these polygons and circles of CAP. Never raises: what cannot be used is remarked upon."""
    found = Outline()
    if sum(text.count(",") for text in polygons) > MAX_READ:
        found.remarks.append(f"the polygons were left out: more than {MAX_READ} positions")
        polygons = ()
    shapes: list[Polygon] = []
    points: list[Position] = []
    for number, text in enumerate(polygons, 1):
        _take(found, shapes, points, f"polygon {number}", _ring(text))
    for number, text in enumerate(circles[:1000], 1):
        ring = _round(text)
        if isinstance(ring, tuple):
            points.append(ring)
        else:
            _take(found, shapes, points, f"circle {number}", ring)
    if shapes:
        _finish(found, shapes)
    elif points:
        found.point = points[0]
    return found


def _take(found: Outline, shapes: list[Polygon], points: list[Position], name: str, ring: list[Position] | str) -> None:
    """Add the shapes of a ring of (lon, lat), or remark why there are none."""
    if isinstance(ring, str):
        found.remarks.append(f"{name}: {ring}")
        return
    outside = [position for position in ring if abs(position[1]) > 90.0]
    if outside and all(33.0 <= lon <= 39.0 and 124.0 <= lat <= 132.0 for lon, lat in ring):
        ring = [(lat, lon) for lon, lat in ring]
        found.remarks.append(f"{name}: longitude and latitude were exchanged; put right, for it can only mean Korea")
    elif outside or any(abs(lon) > 360.0 for lon, _ in ring):
        found.remarks.append(f"{name}: left out, it has positions that are not on Earth")
        return
    if len(set(ring)) < 3:
        if ring:
            points.append((round(ring[0][1], DECIMALS), round(_wrapped(ring[0][0]), DECIMALS)))
        found.remarks.append(f"{name}: left out, fewer than three different positions")
        return
    if ring[0] != ring[-1]:
        ring = [*ring, ring[0]]
        found.remarks.append(f"{name}: closed")
    flat = _unwrapped(ring)
    if abs(flat[-1][0] - flat[0][0]) > 180.0:
        found.remarks.append(f"{name}: left out, it goes round a pole")
        return
    if len(flat) > MAX_KEPT:
        thinned = _thinned(flat)
        if len(thinned) > MAX_KEPT:
            found.remarks.append(f"{name}: left out, its outline of {len(ring)} positions runs to and fro too often")
            return
        found.remarks.append(f"{name}: simplified, it had {len(ring)} positions")
        flat = thinned
    polygon = Polygon(flat)
    if not polygon.is_valid:
        if len(flat) > MAX_CHECKED or _crossings(flat) > MAX_CROSSINGS:
            found.remarks.append(f"{name}: left out, its outline of {len(ring)} positions crosses itself too often")
            return
        repaired = shapely.make_valid(polygon)
        found.remarks.append(f"{name}: its outline crossed itself; mended")
        parts = _polygons(repaired)
    else:
        parts = [polygon]
    parts = [half for part in parts for half in _cut_at_antimeridian(part)]
    if not any(part.area > 0 for part in parts):
        found.remarks.append(f"{name}: left out, it has no area")
    shapes.extend(part for part in parts if part.area > 0)


def _thinned(ring: list[Position]) -> list[Position]:
    """A closed ring without the positions that lie in one cell of a grid with those before them.

    The grid is as fine as brings it down to ``MAX_KEPT`` positions: cells of 10 m at least, of a hundredth of its extent at
    most. It takes the same time whatever the outline does; judging one of 100,000 spikes would take a minute.
    """
    positions = np.array(ring)
    cell, coarsest = 1e-4, float(np.ptp(positions, axis=0).max()) / 100.0
    while True:
        cells = np.floor(positions / cell)
        kept = positions[np.r_[True, np.any(cells[1:] != cells[:-1], axis=1)]]
        if len(kept) < MAX_KEPT or cell > coarsest:
            return [*map(tuple, kept.tolist()), ring[0]]
        cell *= 2.0


def _ring(text: str) -> list[Position] | str:
    """(lon, lat) positions of "lat,lon lat,lon ..."; the reason if it is not that."""
    if _PAIR.sub("", text).strip():
        return "left out, not a list of latitude,longitude"
    ring = [(float(lon), float(lat)) for lat, lon in _PAIR.findall(text)]
    return ring or "left out, it is empty"


def _round(text: str) -> list[Position] | Position | str:
    """The ring of a circle "lat,lon radius" (km); its centre (lat, lon) where the radius is nought; the reason if neither."""
    match = _CIRCLE.fullmatch(text)
    if match is None:
        return "left out, not latitude,longitude and a radius"
    lat, lon, radius = (float(part) for part in match.groups())
    if abs(lat) > 90.0 and 124.0 <= lat <= 132.0 and 33.0 <= lon <= 39.0:
        lat, lon = lon, lat
    if abs(lat) > 90.0 or abs(lon) > 180.0:
        return "left out, its centre is not on Earth"
    if radius < 0.001:
        return (lat, lon)
    angle = radius / EARTH_KM
    if angle + radians(abs(lat)) >= pi / 2:
        return "left out, it reaches over a pole"
    here = radians(lat)
    ring = []
    for corner in range(CORNERS):
        bearing = -2 * pi * corner / CORNERS
        there = asin(sin(here) * cos(angle) + cos(here) * sin(angle) * cos(bearing))
        across = atan2(sin(bearing) * sin(angle) * cos(here), cos(angle) - sin(here) * sin(there))
        ring.append((lon + degrees(across), degrees(there)))
    return [*ring, ring[0]]


def _unwrapped(ring: list[Position]) -> list[Position]:
    """The ring without jumps at the antimeridian: no step in longitude of more than half the Earth."""
    out = [ring[0]]
    turn = 0.0
    for (before, _), (lon, lat) in pairwise(ring):
        if lon - before > 180.0:
            turn -= 360.0
        elif lon - before < -180.0:
            turn += 360.0
        out.append((lon + turn, lat))
    return out


def _crossings(ring: list[Position]) -> int:
    """How often the sides of a closed ring cross each other; touching does not count."""
    start = np.array(ring[:-1])
    end = np.array(ring[1:])

    def side(of: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Row i, column j: whether point j lies left of side i."""
        along = end - start
        cross = along[:, :1] * (of[:, 1] - start[:, 1:]) - along[:, 1:] * (of[:, 0] - start[:, :1])
        left: NDArray[np.bool_] = cross > 0
        return left

    apart = side(start) != side(end)
    return int(np.count_nonzero(apart & apart.T)) // 2


def _cut_at_antimeridian(polygon: Polygon) -> list[Polygon]:
    west, _, east, _ = polygon.bounds
    if west >= -180.0 and east <= 180.0:
        return [polygon]
    parts: list[Polygon] = []
    for turn in range(-3, 4):
        window = shapely.box(360.0 * turn - 180.0, -90.0, 360.0 * turn + 180.0, 90.0)
        parts.extend(translate(part, xoff=-360.0 * turn) for part in _polygons(polygon.intersection(window)))
    return parts


def _wrapped(lon: float) -> float:
    return (lon + 180.0) % 360.0 - 180.0


def _polygons(shape: Any) -> list[Polygon]:
    if isinstance(shape, Polygon):
        return [] if shape.is_empty else [shape]
    return [part for member in getattr(shape, "geoms", ()) for part in _polygons(member)]


def _finish(found: Outline, shapes: list[Polygon]) -> None:
    """Join, thin out and turn the shapes into GeoJSON."""
    total = sum(shapely.get_num_coordinates(shape) for shape in shapes)
    whole: Any = shapely.union_all(shapes) if len(shapes) > 1 and total <= MAX_JOINED else MultiPolygon(shapes)
    if total > MAX_KEPT:
        found.remarks.append(f"simplified: it had {total} positions")
        tolerance = 1e-4
        while shapely.get_num_coordinates(whole) > MAX_KEPT and tolerance < 10.0:
            whole = MultiPolygon([part for shape in shapes for part in _polygons(shape.simplify(tolerance))])
            tolerance *= 4
        if shapely.get_num_coordinates(whole) > MAX_KEPT:
            whole = shapely.union_all([shapely.box(*shape.bounds) for shape in shapes[: MAX_KEPT // 8]])
    rounded = [part for part in _polygons(shapely.orient_polygons(_rounded(whole))) if part.area > 0]
    if not rounded:
        found.remarks.append("left out, it is smaller than 0.1 m")
        point = shapes[0].centroid
        found.point = (round(point.y, DECIMALS), round(point.x, DECIMALS))
        return
    inside = max(rounded, key=lambda part: float(part.area)).representative_point()
    if isfinite(inside.x) and isfinite(inside.y):
        found.point = (round(inside.y, DECIMALS + 1), round(inside.x, DECIMALS + 1))
    coordinates = [
        [[list(position[:2]) for position in ring.coords] for ring in (part.exterior, *part.interiors)] for part in rounded
    ]
    if len(coordinates) == 1:
        found.area = {"type": "Polygon", "coordinates": coordinates[0]}
    else:
        found.area = {"type": "MultiPolygon", "coordinates": coordinates}


def _rounded(shape: Any) -> Any:
    """The shape on a grid of ``DECIMALS``; valid stays valid."""
    return (
        shapely.set_precision(shape, 10.0**-DECIMALS)
        if shape.is_valid
        else shapely.transform(shape, lambda positions: positions.round(DECIMALS))
    )
