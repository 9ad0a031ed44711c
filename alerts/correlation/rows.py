"""The open incidents as columns: one row an incident (one for each place it may be at), grown arrays, O(1) an incident.

Columns are the truth. Python reads and writes single figures through memory views of them (``rows.x[row]``), NumPy takes
whole runs (``rows.columns[X].take(...)``). The longer parts of a row (the belief over kinds, the recursive sums) lie
together in ``rows.vectors[row]``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import numpy as np

from alerts.correlation.figures import N_KINDS, Figures, Floats

if TYPE_CHECKING:
    from alerts.correlation.record import Record

(
    X, Y, ANCHOR_X, ANCHOR_Y, WEIGHT, SCATTER, COUNT, OPENED, LAST, LIMIT, STATUS, REACH, DOUBT, RARITY,
) = range(14)  # fmt: skip
N_COLUMNS: Final = 14
"""Columns: centre (plane metres); anchor (the founding report's spot, or the last one of something that moves); sum of
weights (1/m2); scatter of members about the centre (m2); different sources; times (s): opened, last source, limit (nothing
joins later); status; how far from its anchor it takes reports (m); odds against its being there and real; how rarely an
incident of its kind brings so many reports."""

View = memoryview
Kept = tuple[Floats, Floats]


class Rows:
    """The table. A row that is free has a limit of minus infinity, so that nothing joins it."""

    def __init__(self, figures: Figures, capacity: int = 256) -> None:
        self.n_vector = N_KINDS + 2 * figures.n_taus
        self.fast = N_KINDS
        """Where the fast sums begin in a vector, one for each tau class; the slow ones follow."""
        self.slow = N_KINDS + figures.n_taus
        self.columns: Floats = np.zeros((N_COLUMNS, capacity))
        self.columns[LIMIT] = -np.inf
        self.vectors: Floats = np.zeros((capacity, self.n_vector))
        self.record: list[Record | None] = [None] * capacity
        self.free: list[int] = list(range(capacity - 1, -1, -1))
        self.live = 0
        self._beginnings = np.ones((len(figures.belief), self.n_vector))
        self._beginnings[:, :N_KINDS] = figures.belief
        self._look()

    def _look(self) -> None:
        views = [cast("memoryview[float]", memoryview(column)) for column in self.columns]
        (
            self.x, self.y, self.anchor_x, self.anchor_y, self.weight, self.scatter, self.count, self.opened, self.last,
            self.limit, self.status, self.reach, self.doubt, self.rarity,
        ) = views  # fmt: skip
        self.vector = cast("memoryview[float]", self.vectors.reshape(-1).data)

    @property
    def capacity(self) -> int:
        """Rows there is room for now."""
        return len(self.record)

    def take(self, rule: int) -> int:
        """A row for an incident opened by a report of this rule: its belief, one source whose effect is fresh.

        The columns are the caller's to fill, all but ``scatter``, ``count`` and ``rarity``.
        """
        if not self.free:
            self.grow()
        row = self.free.pop()
        self.vectors[row] = self._beginnings[rule]
        self.scatter[row] = 0.0
        self.count[row] = 1.0
        self.rarity[row] = 1.0
        self.live += 1
        return row

    def give_back(self, row: int) -> None:
        """The row is not needed any more."""
        self.record[row] = None
        self.limit[row] = -np.inf
        self.free.append(row)
        self.live -= 1

    def keep(self, row: int) -> Kept:
        """A copy of a row, to put it back later."""
        return self.columns[:, row].copy(), self.vectors[row].copy()

    def put_back(self, row: int, values: Kept) -> None:
        """The row as it was when it was kept."""
        self.columns[:, row] = values[0]
        self.vectors[row] = values[1]

    def grow(self) -> None:
        """Twice the room."""
        old = self.capacity
        columns = np.zeros((N_COLUMNS, 2 * old))
        columns[:, :old] = self.columns
        columns[LIMIT, old:] = -np.inf
        vectors = np.zeros((2 * old, self.n_vector))
        vectors[:old] = self.vectors
        self.columns, self.vectors = columns, vectors
        self.record.extend([None] * old)
        self.free.extend(range(2 * old - 1, old - 1, -1))
        self._look()
