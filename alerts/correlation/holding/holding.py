"""Incidents that are held at priority 4: another one explains them, or their devices are being worked on.

Held is not hidden: the incident is there, with its members, its reason and its link. It is let go, and as urgent as it
would have been, when its parent ends, when something else than those devices speaks of it, or when a rule makes it
critical or high.
"""

from __future__ import annotations

import math
from datetime import datetime
from typing import Final, cast

from alerts.correlation.book.book import Book, Hold
from alerts.correlation.book.record import Record
from alerts.correlation.holding.maintenance import DEVICES, Maintenance
from alerts.correlation.holding.suppression import URGENT, Suppression, about_people
from alerts.correlation.reading.report import Report
from alerts.events import EventRef
from alerts.incidents import Change, Priority, Reason
from alerts.places.asked import Places
from alerts.rules import MaintenanceRule, Rules, SuppressRule

HELD: Final = 4
MAINTENANCE: Final = "maintenance"
SUPPRESSED: Final = "suppressed"


class Holding:
    """Holds incidents of a book and lets them go; every change can be taken back."""

    def __init__(self, book: Book, rules: Rules, places: Places, lead: list[int]) -> None:
        self._book = book
        self._maintenance = Maintenance(rules, places)
        self.suppression = Suppression(book, rules, places, lead)
        devices = [report.type in DEVICES for report in rules.reports]
        self.may_hold = [
            bool((self._maintenance and device) or links)
            for device, links in zip(devices, self.suppression.children, strict=True)
        ]
        """By report rule, whether an incident it opens may be held: what is asked of every report is only this."""
        self.active = bool(self._maintenance or self.suppression)

    def opened(self, record: Record, report: Report) -> Record | None:
        """A new incident is as urgent as it will be; it may be held. Its parent, if that is why."""
        if self._maintenance and report.channel in DEVICES:
            worked_on = self._maintenance(report)
            if worked_on is not None:
                self._hold(record, report, MAINTENANCE, worked_on, None)
                return None
        if record.priority > URGENT:
            found = self.suppression.parent_of(record, report)
            if found is not None:
                self._hold(record, report, SUPPRESSED, *found)
                return found[1]
        return None

    def _hold(
        self, record: Record, report: Report, why: str, rule: MaintenanceRule | SuppressRule, parent: Record | None
    ) -> None:
        self._book.hold(record, Hold(why, rule.name, record.priority, parent))
        record.priority = record.highest = HELD
        events = [EventRef(report.order[1], report.order[2])] if parent is None else [_founder(parent)]
        time = report.event.time
        record.reasons += (Reason(why, time, events, detail=rule.name, words=[rule.ko, rule.en]),)
        record.changes += (Change(time, "held", HELD, "engine", rule.name),)

    def joined(self, record: Record, report: Report) -> None:
        """A held incident has a new member; what comes from elsewhere, or of people, lets it go."""
        hold = self._book.holds.get(record)
        if hold is None or report.rule < 0:
            return
        if hold.why == MAINTENANCE:
            if report.channel in DEVICES and self._maintenance(report) is not None:
                return
        elif not about_people(report):
            return
        self._release(record, hold, report.event.time)

    def lets(self, record: Record, to: int, time: datetime) -> bool:
        """A priority rule would make it as urgent as ``to``; whether it may."""
        hold = self._book.holds.get(record)
        if hold is None:
            return True
        if hold.why == SUPPRESSED and to <= URGENT:
            self._release(record, hold, time)
            return to < record.priority
        if to < hold.priority:
            self._book.hold(record, hold._replace(priority=to))
        return False

    def tick(self, time: float) -> None:
        """Let go what is held because of parents that have ended. ``time``: seconds since the epoch."""
        book = self._book
        for record, hold in sorted(book.holds.items(), key=lambda item: item[0].serial):
            if hold.parent is None or self.suppression.goes_on(hold.name, hold.parent, time):
                continue
            if book.records.get(record.key) is record and record.takes(time):
                book.keep(record)
                self._release(record, hold, datetime.fromtimestamp(time, record.founder.event.time.tzinfo))

    def _release(self, record: Record, hold: Hold, time: datetime) -> None:
        self._book.hold(record, None)
        record.reasons += (Reason("released", time, detail=hold.name),)
        record.changes += (Change(time, "let_go", cast("Priority", hold.priority), "engine", hold.name),)
        if hold.priority < record.priority:
            record.priority = hold.priority
            record.highest = min(record.highest, hold.priority)
        if record.priority < HELD:
            record.expires = math.inf


def _founder(record: Record) -> EventRef:
    return EventRef(record.founder.order[1], record.founder.order[2])
