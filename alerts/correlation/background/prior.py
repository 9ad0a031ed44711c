"""Where ordinary reports are expected in a city before any has been heard: what keeps a cold start from being blind.

A city's gazetteer says where, in spots with a spread; they are counted into the density of all callers' reports as if so many
calls had come from there. What is heard soon outweighs them, and they fade like everything that is learned.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from alerts.correlation.background.density import depth_of
from alerts.correlation.figures import Floats, Ints
from alerts.correlation.projection import to_plane
from alerts.places.asked import Places

CALLS: Final = 200.0
"""Calls' worth of the whole map: a few minutes of a large city, an hour of a small one."""
_ACROSS: Final = (-1.0, 0.0, 1.0)
"""Each spot is nine points, so many spreads apart, by the weights of a normal's three-point rule (Gauss-Hermite)."""
_STEP: Final = 3.0**0.5
_WEIGHTS: Final = (1.0 / 6.0, 2.0 / 3.0, 1.0 / 6.0)


class Prior(NamedTuple):
    """Points of the plane, to which depth of the trees each is counted, and the calls it stands for; arrays of one length."""

    x: Floats
    y: Floats
    depth: Ints
    weights: Floats


def prior_of(places: Places) -> Prior | None:
    """What this gazetteer expects; None where it expects nothing."""
    lat, lon, spread, share = places.ordinary()
    if not len(lat):
        return None
    points: list[tuple[float, float, float, float]] = []
    for at in range(len(lat)):
        x, y, cosine = to_plane(float(lat[at]), float(lon[at]))
        step = _STEP * float(spread[at]) / cosine
        for east, part in zip(_ACROSS, _WEIGHTS, strict=True):
            for north, other in zip(_ACROSS, _WEIGHTS, strict=True):
                points.append((x + east * step, y + north * step, float(spread[at]), part * other * float(share[at])))
    made = np.array(points)
    return Prior(made[:, 0], made[:, 1], depth_of(made[:, 2] ** 2), CALLS * made[:, 3] / made[:, 3].sum())
