"""How much better an open incident explains a report than coincidence does.

    ratio = sum over kinds k of  belief(k) share_k(report) rho_k(n) H_k(t) N_k(x)  /  lambda(x, t)

in the terms of a self-exciting point process (Ogata 1988): rho follow-ups are expected of each source, H says when (a mix of
two exponentials since each source, kept as recursive sums), N says where (a normal about the incident's centre with its
learned spread and the errors of both positions), lambda is the ordinary rate of such reports there. Where both give the
very same coordinates, N / lambda is replaced by what is ordinary of these coordinates. ``score`` is the logarithm, in nats.

The same figures come out one by one (:meth:`Scorer.one`) and for whole arrays (:meth:`Scorer.many`): both do the same
operations in the same order, and both take exponentials and logarithms from NumPy, whose results do not depend on an
array's length.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from alerts.correlation import rows as r
from alerts.correlation.figures import (
    FAST_SHARE,
    N_KINDS,
    SLOW,
    SPREAD_CAP,
    SPREAD_PRIOR,
    WANDER,
    Figures,
    Floats,
    Ints,
)  # fmt: skip
from alerts.correlation.rows import Rows

NOTHING: Final = -690.0
"""The score of an incident that cannot have brought the report (the logarithm of the smallest ratio told apart)."""
INNER: Final = 1.0 / WANDER
"""The column holds how far an incident wanders; from its centre, this part of that is its reach."""
_TINY: Final = 1e-300
_ROUND: Final = 1.0 / (2.0 * math.pi)
_FAST: Final = FAST_SHARE
_TAIL: Final = (1.0 - FAST_SHARE) / SLOW
_IGNORE: Final = 1e-7
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


class Scorer:
    """Scores reports against rows."""

    def __init__(self, figures: Figures, rows: Rows) -> None:
        self._rows = rows
        self._f = figures
        self._slots = [
            [
                (kind, share, figures.tau.item(kind), figures.sigma2.item(kind), figures.follow.item(kind),
                 figures.follow_more.item(kind), r.BELIEF + kind, r.SUMS + figures.tau_class.item(kind))
                for kind, share in zip(kinds, shares, strict=True) if share > 0.0
            ]
            for kinds, shares in zip(figures.slot_kind.tolist(), figures.slot_share.tolist(), strict=True)
        ]  # fmt: skip

    def many(self, points: Points, point: Ints, row: Ints) -> tuple[Ints, Ints, Floats]:
        """Scores of pairs (index of a point, row). Pairs that are out of reach or too late are left out: the indices of the
        pairs that are left (ascending), their rows and their scores.
        """
        data = self._rows.data
        cosine = points.cosine.take(point)
        dx = (data[r.AX].take(row) - points.x.take(point)) * cosine
        dy = (data[r.AY].take(row) - points.y.take(point)) * cosine
        apart = dx * dx + dy * dy
        reach = data[r.REACH].take(row)
        time = points.time.take(point)
        near = (apart <= reach * reach) & (time <= data[r.LIMIT].take(row))
        near &= data[r.STATUS].take(row) == points.status.take(point)
        kept = np.flatnonzero(near)
        if not kept.size:
            return kept, kept, np.empty(0)
        point, row, time, cosine, apart = point[kept], row[kept], time[kept], cosine[kept], apart[kept]
        dx = (data[r.X].take(row) - points.x.take(point)) * cosine
        dy = (data[r.Y].take(row) - points.y.take(point)) * cosine
        far = dx * dx + dy * dy
        reach = reach[kept] * INNER
        inside = far <= reach * reach
        wait = np.maximum(time - data[r.LAST].take(row), 0.0)
        count = data[r.COUNT].take(row)
        scatter = data[r.SCATTER].take(row)
        error = points.error.take(point) + 1.0 / data[r.WEIGHT].take(row)
        density = points.density.take(point)
        same = np.where(apart == 0.0, 1.0 / points.same.take(point), 0.0)
        rule = points.rule.take(point)
        ratio = np.zeros(len(kept))
        f = self._f
        capacity = self._rows.capacity
        flat = data.ravel()
        for slot in range(f.slots):
            share = f.slot_share[:, slot].take(rule)
            kind = f.slot_kind[:, slot].take(rule)
            likely = flat.take((r.BELIEF + kind) * capacity + row) * share
            some = np.flatnonzero(likely > _IGNORE)
            if not some.size:
                continue
            ratio[some] += self._slot(likely, kind, some, row, wait, count, scatter, error, far, same, density, flat)
        ratio = np.where(inside, ratio / data[r.DOUBT].take(row), 0.0)
        return kept, row, np.log(np.maximum(ratio, _TINY))

    def _slot(
        self, likely: Floats, kind: Ints, some: Ints, row: Ints, wait: Floats, count: Floats, scatter: Floats,
        error: Floats, far: Floats, same: Floats, density: Floats, flat: Floats,
    ) -> Floats:  # fmt: skip
        f = self._f
        capacity = self._rows.capacity
        kind, row, count = kind[some], row[some], count[some]
        tau = f.tau.take(kind)
        sums = f.tau_class.take(kind)
        fast = flat.take((r.SUMS + sums) * capacity + row)
        slow = flat.take((r.SUMS + f.n_taus + sums) * capacity + row)
        fading = np.exp(-wait[some] / (SLOW * tau))
        fading4 = (fading * fading) * (fading * fading)
        when = (_FAST * fast * fading4 + _TAIL * slow * fading) / tau
        follow = np.where(count < 2.0, f.follow.take(kind), f.follow_more.take(kind))
        sigma2 = f.sigma2.take(kind)
        spread = (SPREAD_PRIOR * sigma2 + scatter[some]) / (SPREAD_PRIOR + (count - 1.0))
        spread = np.minimum(spread, SPREAD_CAP * SPREAD_CAP * sigma2) + error[some]
        where = _ROUND / spread * np.exp(-far[some] / (2.0 * spread)) / density[some]
        where = np.maximum(where, same[some])
        result: Floats = likely[some] * follow * when * where
        return result

    def one(self, row: int, time: float, x: float, y: float, cosine: float, error: float, rule: int, density: float, same: float) -> float:
        """One score; ``NOTHING`` where the row is out of reach or too late. Status is the caller's to compare."""
        view = self._rows.view
        dx = (view[r.AX][row] - x) * cosine
        dy = (view[r.AY][row] - y) * cosine
        apart = dx * dx + dy * dy
        reach = view[r.REACH][row]
        if apart > reach * reach or time > view[r.LIMIT][row]:
            return NOTHING
        dx = (view[r.X][row] - x) * cosine
        dy = (view[r.Y][row] - y) * cosine
        far = dx * dx + dy * dy
        reach = reach * INNER
        if far > reach * reach:
            return float(np.log(_TINY))
        wait = max(time - view[r.LAST][row], 0.0)
        count = view[r.COUNT][row]
        scatter = view[r.SCATTER][row]
        error = error + 1.0 / view[r.WEIGHT][row]
        exp = np.exp
        alike = 1.0 / same if apart == 0.0 else 0.0
        ratio = 0.0
        more = self._f.n_taus
        for _, share, tau, sigma2, follow, follow_more, belief, sums in self._slots[rule]:
            likely = view[belief][row] * share
            if likely <= _IGNORE:
                continue
            fading = float(exp(-wait / (SLOW * tau)))
            fading4 = (fading * fading) * (fading * fading)
            when = (_FAST * view[sums][row] * fading4 + _TAIL * view[sums + more][row] * fading) / tau
            spread = (SPREAD_PRIOR * sigma2 + scatter) / (SPREAD_PRIOR + (count - 1.0))
            spread = min(spread, SPREAD_CAP * SPREAD_CAP * sigma2) + error
            where = max(_ROUND / spread * float(exp(-far / (2.0 * spread))) / density, alike)
            ratio += likely * (follow if count < 2.0 else follow_more) * when * where
        ratio = ratio / view[r.DOUBT][row]
        return float(np.log(max(ratio, _TINY)))

    def somewhere(self, row: int, time: float, rule: int, rate: float) -> float:
        """The score of a report without a place against a row in the same district, whose ordinary ``rate`` is per second."""
        view = self._rows.view
        wait = max(time - view[r.LAST][row], 0.0)
        count = view[r.COUNT][row]
        ratio = 0.0
        more = self._f.n_taus
        for _, share, tau, _, follow, follow_more, belief, sums in self._slots[rule]:
            fading = float(np.exp(-wait / (SLOW * tau)))
            fading4 = (fading * fading) * (fading * fading)
            when = (_FAST * view[sums][row] * fading4 + _TAIL * view[sums + more][row] * fading) / tau
            ratio += view[belief][row] * share * (follow if count < 2.0 else follow_more) * when
        return float(np.log(max(ratio / (rate * view[r.DOUBT][row]), _TINY)))


__all__ = ["NOTHING", "N_KINDS", "Points", "Scorer"]
