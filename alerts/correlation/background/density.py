"""Where ordinary reports come from: a density over the plane, learned by counting.

Two Polya trees (Lavine 1992; Ferguson 1974), shifted against each other and averaged so that no cell border is
everywhere: squares of 65 km are cut into 4 x 4 again and again down to 16 m. The share of a child among its parent's
reports is (own count + strength * what is expected) / (parent's count + strength); what is expected of one group of
reports (police calls about violence, say) is the share of all other callers' (or devices') reports, and of these an even
1/16. So a place never seen has the density of its neighbourhood, and a busy one the density it deserves.

A report is counted only down to cells as wide as its position's error: finer ones cannot know it. Its density is read at
the same depth.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from alerts.correlation.background.table import Before, CellTable
from alerts.correlation.figures import N_KINDS, Floats, Ints

SIDES: Final = tuple(65_536.0 / 4**level for level in range(7))
"""Sides of the cells by level, plane metres."""
LEVELS: Final = len(SIDES)
REGION_DEPTH: Final = 3
"""The level of a square mile (1,024 m): the finest at which a region's rise is looked for."""
BLOCK: Final = 4
"""The level whose cells are 256 m wide."""
ALL_CALLERS: Final = 2 * N_KINDS
ALL_DEVICES: Final = ALL_CALLERS + 1
GROUPS: Final = ALL_DEVICES + 1
"""Background groups: 16 kinds of callers' reports, 16 of devices', and all of each."""
STRENGTH_ALL: Final = 9.6
STRENGTH_GROUP: Final = 8.0
_SHIFT: Final = 65_536.0 / 3.0
"""How far the second tree is shifted, east and north."""
_HALF: Final = 1 << 23
"""Added to a cell's column and row, so that both are positive in 24 bits (the plane is 40,000 km / 16 m wide)."""
_IX: Final = np.int64(1 << 24)
_LEVEL: Final = np.int64(1 << 48)
_TREE: Final = np.int64(1 << 51)
_GROUP: Final = np.int64(1 << 52)
_REFERENCE: Final = 1.7e9
"""Weights are stored as of this time, seconds since the epoch: keeps them within floating point from 2000 to 2100."""
MAX_CELLS: Final = 1_000_000
"""Cells kept, at most (24 bytes each, half full: 50 MB); beyond it those with the least weight are forgotten."""


def depth_of(error: Floats) -> Ints:
    """The level whose cells are about as wide as a position's error (variance, m2) is: side at least 1.2 sigma."""
    sigma = np.sqrt(error)
    depth = np.floor(np.log(SIDES[0] / np.maximum(1.2 * sigma, 1.0)) / math.log(4.0)).astype(np.int64)
    within: Ints = np.clip(depth, 0, LEVELS - 1)
    return within


class Density:
    """The two trees. Weights fade with ``half_life`` seconds: streets change, and so do cameras.

    Points are given as ``x`` and ``y`` (float64, metres of the plane), ``groups`` and ``depth`` (int64) and ``weights``
    (float64), shape (n,) each; what comes back of them has their shape.
    """

    def __init__(self, half_life: float = 30.0 * 86_400.0) -> None:
        self.table = CellTable(columns=2)
        """By cell: the weight counted in it, and how much of that is counted in its children too."""
        self.totals: Floats = np.zeros(GROUPS)
        """Weight by group, stored like the cells'."""
        self._rate = math.log(2.0) / half_life
        self.memory = 1.0 / self._rate
        """Seconds that the weights stand for, once so much has been seen."""
        self._sides = np.array(SIDES).reshape(1, -1, 1)
        self._shifts = np.array([0.0, _SHIFT]).reshape(2, 1, 1)
        self._levels = np.arange(2).reshape(2, 1, 1) * _TREE + np.arange(LEVELS).reshape(1, -1, 1) * _LEVEL
        self._areas = np.array(SIDES) ** 2

    def keys(self, x: Floats, y: Floats, levels: int = LEVELS) -> Ints:
        """Cell numbers without a group, of the first so many levels: shape (2 trees, levels, n points)."""
        sides = self._sides[:, :levels]
        cells: Ints = np.floor((x + self._shifts) / sides).astype(np.int64)
        cells += _HALF
        cells *= _IX
        cells += self._levels[:, :levels]
        north = np.floor((y + self._shifts) / sides).astype(np.int64)
        north += _HALF
        cells += north
        return cells

    def scale(self, time: float) -> float:
        """What a weight counted at ``time`` is multiplied by to be stored: fading is done by letting new weights grow."""
        return math.exp(self._rate * (time - _REFERENCE))

    def shares(self, x: Floats, y: Floats, groups: Ints, depth: Ints, now: float) -> Floats:
        """The density (1 / plane m2) of each point's group there, read at its depth. ``now``: what stored weights are worth
        today.
        """
        density = np.empty(len(x))
        deep = depth > REGION_DEPTH
        # devices' reports are read at a square mile, and finer cells need not be looked up for them
        for some in (np.flatnonzero(deep), np.flatnonzero(~deep)):
            if some.size:
                levels = depth[some]
                share = self._shares(x[some], y[some], groups[some], now, int(levels.max()) + 1)
                at = np.arange(len(some))
                density[some] = (share[0, levels, at] + share[1, levels, at]) * 0.5 / self._areas.take(levels)
        return density

    def regions(self, x: Floats, y: Floats, groups: Ints, now: float) -> list[Floats]:
        """The share of each point's group in its square mile, and in its squares of 4 and of 16 km (of the first tree)."""
        share = self._shares(x, y, groups, now, REGION_DEPTH + 1, trees=1)
        return [share[0, REGION_DEPTH], share[0, 2], share[0, 1]]

    def _shares(self, x: Floats, y: Floats, groups: Ints, now: float, levels: int, trees: int = 2) -> Floats:
        """The part of each point's group that is in its cells: shape (trees, levels, n points)."""
        cells = self.keys(x, y, levels)[:trees]
        family = np.where(groups < N_KINDS, ALL_CALLERS, ALL_DEVICES)
        numbers = np.empty((2, *cells.shape), dtype=np.int64)
        np.add(cells, groups * _GROUP, out=numbers[0])
        np.add(cells, family * _GROUP, out=numbers[1])
        places = self.table.find(numbers.reshape(-1))
        weight = self.table.values[0].take(places).reshape(numbers.shape)
        below = self.table.values[1].take(places).reshape(numbers.shape)
        weight *= now
        below *= now
        own, others = weight
        own_below, others_below = below
        totals = self.totals * now
        its = totals.take(groups)
        # only the other groups' reports: its own would count twice, and an empty cell for as good as impossible
        others -= own
        np.maximum(others, 0.0, out=others)
        others_below -= own_below
        np.maximum(others_below, 0.0, out=others_below)
        # what is expected of a cell takes the place of the others' reports there
        others[:, 0] += STRENGTH_ALL
        others[:, 0] /= np.maximum(totals.take(family) - its, 0.0) + STRENGTH_ALL
        others[:, 1:] += STRENGTH_ALL / 16.0
        others_below += STRENGTH_ALL
        others[:, 1:] /= others_below[:, :-1]
        others *= STRENGTH_GROUP
        own += others
        own[:, 0] /= its + STRENGTH_GROUP
        own_below += STRENGTH_GROUP
        own[:, 1:] /= own_below[:, :-1]
        share: Floats = np.multiply.accumulate(own, axis=1, out=own)
        return share

    def callers_around(self, x: float, y: float) -> float:
        """The stored weight of all callers' reports in the block (256 m) about a point: the mean of the two trees."""
        cells = self.keys(np.array([x]), np.array([y]))[:, BLOCK, 0] + ALL_CALLERS * _GROUP
        return float(self.table.values[0].take(self.table.find(cells)).mean())

    def add(self, x: Floats, y: Floats, groups: Ints, depth: Ints, weights: Floats) -> tuple[Before, Floats]:
        """Count points; ``weights`` are already scaled for storing. What there was before, to undo it."""
        cells = self.keys(x, y)
        family = np.where(groups < N_KINDS, ALL_CALLERS, ALL_DEVICES)
        level = np.arange(LEVELS).reshape(1, -1, 1)
        counted = np.flatnonzero(np.broadcast_to(level <= depth, cells.shape))
        below = np.broadcast_to((level < depth) * weights, cells.shape).ravel()[counted]
        spread = np.broadcast_to(weights, cells.shape).ravel()[counted]
        numbers = np.concatenate([(cells + groups * _GROUP).ravel()[counted], (cells + family * _GROUP).ravel()[counted]])
        before = self.table.add(numbers, np.array([np.tile(spread, 2), np.tile(below, 2)]))
        totals = self.totals.copy()
        np.add.at(self.totals, groups, weights)
        np.add.at(self.totals, family, weights)
        return before, totals

    def expect(self, x: Floats, y: Floats, depth: Ints, weights: Floats) -> None:
        """Count points as callers' reports of no group: where any are expected that nobody has heard yet."""
        cells = self.keys(x, y)
        level = np.arange(LEVELS).reshape(1, -1, 1)
        counted = np.flatnonzero(np.broadcast_to(level <= depth, cells.shape))
        below = np.broadcast_to((level < depth) * weights, cells.shape).ravel()[counted]
        spread = np.broadcast_to(weights, cells.shape).ravel()[counted]
        self.table.add((cells + ALL_CALLERS * _GROUP).ravel()[counted], np.array([spread, below]))
        self.totals[ALL_CALLERS] += weights.sum()

    def empty(self) -> None:
        """Know nothing."""
        self.table = CellTable(columns=2)
        self.totals = np.zeros(GROUPS)

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
