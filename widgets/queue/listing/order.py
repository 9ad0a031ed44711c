"""The rows of the list: slots, sorted by rank, kept sorted as a few of them change."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Slots = NDArray[np.int32]


class Order:
    """Slots in the order of their ranks. Never changed in place: each change gives a new one."""

    __slots__ = ("grouped", "ranks", "slots")

    def __init__(self, slots: Slots, ranks: NDArray[np.int64], grouped: bool = False) -> None:
        """``grouped``: lines of groups are among the slots, and the ranks are the rows' numbers."""
        self.slots = slots
        self.ranks = ranks
        self.grouped = grouped

    def __len__(self) -> int:
        return len(self.slots)

    @classmethod
    def sort(cls, slots: Slots, ranks: NDArray[np.int64]) -> Order:
        """``ranks`` are those of ``slots``, in any order."""
        by_rank = np.argsort(ranks)
        return cls(slots[by_rank], ranks[by_rank])

    def rows(self, slots: Slots, ranks: NDArray[np.int64]) -> NDArray[np.intp]:
        """The row of each slot, all of them listed here with these ranks, shape (n,) each.

        A search in the sorted ranks; a table of rows by slot would have to be written anew, in random places, at every
        change, which costs as much as all the rest.
        """
        rows = np.searchsorted(self.ranks, ranks)
        for place in np.flatnonzero(self.slots[rows] != slots).tolist():  # equal ranks: look on among them
            while self.slots[rows[place]] != slots[place]:
                rows[place] += 1
        return rows

    def rows_of_new(self, slots: Slots, ranks: NDArray[np.int64]) -> NDArray[np.intp]:
        """The rows of slots that are not listed anywhere yet, in order; ``ranks`` are their own."""
        if self.grouped:
            return np.flatnonzero(np.isin(self.slots, slots))
        return np.sort(np.searchsorted(self.ranks, ranks))

    def revised(self, leaving: Slots, left: NDArray[np.int64], coming: Slots, come: NDArray[np.int64]) -> Order:
        """Without ``leaving``, listed with the ranks ``left``; with ``coming``, of the ranks ``come``."""
        slots, ranks = self.slots, self.ranks
        if len(leaving):
            rows = self.rows(leaving, left)
            slots, ranks = np.delete(slots, rows), np.delete(ranks, rows)
        if len(coming):
            by_rank = np.argsort(come)
            coming, come = coming[by_rank], come[by_rank]
            places = np.searchsorted(ranks, come)
            slots, ranks = np.insert(slots, places, coming), np.insert(ranks, places, come)
        return Order(slots, ranks)


def empty() -> Order:
    """No rows."""
    return Order(np.zeros(0, np.int32), np.zeros(0, np.int64))
