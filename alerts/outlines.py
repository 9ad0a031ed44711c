"""Areas as senders draw them, made fit for asking what lies inside."""

from __future__ import annotations

from typing import Any, Final

import shapely

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
