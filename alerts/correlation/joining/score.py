"""How much better an open incident explains a report than coincidence does.

    ratio = sum over kinds k of  belief(k) share_k(report) rho_k(n) H_k(t) N_k(x)  /  lambda(x, t)

in the terms of a self-exciting point process (Ogata 1988): rho follow-ups are expected of each source, H says when (a mix of
two exponentials since each source, kept as recursive sums), N says where (a normal about the incident's centre with its
learned spread, the errors of both positions, and how far what it is about may have gone meanwhile), lambda is the ordinary
rate of such reports there. Where both give the very same coordinates, N / lambda is replaced by what is ordinary of these
coordinates. ``score`` is the logarithm, in nats.

A map that is not known yet may hide a hospital: many reports from one spot are then either a large incident or a busy
address. The odds of the address are those of meeting one (``Points.busy``, falling as the map becomes known) times how
rarely an incident of this kind brings so many reports, about 1 / rho^(n - 1), and how likely the busiest address there is
would bring them so fast (:mod:`alerts.correlation.joining.weights`); as far as it is one, its own rate n / (t + 600 s) is
part of what is ordinary.

The same figures come out one by one (:meth:`Scorer.one`) and for whole arrays (:meth:`Scorer.many`): both do the same
operations in the same order, and both take exponentials and logarithms from NumPy, whose results do not depend on an
array's length.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from alerts.correlation.book import rows as r
from alerts.correlation.book.rows import Rows
from alerts.correlation.figures import (
    FAST_SHARE,
    SLOW,
    SPREAD_CAP,
    SPREAD_PRIOR,
    WANDER,
    Figures,
    Floats,
    Ints,
)  # fmt: skip

NOTHING: Final = -690.0
"""The score of an incident that cannot have brought the report (the logarithm of the smallest ratio told apart)."""
INNER: Final = 1.0 / WANDER
"""The column holds how far an incident wanders; from its centre, this part of that is its reach."""
_TINY: Final = 1e-300
_ROUND: Final = 1.0 / (2.0 * math.pi)
_FAST: Final = FAST_SHARE
_TAIL: Final = (1.0 - FAST_SHARE) / SLOW
BUSY_S: Final = 600.0
"""How often a busy address calls before it has been watched: once in this many seconds."""
IGNORE: Final = 1e-7
"""Products of belief and share below this are not worth an exponential."""


@dataclass(slots=True)
class Points:
    """Reports to be scored, as arrays of one length; a report with several possible places has several points."""

    time: Floats
    x: Floats
    y: Floats
    cosine: Floats
    error: Floats
    status: Floats
    rule: Ints
    density: Floats
    """Ordinary reports of its group there, per second and square metre, times the number of its possible places."""
    same: Floats
    """The same per second with exactly its coordinates, over the part of an incident's reports that give the same."""
    busy: float
    """The odds that a spot with several reports is a busy address that the background does not know yet."""


class Scorer:
    """Scores reports against rows."""

    def __init__(self, figures: Figures, rows: Rows) -> None:
        self._rows = rows
        self._f = figures
        self._slots = [
            [
                (share, figures.tau.item(kind), figures.sigma2.item(kind), figures.drift.item(kind), figures.follow.item(kind),
                 figures.follow_more.item(kind), r.BELIEF + kind, r.FAST + figures.tau_class.item(kind))
                for kind, share in zip(kinds, shares, strict=True) if share > 0.0
            ]
            for kinds, shares in zip(figures.slot_kind.tolist(), figures.slot_share.tolist(), strict=True)
        ]  # fmt: skip

        self._columns = [_columns(slots) for slots in self._slots]

    def many(self, points: Points, point: Ints, row: Ints, apart: Floats | None = None) -> tuple[Ints, Ints, Floats]:
        """Scores of pairs (index of a point, row). Pairs that are out of reach or too late are left out: the indices of the
        pairs that are left (ascending), their rows and their scores. ``apart``: how far (m2) each point is from its row's
        anchor, where all are in its reach.
        """
        rows = self._rows
        flat = rows.flat
        time = points.time.take(point)
        in_time = time <= rows.limits.take(row)
        if apart is None:
            apart = self._apart(points, point, row)
            reach = flat.take(row * rows.width + r.REACH)
            in_time &= apart <= reach * reach
        near = in_time.nonzero()[0]
        if not near.size:
            return near, near, np.empty(0)
        point, row, time = point.take(near), row.take(near), time.take(near)
        start = row * rows.width
        cosine = points.cosine.take(point)
        far, north = flat.take(start + r.X) - points.x.take(point), flat.take(start + r.Y) - points.y.take(point)
        far *= cosine
        far *= far
        north *= cosine
        north *= north
        far += north
        inner = flat.take(start + r.REACH)
        inner *= INNER
        inner *= inner
        inside = ((far <= inner) & (flat.take(start + r.STATUS) == points.status.take(point))).nonzero()[0]
        if not inside.size:
            return inside, inside, np.empty(0)
        kept = near.take(inside)
        point, start, far = point.take(inside), start.take(inside), far.take(inside)
        row, time = row.take(inside), time.take(inside)
        count = flat.take(start + r.COUNT)
        pairs = _Pairs(
            np.maximum(time - flat.take(start + r.LAST), 0.0), count, flat.take(start + r.SCATTER),
            points.error.take(point) + 1.0 / flat.take(start + r.WEIGHT), far,
            np.where(apart.take(kept) == 0.0, points.same.take(point), np.inf), points.density.take(point),
            *self._busy(points.busy, start, time, count),
        )  # fmt: skip
        f = self._f
        rule = points.rule.take(point)
        kinds = f.slot_kind.take(rule, axis=0)
        likely = (flat.take(kinds + (start + r.BELIEF)[:, None]) * f.slot_share.take(rule, axis=0)).ravel()
        some = (likely > IGNORE).nonzero()[0]
        which = some // f.slots
        parts = self._part(likely.take(some), kinds.ravel().take(some), start.take(which), pairs.of(which), flat)
        # bincount adds in the order of slots, as `one` does
        ratio = np.bincount(which, parts, minlength=len(kept)) / flat.take(start + r.DOUBT)
        return kept, row, np.log(np.maximum(ratio, _TINY))

    def _apart(self, points: Points, point: Ints, row: Ints) -> Floats:
        """How far points are from the anchors of rows, true square metres."""
        flat, start = self._rows.flat, row * self._rows.width
        cosine = points.cosine.take(point)
        dx = (flat.take(start + r.ANCHOR_X) - points.x.take(point)) * cosine
        dy = (flat.take(start + r.ANCHOR_Y) - points.y.take(point)) * cosine
        apart: Floats = dx * dx + dy * dy
        return apart

    def _busy(self, busy: float, start: Ints, time: Floats, count: Floats) -> tuple[Floats, Floats]:
        """How likely each incident is one at all, and the rate (1/s) of the busy address that it otherwise is."""
        flat = self._rows.flat
        odds = flat.take(start + r.RARITY) * busy
        chance = odds / (1.0 + odds)
        rate = count / (np.maximum(time - flat.take(start + r.OPENED), 0.0) + BUSY_S)
        return 1.0 - chance, chance * rate

    def _part(self, likely: Floats, kind: Ints, start: Ints, pairs: _Pairs, flat: Floats) -> Floats:
        f = self._f
        tau = f.tau.take(kind)
        sums = start + f.tau_class.take(kind)
        fast = flat.take(sums + r.FAST)
        slow = flat.take(sums + self._rows.slow)
        fading = np.exp(-pairs.wait / (SLOW * tau))
        fading4 = (fading * fading) * (fading * fading)
        when = (_FAST * fast * fading4 + _TAIL * slow * fading) / tau
        follow = np.where(pairs.count < 2.0, f.follow.take(kind), f.follow_more.take(kind))
        sigma2 = f.sigma2.take(kind)
        spread = (SPREAD_PRIOR * sigma2 + pairs.scatter) / (SPREAD_PRIOR + (pairs.count - 1.0))
        spread = np.minimum(spread, SPREAD_CAP * SPREAD_CAP * sigma2) + (
            f.drift.take(kind) * pairs.wait * pairs.wait + pairs.error
        )
        where = _ROUND / spread * np.exp(-pairs.far / (2.0 * spread))
        odds = where / (pairs.density + pairs.steady * where)
        odds = np.maximum(odds, 1.0 / (pairs.same + pairs.steady))
        result: Floats = likely * follow * when * odds * pairs.real
        return result

    def one(
        self, row: int, time: float, spot: tuple[float, float, float], error: float, rule: int, density: float, same: float,
        busy: float,
    ) -> float:  # fmt: skip
        """One score; ``NOTHING`` where the row is out of reach or too late. Status is the caller's to compare."""
        rows = self._rows
        view, start = rows.view, row * rows.width
        x, y, cosine = spot
        dx = (view[start + r.ANCHOR_X] - x) * cosine
        dy = (view[start + r.ANCHOR_Y] - y) * cosine
        apart = dx * dx + dy * dy
        reach = view[start + r.REACH]
        dx = (view[start + r.X] - x) * cosine
        dy = (view[start + r.Y] - y) * cosine
        far = dx * dx + dy * dy
        inner = reach * INNER
        if apart > reach * reach or far > inner * inner or time > rows.limit[row]:
            return NOTHING
        wait = max(time - view[start + r.LAST], 0.0)
        count = view[start + r.COUNT]
        scatter = view[start + r.SCATTER]
        error = error + 1.0 / view[start + r.WEIGHT]
        same = same if apart == 0.0 else math.inf
        odds = view[start + r.RARITY] * busy
        chance = odds / (1.0 + odds)
        steady = chance * (count / (max(time - view[start + r.OPENED], 0.0) + BUSY_S))
        exp = np.exp
        ratio = 0.0
        more = self._f.n_taus
        for share, tau, sigma2, drift, follow, follow_more, belief, sums in self._slots[rule]:
            likely = view[start + belief] * share
            if likely <= IGNORE:
                continue
            fading = float(exp(-wait / (SLOW * tau)))
            fading4 = (fading * fading) * (fading * fading)
            when = (_FAST * view[start + sums] * fading4 + _TAIL * view[start + sums + more] * fading) / tau
            spread = (SPREAD_PRIOR * sigma2 + scatter) / (SPREAD_PRIOR + (count - 1.0))
            spread = min(spread, SPREAD_CAP * SPREAD_CAP * sigma2) + (drift * wait * wait + error)
            where = _ROUND / spread * float(exp(-far / (2.0 * spread)))
            odds = max(where / (density + steady * where), 1.0 / (same + steady))
            ratio += likely * (follow if count < 2.0 else follow_more) * when * odds * (1.0 - chance)
        ratio = ratio / view[start + r.DOUBT]
        return float(np.log(max(ratio, _TINY)))

    def somewhere(self, row: Ints, time: float, rule: int, rate: Floats) -> Floats:
        """Scores (nats) of a report without a place against rows that may be meant; ``rate``: the ordinary reports of its group
        per second where each of them is (its district, or the whole city).
        """
        flat = self._rows.flat
        start = row * self._rows.width
        wait = np.maximum(time - flat.take(start + r.LAST), 0.0)
        count = flat.take(start + r.COUNT)
        share, tau, follow, follow_more, belief, sums = self._columns[rule]
        fading = np.exp(-wait / (SLOW * tau))
        fading4 = (fading * fading) * (fading * fading)
        fast, slow = flat.take(sums + start), flat.take(sums + (start + self._f.n_taus))
        when = (_FAST * fast * fading4 + _TAIL * slow * fading) / tau
        parts = flat.take(belief + start) * share * np.where(count < 2.0, follow, follow_more) * when
        ratio = parts[0]
        for part in parts[1:]:  # one after the other: NumPy's sums depend on an array's shape
            ratio = ratio + part
        scores: Floats = np.log(np.maximum(ratio / (rate * flat.take(start + r.DOUBT)), _TINY))
        return scores


def _columns(slots: list[tuple[float, float, float, float, float, float, int, int]]) -> tuple[Any, Any, Any, Any, Any, Any]:
    """Share, tau, both follow-ups, and the columns of belief and fast sum of each kind, as arrays of shape (kinds, 1)."""
    share, tau, _, _, follow, follow_more, belief, sums = [np.array(one).reshape(-1, 1) for one in zip(*slots, strict=True)]
    return share, tau, follow, follow_more, belief, sums


@dataclass(slots=True)
class _Pairs:
    """What is known of pairs of a report and a row, as arrays of one length."""

    wait: Floats
    count: Floats
    scatter: Floats
    error: Floats
    far: Floats
    same: Floats
    """Infinite where the coordinates differ."""
    density: Floats
    real: Floats
    steady: Floats

    def of(self, some: Ints) -> _Pairs:
        """These pairs only."""
        return _Pairs(
            self.wait.take(some), self.count.take(some), self.scatter.take(some), self.error.take(some), self.far.take(some),
            self.same.take(some), self.density.take(some), self.real.take(some), self.steady.take(some),
        )  # fmt: skip
