"""What followers are told of as the timeline runs, and what they find goes on incidents, or opens them."""

from __future__ import annotations

import math
from collections import Counter
from datetime import UTC, datetime, tzinfo
from operator import attrgetter
from typing import Final

from alerts.correlation.book.undo import Chunk, Tally
from alerts.correlation.joining.changes import Changes
from alerts.correlation.joining.settle import Settler
from alerts.correlation.reading.report import Order, Reader, Report
from alerts.following.finding import Beat, Step
from alerts.following.found import BEFORE, found
from alerts.following.streams import Journal, Streams
from alerts.incidents import KINDS
from alerts.rules import Rules

_PARTS: Final = 64
"""So many runs' counts are kept apart, at most."""
_counted = attrgetter("rule", "region", "event.source", "status", "how")


class Telling:
    """Tells followers of events, ticks and deadlines in their order; all of it can be taken back with the chunk it was in."""

    def __init__(self, rules: Rules, streams: Streams, reader: Reader, changes: Changes, settler: Settler) -> None:
        self._rules = rules
        self.streams = streams
        self._reader = reader
        self._changes = changes
        self._book = changes.book
        self._settler = settler
        self.tally: tuple[Tally, ...] = ()
        """Reports since the last tick, run by run; put together only when somebody is told."""
        self.zone: tzinfo = UTC
        """The clock of the newest event that has been settled: what is found at a deadline is told on it."""
        self.now = -math.inf
        """Deadlines up to this moment come."""

    def follow(self, chunk: Chunk, reports: list[Report]) -> list[tuple[Report, str, Step]]:
        """Tell followers of these reports, as far as the run may go: it ends after one that shows something, and before a
        deadline that does. What they said; the chunk has its reports.
        """
        chunk.reports = reports
        streams, journal = self.streams, chunk.states
        hearing, heap = streams.hearing, streams.heap
        said: list[tuple[Report, str, Step]] = []
        for at, report in enumerate(reports):
            if heap and heap[0][0] <= report.order[0] and at and not self._pass_by(report.order, chunk):
                chunk.reports = reports[:at]
                break
            which = hearing(type(report.event), report.rule)
            if not which:
                continue
            found_here = False
            for name, step in streams.follow(report, which, report.order[0], journal):
                said.append((report, name, step))
                for finding in step.findings:
                    found_here = True
                    if report.rule < 0 and finding.opens:
                        chunk.promoted.append((report, self._reader.promote(report, self._rules.findings[finding.name])))
            if found_here:
                chunk.reports = reports[: at + 1]
                break
        return said

    def _pass_by(self, order: Order, chunk: Chunk) -> bool:
        """Deadlines within a run, before this place; False where one shows something, so that the run must end before it.

        Then those before that one have not come either: the run ends with the report before them, and what comes between that
        and a deadline must find it still to come.
        """
        streams, passed = self.streams, Journal()
        while (due := streams.before(order)) is not None and due.order[0] <= self.now:
            step = streams.ask(due)
            if step.findings or step.facts:
                streams.undo(passed)
                return False
            streams.pass_by(due, step, passed)
        for slot, before in passed.items():
            chunk.states.setdefault(slot, before)
        return True

    def note(self, chunk: Chunk, place: Order, step: Step) -> None:
        """What was found where no event is: mark the incident it is about, or open one."""
        time = datetime.fromtimestamp(place[0], self.zone)
        entity = step.entity or f"finding:{place[2]}"
        if not step.findings and (known := self._settler.about(entity, place[0])) is not None:
            self._changes.notes.mark(known, step, time)
        for number, finding in enumerate(step.findings):
            record = self._settler.about(entity, place[0])
            if record is None and finding.rule == "pattern":
                record = self._changes.notes.of_refs(finding, place[0])
            if record is not None and finding.unless and not record.stages.keys().isdisjoint(finding.unless):
                continue
            if record is None:
                if not finding.opens:
                    continue
                order = (place[0], place[1], f"{place[2]}@{place[0]:.3f}/{number}")
                report = self._reader.found(found(finding, order, time, entity))
                record = self._changes.open(report)
                if finding.kind is not None and not report.spots:
                    record.kind = KINDS.index(finding.kind)
                self._book.where[order[1], order[2]] = report
                chunk.found.append(report)
            self._changes.notes.mark(record, Step(None, None, (finding,), step.facts), time)

    def mark(self, said: list[tuple[Report, str, Step]]) -> None:
        """What followers said of settled reports goes on their incidents."""
        for report, name, step in said:
            record = report.record or self._settler.about(step.entity or f"finding:{name}", report.order[0])
            if record is not None:
                self._changes.notes.mark(record, step, report.event.time)

    def beat(self, chunk: Chunk, tick: float, before: float, began: float) -> None:
        """Tell who asked for ticks of this one; ``began``: since when the engine has watched."""
        beat = Beat(tick, before if before > -math.inf else tick, self.tallied(), offset_s(self.zone), began)
        self.tally = ()
        for name, step in self.streams.beat(beat, chunk.states):
            self.note(chunk, (tick, BEFORE, name), step)

    def count(self, reports: list[Report]) -> None:
        """More reports since the last tick."""
        before = self.tally if len(self.tally) < _PARTS else (self.tallied(),)
        self.tally = (*before, Counter(map(_counted, reports)))

    def tallied(self) -> Tally:
        """All reports since the last tick."""
        tally: Counter[tuple[int, str, str, int, str]] = Counter()
        for part in self.tally:
            tally.update(part)
        return tally

    def undo(self, chunk: Chunk) -> None:
        """Followers as before this run."""
        self.streams.undo(chunk.states)
        for report, before in reversed(chunk.promoted):
            self._reader.demote(report, before)
        for report in chunk.found:
            self._book.where.pop((report.order[1], report.order[2]), None)
        self.tally = chunk.tally
        assert chunk.zone is not None
        self.zone = chunk.zone


def offset_s(zone: tzinfo) -> float:
    """Seconds east of Greenwich of an event's clock."""
    offset = zone.utcoffset(None)
    return offset.total_seconds() if offset is not None else 0.0


__all__ = ["Telling", "offset_s"]
