"""A table from 64-bit cell numbers to figures, looked up and added to for whole arrays at once.

Open addressing with linear probing over a power of two, at most half full, so a lookup is one or two gathers.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from alerts.correlation.figures import Floats, Ints

EMPTY: Final = -1
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
"""2**64 divided by the golden ratio (Knuth, The Art of Computer Programming 3, 6.4): spreads neighbouring numbers."""


class Before(NamedTuple):
    """Figures before a change, to undo it."""

    keys: Ints
    values: Floats


class CellTable:
    """``columns`` figures for each number; 0.0 for a number that was never added.

    Numbers are int64, shape (n,), figures float64, shape (columns, n); places in ``values`` are int64 of the numbers' shape.
    """

    def __init__(self, columns: int = 1, capacity: int = 1024) -> None:
        self.columns = columns
        self._allocate(capacity)

    def __len__(self) -> int:
        return self._used

    def _allocate(self, capacity: int) -> None:
        self._keys: Ints = np.full(capacity, EMPTY, dtype=np.int64)
        self.values: Floats = np.zeros((self.columns, capacity + 1))
        """The last place stands for numbers that are not there."""
        self._mask = np.int64(capacity - 1)
        self._shift = np.uint64(64 - (capacity.bit_length() - 1))
        self._used = 0

    def find(self, keys: Ints) -> Ints:
        """Places of these numbers in ``values``; the last place for those that are not there."""
        missing = len(self._keys)
        spread = keys.view(np.uint64) * _MIX
        spread >>= self._shift
        at = spread.view(np.int64)
        there = self._keys.take(at)
        other = there != keys
        if not other.any():
            return at
        places = np.where(other, missing, at)
        other &= there != EMPTY
        rest = other.nonzero()[0]
        at, keys = at.take(rest), keys.take(rest)
        while rest.size:
            at += 1
            at &= self._mask
            there = self._keys.take(at)
            hit = there == keys
            places[rest[hit]] = at[hit]
            left = (~hit & (there != EMPTY)).nonzero()[0]
            rest, at, keys = rest.take(left), at.take(left), keys.take(left)
        return places

    def place(self, keys: Ints) -> Ints:
        """Places of these numbers, which may repeat, made where they were not there."""
        if 2 * (self._used + len(keys)) > len(self._keys):
            places = self.find(keys)
            new = _different(keys[places == len(self._keys)])
            if 2 * (self._used + new) > len(self._keys):
                self._grow(self._used + new)
        places = self.find(keys)
        new_keys = np.flatnonzero(places == len(self._keys))
        if new_keys.size:
            self._insert(keys, new_keys, places)
        return places

    def _insert(self, keys: Ints, new: Ints, places: Ints) -> None:
        at = ((keys[new].view(np.uint64) * _MIX) >> self._shift).view(np.int64)
        rest = np.arange(len(new))
        while rest.size:
            spot = at[rest]
            claim = rest[self._keys[spot] == EMPTY]
            self._keys[at[claim]] = keys[new[claim]]
            won = self._keys[spot] == keys[new[rest]]
            places[new[rest[won]]] = spot[won]
            rest = rest[~won]
            at[rest] = (at[rest] + 1) & self._mask
        self._used += _different(places[new])

    def add(self, keys: Ints, amounts: Floats) -> Before:
        """Add these amounts (columns first) to these numbers, which may repeat; what there was before, to undo it."""
        places = self.place(keys)
        before = self.keep(keys, places)
        for column, amount in zip(self.values, amounts, strict=True):
            np.add.at(column, places, amount)
        return before

    def _grow(self, needed: int) -> None:
        keys, values = self.entries()
        capacity = len(self._keys)
        while capacity < 2 * needed + 2:
            capacity *= 2
        self._fill(capacity, keys, values)

    def _fill(self, capacity: int, keys: Ints, values: Floats) -> None:
        self._allocate(capacity)
        places = self.place(keys)
        self.values[:, places] = values

    def entries(self) -> tuple[Ints, Floats]:
        """All numbers, ascending, and their figures (columns first)."""
        used = np.flatnonzero(self._keys != EMPTY)
        used = used[np.argsort(self._keys[used])]
        return self._keys[used], self.values[:, used].copy()

    def keep(self, keys: Ints, places: Ints) -> Before:
        """The figures at these places, to put them back later."""
        return Before(keys, self.values[:, places].copy())

    def put_back(self, before: Before) -> None:
        """Undo a change. Numbers made since stay, with the figure of one that was never added."""
        places = self.place(before.keys)
        self.values[:, places] = before.values

    def prune(self, keep: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> CellTable:
        """A new table with only the entries (in the order of :meth:`entries`) that are to be kept: bool, shape (n,)."""
        keys, values = self.entries()
        table = CellTable(self.columns, 1024)
        kept = keys[keep]
        table._grow(len(kept) + 1)
        places = table.place(kept)
        table.values[:, places] = values[:, keep]
        return table

    @classmethod
    def of(cls, keys: Ints, values: Floats) -> CellTable:
        """A table with these entries."""
        table = cls(len(values))
        table._grow(len(keys) + 1)
        places = table.place(keys)
        table.values[:, places] = values
        return table


def _different(numbers: Ints) -> int:
    """How many different ones there are: sorted, because NumPy's own way to find out hashes them, which takes far longer."""
    ordered = np.sort(numbers)
    return int(np.count_nonzero(ordered[1:] != ordered[:-1])) + 1 if len(ordered) else 0
