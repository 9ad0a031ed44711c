"""Distances and directions within a city, from degrees: a plane around the first point, good to 0.1 % over 50 km."""

from __future__ import annotations

import math

from alerts.earth import WHOLE_METRES_PER_DEGREE

Point = tuple[float, float]
"""(latitude, longitude), degrees."""


def offset(origin: Point, point: Point) -> tuple[float, float]:
    """(east, north) of a point from another, metres."""
    north = (point[0] - origin[0]) * WHOLE_METRES_PER_DEGREE
    east = (point[1] - origin[1]) * WHOLE_METRES_PER_DEGREE * math.cos(math.radians(origin[0]))
    return east, north


def distance(one: Point, other: Point) -> float:
    """Metres between two points."""
    return math.hypot(*offset(one, other))


def bearing(one: Point, other: Point) -> float:
    """Direction from one point to another, degrees clockwise from north, 0 to 360."""
    east, north = offset(one, other)
    return math.degrees(math.atan2(east, north)) % 360.0


def turn(one: float, other: float) -> float:
    """The angle between two directions, 0 to 180 degrees."""
    return abs((one - other + 180.0) % 360.0 - 180.0)
