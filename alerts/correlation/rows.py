"""The open incidents as columns: one row an incident (one for each place it may be at), grown arrays, O(1) an incident.

Columns are the truth; Python reads and writes single figures through memory views of them, NumPy whole runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import numpy as np

from alerts.correlation.figures import N_KINDS, Figures, Floats

if TYPE_CHECKING:
    from alerts.correlation.record import Record

X, Y, COS, AX, AY, WEIGHT, SCATTER, COUNT, OPENED, LAST, LIMIT, STATUS, REACH, DOUBT, RARITY, SERIAL = range(16)
"""Columns: centre (plane metres) and cosine of latitude; anchor (the founding report's spot, or the last one of something
that moves); sum of weights (1/m2); scatter of members about the centre (m2); different sources; times (s); the time after
which nothing joins (s); status; reach (m); odds against its being there and real; how
rarely an incident of its kind brings so many reports; opening order."""
BELIEF: Final = 16
"""First of 16 columns: the belief over kinds."""
SUMS: Final = BELIEF + N_KINDS
"""First of the recursive sums: fast parts by tau class, then slow parts."""


class Rows:
    """The table. ``view[c][row]`` is one figure, ``data[c]`` a column (float64), ``record[row]`` the incident's record."""

    def __init__(self, figures: Figures, capacity: int = 256) -> None:
        self.n_columns = SUMS + 2 * figures.n_taus
        self.data: Floats = np.zeros((self.n_columns, capacity))
        self.data[LIMIT] = -np.inf
        self.record: list[Record | None] = [None] * capacity
        self.free: list[int] = list(range(capacity - 1, -1, -1))
        self.view: list[memoryview[float]] = []
        self._look()
        self.live = 0
        self._templates = np.zeros((len(figures.belief), self.n_columns))
        self._templates[:, BELIEF:SUMS] = figures.belief
        self._templates[:, SUMS:] = 1.0
        self._templates[:, COUNT] = 1.0
        self._templates[:, RARITY] = 1.0
        self._templates[:, DOUBT] = 1.0 / np.array(figures.real)

    def _look(self) -> None:
        self.view = [cast("memoryview[float]", memoryview(self.data[column])) for column in range(self.n_columns)]

    @property
    def capacity(self) -> int:
        """Rows there is room for now."""
        return self.data.shape[1]

    def take(self, rule: int) -> int:
        """A row for an incident opened by a report of this rule; it counts one source, whose effect is fresh."""
        if not self.free:
            self.grow()
        row = self.free.pop()
        self.data[:, row] = self._templates[rule]
        self.live += 1
        return row

    def give_back(self, row: int) -> None:
        """The row is not needed any more; its record must be cleared by the caller's undo or death."""
        self.record[row] = None
        self.view[LIMIT][row] = -np.inf
        self.free.append(row)
        self.live -= 1

    def keep(self, row: int) -> Floats:
        """A copy of a row, to put it back later."""
        return self.data[:, row].copy()

    def put_back(self, row: int, values: Floats) -> None:
        """The row as it was when it was kept."""
        self.data[:, row] = values

    def grow(self) -> None:
        """Twice the room."""
        old = self.capacity
        data = np.zeros((self.n_columns, 2 * old))
        data[:, :old] = self.data
        data[LIMIT, old:] = -np.inf
        self.data = data
        self.record.extend([None] * old)
        self.free.extend(range(2 * old - 1, old - 1, -1))
        self._look()
