"""The figures of a kind of incident, estimated from cases and drawn toward those of the rules where cases are few.

Each estimate is a plain one: a maximum of a one-dimensional likelihood, a median, or a ratio of counts. The figure that the
rules give counts as much as :data:`TRUST` observations, in logarithms where the figure is a scale. A figure of which there are
too few observations is left.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from alerts.correlation.figures import FAST_SHARE, SLOW
from alerts.correlation.reading.report import Report
from alerts.tuning.cases import Case

Floats = NDArray[np.float64]

TRUST: Final = 30.0
SHARE_TRUST: Final = 200.0
LEAST_CASES: Final = 5
LEAST_SEEN: Final = 20
"""Observations below which a figure is left as it is."""
MOST_FACTOR: Final = 4.0
"""No figure moves by more than this factor in one go: what would is more likely a mistake of the labels."""
_LONGEST: Final = 400
"""Reports of one case that are looked at: a disaster of thousands must not decide alone."""
_GOLDEN: Final = (math.sqrt(5.0) - 1.0) / 2.0
_ROUNDS: Final = 60


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and what it rests on. ``value`` is None where there is too little: ``why`` says so."""

    value: float | None
    seen: int
    cases: int
    why: str = ""


def too_few(seen: int, cases: int) -> Estimate:
    """What is said where there is too little."""
    return Estimate(None, seen, cases, f"{cases} incidents and {seen} observations; {LEAST_CASES} and {LEAST_SEEN} are needed")


def tau(cases: Sequence[Case], known: float) -> Estimate:
    """How fast further reports die away (s): the likeliest one of the times at which reports followed.

    A report at time t is likely in proportion to the sum over earlier ones of the mixed exponential that the engine
    itself uses (:data:`FAST_SHARE` at tau, the rest at :data:`SLOW` times tau).
    """
    waits = [_waits(np.array([r.time for r in case.reports[:_LONGEST]])) for case in cases if len(case.reports) > 1]
    seen = sum(len(one) for one in waits)
    if seen < LEAST_SEEN or len(waits) < LEAST_CASES:
        return too_few(seen, len(waits))

    def unlikely(log_tau: float) -> float:
        scale = math.exp(log_tau)
        total = 0.0
        for one in waits:
            fast = FAST_SHARE / scale * np.exp(-one / scale)
            slow = (1.0 - FAST_SHARE) / (SLOW * scale) * np.exp(-one / (SLOW * scale))
            total -= float(np.log(np.maximum((fast + slow).sum(axis=1), 1e-300)).sum())
        return total

    found = _lowest(unlikely, math.log(known / 50.0), math.log(known * 50.0))
    return Estimate(drawn_scale(math.exp(found), known, seen), seen, len(waits))


def sigma(cases: Sequence[Case], known: float) -> Estimate:
    """How far apart reports of one incident lie by themselves (m, 1 sigma an axis): from the median squared distance of a
    report from the middle of its incident, less position errors. A median, because one address mistaken by kilometres must
    not count more than any other.
    """
    squares: list[float] = []
    variances: list[float] = []
    used = 0
    for case in cases:
        placed = [r for r in case.reports[:_LONGEST] if len(r.spots) == 1 and not r.vague]
        if len({r.spots[0][:2] for r in placed}) < 2:
            continue
        used += 1
        x, y = (np.array([r.spots[0][axis] * r.spots[0][2] for r in placed]) for axis in (0, 1))
        own = np.array([r.error for r in placed])
        count = len(placed)
        far = (x - np.median(x) if count > 4 else x - x.mean()) ** 2 + (y - np.median(y) if count > 4 else y - y.mean()) ** 2
        squares += (far * count / (count - 1.0) / 2.0).tolist()
        variances += own.tolist()
    if len(squares) < LEAST_SEEN or used < LEAST_CASES:
        return too_few(len(squares), used)
    total = float(np.median(squares)) / math.log(2.0)  # half the square of a distance in the plane is exponential
    value = math.sqrt(max(total - float(np.median(variances)), (known / MOST_FACTOR) ** 2))
    return Estimate(drawn_scale(value, known, len(squares)), len(squares), used)


def follow_ups(cases: Sequence[Case], known: float) -> Estimate:
    """Reports expected to follow each report: those that followed over all there were (a branching process's ratio)."""
    reports = sum(len(case.reports) for case in cases)
    if reports < LEAST_SEEN or len(cases) < LEAST_CASES:
        return too_few(reports, len(cases))
    value = (reports - len(cases) + TRUST * known) / (reports + TRUST)
    return Estimate(_bounded(value, known), reports, len(cases))


def prior_rate(count: float, hours: float, known: float, trust_hours: float = 1.0) -> Estimate:
    """Ordinary reports an hour: counted ones over the hours, and the known rate for an hour more (a gamma prior)."""
    seen = round(count)
    if hours <= 0.0 or hours < trust_hours:
        return Estimate(None, seen, seen, f"{hours:.1f} hours; {trust_hours:g} are needed")
    return Estimate(_bounded((count + known * trust_hours) / (hours + trust_hours), known, 10.0), seen, seen)


def drawn_scale(value: float, known: float, seen: int) -> float:
    """The mean of both logarithms, the known one counted as :data:`TRUST` observations, within bounds."""
    mixed = math.exp((seen * math.log(max(value, 1e-9)) + TRUST * math.log(known)) / (seen + TRUST))
    return _bounded(mixed, known)


def _bounded(value: float, known: float, factor: float = MOST_FACTOR) -> float:
    return min(max(value, known / factor), known * factor)


def _waits(times: Floats) -> Floats:
    """Row i: seconds since each report before report i + 1; infinite where there is none (n - 1, n - 1)."""
    wait = times[1:, None] - times[None, :-1]
    return np.where(np.tri(len(times) - 1, dtype=bool), np.maximum(wait, 0.0), np.inf)


def _lowest(value: object, low: float, high: float) -> float:
    """Where a function of one minimum is lowest, by golden section."""
    assert callable(value)
    one, other = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_one, at_other = value(one), value(other)
    for _ in range(_ROUNDS):
        if at_one <= at_other:
            high, other, at_other = other, one, at_one
            one = high - _GOLDEN * (high - low)
            at_one = value(one)
        else:
            low, one, at_one = one, other, at_other
            other = low + _GOLDEN * (high - low)
            at_other = value(other)
    return (low + high) / 2.0


def shares(reports: Sequence[Report], known: dict[int, float]) -> tuple[dict[int, float], dict[int, int]]:
    """The share of a kind's reports that each report rule fits (``known``: by the rule's index), and how many fitted it.

    The known share counts as :data:`SHARE_TRUST` reports.
    """
    counts = dict.fromkeys(known, 0)
    for report in reports:
        if report.rule in counts:
            counts[report.rule] += 1
    total = len(reports)
    return {rule: (counts[rule] + SHARE_TRUST * share) / (total + SHARE_TRUST) for rule, share in known.items()}, counts
