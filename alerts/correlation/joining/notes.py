"""What is noted on an incident besides its members: its priority, what followers found of it, what it may be one with."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from typing import Final, cast

from msgspec.structs import replace

from alerts.correlation.book.book import Book
from alerts.correlation.book.record import Record
from alerts.correlation.holding.holding import Holding
from alerts.correlation.reading.report import Report
from alerts.following.finding import Finding, Step
from alerts.incidents import Change, Priority, Reason
from alerts.rules import Rules
from alerts.rules.urgency import Urgency

MOST_TOLD: Final = 20
"""Findings of one name that an incident tells of: that no unit was sent for each of a thousand calls is one piece of news."""
_MAX_RELATED: Final = 4


class Notes:
    """Notes on records of a book, each of which can be taken back."""

    def __init__(
        self, book: Book, rules: Rules, urgency: Urgency, holding: Holding, set_limits: Callable[[Record], None]
    ) -> None:
        self._book = book
        self._urgency = urgency
        self._holding = holding
        self._holds = holding.active
        self._set_limits = set_limits
        self.held = False
        """Whether what is ordinary is not known yet: set before each run of reports."""
        self._plain: set[tuple[int, int, frozenset[str], bool]] = set()
        """Openings (kind, priority, tags) that no priority rule raises."""
        self._priority = [report.priority for report in rules.reports]
        self._titles = [[report.ko, report.en] for report in rules.reports]
        self._findings = rules.findings

    def opened(self, record: Record, report: Report) -> None:
        """Raise the priority of an incident that opens, where a rule says so."""
        asked = (record.kind, record.priority, report.tags, self.held)
        if asked in self._plain:
            return
        if self._urgency.judge(record, record.priority, held=self.held) is None:
            self._plain.add(asked)
        else:
            self.judge(record, report)

    def judge(self, record: Record, report: Report) -> None:
        """Raise its priority where a rule says so; ``report`` is the news that led to it."""
        rule = self._urgency.judge(record, record.priority, held=self.held)
        if rule is None or (self._holds and not self._holding.lets(record, rule.to, report.event.time)):
            return
        reason = Reason("priority", report.event.time, [], detail=rule.name, value=float(record.sources_count))
        _rise(record, rule.to, reason)

    def mark(self, record: Record, step: Step, time: datetime) -> None:
        """What a follower found about it, and what it knows of it, go on the record; its priority may rise."""
        book = self._book
        book.keep(record)
        if step.facts:
            names = {fact.name for fact in step.facts}
            record.facts = tuple([fact for fact in record.facts if fact.name not in names]) + step.facts
        for finding in step.findings:
            words: list[str] = []
            if finding.rule == "pattern":
                self._link(record, finding, time)
                if any(reason.rule == "pattern" and reason.detail == finding.name for reason in record.reasons):
                    continue  # once told, it goes on: a reason for each event of a storm says nothing more
                words = self._titles[self._findings[finding.name]]
            news = _told(record, finding) < MOST_TOLD
            if news:
                record.reasons += (
                    Reason(
                        finding.rule, time, list(finding.refs), words=words, detail=finding.name, value=finding.value,
                        unit=finding.unit, text=finding.detail,
                    ),
                )  # fmt: skip
            to = finding.priority or self._priority[self._findings[finding.name]] if finding.raises else record.priority
            if to < record.priority and (not self._holds or self._holding.lets(record, to, time)):
                _rise(record, to, Reason("priority", time, [], words=words, detail=finding.name, value=finding.value))
                record.expires = math.inf
                self._set_limits(record)
            elif news and not (
                finding.raises and record.founder.made and len(record.members) == 1 and len(record.reasons) == 1
            ):
                record.changes += (Change(time, "finding", cast("Priority", record.priority), "engine", finding.name),)

    def of_refs(self, finding: Finding, effect: float) -> Record | None:
        """The incident of the first event a finding names, if it still takes what takes effect then."""
        for ref in finding.refs:
            report = self._book.where.get((ref.source, ref.id))
            record = report.record if report is not None else None
            record = record.standing() if record is not None else None
            if record is not None and record.takes(effect):
                return record
        return None

    def relate(self, record: Record, other: Record, reason: Reason, most: int = _MAX_RELATED) -> None:
        """The two may be one; a person decides. Each shows the other, or neither does: not where one has ``most`` already."""
        if record is other or max(len(record.related), len(other.related)) >= most:
            return
        if any(known is other for known, _ in record.related):
            return
        for one, another in ((record, other), (other, record)):
            self._book.keep(one)
            one.related += ((another, reason),)

    def _link(self, record: Record, finding: Finding, time: datetime) -> None:
        """What meets a pattern together is shown together."""
        for ref in finding.refs:
            other = self.of_refs(replace(finding, refs=(ref,)), time.timestamp())
            if other is not None and other is not record:
                reason = Reason("pattern", time, [ref], words=self._titles[self._findings[finding.name]], detail=finding.name)
                self.relate(record, other, reason)


def _rise(record: Record, to: int, why: Reason) -> None:
    """It is of this priority from now on, for this reason (``detail`` names the rule), and was at its highest."""
    record.priority = to
    record.highest = min(record.highest, to)
    record.reasons += (why,)
    record.changes += (Change(why.time, "priority", cast("Priority", to), "engine", why.detail or ""),)


def _told(record: Record, finding: Finding) -> int:
    """How many findings like this one an incident tells of."""
    return sum(1 for reason in record.reasons if reason.detail == finding.name and reason.rule == finding.rule)
