"""What a join's score is made of: terms in nats that add up to it.

The score (see :mod:`alerts.correlation.joining.score`) is the logarithm of a sum over kinds, which does not fall apart into
terms by itself. So one factor after the other is put into the sum, and each term is how much the logarithm grew by it:

    ln sum_k a_k b_k c_k = ln sum_k a_k + ln (sum_k a_k b_k / sum_k a_k) + ln (sum_k a_k b_k c_k / sum_k a_k b_k)

Slow and exact: the same figures as the scorer's, with plain arithmetic, from a copy of the incident's row as it was.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from alerts.correlation.book import rows as r
from alerts.correlation.figures import FAST_SHARE, SLOW, SPREAD_CAP, SPREAD_PRIOR, Figures
from alerts.correlation.joining.score import BUSY_S, IGNORE

TERMS: Final = (
    "kind", "follow_ups", "background", "time", "place", "trust", "places", "address", "busy", "doubt", "heading", "words",
)  # fmt: skip
"""How far its kind goes with the incident's; how many more reports such an incident brings; how rare unrelated ones are here,
beside a fresh report at the incident's centre; how much the wait and the distance take off; how sure the detector is; how many
places it may be at; the very same coordinates; an address that may just be busy; the incident's own doubts; what the
call is put under; shared words."""


_LEAST: Final = 1e-200
"""What is rarer than this is as rare: a quotient of nothing by nothing tells nobody anything."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a score depends on besides the incident's row.

    ``far2`` is the squared distance from the centre (m2), None for a report without a place: ``ordinary`` is then the rate of
    ordinary reports (1/s) where the incident is, else their density (1/(s m2)) without regard to trust and number of places.
    ``same``: the ordinary rate at exactly these coordinates (1/s), infinite where the incident's anchor is elsewhere.
    ``error`` is the variance of the report's position (m2).
    """

    time: float
    rule: int
    far2: float | None
    error: float
    ordinary: float
    same: float
    busy: float
    places: int = 1
    trust: float = 1.0


def split(figures: Figures, row: Sequence[float], setting: Setting) -> dict[str, float]:
    """The terms of the score of a report against an incident whose row (of :class:`~alerts.correlation.book.rows.Rows`) was
    ``row``; those that are nothing are left out. Empty where the row is not of these figures, or where a factor is too large
    or too small to be written as a number: the score itself is bounded, its factors are not.
    """
    if len(row) != r.FAST + 2 * figures.n_taus:
        return {}
    try:
        terms = _split(figures, row, setting)
    except (ZeroDivisionError, OverflowError, ValueError):
        return {}
    return terms if all(map(math.isfinite, terms.values())) else {}


def _split(figures: Figures, row: Sequence[float], setting: Setting) -> dict[str, float]:
    parts = _kinds(figures, row, setting)
    if not parts:
        return {}
    wait = max(setting.time - row[r.LAST], 0.0)
    chain = _Chain([part.likely for part in parts])
    chain.put("kind", 1.0)
    chain.put("follow_ups", [part.follow for part in parts])
    if setting.far2 is None:
        chain.put("background", [part.when(0.0) / setting.ordinary for part in parts])
        chain.put("time", [part.when(wait) / part.when(0.0) for part in parts])
    else:
        _put_place(chain, parts, row, setting, wait)
    chain.put("doubt", 1.0 / row[r.DOUBT])
    return chain.terms


def strongest(terms: dict[str, float]) -> list[tuple[str, float]]:
    """The terms by how much they weigh, the heaviest first."""
    return sorted(terms.items(), key=lambda term: (-abs(term[1]), TERMS.index(term[0]) if term[0] in TERMS else 99))


@dataclass(frozen=True, slots=True)
class _Part:
    """One kind's share in a score."""

    likely: float
    follow: float
    tau: float
    spread: float
    fast: float
    slow: float

    def when(self, wait: float) -> float:
        """Follow-ups a second this long after the incident's last source."""
        fading = math.exp(-wait / (SLOW * self.tau))
        return max(FAST_SHARE * self.fast * fading**4 + (1.0 - FAST_SHARE) / SLOW * self.slow * fading, _LEAST) / self.tau

    def where(self, far2: float) -> float:
        """Their density (1/m2) this far from its centre."""
        return max(math.exp(-far2 / (2.0 * self.spread)), _LEAST) / (2.0 * math.pi * self.spread)


class _Chain:
    """Puts one factor after the other into a sum over kinds."""

    def __init__(self, likely: list[float]) -> None:
        self.terms: dict[str, float] = {}
        self._weights = likely
        self._last = 0.0

    def put(self, name: str, factors: list[float] | float) -> None:
        """One more factor, for each kind or the same for all."""
        if isinstance(factors, float):
            self._weights = [weight * factors for weight in self._weights]
        else:
            self._weights = [weight * factor for weight, factor in zip(self._weights, factors, strict=True)]
        total = math.log(max(sum(self._weights), 1e-300))
        if total != self._last:
            self.terms[name] = total - self._last
        self._last = total


def _kinds(figures: Figures, row: Sequence[float], setting: Setting) -> list[_Part]:
    count = row[r.COUNT]
    error = setting.error + 1.0 / row[r.WEIGHT]
    wait = max(setting.time - row[r.LAST], 0.0)
    parts = []
    for kind, share in zip(figures.slot_kind[setting.rule].tolist(), figures.slot_share[setting.rule].tolist(), strict=True):
        likely = row[r.BELIEF + kind] * share
        if share <= 0.0 or (likely <= IGNORE and setting.far2 is not None):
            continue
        sigma2 = figures.sigma2.item(kind)
        spread = (SPREAD_PRIOR * sigma2 + row[r.SCATTER]) / (SPREAD_PRIOR + (count - 1.0))
        sums = r.FAST + figures.tau_class.item(kind)
        parts.append(
            _Part(
                likely, (figures.follow if count < 2.0 else figures.follow_more).item(kind), figures.tau.item(kind),
                min(spread, SPREAD_CAP * SPREAD_CAP * sigma2) + (figures.drift.item(kind) * wait * wait + error),
                row[sums], row[sums + figures.n_taus],
            )
        )  # fmt: skip
    return parts


def _put_place(chain: _Chain, parts: list[_Part], row: Sequence[float], setting: Setting, wait: float) -> None:
    far2, ordinary = setting.far2, setting.ordinary
    assert far2 is not None
    chain.put("background", [part.when(0.0) * part.where(0.0) / ordinary for part in parts])
    chain.put("time", [part.when(wait) / part.when(0.0) for part in parts])
    chain.put("place", [part.where(far2) / part.where(0.0) for part in parts])
    chain.put("trust", setting.trust)
    chain.put("places", 1.0 / setting.places)
    density = ordinary * setting.places / setting.trust
    same = setting.same
    plain = [part.where(far2) / density for part in parts]
    exact = [max(odds, 1.0 / same) for odds in plain]
    chain.put("address", [better / odds for better, odds in zip(exact, plain, strict=True)])
    odds = row[r.RARITY] * setting.busy
    chance = odds / (1.0 + odds)
    steady = chance * (row[r.COUNT] / (max(setting.time - row[r.OPENED], 0.0) + BUSY_S))
    where = [part.where(far2) for part in parts]
    real = [max(w / (density + steady * w), 1.0 / (same + steady)) * (1.0 - chance) for w in where]
    chain.put("busy", [after / before for after, before in zip(real, exact, strict=True)])
