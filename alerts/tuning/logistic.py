"""Logistic regression by Newton's method, drawn toward coefficients already known, some of them never negative."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_STEPS: Final = 200
_ENOUGH: Final = 1e-8
_HALVINGS: Final = 40


def fit(inputs: Floats, truth: Floats, weights: Floats, known: Floats, pull: Floats, bounded: int) -> Floats:
    """The coefficients that minimise ``sum w (ln(1 + e^z) - y z) + sum pull (b - known)^2 / 2``, z = inputs @ b.

    ``inputs`` (n, k); ``truth`` 0 or 1 and ``weights`` (n,); ``known`` and ``pull`` (k,). The first ``bounded``
    coefficients stay at 0 or above. The problem is convex: the same data give the same answer.
    """
    b = known.astype(float).copy()
    b[:bounded] = np.maximum(b[:bounded], 0.0)
    value = _loss(inputs, truth, weights, known, pull, b)
    for _ in range(_STEPS):
        p = 1.0 / (1.0 + np.exp(-np.clip(inputs @ b, -30.0, 30.0)))
        slope = inputs.T @ (weights * (p - truth)) + pull * (b - known)
        free = np.ones(len(b), bool)
        free[:bounded] = (b[:bounded] > 0.0) | (slope[:bounded] < 0.0)
        if np.abs(slope[free]).max(initial=0.0) < _ENOUGH:
            break
        some = inputs[:, free]
        curve = some.T @ (some * (weights * p * (1.0 - p))[:, None]) + np.diag(pull[free] + 1e-9)
        step = np.zeros(len(b))
        step[free] = np.linalg.solve(curve, -slope[free])
        for halving in range(_HALVINGS):
            tried = b + step * 0.5**halving
            tried[:bounded] = np.maximum(tried[:bounded], 0.0)
            now = _loss(inputs, truth, weights, known, pull, tried)
            if now < value:
                break
        else:
            break
        gained, b, value = value - now, tried, now
        if gained < _ENOUGH:
            break
    return b


def _loss(inputs: Floats, truth: Floats, weights: Floats, known: Floats, pull: Floats, b: Floats) -> float:
    z = np.clip(inputs @ b, -30.0, 30.0)
    off = b - known
    return float((weights * (np.logaddexp(0.0, z) - truth * z)).sum() + 0.5 * (pull * off * off).sum())
