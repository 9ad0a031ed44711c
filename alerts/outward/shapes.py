"""Lines and areas that people draw: whether they are sound, and which crossings lie on a way."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians
from typing import TypeAlias

import shapely

from alerts.places import Road

Point: TypeAlias = tuple[float, float]
"""(latitude, longitude), degrees."""
METRES_PER_DEGREE = 111_195.0
SAME_M = 60.0
"""Two crossings nearer than this are one: signals stand around it."""


def crosses_itself(points: Sequence[Point], closed: bool) -> bool:
    """Whether a line crosses or touches itself; ``closed``: with the side from the last point back to the first."""
    corners = list(points)
    if closed and len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    if len(set(corners)) < len(corners):
        return True
    if len(corners) < 3:
        return False
    line = shapely.LinearRing(corners) if closed else shapely.LineString(corners)
    return not line.is_simple


def length_m(points: Sequence[Point]) -> float:
    """Along all points, on a plane: good to 0.5 % within a city."""
    if len(points) < 2:
        return 0.0
    return float(shapely.LineString(_plane(points, points[0])).length)


def crossings_of(way: Sequence[Point], roads: Sequence[Road]) -> list[tuple[Point, str, str]]:
    """The crossings on a way in order: where it bends between its ends, and where it meets a known main road.

    Each with the road's name in Korean and English, empty where it is not known. Nearer than :data:`SAME_M` to the one
    before, or to either end, there is none.
    """
    if len(way) < 2:
        return []
    origin = way[0]
    line = shapely.LineString(_plane(way, origin))
    found = [(float(line.project(shapely.Point(at))), at, "", "") for at in _plane(way[1:-1], origin)]
    for road in roads:
        met = line.intersection(shapely.LineString(_plane(road.points, origin)))
        for part in getattr(met, "geoms", [met]):
            if not part.is_empty:
                at = part.representative_point()
                found.append((float(line.project(at)), (at.x, at.y), road.name_ko, road.name_en))
    crossings: list[tuple[Point, str, str]] = []
    before = 0.0
    for along, (east, north), ko, en in sorted(found):
        if along - before < SAME_M or line.length - along < SAME_M:
            if crossings and ko and not crossings[-1][1] and along - before < SAME_M:
                crossings[-1] = (crossings[-1][0], ko, en)  # a bend at a known road is that road's crossing
            continue
        before = along
        crossings.append((_degrees(east, north, origin), ko, en))
    return crossings


def _plane(points: Sequence[Point], origin: Point) -> list[tuple[float, float]]:
    """Metres east and north of ``origin``."""
    east = METRES_PER_DEGREE * cos(radians(origin[0]))
    return [((lon - origin[1]) * east, (lat - origin[0]) * METRES_PER_DEGREE) for lat, lon in points]


def _degrees(east: float, north: float, origin: Point) -> Point:
    lon = origin[1] + east / (METRES_PER_DEGREE * cos(radians(origin[0])))
    return round(origin[0] + north / METRES_PER_DEGREE, 6), round(lon, 6)
