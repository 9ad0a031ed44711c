"""What cases suggest that the rules' figures should be, group by group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from alerts.correlation.figures import DEVICES, Figures
from alerts.incidents import KINDS
from alerts.rules import Rules
from alerts.tuning.cases import Cases
from alerts.tuning.estimates import LEAST_CASES, LEAST_SEEN, Estimate, follow_ups, prior_rate, shares, sigma, tau, too_few
from alerts.tuning.figures import Changed, Left, Path, tidy

Proposed = tuple[list[Changed], list[Left]]
RARE: Final = 5
SAME: Final = 0.02
"""A figure that would change by less than this part of it stays."""


def proposals(rules: Rules, cases: Cases) -> dict[str, Proposed]:
    """By the name of a group of figures: what would change, and what is left for want of data."""
    groups: dict[str, Callable[[Rules, Cases], Proposed]] = {
        "times": _times, "distances": _distances, "follow-ups": _follow_ups, "ordinary rates": _rates, "report shares": _shares,
    }  # fmt: skip
    return {name: propose(rules, cases) for name, propose in groups.items()}


class _Gathered:
    def __init__(self) -> None:
        self.changed: list[Changed] = []
        self.left: list[Left] = []

    def take(self, path: Path, old: float, found: Estimate, what: str) -> None:
        """One estimate."""
        if found.value is None:
            self.left.append(Left(path, f"too few data: {found.why}"))
        elif abs(found.value - old) <= SAME * old:
            self.left.append(Left(path, f"fits as it is ({found.seen} {what})"))
        else:
            self.changed.append(Changed(path, old, tidy(found.value), f"{found.seen} {what} of {found.cases} incidents"))

    @property
    def all(self) -> Proposed:
        return self.changed, self.left


def _times(rules: Rules, cases: Cases) -> Proposed:
    gathered = _Gathered()
    for index, kind in enumerate(KINDS):
        known = rules.kinds[index].tau_s
        gathered.take(("kinds", kind, "tau_s"), known, tau(cases.of(index, 2), known), "further reports")
    return gathered.all


def _distances(rules: Rules, cases: Cases) -> Proposed:
    gathered = _Gathered()
    for index, kind in enumerate(KINDS):
        known = rules.kinds[index].sigma_m
        found = sigma(cases.of(index, 2), known)
        if found.value is not None and found.value > rules.kinds[index].reach_m / 2.0:
            found = Estimate(rules.kinds[index].reach_m / 2.0, found.seen, found.cases)
        gathered.take(("kinds", kind, "sigma_m"), known, found, "places")
    return gathered.all


def _follow_ups(rules: Rules, cases: Cases) -> Proposed:
    gathered = _Gathered()
    for index, kind in enumerate(KINDS):
        known = rules.kinds[index].follow_ups
        if known > 0.0:
            found = follow_ups(cases.of(index), known)
            if found.value is not None:
                found = Estimate(min(found.value, 2.0), found.seen, found.cases)
            gathered.take(("kinds", kind, "follow_ups"), known, found, "reports")
    return gathered.all


def _rates(rules: Rules, cases: Cases) -> Proposed:
    gathered = _Gathered()
    if not cases.hours:
        return gathered.all
    figures = Figures(rules)
    counts = [0.0] * len(KINDS)
    for case in cases.cases:
        for report in case.reports:
            if rules.reports[report.rule].type not in DEVICES:
                lead = figures.lead[report.rule]
                counts[lead] += 1.0 / max(1.0, min(len(case.reports), float(figures.typical[lead])))
    for index, kind in enumerate(KINDS):
        known = rules.kinds[index].prior_per_hour
        found = prior_rate(counts[index], cases.hours, known)
        gathered.take(("kinds", kind, "prior_per_hour"), known, found, f"ordinary reports in {cases.hours:.1f} h")
    return gathered.all


def _shares(rules: Rules, cases: Cases) -> Proposed:
    gathered = _Gathered()
    for index, kind in enumerate(KINDS):
        several = cases.of(index, 2)
        reports = [report for case in several for report in case.reports]
        known = {number: rule.kinds[kind] for number, rule in enumerate(rules.reports) if kind in rule.kinds}
        if len(reports) < LEAST_SEEN or len(several) < LEAST_CASES:
            gathered.left.append(
                Left(("report", "*", "kinds", kind), f"too few data: {too_few(len(reports), len(several)).why}")
            )
            continue
        found, counts = shares(reports, known)
        rare = 0
        for number, share in known.items():
            if max(counts[number], share * len(reports)) < RARE:
                rare += 1
                continue
            path = ("report", rules.reports[number].name, "kinds", kind)
            gathered.take(path, share, Estimate(found[number], len(reports), len(several)), "reports")
        if rare:
            gathered.left.append(
                Left(("report", "*", "kinds", kind), f"{rare} shares: fewer than {RARE} reports seen or expected")
            )
    return gathered.all
