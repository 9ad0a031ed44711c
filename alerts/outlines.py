"""Areas as senders draw them, made fit for asking what lies inside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import shapely

from alerts.events import Area, MultiPolygon

HALF_TURN: Final = 180.0
MOST_CROSSING: Final = 200
"""Positions of an area whose border crosses itself, up to which what is inside is worked out: that takes as many steps as there
may be crossings, the square of their number."""


def valid(shape: Any) -> Any:
    """The same area (a shapely geometry) with a border that does not cross itself; its convex hull where that would take
    minutes: a warned area is rather too large than too small.
    """
    if shapely.is_valid(shape):
        return shape
    if shapely.get_num_coordinates(shape) > MOST_CROSSING:
        return shapely.convex_hull(shape)
    return shapely.make_valid(shape)


def shape_of(area: Area) -> Any:
    """An alert's area as a shapely geometry. Alerts are drawn by hand: a border that crosses itself still means what is inside
    it, and one that crosses the antimeridian the smaller side.
    """
    polygons = area.coordinates if isinstance(area, MultiPolygon) else [area.coordinates]
    shapes = []
    for rings in polygons:
        outer, *holes = [unwrapped(ring) for ring in rings]
        shapes.append(shapely.Polygon(outer, holes))
    return cut(valid(shapely.MultiPolygon(shapes)))


def unwrapped(ring: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """The same ring (longitude, latitude; degrees) without jumps: what goes on beyond 180 degrees east is beyond it here too.

    RFC 7946 wants areas cut at the antimeridian; senders draw across it. No ring of an alert spans half the earth in one step.
    """
    found: list[tuple[float, float]] = []
    turn, before = 0.0, None
    for lon, lat, *_ in ring:
        if before is not None and abs(lon - before) > HALF_TURN:
            turn += math.copysign(2.0 * HALF_TURN, before - lon)
        before = lon
        found.append((lon + turn, lat))
    return found


def cut(shape: Any) -> Any:
    """An area of unwrapped rings, all of it between 180 degrees west and east."""
    west, _, east, _ = shapely.bounds(shape)
    if west >= -HALF_TURN and east <= HALF_TURN:
        return shape
    parts = []
    for turn in (-2.0 * HALF_TURN, 0.0, 2.0 * HALF_TURN):
        world = shapely.box(-HALF_TURN + turn, -90.0, HALF_TURN + turn, 90.0)
        parts.append(shapely.transform(shapely.intersection(shape, world), lambda points, by=turn: points - [by, 0.0]))
    return shapely.union_all(parts)
