"""Whether seven in ten of what is called 70 % likely come true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Told = tuple[float, bool]
"""A probability that was given, and whether it came true."""


@dataclass(frozen=True, slots=True)
class Decile:
    """What was given in one tenth of the scale, and what came true of it. ``count`` 0: nothing was."""

    low: float
    count: int
    given: float
    true: float


def calibration(told: Sequence[Told]) -> list[Decile]:
    """Ten rows."""
    given = np.array([probability for probability, _ in told], float)
    true = np.array([outcome for _, outcome in told], float)
    rows = []
    for tenth in range(10):
        chosen = np.minimum((given * 10).astype(int), 9) == tenth
        count = int(chosen.sum())
        mean = float(given[chosen].mean()) if count else float("nan")
        rows.append(Decile(tenth / 10, count, mean, float(true[chosen].mean()) if count else float("nan")))
    return rows


def brier(told: Sequence[Told]) -> tuple[float, float]:
    """Mean squared error of the probabilities (Brier, 1950), and that of giving everything the mean."""
    if not told:
        return float("nan"), float("nan")
    given = np.array([probability for probability, _ in told], float)
    true = np.array([outcome for _, outcome in told], float)
    return float(((given - true) ** 2).mean()), float(((true.mean() - true) ** 2).mean())


def worst_gap(rows: Sequence[Decile], least: int) -> float:
    """The largest difference between given and true of a tenth with at least so many; NaN without one."""
    return max((abs(row.given - row.true) for row in rows if row.count >= least), default=float("nan"))
