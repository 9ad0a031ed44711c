"""Where the names of marks can stand, so that none covers a mark, another name or the map's own boxes.

Each name has eight places around its mark, and in a storm hundreds of marks ask for one: every place is tested against every
box that is taken, in arrays. A coarse grid of what is taken says no to most of them; the others are tested exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

AIR: Final = 4.0
"""Pixels between a name and what stands beside it."""
PLACES: Final = 8
AT_ONCE: Final = 128
"""Names laid out in one go."""
_CELL: Final = 4.0

Boxes: TypeAlias = NDArray[np.float64]
"""Left, top, width and height in pixels along the last axis."""


def around(spots: NDArray[np.float64], gaps: NDArray[np.float64], widths: NDArray[np.float64], height: float) -> Boxes:
    """The places of each name, the best first, shape (n, 8, 4).

    ``spots`` are the marks' middles, shape (n, 2), ``gaps`` how far from them a name begins and ``widths`` how long the names
    are, shape (n,) each; all in pixels.
    """
    x, y = spots[:, 0], spots[:, 1]
    near, left, right = gaps * 0.7, x - gaps - widths, x - gaps * 0.7 - widths
    above, below, middle = y - gaps - height, y + gaps, x - widths / 2
    out = np.empty((len(spots), PLACES, 4))
    corners = (
        (x + gaps, y - height / 2), (left, y - height / 2), (x + near, above), (x + near, below), (middle, above),
        (middle, below), (right, above), (right, below),
    )  # fmt: skip
    for place, (across, down) in enumerate(corners):
        out[:, place, 0], out[:, place, 1] = across, down
    out[:, :, 2], out[:, :, 3] = widths[:, None], height
    return out


def roomy(places: Boxes) -> Boxes:
    """The same with air at both sides."""
    out = places.copy()
    out[..., 0] -= AIR
    out[..., 2] += 2 * AIR
    return out


class Taken:
    """The boxes of a window that are taken before any name stands."""

    def __init__(self, boxes: Sequence[QRectF], width: int, height: int) -> None:
        """``width`` and ``height`` of the window, pixels."""
        self._boxes = np.array([box.getRect() for box in boxes]).reshape(-1, 4)
        self._width, self._height = width, height
        self._across, self._down = int(width // _CELL) + 1, int(height // _CELL) + 1
        self._sums = self._covered()

    def free(self, wanted: Boxes) -> NDArray[np.bool_]:
        """Which of these boxes, shape (..., 4), lie in the window and meet no box that is taken; shape (...)."""
        flat = wanted.reshape(-1, 4)
        left, top = flat[:, 0], flat[:, 1]
        right, bottom = left + flat[:, 2], top + flat[:, 3]
        free = (left >= 0) & (top >= 0) & (right <= self._width) & (bottom <= self._height)
        rows = np.flatnonzero(free)
        rows = rows[~self._surely_taken(left[rows], top[rows], right[rows], bottom[rows])]
        free[:] = False
        free[rows] = ~self._meets(left[rows], top[rows], right[rows], bottom[rows])
        return free.reshape(wanted.shape[:-1])

    # -- within

    def _covered(self) -> NDArray[np.int32]:
        """Sums from the corner of how many boxes reach into each cell: shape (down + 1, across + 1)."""
        left, top = self._boxes[:, 0], self._boxes[:, 1]
        right, bottom = left + self._boxes[:, 2], top + self._boxes[:, 3]
        first, last = self._cells(np.floor(left / _CELL), self._across), self._cells(np.ceil(right / _CELL), self._across)
        upper, lower = self._cells(np.floor(top / _CELL), self._down), self._cells(np.ceil(bottom / _CELL), self._down)
        edges = np.zeros((self._down + 1, self._across + 1), dtype=np.int32)
        for rows, columns, change in ((upper, first, 1), (upper, last, -1), (lower, first, -1), (lower, last, 1)):
            np.add.at(edges, (rows, columns), change)
        np.cumsum(edges, axis=0, out=edges)
        np.cumsum(edges, axis=1, out=edges)
        sums = np.zeros_like(edges)
        np.cumsum(edges[:-1, :-1], axis=0, out=sums[1:, 1:])
        np.cumsum(sums, axis=1, out=sums)
        return sums

    def _surely_taken(
        self, left: NDArray[np.float64], top: NDArray[np.float64], right: NDArray[np.float64], bottom: NDArray[np.float64]
    ) -> NDArray[np.bool_]:
        """Which hold a whole cell that a box reaches into."""
        first, last = self._cells(np.ceil(left / _CELL), self._across), self._cells(np.floor(right / _CELL), self._across)
        upper, lower = self._cells(np.ceil(top / _CELL), self._down), self._cells(np.floor(bottom / _CELL), self._down)
        sums = self._sums
        found = sums[lower, last] - sums[upper, last] - sums[lower, first] + sums[upper, first]
        return np.asarray((found > 0) & (last > first) & (lower > upper))

    def _meets(
        self, left: NDArray[np.float64], top: NDArray[np.float64], right: NDArray[np.float64], bottom: NDArray[np.float64]
    ) -> NDArray[np.bool_]:
        """As QRectF.intersects: boxes that only touch do not meet."""
        x, y = self._boxes[:, 0], self._boxes[:, 1]
        far_x, far_y = x + self._boxes[:, 2], y + self._boxes[:, 3]
        across = (left[:, None] < far_x) & (right[:, None] > x)
        return np.asarray((across & (top[:, None] < far_y) & (bottom[:, None] > y)).any(axis=1))

    @staticmethod
    def _cells(values: NDArray[np.float64], most: int) -> NDArray[np.int64]:
        return np.clip(values, 0, most).astype(np.int64)
