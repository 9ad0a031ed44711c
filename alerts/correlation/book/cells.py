"""Where the open incidents are: their anchors in cells of the plane, in two layers by how far their kind reaches."""

from __future__ import annotations

import math
from collections.abc import Callable
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
_FIGURES: Final = 4
_ROW: Final = 3
"""What a bucket holds of a row: x, y, reach, and its number."""


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
        self._rings: dict[int, Ints] = {}
        """What to add to a cell's number to visit all cells so many cells around it."""
        self._farthest = 0.0
        """How far the rows reach that were ever put in (m): what no point needs be looked at beyond."""

    def _room(self, slots: int) -> None:
        """Slot 0 stays empty: it is that of cells which are not there."""
        self._buckets: Floats = np.zeros((slots, self._width, _FIGURES))
        """By cell: where its rows are, how far they reach (m), and which they are: all that is asked of most lies together."""
        self._counts: Ints = np.zeros(slots, dtype=np.int64)
        self._look()

    def _look(self) -> None:
        self._bucket: memoryview[float] = memoryview(self._buckets.reshape(-1))  # type: ignore[arg-type]
        self._count = self._counts.data

    def add(self, row: int, x: float, y: float, reach: float) -> int:
        """Put a row in; how many are in its cell now."""
        cell = number(x, y, self.side)
        slot = self._slot.get(cell)
        if slot is None:
            slot = self._make(cell)
        count = self._count[slot]
        if count == self._width:
            self._widen(count + 1)
        bucket = self._bucket
        at = (slot * self._width + count) * _FIGURES
        bucket[at], bucket[at + 1], bucket[at + 2], bucket[at + _ROW] = x, y, reach, row
        self._count[slot] = count + 1
        self.live += 1
        if reach > self._farthest:
            self._farthest = reach
        return count + 1

    def add_many(self, rows: Ints, x: Floats, y: Floats, reach: Floats) -> Ints:
        """Put several rows in; how many are then in the cell of each, those that came after it in the same cell left out."""
        known = self._slot
        cells = numbers(x, y, self.side).tolist()
        slots = np.array([known.get(cell) or self._make(cell) for cell in cells], dtype=np.int64)
        order = np.argsort(slots, kind="stable")
        ordered = slots[order]
        # where several go into one cell, one after the other
        before = np.arange(len(rows)) - np.searchsorted(ordered, ordered)
        counts = np.empty(len(rows), dtype=np.int64)
        counts[order] = self._counts.take(ordered) + before
        most = int(counts.max()) + 1
        if most > self._width:
            self._widen(most)
        self._buckets[slots, counts] = np.stack((x, y, reach, rows), axis=1)
        np.add.at(self._counts, slots, 1)
        self.live += len(rows)
        self._farthest = max(self._farthest, float(reach.max()))
        many: Ints = counts + 1
        return many

    def after(self, x: Floats, y: Floats, least: int) -> Ints | None:
        """How many rows the cell of each of these points would hold if there came one for each of them; None where none would
        hold more than ``least``.
        """
        ordered = np.sort(numbers(x, y, self.side))
        room = least - self._width  # no cell holds more than a bucket is wide
        if room >= len(ordered) or (room >= 0 and not (ordered[room:] == ordered[: len(ordered) - room]).any()):
            return None
        cells, which, coming = np.unique(numbers(x, y, self.side), return_inverse=True, return_counts=True)
        self._bring_in()
        after: Ints = (self._counts.take(self._find(cells)) + coming)[which]
        return after

    def remove(self, row: int, x: float, y: float) -> None:
        """Take a row out again."""
        slot = self._slot[number(x, y, self.side)]
        last = self._count[slot] - 1
        start = slot * self._width * _FIGURES
        at = newest = start + last * _FIGURES
        bucket = self._bucket
        while bucket[at + _ROW] != row:
            at -= _FIGURES
            if at < start:
                raise KeyError(row)
        bucket[at : at + _FIGURES] = bucket[newest : newest + _FIGURES]
        self._count[slot] = last
        self.live -= 1

    def rows(self, x: float, y: float) -> list[int]:
        """The rows in the cell of this point."""
        slot = self._slot.get(number(x, y, self.side), 0)
        rows: list[int] = self._buckets[slot, : self._count[slot], _ROW].astype(np.int64).tolist()
        return rows

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

    def _widen(self, needed: int) -> None:
        width = self._width
        while width < needed:
            width *= 2
        buckets = np.zeros((len(self._counts), width, _FIGURES))
        buckets[:, : self._width] = self._buckets
        self._buckets = buckets
        self._width = width
        self._look()

    def _bring_in(self) -> None:
        """Let the table know the newest cells."""
        if self._new:
            fresh = np.array(self._new, dtype=np.int64)
            first = len(self._slot) - len(fresh) + 1
            self._table.add(fresh, np.arange(first, first + len(fresh), dtype=np.float64).reshape(1, -1))
            self._new.clear()

    def _find(self, cells: Ints) -> Ints:
        """The slots of cells, 0 for those that are not there."""
        slots: Ints = self._table.values[0].take(self._table.find(cells)).astype(np.int64)
        return slots

    def _slots(self, x: Floats, y: Floats, cosine: Floats, reach: float) -> tuple[Ints, int]:
        """The slots of all cells whose rows may reach these points, and how many there are for each point; no row reaches
        farther than this (true metres).
        """
        self._bring_in()
        rings = max(1, math.ceil(min(reach, self._farthest) / (self.side * float(cosine.min()))))
        offsets = self._rings.get(rings)
        if offsets is None:
            span = np.arange(-rings, rings + 1)
            offsets = self._rings[rings] = (span[:, None] * COLUMN + span).reshape(-1)
        return self._find((numbers(x, y, self.side)[:, None] + offsets).reshape(-1)), len(offsets)

    def around(self, x: Floats, y: Floats, cosine: Floats, reach: float) -> tuple[Ints, Ints, Floats]:
        """Pairs of a point's index (ascending) and a row that reaches the point, and how far apart they are (m2, true); none
        reaches farther than ``reach`` (m).
        """
        slots, each = self._slots(x, y, cosine, reach)
        counts = self._counts.take(slots)
        full = counts.nonzero()[0]
        counts = counts.take(full)
        ends = counts.cumsum()
        at = np.arange(ends[-1] if full.size else 0)
        at += (slots.take(full) * self._width - (ends - counts)).repeat(counts)
        point = (full // each).repeat(counts)
        there = self._buckets.reshape(-1, _FIGURES).take(at, axis=0)
        near = cosine.take(point)
        apart, north = there[:, 0] - x.take(point), there[:, 1] - y.take(point)
        apart *= near
        apart *= apart
        north *= near
        north *= north
        apart += north
        far = there[:, 2]
        some = (apart <= far * far).nonzero()[0]
        return point.take(some), there[some, _ROW].astype(np.int64), apart.take(some)

    def most(self, x: Floats, y: Floats, cosine: Floats, reach: float, weights: Callable[[Ints], Floats]) -> Floats:
        """What the rows that reach each point weigh together, at most; ``weights`` gives those of rows."""
        filled = self._counts.nonzero()[0]
        if not filled.size:
            return np.zeros(len(x))
        counts = self._counts.take(filled)
        first = counts.cumsum() - counts
        at = np.arange(self.live)
        at += (filled * self._width - first).repeat(counts)
        total = np.zeros(len(self._counts))
        rows = self._buckets.reshape(-1, _FIGURES)[at, _ROW].astype(np.int64)
        total[filled] = np.add.reduceat(weights(rows), first)
        slots, each = self._slots(x, y, cosine, reach)
        most: Floats = total.take(slots).reshape(-1, each).sum(axis=1)
        return most


class Nowhere:
    """Rows of incidents whose place is not known, by district: their anchor's ``x`` is its number, their reach 0."""

    def __init__(self) -> None:
        self.live = 0
        self._of: dict[float, list[int]] = {}

    def add(self, row: int, x: float, y: float, reach: float) -> int:
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
