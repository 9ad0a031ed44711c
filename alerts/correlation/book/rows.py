"""The open incidents as a table: one row an incident (one for each place it may be at), grown arrays, O(1) an incident.

The table is the truth. NumPy takes columns of many rows (``rows.flat.take(rows.at(...) + X)``), Python reads and writes
single figures through a memory view of the same memory (``rows.view[row * rows.width + X]``). A row's figures lie together,
so that a report touches few cache lines.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from alerts.correlation.figures import N_KINDS, Figures, Floats, Ints

if TYPE_CHECKING:
    from alerts.correlation.book.record import Record

(
    X, Y, ANCHOR_X, ANCHOR_Y, REACH, OPENED, LAST, STATUS, WEIGHT, DOUBT, SCATTER, COUNT, RARITY, RADIUS,
) = range(14)  # fmt: skip
"""Columns: centre (plane metres); anchor (the founding report's spot, or the last one of something that moves); how far from
its anchor it takes reports (m); times (s): opened, last source; status; sum of weights (1/m2); odds against its being there
and real; scatter of members about the centre (m2); different sources; how rarely an incident of its kind brings so many;
how far from the centre its farthest exact report lies at most (m)."""
BELIEF: Final = 14
"""First of the belief over kinds; the recursive sums follow: fast ones by tau class, then slow ones."""
FAST: Final = BELIEF + N_KINDS
_SCORE: Final = struct.Struct("2d")
_GIVEN: Final = struct.Struct("10d")
"""The columns that a new row is given; the others begin alike in every incident of a report rule."""


class Rows:
    """The table, and apart from it, because whole columns are searched: the time after which nothing joins a row, and the
    number of its district (0 where it is not known).
    """

    def __init__(self, figures: Figures, capacity: int = 256) -> None:
        self.slow = FAST + figures.n_taus
        """First of the slow sums."""
        self.width = FAST + 2 * figures.n_taus
        self.limits: Floats = np.full(capacity, -np.inf)
        self.districts: Floats = np.zeros(capacity)
        self.rules: Ints = np.zeros(capacity, dtype=np.int64)
        """The report rule of each row's founder."""
        self.ordinaries: Floats = np.zeros(capacity)
        """Ordinary reports like each row's founder per second and square metre, where and when it came."""
        self.table: Floats = np.zeros((capacity, self.width))
        self.record: list[Record | None] = [None] * capacity
        self.free: list[int] = list(range(capacity - 1, -1, -1))
        self.live = 0
        beginnings = np.ones((len(figures.belief), self.width - SCATTER))
        beginnings[:, 0] = 0.0
        beginnings[:, RADIUS - SCATTER] = 0.0
        beginnings[:, BELIEF - SCATTER : FAST - SCATTER] = figures.belief
        self._all_beginnings = beginnings
        self._beginnings = [_view(row) for row in beginnings]
        self._look()

    def _look(self) -> None:
        self.flat: Floats = self.table.reshape(-1)
        self.view = _view(self.flat)
        self.bytes = self.view.cast("B")
        self.limit = _view(self.limits)
        self.district = _view(self.districts)
        self.rule: memoryview[int] = _view(self.rules)  # type: ignore[assignment]
        self.ordinary = _view(self.ordinaries)

    @property
    def capacity(self) -> int:
        """Rows there is room for now."""
        return len(self.record)

    def take(self, rule: int, limit: float, district: float, given: tuple[float, ...], ordinary: float = 0.0) -> int:
        """A row for an incident opened by a report of this rule: its belief, one source whose effect is fresh.

        ``given``: the first ten columns. ``ordinary``: how many reports like it usually come from there, per second and m2.
        """
        if not self.free:
            self.grow()
        row = self.free.pop()
        start = row * self.width
        _GIVEN.pack_into(self.bytes, start * 8, *given)
        self.view[start + SCATTER : start + self.width] = self._beginnings[rule]
        self.limit[row] = limit
        self.district[row] = district
        self.rule[row] = rule
        self.ordinary[row] = ordinary
        self.live += 1
        return row

    def take_many(self, rule: Ints, given: Floats, districts: list[float], ordinary: Floats) -> list[int]:
        """As :meth:`take`, for several at once, a founder's rule and figures each, shape (n,); nothing joins them yet."""
        many = len(rule)
        while len(self.free) < many:
            self.grow()
        taken = self.free[: -many - 1 : -1]
        del self.free[-many:]
        rows = np.array(taken, dtype=np.int64)
        self.table[rows, :SCATTER] = given
        self.table[rows, SCATTER:] = self._all_beginnings.take(rule, axis=0)
        self.limits[rows] = -np.inf
        self.districts[rows] = districts
        self.rules[rows] = rule
        self.ordinaries[rows] = ordinary
        self.live += many
        return taken

    def give_back(self, row: int) -> None:
        """The row is not needed any more."""
        self.record[row] = None
        self.limit[row] = -np.inf
        self.free.append(row)
        self.live -= 1

    def keep(self, row: int) -> tuple[float, Floats]:
        """A copy of a row, to put it back later."""
        return self.limit[row], self.table[row].copy()

    def basis(self, row: int, same: float, busy: float) -> bytes:
        """A row's figures as they are now with two more of a score: what its terms can be made of later."""
        start = row * self.width * 8
        return bytes(self.bytes[start : start + self.width * 8]) + _SCORE.pack(same, busy)

    def put_back(self, row: int, values: tuple[float, Floats]) -> None:
        """The row as it was when it was kept."""
        self.limit[row] = values[0]
        self.table[row] = values[1]

    def anchor(self, row: int) -> tuple[float, float, float]:
        """Where a row is in the index: x, y, reach."""
        start = row * self.width
        view = self.view
        return view[start + ANCHOR_X], view[start + ANCHOR_Y], view[start + REACH]

    def grow(self) -> None:
        """Twice the room."""
        old = self.capacity
        table, limits, districts = np.zeros((2 * old, self.width)), np.full(2 * old, -np.inf), np.zeros(2 * old)
        table[:old], limits[:old], districts[:old] = self.table, self.limits, self.districts
        self.table, self.limits, self.districts = table, limits, districts
        self.rules, self.ordinaries = np.concatenate([self.rules] * 2), np.concatenate([self.ordinaries] * 2)
        self.record.extend([None] * old)
        self.free.extend(range(2 * old - 1, old - 1, -1))
        self._look()


def _view(array: Any) -> memoryview[float]:
    """The figures of a contiguous array, one by one; NumPy's types do not say that it has a buffer."""
    view: memoryview[float] = memoryview(array)
    return view
