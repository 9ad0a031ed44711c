"""Whether the open reports around a place are more than chance: a space-time scan over what is ordinary there.

Of the reports around one of them within a window of time W, each is either ordinary or one of an incident of some kind that
brings ``v`` reports a second. How much likelier that makes them than if all were ordinary is

    sum over reports of ln(1 + v r) - v W,    r = share N(x) words / lambda(x)

(Kulldorff's scan statistic of 1997 with marks, for a mixture: Neill, Expectation-based scan statistics, 2009). ``share`` is how
often an incident of the kind brings such a report, N the normal density of its distance, ``words`` how much likelier its words
make the kind, lambda the ordinary rate of its group where it is. So it is not counting that decides: ten ambulance calls in a
quarter with many are little, three callers who cannot breathe for the crowd are much, and both are weighed together. ``v`` is
the rate that explains most; v r / (1 + v r) is then how likely a report is to belong to the incident.

An address that is not known to be busy yet may be the reason as well: its rate ``busy`` (1/s) spread over N is added to lambda.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np

from alerts.correlation.book import rows as r
from alerts.correlation.book.cells import FINE_REACH_M, Cells
from alerts.correlation.book.rows import Rows
from alerts.correlation.figures import Figures, Floats, Ints
from alerts.correlation.projection import RADIUS_M
from alerts.rules.rules import SurgeRule

LEAST_ERROR2: Final = 25.0
"""The variance (m2) of a position, at least."""
_AT_ONCE: Final = 4096
"""Centres looked at together, which bounds the memory of their pairs."""
_ROUNDS: Final = 30
_GRID: Final = (1.5, 3.0, 5.0, 8.0, 13.0, 21.0, 40.0, 100.0, 400.0)
"""Numbers of an incident's reports tried at first."""
_ROUGH: Final = 0.75
"""The part of the bound that a look with these must reach to be worth an exact one."""
_WEAK: Final = 0.1
"""Reports whose odds are below this, however many they are taken for, are left out."""
_TINY: Final = 1e-300
_RADIUS: Final = RADIUS_M


class Around(NamedTuple):
    """One surge that may be: its centre's row, the kind by its index, the window (s), and the rows around the centre."""

    centre: int
    kind: int
    window: float
    rows: Ints


class Scan:
    """Looks around centres. ``rows`` must have the rule and the ordinary rate of each row's founder."""

    def __init__(self, figures: Figures, rows: Rows, cells: Cells, rule: SurgeRule) -> None:
        self._f = figures
        self._rows = rows
        self._cells = cells
        self._rule = rule
        self._fine = float(figures.wander[figures.wander <= FINE_REACH_M].max(initial=0.0))
        self._wide = float(figures.wander.max())
        prior = figures.opening_share**0.5
        weight = (figures.share * prior).sum(axis=1, keepdims=True)
        self._mark = weight / prior[None, :]
        """What turns a belief in a kind into share times words, shape (rules, 16); see :class:`Figures` for the belief."""

    def candidates(self, centres: Ints, tick: float, busy: float) -> list[Around]:
        """What around these rows is worth an exact look, at this moment."""
        found: list[Around] = []
        for start in range(0, len(centres), _AT_ONCE):
            found += self._look(centres[start : start + _AT_ONCE], tick, busy)
        return found

    def _pairs(self, centres: Ints, tick: float) -> tuple[Ints, Ints]:
        """Indices of centres, and rows around them of the same status that still take reports; not the centres themselves."""
        flat, width = self._rows.flat, self._rows.width
        x, y = flat.take(centres * width + r.ANCHOR_X), flat.take(centres * width + r.ANCHOR_Y)
        cells = self._cells
        cosine = 1.0 / np.cosh(y / _RADIUS)
        centre, row, _ = cells.fine.around(x, y, cosine, self._fine)
        if cells.wide.live:
            more, wide, _ = cells.wide.around(x, y, cosine, self._wide)
            centre, row = np.concatenate((centre, more)), np.concatenate((row, wide))
        start = row * width
        kept = (self._rows.limits.take(row) >= tick) & (centres.take(centre) != row)
        kept &= flat.take(start + r.STATUS) == flat.take(centres.take(centre) * width + r.STATUS)
        return centre[kept], row[kept]

    def _most(self, centres: Ints) -> Floats:
        """How many sources there are around each of these rows with its own, at most."""
        flat, width, cells = self._rows.flat, self._rows.width, self._cells
        x, y = flat.take(centres * width + r.ANCHOR_X), flat.take(centres * width + r.ANCHOR_Y)
        cosine = 1.0 / np.cosh(y / _RADIUS)

        def sources(row: Ints) -> Floats:
            return flat.take(row * width + r.COUNT)

        most: Floats = cells.fine.most(x, y, cosine, self._fine, sources) + cells.wide.most(x, y, cosine, self._wide, sources)
        return most + sources(centres)

    def _look(self, centres: Ints, tick: float, busy: float) -> list[Around]:
        f, rows, least = self._f, self._rows, min(self._rule.windows_taus)
        kinds = f.slot_kind.take(rows.rules.take(centres), axis=0)
        every = self._own_odds(centres, kinds, busy)

        def able_of(many: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
            """Of which kind there may be a surge about each centre with so many reports around it.

            The newest report of a surge belongs to it: where it cannot, there is none of this kind to be found about it.
            """
            enough: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = (every * many[:, None] >= least * f.tau.take(kinds)) & (
                many >= self._rule.least
            )[:, None]
            return enough

        # most have too little around them whatever of it is near enough, and need not be looked at pair by pair
        some = np.flatnonzero(able_of(self._most(centres)).any(axis=1))
        centres, kinds, every = centres.take(some), kinds.take(some, axis=0), every.take(some, axis=0)
        if not some.size:
            return []
        centre, row = self._pairs(centres, tick)
        own = rows.flat.take(centres * rows.width + r.COUNT)
        many = _sums(centre, rows.flat.take(row * rows.width + r.COUNT), len(centres)) + own
        able = able_of(many)
        found: list[Around] = []
        for slot in np.flatnonzero(able.any(axis=0)).tolist():
            some = np.flatnonzero(able[:, slot])
            place = np.full(len(centres), -1, dtype=np.int64)
            place[some] = np.arange(len(some))
            of = place.take(centre)
            kept = np.flatnonzero(of >= 0)
            found += self._of_kind(
                centres[some], kinds[some, slot], every[some, slot], many[some], of[kept], row[kept], tick, busy
            )
        return found

    def _of_kind(
        self, centres: Ints, kinds: Ints, own: Floats, many: Floats, centre: Ints, row: Ints, tick: float, busy: float
    ) -> list[Around]:  # fmt: skip
        rows, rule, n = self._rows, self._rule, len(centres)
        flat, width = rows.flat, rows.width
        odds = self.odds(centres.take(centre), row, kinds.take(centre), rows.ordinaries.take(row), busy)
        # fewer of a rate that no number of reports makes likely are none
        some = np.flatnonzero(odds * many.take(centre) >= _WEAK * min(rule.windows_taus) * self._f.tau.take(kinds.take(centre)))
        centre, row, odds = centre[some], row[some], odds[some]
        count, mine = flat.take(row * width + r.COUNT), flat.take(centres * width + r.COUNT)
        since = tick - flat.take(row * width + r.LAST)
        found: list[Around] = []
        for taus in rule.windows_taus:
            window = taus * self._f.tau.take(kinds)
            inside = np.flatnonzero(since <= window.take(centre))
            weight = _sums(centre[inside], count[inside], n) + mine
            enough = weight >= rule.least
            inside = inside[enough.take(centre[inside])]
            if not inside.size:
                continue
            of, best = centre[inside], np.full(n, -np.inf)
            for number in _GRID:
                rate = number / window
                gain = _sums(of, count[inside] * np.log1p(rate.take(of) * odds[inside]), n)
                np.maximum(best, gain + mine * np.log1p(rate * own) - number, out=best)
            worth = np.flatnonzero((best >= _ROUGH * rule.nats) & enough).tolist()
            found += [Around(int(centres[at]), int(kinds[at]), float(window[at]), row[inside[of == at]]) for at in worth]
        return found

    def odds(self, centre: Ints, row: Ints, kind: Ints, ordinary: Floats, busy: float) -> Floats:
        """``r`` of rows (s) for incidents of these kinds about these centres; 0 beyond the kind's reach. Shape (n,) all."""
        f, flat, width = self._f, self._rows.flat, self._rows.width
        here, there = centre * width, row * width
        # the cosine of the latitude turns plane metres into true ones; y tells it
        y = flat.take(there + r.Y)
        cosine2 = 1.0 / np.cosh(y / _RADIUS) ** 2
        dx, dy = flat.take(here + r.X) - flat.take(there + r.X), flat.take(here + r.Y) - y
        far2 = (dx * dx + dy * dy) * cosine2
        rule = self._rows.rules.take(row)
        sigma2, reach = f.sigma2.take(kind), f.reach.take(kind)
        own2, other2 = self._error2(row, rule), self._error2(centre, self._rows.rules.take(centre))
        spread = np.where(row == centre, sigma2 + own2, 2.0 * sigma2 + own2 + other2)
        where = np.exp(-far2 / (2.0 * spread)) / (2.0 * math.pi * spread)
        mark = flat.take(there + r.BELIEF + kind) * self._mark[rule, kind]
        usual = self._rule.doubt * ordinary + busy * where
        ratio: Floats = np.where(far2 <= reach * reach, mark * where / np.maximum(usual, _TINY), 0.0)
        return ratio

    def _own_odds(self, centres: Ints, kinds: Ints, busy: float) -> Floats:
        """The same of centres for incidents about themselves, of several kinds each: shape (centres, kinds)."""
        f, rows = self._f, self._rows
        start, rule = (centres * rows.width)[:, None], rows.rules.take(centres)
        where = 1.0 / (2.0 * math.pi * (f.sigma2.take(kinds) + self._error2(centres, rule)[:, None]))
        mark = rows.flat.take(start + (r.BELIEF + kinds)) * self._mark[rule[:, None], kinds]
        usual = (self._rule.doubt * rows.ordinaries.take(centres))[:, None] + busy * where
        ratio: Floats = mark * where / np.maximum(usual, _TINY)
        return ratio

    def _error2(self, row: Ints, rule: Ints) -> Floats:
        """The variance (m2) of an incident's place, without its kind's own spread."""
        weight = self._rows.flat.take(row * self._rows.width + r.WEIGHT)
        lead = np.array(self._f.lead).take(rule)
        error: Floats = np.maximum(1.0 / weight - self._f.sigma2.take(lead), LEAST_ERROR2)
        return error


def _sums(of: Ints, values: Floats, n: int) -> Floats:
    sums: Floats = np.bincount(of, values, minlength=n).astype(np.float64)
    return sums


def likelihood(odds: Floats, counts: Floats, window: float) -> tuple[float, float]:
    """How much likelier (nats) an incident makes reports of these ``odds`` (each ``counts`` times) within a window (s), and the
    rate v (1/s) of the incident that explains most. Sums are taken in the order given.
    """
    rate = float(counts.sum()) / window
    for _ in range(_ROUNDS):
        part = rate * odds
        rate = float((counts * part / (1.0 + part)).sum()) / window
        if rate <= 0.0:
            return 0.0, 0.0
    return float((counts * np.log1p(rate * odds)).sum()) - rate * window, rate


__all__ = ["Around", "Scan", "likelihood"]
