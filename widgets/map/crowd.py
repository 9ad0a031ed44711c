"""Incidents of one of the lower priorities in arrays: there may be thousands, and they are drawn in one go."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from widgets.map.viewport import Viewport

_FIRST: Final = 256


class Crowd:
    """Keys and places (metres on the plane); rows are kept dense: the last one takes the place of one that goes."""

    def __init__(self) -> None:
        self._row: dict[str, int] = {}
        self._count = 0
        self._keys: NDArray[np.object_] = np.empty(_FIRST, dtype=object)
        self._metres: NDArray[np.float64] = np.zeros((_FIRST, 2))

    def __len__(self) -> int:
        return self._count

    def __contains__(self, key: str) -> bool:
        return key in self._row

    def clear(self) -> None:
        """Forget all."""
        self._row, self._count = {}, 0

    def put(self, key: str, x: float, y: float) -> None:
        """Add one, or move it."""
        row = self._row.get(key)
        if row is None:
            row = self._row[key] = self._count
            self._count += 1
            if row == len(self._metres):
                self._metres = np.concatenate((self._metres, np.zeros_like(self._metres)))
                self._keys = np.concatenate((self._keys, np.empty_like(self._keys)))
            self._keys[row] = key
        self._metres[row] = (x, y)

    def drop(self, key: str) -> None:
        """Take one away, if it is there."""
        row = self._row.pop(key, None)
        if row is None:
            return
        self._count -= 1
        last = self._keys[self._count]
        if last != key:
            self._keys[row] = last
            self._row[last] = row
            self._metres[row] = self._metres[self._count]

    def seen(self, view: Viewport, reach: float) -> tuple[NDArray[np.object_], NDArray[np.float64]]:
        """Those in the window, ``reach`` pixels around it included: their keys, shape (n,), and their pixels, shape (n, 2)."""
        pixels = view.pixels(self._metres[: self._count])
        x, y = pixels[:, 0], pixels[:, 1]
        rows = np.flatnonzero((x > -reach) & (x < view.width + reach) & (y > -reach) & (y < view.height + reach))
        return self._keys[rows], pixels[rows]
