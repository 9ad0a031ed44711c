"""Where the open incidents are: their anchors in cells of the plane, in two layers by how far their kind reaches."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from alerts.correlation.background.table import CellTable
from alerts.correlation.figures import Floats, Ints

FINE: Final = 576.0
"""Side of a fine cell, plane metres (about 455 m true at 38 degrees): kinds that reach no farther than its true side."""
WIDE: Final = 1280.0
"""Side of a wide cell, plane metres, for kinds that reach farther."""
FINE_REACH_M: Final = 420.0
CROWDED: Final = 64
"""Open incidents of one cell, at most; beyond it the oldest uncorroborated one takes no more reports."""
COLUMN: Final = 1 << 32
"""What a cell's number grows by from one column of cells to the next (east); by 1 from row to row (north)."""
HALF: Final = 1 << 21
"""Added to columns and rows, so that numbers are positive."""


def number(x: float, y: float, side: float) -> int:
    """The number of the cell of a point on the plane."""
    return (int(x // side) + HALF) * COLUMN + int(y // side) + HALF


def numbers(x: Floats, y: Floats, side: float) -> Ints:
    """The same for arrays."""
    east, north = np.floor_divide(x, side).astype(np.int64), np.floor_divide(y, side).astype(np.int64)
    cells: Ints = (east + HALF) * np.int64(COLUMN) + north + HALF
    return cells


class Layer:
    """Rows by cell, in buckets that are read for whole arrays of points and changed one by one."""

    def __init__(self, side: float) -> None:
        self.side = side
        self.live = 0
        self._slot: dict[int, int] = {}
        self._new: list[int] = []
        """Cells that are not in the table yet; their slots follow one another up to the newest."""
        self._table = CellTable()
        self._width = 8
        self._room(64)
        self._rings: dict[int, tuple[int, ...]] = {}

    def _room(self, slots: int) -> None:
        """Slot 0 stays empty: it is that of cells which are not there."""
        self._buckets: Ints = np.zeros((slots, self._width), dtype=np.int64)
        self._counts: Ints = np.zeros(slots, dtype=np.int64)
        self._look()

    def _look(self) -> None:
        self._bucket = self._buckets.reshape(-1).data
        self._count = self._counts.data

    def add(self, row: int, x: float, y: float) -> int:
        """Put a row in; how many are in its cell now."""
        cell = number(x, y, self.side)
        slot = self._slot.get(cell)
        if slot is None:
            slot = self._make(cell)
        count = self._count[slot]
        if count == self._width:
            self._widen()
        self._bucket[slot * self._width + count] = row
        self._count[slot] = count + 1
        self.live += 1
        return count + 1

    def add_many(self, rows: list[int], x: Floats, y: Floats) -> list[int]:
        """Put several rows in; how many were then in the cell of each."""
        slots = self._slot
        many = []
        for row, cell in zip(rows, numbers(x, y, self.side).tolist(), strict=True):
            slot = slots.get(cell)
            if slot is None:
                slot = self._make(cell)
            count = self._count[slot]
            if count == self._width:
                self._widen()
            self._bucket[slot * self._width + count] = row
            self._count[slot] = count + 1
            many.append(count + 1)
        self.live += len(rows)
        return many

    def after(self, x: Floats, y: Floats) -> Ints:
        """How many rows the cell of each of these points would hold if there came one for each of them."""
        cells, which, coming = np.unique(numbers(x, y, self.side), return_inverse=True, return_counts=True)
        there = np.array([self._count[self._slot.get(cell, 0)] for cell in cells.tolist()], dtype=np.int64)
        after: Ints = (there + coming)[which]
        return after

    def remove(self, row: int, x: float, y: float) -> None:
        """Take a row out again."""
        slot = self._slot[number(x, y, self.side)]
        last = self._count[slot] - 1
        start = slot * self._width
        at = start + last
        bucket = self._bucket
        newest = bucket[at]
        while bucket[at] != row:
            at -= 1
            if at < start:
                raise KeyError(row)
        bucket[at] = newest
        self._count[slot] = last
        self.live -= 1

    def rows(self, x: float, y: float) -> list[int]:
        """The rows in the cell of this point."""
        slot = self._slot.get(number(x, y, self.side), 0)
        start = slot * self._width
        return self._bucket[start : start + self._count[slot]].tolist()

    def _make(self, cell: int) -> int:
        slot = len(self._slot) + 1
        self._slot[cell] = slot
        self._new.append(cell)
        if slot >= len(self._counts):
            buckets, counts = self._buckets, self._counts
            self._room(2 * len(counts))
            self._buckets[: len(counts)] = buckets
            self._counts[: len(counts)] = counts
        return slot

    def _widen(self) -> None:
        buckets = np.zeros((len(self._counts), 2 * self._width), dtype=np.int64)
        buckets[:, : self._width] = self._buckets
        self._buckets = buckets
        self._width *= 2
        self._look()

    def offsets(self, reach: float, cosine: float) -> tuple[int, ...]:
        """What to add to a cell's number to visit every cell within ``reach`` true metres where the cosine is at least this."""
        rings = max(1, math.ceil(reach / (self.side * cosine)))
        known = self._rings.get(rings)
        if known is None:
            span = range(-rings, rings + 1)
            known = self._rings[rings] = tuple(COLUMN * i + j for i in span for j in span)
        return known

    def around(self, x: Floats, y: Floats, reach: float, cosine: float) -> tuple[Ints, Ints]:
        """Pairs of a point's index (ascending) and a row that is in one of the cells around the point."""
        if self._new:
            fresh = np.array(self._new, dtype=np.int64)
            first = len(self._slot) - len(fresh) + 1
            self._table.add(fresh, np.arange(first, first + len(fresh), dtype=np.float64).reshape(1, -1))
            self._new.clear()
        offsets = np.array(self.offsets(reach, cosine), dtype=np.int64)
        cells = numbers(x, y, self.side)[:, None] + offsets
        slots = self._table.values[0].take(self._table.find(cells.ravel())).astype(np.int64)
        counts = self._counts.take(slots)
        full = np.flatnonzero(counts)
        counts = counts[full]
        ends = np.cumsum(counts)
        within = np.arange(ends[-1] if full.size else 0) - np.repeat(ends - counts, counts)
        rows = self._buckets.reshape(-1).take(np.repeat(slots[full] * self._width, counts) + within)
        return np.repeat(full // len(offsets), counts), rows


class Nowhere:
    """Rows of incidents whose place is not known, by district: their anchor's ``x`` is its number, their reach 0."""

    def __init__(self) -> None:
        self.live = 0
        self._of: dict[float, list[int]] = {}

    def add(self, row: int, x: float, y: float) -> int:
        """Put a row in; how many are in its district now."""
        here = self._of.setdefault(x, [])
        here.append(row)
        self.live += 1
        return len(here)

    def remove(self, row: int, x: float, y: float) -> None:
        """Take a row out again."""
        self._of[x].remove(row)
        self.live -= 1

    def rows(self, x: float, y: float) -> list[int]:
        """The rows in this district."""
        return list(self._of.get(x, ()))


class Cells:
    """The two layers, and what is in neither. An incident is in the one that its reach (m) calls for."""

    def __init__(self) -> None:
        self.fine = Layer(FINE)
        self.wide = Layer(WIDE)
        self.nowhere = Nowhere()

    def by_reach(self, reach: Floats) -> tuple[tuple[Layer, Ints], tuple[Layer, Ints]]:
        """The two layers, and which of these incidents (all with a place) belong to each."""
        fine = reach <= FINE_REACH_M
        return (self.fine, np.flatnonzero(fine)), (self.wide, np.flatnonzero(~fine))

    def layer(self, reach: float) -> Layer | Nowhere:
        """The layer of incidents that reach so far."""
        if reach <= FINE_REACH_M:
            return self.fine if reach else self.nowhere
        return self.wide
