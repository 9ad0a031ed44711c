"""Which open incident explains a new one, so that it need not ask for attention by itself."""

from __future__ import annotations

import math
from typing import Final

from alerts.correlation.book.book import Book
from alerts.correlation.book.record import Record
from alerts.correlation.holding.maintenance import DEVICES
from alerts.correlation.projection import to_degrees
from alerts.correlation.reading.report import Report, Spot
from alerts.events import Disaster, Dispatch
from alerts.incidents import KINDS
from alerts.places.asked import Places
from alerts.rules import Rules, SuppressRule
from alerts.rules.check import PEOPLE
from alerts.rules.classify import needle

URGENT: Final = 2
"""Never held back: critical and high incidents."""
_LOOKED_AT: Final = 100
"""Members of a parent that are looked at, the first: what it is about is said early."""


def about_people(report: Report) -> bool:
    """Whether a report speaks of people: then nothing holds it back. Only devices, and 120's calls, do not."""
    event = report.event
    return report.channel not in DEVICES and not (isinstance(event, Dispatch) and event.service == "120")


class Suppression:
    """The ``[[suppress]]`` rules. Remembers which incidents may be parents; whether they are is asked anew each time."""

    def __init__(self, book: Book, rules: Rules, places: Places, lead: list[int]) -> None:
        self._book = book
        self._places = places
        by_name = {report.name: index for index, report in enumerate(rules.reports)}
        self._links = [_Link(rule, by_name) for rule in rules.suppressions]
        self._by_name = {link.rule.name: link for link in self._links}
        self._kinds = frozenset(kind for link in self._links for kind in link.parent_kinds)
        self._reports = frozenset(index for link in self._links for index in link.parent_reports)
        self.children: list[list[_Link]] = [
            [link for link in self._links if link.is_child(index, lead[index])] for index in range(len(rules.reports))
        ]
        """By report rule, the links that an incident it opens may be held by."""
        self._parents: dict[Record, None] = {}

    def __bool__(self) -> bool:
        return bool(self._links)

    def note(self, record: Record, rule: int) -> None:
        """This incident has changed by a report of this rule: it may be a parent from now on."""
        if record.kind in self._kinds or rule in self._reports:
            self._parents[record] = None

    def note_all(self) -> None:
        """The book was filled from a saved state."""
        for record in self._book.records.values():
            for member in record.members[:_LOOKED_AT]:
                self.note(record, member.rule)

    def parent_of(self, record: Record, report: Report) -> tuple[SuppressRule, Record] | None:
        """The rule and the incident that explain this new one; the most urgent, then the oldest."""
        links = self.children[report.rule]
        if not links or about_people(report) or KINDS[record.kind] in PEOPLE:
            return None
        for gone in [parent for parent in self._parents if self._book.records.get(parent.key) is not parent]:
            del self._parents[gone]
        time = report.order[0]
        for link in links:
            found = [
                parent for parent in self._parents
                if parent is not record and parent.founder.status == report.status
                and link.may_be_parent(parent) and self._covers(link.rule, parent, report)
                and self.holds(link.rule, parent, time) and link.is_parent(parent)
            ]  # fmt: skip
            if found:
                return link.rule, min(found, key=lambda parent: (parent.priority, parent.serial))
        return None

    def goes_on(self, name: str, parent: Record, time: float) -> bool:
        """Whether the rule of this name still holds because of this parent."""
        link = self._by_name.get(name)
        return link is not None and self.holds(link.rule, parent, time)

    def holds(self, rule: SuppressRule, parent: Record, time: float) -> bool:
        """Whether a parent is open still: nobody closed it, and it was heard of lately, or its area is in force."""
        while parent.merged_into is not None:
            parent = parent.merged_into
        if not parent.takes(time):
            return False
        if rule.within == "area":
            return any(self._of_area(name) is parent for name in self._book.areas.in_force(time))
        return time <= parent.last.order[0] + rule.for_s

    def _of_area(self, identifier: str) -> Record | None:
        record = self._book.entities.get(f"identifier:{identifier}")
        while record is not None and record.merged_into is not None:
            record = record.merged_into
        return record

    def _covers(self, rule: SuppressRule, parent: Record, report: Report) -> bool:
        if rule.within == "area":
            return any(self._of_area(area.identifier) is parent for area in report.areas)
        if rule.within == "district":
            here = self._region(report)
            return bool(here) and here == self._region(parent.founder)
        if len(report.spots) != 1:
            return False
        spot = report.spots[0]
        spots = [member.spots[0] for member in parent.members[:_LOOKED_AT] if len(member.spots) == 1]
        if rule.within == "metres":
            return any(_distance(one, spot) <= (rule.metres or 0.0) for one in spots)
        return _in_radius(spots, spot)

    def _region(self, report: Report) -> str:
        if report.region or len(report.spots) != 1:
            return report.region
        return self._places.region_of(*to_degrees(*report.spots[0][:2]))


class _Link:
    """One rule, compiled."""

    def __init__(self, rule: SuppressRule, by_name: dict[str, int]) -> None:
        self.rule = rule
        self.parent_kinds = frozenset(KINDS.index(kind) for kind in rule.parent.kinds)
        self.parent_reports = frozenset(by_name[name] for name in rule.parent.reports)
        self._child_kinds = frozenset(KINDS.index(kind) for kind in rule.child.kinds)
        self._child_reports = frozenset(by_name[name] for name in rule.child.reports)
        self._words = needle(rule.parent.words) if rule.parent.words else None

    def is_child(self, index: int, kind: int) -> bool:
        """Whether an incident that a report of this rule opens, of this kind, may be held."""
        return (not self._child_kinds or kind in self._child_kinds) and (
            not self._child_reports or index in self._child_reports
        )

    def may_be_parent(self, record: Record) -> bool:
        """Whether this incident is urgent enough and of a kind that the rule means, as it is now: quickly asked."""
        return record.priority <= self.rule.parent.priority and (not self.parent_kinds or record.kind in self.parent_kinds)

    def is_parent(self, record: Record) -> bool:
        """Whether it is what the rule means by its members too: texts are searched for that."""
        members = record.members[:_LOOKED_AT]
        if self.parent_reports and not any(member.rule in self.parent_reports for member in members):
            return False
        return self._words is None or any(self._words.search(_said(member)) is not None for member in members)


def _said(report: Report) -> str:
    event = report.event
    if isinstance(event, Dispatch):
        return f"{event.category or ''} {event.text or ''}".lower()
    if isinstance(event, Disaster):
        return f"{event.event} {event.headline or ''}".lower()
    return ""


def _distance(one: Spot, other: Spot) -> float:
    return math.hypot(one[0] - other[0], one[1] - other[1]) * one[2]


def _in_radius(spots: list[Spot], spot: Spot) -> bool:
    """Whether a spot lies no farther from the middle of these than the farthest of them."""
    if not spots:
        return False
    middle = sum(one[0] for one in spots) / len(spots), sum(one[1] for one in spots) / len(spots), spots[0][2]
    return _distance(middle, spot) <= max(_distance(middle, one) for one in spots)
