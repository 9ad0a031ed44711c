"""Fewer points, the same picture: of all values that fall on one pixel column, only the least and the greatest count."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def by_pixel(
    values: NDArray[np.float64], seconds_a_pixel: float, first: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Times (seconds since the epoch) and values to join with lines, for one value a second from second ``first``.

    With more than two values a pixel, each column of pixels gets its least and its greatest, in the order in which they
    came. Columns are counted from the epoch and not from the window's edge, so that the curve keeps its shape while it
    moves. NaN stays NaN where a whole column is unknown.
    """
    times = first + np.arange(len(values), dtype=np.float64)
    if seconds_a_pixel <= 2.0 or not len(values):
        return times, values
    column = np.floor(times / seconds_a_pixel).astype(np.int64)
    starts = np.flatnonzero(np.concatenate(([True], np.diff(column) > 0)))
    known = np.isfinite(values)
    low = np.minimum.reduceat(np.where(known, values, np.inf), starts)
    high = np.maximum.reduceat(np.where(known, values, -np.inf), starts)
    empty = ~np.isfinite(low)
    low[empty] = high[empty] = np.nan
    # which of the two came first: compare the last value of the column with its first one
    ends = np.concatenate((starts[1:], [len(values)])) - 1
    rising = values[ends] >= values[starts]
    out = np.empty(2 * len(starts))
    out[0::2] = np.where(rising, low, high)
    out[1::2] = np.where(rising, high, low)
    return np.repeat((column[starts] + 0.5) * seconds_a_pixel, 2), out


def runs(values: NDArray[np.float64]) -> list[tuple[int, int]]:
    """The stretches without NaN of ``values``, shape (n,), as (start, end) with the end left out."""
    known = np.isfinite(values)
    if known.all():
        return [(0, len(values))] if len(values) else []
    edges = np.flatnonzero(np.diff(np.concatenate(([False], known, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
