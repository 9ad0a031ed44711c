"""What else could be done: the grouping methods the engine is measured against.

They see the same reports as the engine and, unlike it, are given the parameters that suit these very recordings best.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alerts.tuning.agreement import Agreement, agreement, mean

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
METRES_A_DEGREE = 111_195.0
DISTANCES_M = (12.0, 25.0, 50.0, 75.0, 100.0, 150.0, 200.0, 300.0, 500.0)
PERIODS_S = (60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0)
START = (5, 3)
"""Where in the two lists above the search begins."""


@dataclass(frozen=True, slots=True)
class Spots:
    """Reports in order of time: ``x``, ``y`` in metres (NaN where there is no place), ``t`` in seconds, shape (n,)."""

    x: Floats
    y: Floats
    t: Floats

    @classmethod
    def from_degrees(cls, lat: Floats, lon: Floats, t: Floats) -> Spots:
        """Equirectangular metres about the reports' mean latitude."""
        middle = float(np.nanmean(lat)) if np.isfinite(lat).any() else 0.0
        return cls(lon * METRES_A_DEGREE * np.cos(np.radians(middle)), lat * METRES_A_DEGREE, t)


Method = Callable[[Spots, float, float], Ints]


def single_linkage(spots: Spots, distance_m: float, period_s: float) -> Ints:
    """Reports within both bounds of one another, and whatever that chains together, are one group; shape (n,).

    A report without a place is alone.
    """
    from scipy.sparse import coo_array  # type: ignore[import-untyped]
    from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]
    from scipy.spatial import cKDTree  # type: ignore[import-untyped]

    n = len(spots.t)
    placed = np.flatnonzero(np.isfinite(spots.x))
    points = np.column_stack([spots.x[placed] / distance_m, spots.y[placed] / distance_m, spots.t[placed] / period_s])
    pairs = cKDTree(points).query_pairs(1.0, p=np.inf, output_type="ndarray")
    step = points[pairs[:, 0]] - points[pairs[:, 1]]
    near = pairs[(step[:, :2] ** 2).sum(axis=1) <= 1.0]
    links = coo_array((np.ones(len(near), np.int8), (placed[near[:, 0]], placed[near[:, 1]])), shape=(n, n))
    found: Ints = connected_components(links, directed=False)[1].astype(np.int64)
    return found


def dbscan(spots: Spots, distance_m: float, period_s: float) -> Ints:
    """scikit-learn's DBSCAN with three points to a core in space and scaled time; noise is alone; shape (n,)."""
    from sklearn.cluster import DBSCAN

    n = len(spots.t)
    placed = np.flatnonzero(np.isfinite(spots.x))
    points = np.column_stack([spots.x[placed] / distance_m, spots.y[placed] / distance_m, spots.t[placed] / period_s])
    labels = DBSCAN(eps=1.0, min_samples=3, algorithm="kd_tree").fit_predict(points)
    found = np.arange(n, dtype=np.int64)
    found[placed[labels >= 0]] = n + labels[labels >= 0]
    return np.unique(found, return_inverse=True)[1].astype(np.int64).reshape(-1)


METHODS: dict[str, Method] = {"single linkage": single_linkage, "DBSCAN": dbscan}


@dataclass(frozen=True, slots=True)
class Best:
    """A method at the one pair of parameters that has the best mean pair-F1, and its grouping of each recording."""

    distance_m: float
    period_s: float
    found: list[Ints]


def best(method: Method, recordings: Sequence[tuple[Spots, Ints]]) -> Best:
    """Climb over the grid until no neighbouring pair of parameters is better (``recordings``: spots and truth of each)."""
    known: dict[tuple[int, int], tuple[float, list[Ints]]] = {}

    def f1(at: tuple[int, int]) -> float:
        if not (0 <= at[0] < len(DISTANCES_M) and 0 <= at[1] < len(PERIODS_S)):
            return -1.0
        if at not in known:
            found = [method(spots, DISTANCES_M[at[0]], PERIODS_S[at[1]]) for spots, _ in recordings]
            scored: list[Agreement] = [agreement(truth, one) for (_, truth), one in zip(recordings, found, strict=True)]
            known[at] = mean(scored).pair_f1, found
        return known[at][0]

    at = START
    while True:
        around = [(at[0] + i, at[1] + j) for i, j in ((1, 0), (-1, 0), (0, 1), (0, -1))]
        higher = max(around, key=f1)
        if f1(higher) <= f1(at):
            break
        at = higher
    top = max(known, key=f1)
    return Best(DISTANCES_M[top[0]], PERIODS_S[top[1]], known[top][1])
