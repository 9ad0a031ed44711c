"""What else could be done: the grouping methods the engine is measured against.

Both see the same reports as the engine and, unlike it, are given the parameters that suit the recording best.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.quality.metrics import Agreement, agreement

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
METRES_A_DEGREE = 111_320.0
DISTANCES_M = (50.0, 100.0, 150.0, 200.0, 300.0, 500.0)
PERIODS_S = (300.0, 600.0, 900.0, 1800.0, 3600.0)


@dataclass(frozen=True, slots=True)
class Reports:
    """Reports in order of time: ``x``, ``y`` in metres (NaN where there is no place), ``t`` in seconds, shape (n,)."""

    x: Floats
    y: Floats
    t: Floats

    @classmethod
    def from_degrees(cls, lat: Floats, lon: Floats, t: Floats) -> Reports:
        """Equirectangular metres about the reports' mean latitude."""
        middle = float(np.nanmean(lat)) if np.isfinite(lat).any() else 0.0
        return cls(lon * METRES_A_DEGREE * np.cos(np.radians(middle)), lat * METRES_A_DEGREE, t)


def single_linkage(reports: Reports, distance_m: float, period_s: float) -> Ints:
    """Reports within both bounds of one another, and whatever that chains together, are one group; shape (n,)."""
    n = len(reports.t)
    parent = list(range(n))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, j in near_pairs(reports, distance_m, period_s):
        a, b = root(i), root(j)
        if a != b:
            parent[max(a, b)] = min(a, b)
    return np.unique(np.array([root(i) for i in range(n)], np.int64), return_inverse=True)[1].astype(np.int64)


def near_pairs(reports: Reports, distance_m: float, period_s: float) -> Iterator[tuple[int, int]]:
    """Pairs (i, j) within ``distance_m`` and ``period_s``; each report is met with those before it in its nine cells."""
    cells: dict[tuple[int, int], list[int]] = {}
    limit = distance_m * distance_m
    xs, ys, ts = reports.x.tolist(), reports.y.tolist(), reports.t.tolist()
    for j, (x, y, t) in enumerate(zip(xs, ys, ts, strict=True)):
        if x != x or y != y:
            continue
        cx, cy = int(x // distance_m), int(y // distance_m)
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                cell = cells.get((cx + dx, cy + dy))
                if cell is None:
                    continue
                while cell and t - ts[cell[0]] > period_s:
                    cell.pop(0)
                for i in cell:
                    if (xs[i] - x) ** 2 + (ys[i] - y) ** 2 <= limit:
                        yield i, j
        cells.setdefault((cx, cy), []).append(j)


def dbscan(reports: Reports, distance_m: float, period_s: float) -> Ints:
    """scikit-learn's DBSCAN with two points to a core, time scaled so that one ball holds both bounds; shape (n,)."""
    from sklearn.cluster import DBSCAN

    placed = np.flatnonzero(np.isfinite(reports.x))
    found = np.arange(len(reports.t), dtype=np.int64)
    points = np.column_stack([reports.x[placed] / distance_m, reports.y[placed] / distance_m, reports.t[placed] / period_s])
    labels = DBSCAN(eps=1.0, min_samples=2, metric="chebyshev").fit_predict(points)
    joined = labels >= 0
    found[placed[joined]] = len(reports.t) + labels[joined]
    return np.unique(found, return_inverse=True)[1].astype(np.int64)


def best(method: str, reports: Reports, truth: Ints) -> tuple[str, Agreement]:
    """The method at the parameters with the best pair-F1 on this very recording (more than a user could know)."""
    run = single_linkage if method == "single linkage" else dbscan
    scored = [
        (agreement(truth, run(reports, distance, period)), distance, period) for distance in DISTANCES_M for period in PERIODS_S
    ]
    top, distance, period = max(scored, key=lambda row: row[0].pair_f1)
    return f"{method}, {distance:.0f} m / {period:.0f} s", top
