"""The engine run again over what came in, stopped at one decision."""

from __future__ import annotations

import copy
from collections.abc import Iterable

from alerts.batch import Batch
from alerts.correlation import Delta, Engine
from alerts.correlation.book.record import Record
from alerts.correlation.figures import Figures
from alerts.correlation.joining.settle import Settler
from alerts.correlation.reading.headings import Headings
from alerts.correlation.reading.report import Report
from alerts.events import Event, EventRef
from alerts.explaining.comparison import Comparison, Explanation, Found, Obstacle, Side
from alerts.explaining.live import nowhere, standing
from alerts.explaining.names import Nearest
from alerts.explaining.rebuild import Rebuilder
from alerts.explaining.unread import missing
from alerts.explaining.verdict import about, apart, side, together, weigh
from alerts.explaining.weighing import Scales, Weighing
from alerts.incidents import Incident, founder_of
from alerts.places.asked import Places
from alerts.rules import Rules


class Rerun:
    """Runs an engine over events and looks on. ``names`` are events (``SOURCE:ID``) or incidents (``INC-...``)."""

    def __init__(self, rules: Rules, places: Places, names: Iterable[str]) -> None:
        self.engine = engine = Engine(rules, places, eager=False, raw=False)
        self._names = list(names)
        self._nearest = {name: Nearest(name) for name in self._names}
        self._events: dict[str, Event] = {}
        self._incidents: dict[str, Incident] = {}
        self._keys: dict[str, str] = {}
        self._figures = Figures(rules)
        self._rebuilder = Rebuilder(rules, places, self._figures, engine.background.real)
        self._scales = Scales(self._figures, engine.background, places, engine.reader.lexicon, Headings(engine.rules.words))
        self._reports: dict[tuple[str, str], Report] = {}
        self._over: dict[str, Record] = {}
        self._weighing: Weighing | None = None
        self._then: Record | None = None
        engine.timeline.settler = _Witness(engine.timeline.settler, self)

    def take(self, events: list[Event]) -> None:
        """The next events, in order of arrival."""
        for event in events:
            name = f"{event.source}:{event.id}"
            if name in self._nearest:
                self._events.setdefault(name, event)
            else:
                for nearest in self._nearest.values():
                    nearest.offer(name)
        self._heard(self.engine.step(Batch(events), 0.0))

    def finish(self) -> None:
        """That was all."""
        self._heard(self.engine.flush())
        for name, key in self._keys.items():
            if name not in self._incidents:
                self._incidents[name] = self.engine.incident(key)
        for record in (standing(report) for report in self._reports.values()):
            if record is not None and record.key not in self._incidents:
                self._incidents[record.key] = self.engine.incident(record.key)

    def incident(self, name: str) -> Incident | None:
        """The incident of this name as it was at its end."""
        return self._incidents.get(name)

    def unknown(self) -> list[tuple[str, list[str]]]:
        """The names that nothing had, each with the nearest ones that something has."""
        known = {*self._events, *self._incidents}
        return [(name, self._nearest[name].best()) for name in self._names if name not in known]

    def comparison(self) -> Comparison:
        """Why the two events are in one incident, or in two. Both must have come."""
        one, other = (self._events[name] for name in self._names[:2])
        rules, figures = self.engine.rules, self._figures
        reports = [self._reports.get((event.source, event.id)) for event in (one, other)]
        if reports[0] is None or reports[1] is None:
            first, second = sorted((one, other), key=lambda event: (event.time, event.source, event.id))
            unread = [event for event in (first, second) if (event.source, event.id) not in self._reports]
            why = [Obstacle("no_report", detail=missing(event, rules)) for event in unread]
            return Comparison(self._side(first), self._side(second), False, why)
        earlier, later = sorted([reports[0], reports[1]], key=lambda report: report.order)
        sides = self._side(earlier.event), self._side(later.event)
        record = standing(earlier)
        if record is not None and record is standing(later):
            return together(sides[0], sides[1], later, figures)
        if record is None or self._then is None:
            return nowhere(sides[0], sides[1], earlier)
        return apart(sides[0], sides[1], earlier, later, self._then, self._weighing, rules, figures)

    def founders(self) -> list[str]:
        """The names with each incident's replaced by that of the event that founded it."""
        keys = [self._keys.get(name, "") for name in self._names]
        founders = [founder_of(key) if key else None for key in keys]
        return [f"{ref.source}:{ref.id}" if ref else name for ref, name in zip(founders, self._names, strict=True)]

    def answer(self) -> Found:
        """What is to be said of the names: of two events, why they are together or not; of one name, its reasons."""
        if len(self._names) > 1:
            return self.comparison()
        [name] = self._names
        incident = self._incidents.get(name)
        if incident is not None:
            return Explanation(incident, incident.why, incident.related)
        event = self._events[name]
        told = self._side(event)
        if (event.source, event.id) not in self._reports:
            return Explanation(None, [], [], told, [Obstacle("no_report", detail=missing(event, self.engine.rules))])
        incident = self._incidents.get(told.key)
        if incident is None:
            entity = self._reports[event.source, event.id].entity.partition(":")[0]
            return Explanation(None, [], [], told, [Obstacle("no_incident", detail=entity)])
        return about(incident, EventRef(event.source, event.id), told)

    def _side(self, event: Event) -> Side:
        return side(event, self._reports.get((event.source, event.id)), self.engine.rules, self._figures)

    # -- the witness

    def wants(self, report: Report) -> bool:
        """Whether this is one of the two."""
        return f"{report.order[1]}:{report.order[2]}" in self._nearest

    def before(self, report: Report) -> None:
        """One of the two is about to be settled: how does it fit the other's incident, if that is settled?"""
        self._reports[report.order[1], report.order[2]] = report
        others = [other for other in self._reports.values() if other is not report]
        record = standing(others[0]) if others else None
        if record is None:
            return
        book = self.engine.book
        if record.rows or report.rule < 0:
            self._weighing = weigh(self._scales, report, record, book)
        elif (rebuilt := self._rebuilder.before(record, report)) is not None:
            self._weighing = weigh(self._scales, report, *rebuilt)
        self._then = _as_it_was(record)

    def _heard(self, delta: Delta) -> None:
        for key, name in delta.numbered.items():
            if name in self._nearest:
                self._keys[name] = key
            else:
                for nearest in self._nearest.values():
                    nearest.offer(name)
        for key in delta.ended:
            incident = self.engine.incident(key)
            if incident.id in self._nearest:
                self._incidents[incident.id] = incident
        over = set(delta.ended)
        for ref, report in self._reports.items():
            record, last = report.record, standing(report)
            if record is None or last is None or last.key not in over or last is self._over.get(last.key):
                continue
            self._incidents[record.key] = self.engine.incident(record.key)
            self._reports[ref] = kept = copy.copy(report)
            kept.record = self._keep(record)

    def _keep(self, record: Record) -> Record:
        """An incident that is over, with its reports as they are now: the engine forgets it with its next step."""
        then = self._over.get(record.key)
        if then is None:
            then = self._over[record.key] = copy.copy(record)
            then.members = [copy.copy(member) for member in record.members]
            if record.merged_into is not None:
                then.merged_into = self._keep(record.merged_into)
        return then


class _Witness(Settler):
    """Settles as the settler does, but looks up before each report that is asked for. The cut changes nothing."""

    def __init__(self, settler: Settler, rerun: Rerun) -> None:
        self.__dict__.update(settler.__dict__)
        self._rerun = rerun

    def settle(self, reports: list[Report], tick: float) -> None:
        at = 0
        for index, report in enumerate(reports):
            if self._rerun.wants(report):
                if index > at:
                    super().settle(reports[at:index], tick)
                self._rerun.before(report)
                at = index
        if at < len(reports):
            super().settle(reports[at:], tick)


def _as_it_was(record: Record) -> Record:
    """What of an incident may change after this moment and is asked for later."""
    then = copy.copy(record)
    then.rows = record.rows
    return then
