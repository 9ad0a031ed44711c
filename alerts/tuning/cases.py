"""What is known for certain: true incidents, as the reports of them that count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from alerts.correlation.figures import Figures
from alerts.correlation.reading.bounds import bounded
from alerts.correlation.reading.report import Reader, Report, seconds
from alerts.events import Event
from alerts.places.asked import Places
from alerts.rules import Rules
from alerts.rules.urgency import Urgency

Name = tuple[str, str]
"""Source and event id."""


@dataclass(slots=True)
class Case:
    """One true incident: the first report of each source, in order of time. ``kind`` is an index in KINDS."""

    label: str
    kind: int
    reports: list[Report]


@dataclass(slots=True)
class Cases:
    """True incidents of one stretch of time. ``hours`` is how long it was; 0 where only some reports of it are known."""

    cases: list[Case] = field(default_factory=list)
    hours: float = 0.0

    def of(self, kind: int, least: int = 1) -> list[Case]:
        """Those of one kind with at least so many sources."""
        return [case for case in self.cases if case.kind == kind and len(case.reports) >= least]


class CaseReader:
    """Reads events into cases, by the rules' own idea of what a report is and whose."""

    def __init__(self, rules: Rules, places: Places) -> None:
        figures = Figures(rules)
        self._reader = Reader(rules, places, Urgency(rules))
        with np.errstate(divide="ignore"):
            self._opening = np.log(np.maximum(figures.belief, 1e-12))
            self._more = np.log(figures.update)

    def read(self, events: Iterable[Event], truth: Mapping[Name, str], until: float, hours: float) -> Cases:
        """The cases whose first report came before ``until`` (seconds since the epoch), with all reports before it."""
        by_label: dict[str, list[Report]] = {}
        seen: set[tuple[str, str]] = set()
        timed = sorted((seconds(event), event.source, event.id, index, event) for index, event in enumerate(events))
        for time, source, name, _, event in timed:
            label = truth.get((source, name), "")
            event = bounded(event)
            rule = self._reader.rule_of(event)
            if not label or time >= until or rule < 0 or event.status != "actual":
                continue
            report = self._reader.read(event, rule, time, time, None, False)
            if report.channel == "disaster" or (label, report.origin) in seen:
                continue
            seen.add((label, report.origin))
            by_label.setdefault(label, []).append(report)
        return Cases([Case(label, self._kind(reports), reports) for label, reports in by_label.items()], hours)

    def _kind(self, reports: list[Report]) -> int:
        """The likeliest kind in the light of all reports."""
        belief = self._opening[reports[0].rule].copy()
        for report in reports[1:]:
            belief += self._more[report.rule]
        for report in reports:
            if report.leaning is not None:
                belief += np.log(report.leaning)
        return int(belief.argmax())
