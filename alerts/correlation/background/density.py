"""Where ordinary reports come from: a density over the plane, learned by counting.

Two Polya trees (Lavine 1992; Ferguson 1974), shifted against each other and averaged so that no cell border is
everywhere: squares of 65 km are cut into 4 x 4 again and again down to 16 m. The share of a child among its parent's
reports is (own count + strength * what is expected) / (parent's count + strength); what is expected of one group of
reports (police calls about violence, say) is the share of all reports, and of all reports an even 1/16. So a place never
seen has the density of its neighbourhood, and a busy address the density it deserves.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from alerts.correlation.background.table import Before, CellTable
from alerts.correlation.figures import Floats, Ints

SIDES: Final = tuple(65_536.0 / 4**level for level in range(7))
"""Sides of the cells by level, plane metres."""
_SHIFT: Final = 65_536.0 / 3.0
"""How far the second tree is shifted, east and north."""
ALL: Final = 63
"""The group that stands for all reports."""
STRENGTH_ALL: Final = 0.6
STRENGTH_GROUP: Final = 1.5
_HALF: Final = 1 << 23
"""Added to a cell's column and row, so that both are positive in 24 bits (the plane is 40,000 km / 16 m wide)."""
_IX: Final = np.int64(1 << 24)
_LEVEL: Final = np.int64(1 << 48)
_TREE: Final = np.int64(1 << 51)
_GROUP: Final = np.int64(1 << 52)
_REFERENCE: Final = 1.7e9
"""Weights are stored as of this time, seconds since the epoch: keeps them within floating point from 2000 to 2100."""
MAX_CELLS: Final = 1_500_000
"""Cells kept, at most (24 bytes each, half full: 72 MB); beyond it those with the least weight are forgotten."""


class Density:
    """The two trees. Weights fade with ``half_life`` seconds: streets change, and so do cameras."""

    def __init__(self, half_life: float = 30.0 * 86_400.0) -> None:
        self.table = CellTable()
        self.totals: Floats = np.zeros(ALL + 1)
        """Weight by group, stored like the cells'."""
        self._rate = math.log(2.0) / half_life
        self._sides = np.array(SIDES).reshape(1, -1, 1)
        self._shifts = np.array([0.0, _SHIFT]).reshape(2, 1, 1)
        self._levels = np.arange(2).reshape(2, 1, 1) * _TREE + np.arange(len(SIDES)).reshape(1, -1, 1) * _LEVEL

    def keys(self, x: Floats, y: Floats) -> Ints:
        """Cell numbers without a group: shape (2 trees, 7 levels, n points)."""
        ix = np.floor((x + self._shifts) / self._sides).astype(np.int64) + _HALF
        iy = np.floor((y + self._shifts) / self._sides).astype(np.int64) + _HALF
        return self._levels + ix * _IX + iy

    def scale(self, time: float) -> float:
        """What a weight counted at ``time`` is multiplied by to be stored: fading is done by letting new weights grow."""
        return math.exp(self._rate * (time - _REFERENCE))

    def shares(self, x: Floats, y: Floats, groups: Ints, weight_scale: float) -> tuple[Floats, list[Floats]]:
        """Density of each point's group there, 1 per square plane metre; and the shares of its cells of 4 and 16 km.

        ``groups`` has one group a point; ``weight_scale`` brings stored weights to today's.
        """
        cells = self.keys(x, y)
        own = self._counts(cells + groups * _GROUP, weight_scale)
        every = self._counts(cells + np.int64(ALL) * _GROUP, weight_scale)
        total_all = self.totals[ALL] * weight_scale
        totals = (self.totals * weight_scale)[groups]
        expected = (every[:, 0] + STRENGTH_ALL) / (total_all + STRENGTH_ALL)
        share = (own[:, 0] + STRENGTH_GROUP * expected) / (totals + STRENGTH_GROUP)
        coarse: list[Floats] = []
        for level in range(1, len(SIDES)):
            expected = (every[:, level] + STRENGTH_ALL / 16.0) / (every[:, level - 1] + STRENGTH_ALL)
            share = share * ((own[:, level] + STRENGTH_GROUP * expected) / (own[:, level - 1] + STRENGTH_GROUP))
            if level <= 2:
                coarse.insert(0, share[0])
        leaf = SIDES[-1] * SIDES[-1]
        return (share[0] + share[1]) * (0.5 / leaf), coarse

    def _counts(self, keys: Ints, scale: float) -> Floats:
        places = self.table.find(keys.ravel())
        return (self.table.values[0].take(places) * scale).reshape(keys.shape)

    def add(self, x: Floats, y: Floats, groups: Ints, weights: Floats) -> tuple[Before, Floats]:
        """Count points; ``weights`` are already scaled for storing. What there was before, to undo it."""
        cells = self.keys(x, y)
        numbers = np.concatenate([(cells + groups * _GROUP).ravel(), (cells + np.int64(ALL) * _GROUP).ravel()])
        spread = np.broadcast_to(weights, cells.shape).ravel()
        keys, inverse = np.unique(numbers, return_inverse=True)
        sums = np.zeros(len(keys))
        np.add.at(sums, inverse, np.concatenate([spread, spread]))
        places = self.table.place(keys)
        before = self.table.keep(keys, places)
        self.table.values[0, places] += sums
        totals = self.totals.copy()
        np.add.at(self.totals, groups, weights)
        self.totals[ALL] += weights.sum()
        return before, totals

    def undo(self, change: tuple[Before, Floats]) -> None:
        """Take back what :meth:`add` did."""
        self.table.put_back(change[0])
        self.totals = change[1]

    def prune(self) -> CellTable | None:
        """Forget the lightest half of the finest cells if there are too many; the table as it was, to undo it."""
        if len(self.table) <= MAX_CELLS:
            return None
        before = self.table
        keys, values = before.entries()
        level = (keys // _LEVEL) & np.int64(7)
        fine = level >= 4
        limit = np.median(values[0][fine])
        self.table = before.prune(~fine | (values[0] > limit))
        return before
