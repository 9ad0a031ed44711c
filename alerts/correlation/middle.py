"""The middle of an incident's sources: what is shown, and what its width is measured from, are reckoned here alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

FEW: Final = 8
"""Below so many sources NumPy's fixed costs are more than adding them up."""


def middle_of(x: Sequence[float], y: Sequence[float], error: Sequence[float], sigma2: float) -> tuple[float, float, float]:
    """The middle (plane metres) of one or more sources, each weighed by 1 / (its error + sigma2), both m2, and the weight of
    all (1/m2). The same sources in the same order give the same bits.
    """
    if len(x) < FEW:  # in the order in which NumPy adds so few
        total = east = north = 0.0
        for error2, one_x, one_y in zip(error, x, y, strict=True):
            weight = 1.0 / (error2 + sigma2)
            total += weight
            east += weight * one_x
            north += weight * one_y
        return east / total, north / total, total
    weights = 1.0 / (np.array(error) + sigma2)
    total = float(weights.sum())
    return float((weights * x).sum()) / total, float((weights * y).sum()) / total, total
