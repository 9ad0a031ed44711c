"""A rise of a whole region's rate, followed within minutes and by group, without following a local surge.

A storm brings unrelated calls from everywhere; a fire brings related ones from one spot. So the last minutes are counted by
square mile, and the rate of a region (4 km, 16 km, everywhere) is the largest r with

    r E = sum over its spots of  min(n, r e + 2 sqrt(r e) + 1)

where n came from a spot and e, in all E, were to be expected of it: what one spot has beyond two standard deviations above the
region's own rate does not count (Huber's proposal 2, 1964, for a Poisson rate). Forty calls from one fire weigh as two or
three, forty from forty quarters as forty. What is surely more than chance of that (the count less its standard deviation and
one) is the present rate where it is above the learned one.

What is to be expected of a spot is half what was learned of it and half what the other kinds of report show now: in a city not
yet known it is these that tell where people and cameras are.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np

from alerts.correlation.background.table import Before, CellTable
from alerts.correlation.figures import N_KINDS, Floats, Ints
from alerts.rules.rules import SurgeRule

SPOT: Final = 1024.0
"""Side of the square whose reports count as one place, plane metres: a cell of the density's first tree."""
REGIONS: Final = (4096.0, 16_384.0)
"""Sides of the squares in which a rise is looked for, plane metres; the whole world is a third."""
_HALF: Final = 1 << 17
_IX: Final = np.int64(1 << 18)
_LEVEL: Final = np.int64(1 << 36)
_GROUP: Final = np.int64(1 << 38)
_MAX: Final = 200_000
_FADED: Final = 0.05
_ROUNDS: Final = 12
"""Steps from above towards the largest r; each takes away most of what is too much."""

Expected = Callable[[Floats, Floats, Ints], tuple[Floats, list[Floats]]]
"""Of points (x, y, group): the expected reports a second in their spots, and in their regions by size."""


class Kept(NamedTuple):
    """What there was before a change, to undo it."""

    spots: Before | None
    rises: CellTable
    world: Floats
    start: float


class Surge:
    """Counts of the last minutes by group and spot (column 0 the count, 1 the time it is as of), and the rises they show.

    Points are given as ``x`` and ``y`` (float64, metres of the plane) and ``groups`` (int64), shape (n,) each; rates by group
    have shape (groups,).
    """

    def __init__(self, groups: int, rule: SurgeRule) -> None:
        self._memory_s, self._least = rule.memory_s, rule.rise
        self.table = CellTable(columns=2)
        self.rises = CellTable()
        """By region and group: how many times its expected rate it has now; only where that is more than 1."""
        self.world: Floats = np.ones(groups)
        """The same of everything together, by group."""
        self.start = math.inf

    def window(self, time: float) -> float:
        """The seconds of observation the counts stand for."""
        return max(self._memory_s * (1.0 - math.exp(-max(time - self.start, 0.0) / self._memory_s)), 120.0)

    def add(self, time: float, x: Floats, y: Floats, groups: Ints) -> Kept:
        """Count reports as of ``time`` (seconds since the epoch); what there was before, to undo it."""
        before = Kept(None, self.rises, self.world, self.start)
        self.start = min(self.start, time)
        if not len(x):
            return before
        keys, many = np.unique(_keys(x, y, SPOT, 0, groups), return_counts=True)
        places = self.table.place(keys)
        kept = self.table.keep(keys, places)
        self.table.values[0, places] = self._now(places, time) + many
        self.table.values[1, places] = time
        return before._replace(spots=kept)

    def undo(self, change: Kept) -> None:
        """Take back what :meth:`add` and, since then, :meth:`look` did."""
        if change.spots is not None:
            self.table.put_back(change.spots)
        self.rises, self.world, self.start = change.rises, change.world, change.start

    def look(self, time: float, rates: Floats, expected: Expected) -> None:
        """Find what has risen. ``rates``: the learned reports a second by group, everywhere together."""
        self.rises, self.world = CellTable(), np.ones(len(rates))
        window = self.window(time)
        usual = rates * window
        now = _Now(time, self._memory_s, *self.table.entries(), usual)
        if not len(now.keys):
            return
        spots, wider = expected(now.x, now.y, now.group)
        wide = np.flatnonzero(_surely(now.total) > usual)
        if len(wide):
            self.world[wide] = now.rise(now.group, wide, usual[wide], window, spots)
        for level, side in enumerate(REGIONS):
            regions = _keys(now.x, now.y, side, level + 1, now.group)
            names, first, inverse = np.unique(regions, return_index=True, return_inverse=True)
            many = np.bincount(inverse, now.counts).astype(np.float64)
            few = np.flatnonzero(many > self._least)
            if not few.size:
                continue
            at = first[few]
            here = wider[level][at] * window
            risen = _surely(many[few]) > here
            if risen.any():
                few = few[risen]
                self.rises.add(names[few], now.rise(inverse, few, here[risen], window, spots)[None, :])

    def boost(self, x: Floats, y: Floats, groups: Ints) -> Floats:
        """By what factor (1 or more) each point's group is above what is expected there now."""
        best: Floats = self.world[groups]
        if len(self.rises):
            keys = np.concatenate([_keys(x, y, side, level + 1, groups) for level, side in enumerate(REGIONS)])
            rises = self.rises.values[0].take(self.rises.find(keys)).reshape(len(REGIONS), -1)
            best = np.maximum(best, rises.max(axis=0))
        return best

    def prune(self, time: float) -> CellTable | None:
        """Forget what has faded, if there is much; the table as it was, to undo it."""
        if len(self.table) <= _MAX:
            return None
        before = self.table
        _, values = before.entries()
        self.table = before.prune(values[0] * np.exp(-(time - values[1]) / self._memory_s) > 0.01)
        return before

    def _now(self, places: Ints, time: float) -> Floats:
        values = self.table.values
        faded: Floats = values[0].take(places) * np.exp(-np.maximum(time - values[1].take(places), 0.0) / self._memory_s)
        return faded


class _Now:
    """The counts of the last minutes as arrays, one entry a spot and group, in the order of their keys."""

    def __init__(self, time: float, memory_s: float, keys: Ints, values: Floats, usual: Floats) -> None:
        counts = values[0] * np.exp(-np.maximum(time - values[1], 0.0) / memory_s)
        some = np.flatnonzero(counts > _FADED)
        self.keys, self.counts = keys[some], counts[some]
        self.group: Ints = self.keys // _GROUP
        self.total: Floats = np.bincount(self.group, self.counts, minlength=len(usual)).astype(np.float64)
        cells = self.keys % _GROUP
        self.x, self.y = _middle(cells // _IX), _middle(cells % _IX)
        self._usual = usual
        self._shape: Floats | None = None

    def rise(self, of: Ints, chosen: Ints, usual: Floats, window: float, spots: Floats) -> Floats:
        """By what factor (1 or more) each ``chosen`` value of ``of`` (one an entry) is above its ``usual`` count; ``spots``:
        the reports a second that each entry's spot is expected to have.
        """
        number = np.full(int(of.max()) + 1, -1, dtype=np.int64)
        number[chosen] = np.arange(len(chosen))
        inside = np.flatnonzero(number[of] >= 0)
        e = 0.5 * (spots[inside] * window + self.shape()[inside])
        which, counts = number[of[inside]], self.counts[inside]
        rise: Floats = np.bincount(which, counts, minlength=len(chosen)).astype(np.float64) / usual
        sure = rise
        for _ in range(_ROUNDS):
            most = rise[which] * e
            seen = np.bincount(which, np.minimum(counts, most + 2.0 * np.sqrt(most) + 1.0), minlength=len(chosen))
            rise, sure = seen.astype(np.float64) / usual, _surely(seen.astype(np.float64)) / usual
        return np.maximum(sure, 1.0)

    def shape(self) -> Floats:
        """What each entry's spot would have of its group if that came where the other groups of callers (or of devices) do."""
        if self._shape is None:
            device = self.group >= N_KINDS
            _, inverse = np.unique(self.keys % _GROUP + device * _GROUP, return_inverse=True)
            others = np.bincount(inverse, self.counts)[inverse] - self.counts
            every = np.where(device, self.total[N_KINDS:].sum(), self.total[:N_KINDS].sum()) - self.total[self.group]
            self._shape = self._usual[self.group] * others / np.maximum(every, 1.0)
        return self._shape


def _keys(x: Floats, y: Floats, side: float, level: int, groups: Ints) -> Ints:
    ix = np.floor(x / side).astype(np.int64) + _HALF
    iy = np.floor(y / side).astype(np.int64) + _HALF
    return groups * _GROUP + level * _LEVEL + ix * _IX + iy


def _middle(column: Ints) -> Floats:
    middle: Floats = ((column - _HALF).astype(np.float64) + 0.5) * SPOT
    return middle


def _surely(seen: Floats) -> Floats:
    """How many of these counts are more than chance."""
    sure: Floats = np.maximum(seen - np.sqrt(seen) - 1.0, 0.0)
    return sure
