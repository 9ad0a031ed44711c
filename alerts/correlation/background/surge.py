"""A rise of a whole region's rate, followed within minutes and by group, without following a local surge.

A storm brings unrelated calls from everywhere; a fire brings related ones from one spot. So every report counts towards
its region's present rate, but the m-th one of the last minutes from the same square mile only as 1/m2: forty calls from one
fire weigh as less than two, forty from forty quarters as forty. What is surely more than chance of that (the count less
its standard deviation and one) is taken as the present rate where it is above the learned one.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from alerts.correlation.background.table import Before, CellTable
from alerts.correlation.figures import Floats, Ints

MEMORY_S: Final = 600.0
SPOT: Final = 1024.0
"""Side of the square whose reports count as one place, plane metres."""
REGIONS: Final = (4096.0, 16_384.0)
"""Sides of the squares in which a rise is looked for, plane metres; the whole world is a third."""
_HALF: Final = 1 << 17
_IX: Final = np.int64(1 << 18)
_LEVEL: Final = np.int64(1 << 36)
_GROUP: Final = np.int64(1 << 38)
_MAX: Final = 200_000
_FIRST: Final = 0.6
"""Makes the integral of 1/m2 give 1 to the first report of a spot."""


class Surge:
    """Counts of the last minutes by group: at spots, in regions, in all. Column 0 the count, 1 the time it is as of."""

    def __init__(self, groups: int) -> None:
        self.table = CellTable(columns=2)
        self.totals: Floats = np.zeros(groups)
        self.time = 0.0
        self.start = math.inf

    def window(self, time: float) -> float:
        """The seconds of observation the counts stand for."""
        return MEMORY_S * (1.0 - math.exp(-max(time - self.start, 0.0) / MEMORY_S))

    def add(self, time: float, x: Floats, y: Floats, groups: Ints) -> tuple[Before, Before, Floats, float, float]:
        """Count reports as of ``time`` (seconds since the epoch); what there was before, to undo it."""
        spots = self._keys(x, y, SPOT, 0, groups)
        keys, first, many = np.unique(spots, return_index=True, return_counts=True)
        places = self.table.place(keys)
        kept = self.table.keep(keys, places)
        old = self._now(places, time)
        self.table.values[0, places] = old + many
        self.table.values[1, places] = time
        weights = 1.0 / (old + _FIRST) - 1.0 / (old + many + _FIRST)
        gx, gy, gg = x[first], y[first], groups[first]
        regions = np.concatenate([self._keys(gx, gy, side, level + 1, gg) for level, side in enumerate(REGIONS)])
        unique, inverse = np.unique(regions, return_inverse=True)
        sums = np.zeros(len(unique))
        np.add.at(sums, inverse, np.concatenate([weights] * len(REGIONS)))
        places = self.table.place(unique)
        kept_regions = self.table.keep(unique, places)
        self.table.values[0, places] = self._now(places, time) + sums
        self.table.values[1, places] = time
        before = self.totals, self.time, self.start
        self.totals = self.totals * math.exp(-max(time - self.time, 0.0) / MEMORY_S)
        np.add.at(self.totals, gg, weights)
        self.time = time
        self.start = min(self.start, time)
        return kept, kept_regions, *before

    def undo(self, change: tuple[Before, Before, Floats, float, float]) -> None:
        """Take back what :meth:`add` did."""
        self.table.put_back(change[1])
        self.table.put_back(change[0])
        self.totals, self.time, self.start = change[2:]

    def rates(self, time: float) -> Floats:
        """Reports a second by group, everywhere together, that the last minutes surely show."""
        return _surely(self.totals * math.exp(-max(time - self.time, 0.0) / MEMORY_S)) / max(self.window(time), 120.0)

    def boost(self, time: float, x: Floats, y: Floats, groups: Ints, expected: list[Floats]) -> Floats:
        """By what factor (1 or more) each point's group is above what is expected there now.

        ``expected`` has, by region size and then for the whole world, the expected reports a second around each point.
        """
        window = max(self.window(time), 120.0)
        keys = np.concatenate([self._keys(x, y, side, level + 1, groups) for level, side in enumerate(REGIONS)])
        seen = self._now(self.table.find(keys), time).reshape(len(REGIONS), -1)
        everywhere = (self.totals * math.exp(-max(time - self.time, 0.0) / MEMORY_S))[groups]
        counts = np.concatenate((seen, everywhere[None, :]))
        rises = _surely(counts) / (np.array(expected) * window)
        best: Floats = np.maximum(rises.max(axis=0), 1.0)
        return best

    def prune(self, time: float) -> CellTable | None:
        """Forget what has faded, if there is much; the table as it was, to undo it."""
        if len(self.table) <= _MAX:
            return None
        before = self.table
        _, values = before.entries()
        self.table = before.prune(values[0] * np.exp(-(time - values[1]) / MEMORY_S) > 0.01)
        return before

    def _now(self, places: Ints, time: float) -> Floats:
        values = self.table.values
        faded: Floats = values[0].take(places) * np.exp(-np.maximum(time - values[1].take(places), 0.0) / MEMORY_S)
        return faded

    @staticmethod
    def _keys(x: Floats, y: Floats, side: float, level: int, groups: Ints) -> Ints:
        ix = np.floor(x / side).astype(np.int64) + _HALF
        iy = np.floor(y / side).astype(np.int64) + _HALF
        return groups * _GROUP + level * _LEVEL + ix * _IX + iy


def _surely(seen: Floats) -> Floats:
    """How many of these counts are more than chance."""
    sure: Floats = np.maximum(seen - np.sqrt(seen) - 1.0, 0.0)
    return sure
