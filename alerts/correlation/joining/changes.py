"""What happens to incidents: one opens, a report joins it, its kind and urgency follow."""

from __future__ import annotations

import math
from typing import Final, cast

from alerts.correlation.book.areas import RAISED
from alerts.correlation.book.book import Book
from alerts.correlation.book.districts import district_of
from alerts.correlation.book.record import Record, alone
from alerts.correlation.book.rows import (
    BELIEF,
    COUNT,
    DOUBT,
    FAST,
    LAST,
    RADIUS,
    REACH,
    SCATTER,
    WEIGHT,
    X,
    Y,
)  # fmt: skip
from alerts.correlation.figures import LEAK, Figures
from alerts.correlation.holding.holding import Holding
from alerts.correlation.joining.notes import Notes
from alerts.correlation.joining.seats import Seats, says_where
from alerts.correlation.joining.weights import Weights
from alerts.correlation.joining.width import Width
from alerts.correlation.projection import to_degrees
from alerts.correlation.reading.report import Report, continues
from alerts.escalation.evidence import Measure
from alerts.events import Disaster, EventRef
from alerts.following.finding import Step
from alerts.incidents import KEY_SEPARATOR, Change, Priority, Reason
from alerts.patterns.incidents import IncidentPatterns
from alerts.places.asked import Places
from alerts.rules import Rules
from alerts.rules.urgency import Urgency

_MOVING: Final = frozenset({"journey", "tracker", "vehicle"})
"""Channels whose later positions move their incident."""
_FRESH: Final = frozenset({"cctv", "sensor", "journey", "tracker", "vehicle"})
"""Channels whose later reports say that it goes on; a call's later stages only say who is on the way."""
_CALLS: Final = frozenset({"112", "119", "120"})
_AREA: Final = frozenset({"area"})
CALLED_OFF: Final = "disaster_cancelled"
"""What is found of an alert that who issued it has cancelled."""


class Changes:
    """Changes of a book, each of which can be taken back."""

    def __init__(
        self, book: Book, rules: Rules, figures: Figures, places: Places, urgency: Urgency, real: list[float] | None = None,
    ) -> None:  # fmt: skip
        f = figures
        self.book = book
        self._places = places
        self._measure = Measure([float(f.sigma2[lead]) for lead in f.lead], [float(f.tau[lead]) for lead in f.lead])
        self._lead = f.lead
        self._priority = [report.priority for report in rules.reports]
        self._sigma2: list[float] = f.sigma2.tolist()
        self._quiet: list[float] = f.quiet.tolist()
        self._drift: list[float] = f.drift.tolist()
        self._vague_reach = f.vague_reach
        self._update = f.update
        self.exact = rules.position_error_m["sensor"] ** 2
        """The variance (m2) of a place that a person has given: as a surveyed gauge's."""
        linger = rules.engine.linger_s
        kind_life = [kind.single_life_s for kind in rules.kinds]
        self._several_life = kind_life
        self._single_life = [
            max(linger, kind_life[lead])
            if report.type == "dispatch"
            else max(report.life_s or kind_life[lead], rules.chatter.off_delay_s)
            for report, lead in zip(rules.reports, f.lead, strict=True)
        ]
        self._linger = linger
        self._incident_patterns = IncidentPatterns(rules, places)
        self.holding = Holding(book, rules, places, self._lead)
        self._may_hold = self.holding.may_hold
        self._holds = self.holding.active
        self._note = self.holding.suppression.note
        self.width = Width(book.rows, figures)
        self.weights = Weights(book, figures, self.width)
        self.real = f.real if real is None else real
        """By report rule, how likely an incident that it opens is one at all; brought up to date in place."""
        self.seats = Seats(book, figures, self.weights, self.real)
        self.notes = Notes(book, rules, urgency, self.holding, self.weights.set_limits)

    def open(self, report: Report) -> Record:
        """A new incident, founded by this report."""
        book = self.book
        rule = report.rule
        kind = self._lead[rule] if report.leaning is None else self.weights.lead(report)
        order, tags = report.order, report.tags
        key = f"{order[1]}{KEY_SEPARATOR}{order[2]}"
        priority = self._priority[rule]
        record = Record(
            report, key, book.serial, kind, priority, priority, [report], alone(report.channel), tags, report.region,
            len(report.spots) == 1 or report.made or report.channel == "disaster",
        )  # fmt: skip
        book.serial += 1
        if book.ids:
            record.id = book.ids.get(key, "")
        report.home = None
        self._begin(record, report)
        parent = self.holding.opened(record, report) if self._may_hold[rule] else None
        if record.priority == 4 and (parent is None or book.holds[record].priority == 4):
            record.expires = max(order[0], report.time) + self._single_life[rule]
        if report.channel != "disaster":
            self.seats.place(record, report, kind)
            if report.areas:
                self._heed(record, report)
        else:
            self._warn(report)
        if report.entity:
            book.name(report.entity, record)
        if report.repeat:
            book.repeat(report.repeat, record, report.time)
        if self._holds:
            self._note(record, rule)
            if parent is not None:
                name = book.holds[record].name
                self.notes.relate(record, parent, Reason("suppressed", report.event.time, detail=name))
        return record

    def _begin(self, record: Record, report: Report) -> None:
        """What holds for every new incident, whether its row is written yet or not."""
        if report.words:
            record.texts = 1
        report.record, report.how, report.new_source = record, "open", True
        book = self.book
        book.records[record.key] = record
        book.dirty[record] = None
        if book.chunk.kept:
            book.chunk.opened.append(record)
        self.notes.opened(record, report)

    def found(self, report: Report, row: int, kind: int) -> Record:
        """A new incident of a report that stays alone, whose row has been written; the same as :meth:`open` else."""
        book, rule, time = self.book, report.rule, report.time
        effect, source, name = report.order
        key = f"{source}{KEY_SEPARATOR}{name}"
        priority = self._priority[rule]
        serial = book.serial
        record = Record(
            report, key, serial, kind, priority, priority, [report], alone(report.channel), report.tags, report.region, True,
            None, book.ids.get(key, "") if book.ids else "", "new", (row,),
        )  # fmt: skip
        book.serial = serial + 1
        self._begin(record, report)
        limit = time + self._quiet[kind]
        if record.priority == 4:
            record.expires = expires = (effect if effect > time else time) + self._single_life[rule]
            if expires < limit:
                limit = expires
        rows = book.rows
        rows.limit[row] = limit
        rows.record[row] = record
        entity = report.entity
        if entity:  # as Book.name does for one that is new
            entities = book.entities
            book.chunk.entities.append((entity, entities.get(entity)))
            entities[entity] = record
        if report.repeat:
            book.repeat(report.repeat, record, time)
        if self._holds:
            self._note(record, rule)
        return record

    def attach(self, record: Record, report: Report, how: str) -> None:
        """A report joins for certain, because of what it is about or because a person said so."""
        book = self.book
        known = bool(report.entity) and report.entity in book.entities
        book.keep(record)
        report.record, report.home = record, None
        report.how = how
        report.new_source = report.origin not in record.sources and report.rule >= 0 and how != "entity"
        record.add(report)
        if report.new_source:
            self._grow(record, report.time)
        if not record.settled and says_where(report, record):
            self.seats.settle_at(record, report, counts=False)
        if report.spots and len(record.rows) == 1 and book.rows.anchor(record.rows[0])[2]:
            row = record.rows[0]
            if report.channel in _MOVING and len(report.spots) == 1:
                self.weights.move(row, report)
            if report.channel in _FRESH and report.rule >= 0:
                self.weights.refresh(row, report.time)
        self._after(record, report)
        if report.entity:
            book.name(report.entity, record)
        if report.repeat and not known:  # the end of a track is no second detection
            book.repeat(report.repeat, record, report.time)
        if report.channel == "disaster" and report.rule >= 0:
            self._warn(report)

    def join(self, record: Record, row: int, report: Report, spot: tuple[float, float, float]) -> None:
        """A report joins by evidence, at this one of its possible places, the incident at this row."""
        book = self.book
        rows = book.rows
        book.keep(record)
        report.record, report.home = record, None
        report.how = "join"
        report.new_source = fresh = report.origin not in record.sources
        time = report.time
        x, y, cosine = spot
        view, start = rows.view, row * rows.width
        nowhere = not view[start + REACH]
        dx, dy = (view[start + X] - x) * cosine, (view[start + Y] - y) * cosine
        report.distance = None if nowhere else math.sqrt(dx * dx + dy * dy)
        if not record.settled and len(report.spots) == 1:
            if nowhere:
                self.seats.settle_at(record, report, counts=fresh)
            elif says_where(report, record):
                self.seats.settle(record, row, report)
        elif view[start + REACH] == self._vague_reach and says_where(report, record):
            self.seats.settle_at(record, report, counts=fresh)
        old_x, old_y = view[start + X], view[start + Y]
        dx, dy = (old_x - x) * cosine, (old_y - y) * cosine
        far = dx * dx + dy * dy
        report.gap = time - view[start + LAST]
        book.touch(row, *rows.anchor(row))
        record.add(report)
        if not fresh:
            self.weights.refresh(row, time)
        else:
            weight = 1.0 / (report.error + self._sigma2[record.kind])
            drift = self._drift[record.kind]
            part, total = self.width.part(record.kind, row, report)
            # of what it lies off, the position's own error is no spread of the incident
            view[start + SCATTER] += far * (1.0 - part) * 0.5 * self._sigma2[record.kind] * weight
            view[start + X] = old_x + (x - old_x) * part
            view[start + Y] = old_y + (y - old_y) * part
            view[start + WEIGHT] = total
            view[start + RADIUS] = self.width.moved(record, row, report, math.sqrt(far), part)
            view[start + COUNT] += 1.0
            view[start + DOUBT] = float(len(record.rows))
            if drift and not nowhere:  # it goes on from where it was seen last
                book.shift(row, view[start + X], view[start + Y], view[start + REACH])
            record.nats += report.nats
            self._grow(record, time)
            self.weights.add_effect(row, time)
            self.weights.believe(record, row, report)
        if record.sources_count == 2 and not record.region:
            record.region = self._places.region_of(*to_degrees(view[start + X], view[start + Y]))
            book.found_in(row, district_of(record.region))
        if fresh:
            book.districts.open(row)
        self._after(record, report)
        if report.entity:
            book.name(report.entity, record)
        if report.repeat:
            book.repeat(report.repeat, record, time)

    def join_nowhere(self, record: Record, report: Report) -> None:
        """A report without a place joins an incident of its district."""
        book = self.book
        book.keep(record)
        report.record, report.home = record, None
        report.how = "join"
        report.new_source = report.origin not in record.sources
        record.add(report)
        row, rows = record.rows[0], book.rows
        start = row * rows.width
        if report.region and not record.region and not rows.view[start + REACH]:
            self.seats.learn_district(record, row, report.region)
        report.distance = None
        report.gap = report.time - rows.view[start + LAST]
        if report.new_source:
            record.nats += report.nats
            self._grow(record, report.time)
            rows.view[start + COUNT] += 1.0
            book.districts.open(row)
            self.weights.add_effect(row, report.time)
            book.touch(row, *rows.anchor(row))
            self.weights.believe(record, row, report)
        self._after(record, report)
        if report.entity:
            book.name(report.entity, record)

    def gathered(self, record: Record, moved: list[Report]) -> None:
        """These reports (ascending) have been put into this incident, whose figures are up to date: what follows from that."""
        book, row = self.book, record.rows[0] if record.rows else -1
        for report in moved:
            if report.entity:
                book.name(report.entity, record)
            record.tags |= report.tags
            if self._holds:
                self.holding.suppression.note(record, report.rule)
        if row >= 0:
            self.weights.settle_kind(record, row, moved[-1])
        self.notes.judge(record, moved[-1])
        if self._incident_patterns:
            for finding in self._incident_patterns(record.members, moved[-1]):
                self.notes.mark(record, Step(None, findings=(finding,)), moved[-1].event.time)
        for report in moved:
            self._live_on(record, report)
        self.weights.set_limits(record)

    def reckon(self, record: Record) -> None:
        """The evidence of an incident whose members a person has changed."""
        counted = [m for m in record.members if m.new_source]
        record.nats = sum(m.nats for m in counted if m.how in ("join", "merge", "surge"))
        record.burst, record.pace = self._measure.again(record.founder, [m.time for m in counted])

    # -- parts of changes

    def _grow(self, record: Record, time: float) -> None:
        """One more source spoke at this time."""
        burst, pace = self._measure(record.founder, record.sources_count, time)
        if burst > record.burst:
            record.burst = burst
        if pace > record.pace:
            record.pace = pace

    def _heed(self, record: Record, report: Report) -> None:
        """A report inside a warned area: more likely about what is warned of."""
        share = self._update[report.rule]
        for area in report.areas:
            heeded = f"area:{area.kind}"
            if share[area.kind] <= LEAK or heeded in record.tags:
                continue
            record.tags |= {heeded}
            for row in record.rows:
                belief = self.book.rows.table[row, BELIEF:FAST]
                belief[area.kind] *= RAISED
                belief /= belief.sum()
                self.weights.settle_kind(record, row, report)
            if area.kind == record.kind and "area" not in record.tags:
                record.tags |= _AREA
                record.reasons += (Reason("area", report.event.time, [area.name], detail=area.title),)
                self.notes.judge(record, report)

    def _warn(self, report: Report) -> None:
        """An alert: its area is in force, those it updates or cancels are not."""
        event = report.event
        assert isinstance(event, Disaster)
        if event.msg_type == "Cancel" and report.record is not None and report.how != "open":
            record = report.record
            record.changes += (Change(event.time, "cancelled", cast("Priority", record.priority), "engine"),)
            record.reasons += (Reason("finding", event.time, [EventRef(event.source, event.id)], detail=CALLED_OFF),)
        ends = [name.partition(":")[2] for name in continues(report)]
        if event.area is not None or ends:
            book = self.book
            book.areas = book.areas.after(event, self._lead[report.rule], report.order[0], ends)

    def _after(self, record: Record, report: Report) -> None:
        if report.areas and len(record.rows) == 1:
            self._heed(record, report)
        tags = report.tags
        if tags and not tags <= record.tags:
            record.tags |= tags
        if self._holds:
            self.holding.suppression.note(record, report.rule)
            self.holding.joined(record, report)
        self.notes.judge(record, report)
        if self._incident_patterns:
            for finding in self._incident_patterns(record.members, report):
                self.notes.mark(record, Step(None, findings=(finding,)), report.event.time)
        self._live_on(record, report)
        self.weights.set_limits(record)

    def _live_on(self, record: Record, report: Report) -> None:
        """When an incident that nobody takes up will be closed: an ordinary one only, and not while there is news."""
        if record.priority < 4 or (record.expires == math.inf and record in self.book.holds):
            record.expires = math.inf
            return
        life = self._single_life[record.founder.rule]
        if report.channel in _CALLS:
            life = max(life, self._linger)
        elif record.sources_count > 1:
            life = max(life, self._several_life[record.kind])
        record.expires = max(record.expires, max(report.order[0], report.time) + life)
