"""The engine: events in, incidents out."""

from __future__ import annotations

import heapq
import math
from datetime import datetime
from sys import intern
from typing import Final as Constant
from typing import cast

from alerts.analysts import analysts
from alerts.batch import Batch
from alerts.correlation.book.record import Record
from alerts.correlation.book.undo import Operation
from alerts.correlation.build import Builder
from alerts.correlation.delta import Delta, Final
from alerts.correlation.reading.bounds import NAME, WORDY, bounded
from alerts.correlation.reading.report import Report
from alerts.correlation.reading.seen import MAX_NAMES, Seen
from alerts.correlation.reading.watermark import Watermark
from alerts.correlation.saving import load, save
from alerts.correlation.timeline import Timeline
from alerts.events import EventRef
from alerts.incidents import KINDS, Change, Incident, Kind, Priority, founder_of
from alerts.patterns.follower import patterns
from alerts.places.asked import Places
from alerts.rules import Rules
from alerts.rules.classify import NO_REPORT
from alerts.rules.urgency import Urgency

STAYS_S: Constant = 3600.0
"""An incident that a person closed leaves after so long: until then it can be opened again as it was."""


class Engine:
    """Joins reports into incidents. Its state is bounded by what is open.

    Events are settled at once, in the order (time, source, id); when one comes that belongs before settled ones, those are
    taken back and settled again. What is older than ``watermark`` (the newest trusted time less the lateness bound) is
    final. So the final result depends neither on the order of arrival within the bound nor on the size of batches.
    With ``eager`` off nothing is settled before it is final: the same result, faster, seen later. ``raw`` keeps the bytes
    of members for :class:`Final`.
    """

    def __init__(self, rules: Rules, places: Places, *, eager: bool = True, raw: bool = True) -> None:
        self.rules = rules
        self.places = places
        self._keep_raw = raw
        self._builder = Builder(rules, places)
        self.timeline = Timeline(rules, places, Urgency(rules), eager, (*analysts(rules, places), *patterns(rules, places)))
        self.reader = self.timeline.reader
        self.book = self.timeline.book
        self.background = self.timeline.background
        self.mark = Watermark(rules.engine.lateness_s, rules.engine.jump_s)
        self.seen = Seen(rules.engine.remember_s)
        self.numbers: dict[str, int] = {}
        self.n = 0
        self.operations = 0
        self.ending: list[tuple[float, str]] = []
        self.ended: list[Record] = []
        self._date, self._day = 0, ""

    @property
    def watermark(self) -> float:
        """Seconds since the epoch; what is older is final."""
        return self.mark.time

    @property
    def decided(self) -> float:
        """Seconds since the epoch: of everything that takes effect before, the decisions have been handed out."""
        return self.timeline.complete(self.mark.time)

    def step(self, batch: Batch, now: float) -> Delta:
        """Take these events in. ``now`` decides nothing: time is what events say."""
        delta = Delta()
        self._forget(delta)
        new = self._read(batch, delta)
        self.mark.heard += len(batch.events) - delta.duplicates
        self.timeline.take(new, self.mark.time, self.mark.frontier)
        self._settle_final(self.mark.time, delta)
        self._report(delta)
        return delta

    def flush(self) -> Delta:
        """The end of the input: everything becomes final."""
        delta = Delta()
        self._forget(delta)
        self.mark.time = math.inf
        self.timeline.take([], math.inf, self.mark.at_end(self.seen.lone))
        self._settle_final(math.inf, delta)
        self._report(delta)
        return delta

    def _read(self, batch: Batch, delta: Delta) -> list[Report]:
        """The reports among these events; the others are final at once."""
        new: list[Report] = []
        final = delta.final
        mark, seen, reader = self.mark, self.seen, self.reader
        rule_of, read, concerning = reader.rule_of, reader.read, reader.concerning
        where = self.book.where
        n = self.n
        known: dict[str, tuple[str, set[str], set[str]]] = {}
        """By source: one text for its name, and its ids that were seen."""
        # what admit() says where nothing is in doubt is said here: nearly always, and for every event
        plain, frontier, watermark, jump, lateness = mark.plain, mark.frontier, mark.time, mark.jump, mark.lateness
        turns, many = seen.turns, seen.many
        for index, event in enumerate(batch.events):
            source, name = event.source, event.id
            its = known.get(source)
            if its is None:
                its = known[source] = intern(source), seen.young.of(source), seen.old.of(source)
            of, young, old = its
            called = (of, name)
            if name in young or name in old or called in where:
                delta.duplicates += 1
                continue
            young.add(name)
            many += 1
            time = event.time.timestamp()
            if plain and time <= frontier + jump:
                if time > frontier:
                    frontier = time
                    if time - lateness > watermark:
                        watermark = time - lateness
                effect, late = (watermark, True) if time < watermark else (time, False)
            else:
                mark.frontier, mark.time = frontier, watermark
                effect, late = mark.admit(source, time, seen.alone(source))
                plain, frontier, watermark = mark.plain, mark.frontier, mark.time
            if frontier >= turns or many >= MAX_NAMES:
                seen.many = many
                seen.turn(frontier)
                turns, many = seen.turns, seen.many
                known.clear()
            if late:
                delta.late += 1
            kind = type(event)
            whole, place = event, event.place
            if kind in WORDY or (place is not None and len(place) > NAME) or event.candidates:
                event = bounded(event)
            rule = rule_of(event) if kind in concerning else NO_REPORT
            if rule == NO_REPORT:
                final.append(Final(n, EventRef(of, name), "", "", event, None, late, effect))
                n += 1
                continue
            event.source = of  # one text for all of a source's reports, which are kept
            raw = None
            if self._keep_raw:
                # an event that did not come as JSON and is whole says by itself all that there is to keep
                raw = batch.received(index) if event is whole else batch.raw(index)
            report = read(event, rule, effect, time, raw, late)
            where[called] = report
            new.append(report)
        self.n, seen.many = n, many
        mark.frontier, mark.time = frontier, watermark
        return new

    # -- out

    def _settle_final(self, watermark: float, delta: Delta) -> None:
        """Number incidents, hand out decisions, close what nobody took up."""
        book = self.book
        n, final, where = self.n, delta.final, book.where
        for report in self.timeline.finish(watermark):
            effect, source, name = report.order
            # where it was put when it came: what a surge makes of that is told of the incident, whenever it is found
            record = report.home or report.record
            if record is None:
                final.append(Final(n, EventRef(source, name), "", "", report.event, None, report.late, effect))
                n += 1
                where.pop((source, name), None)
                continue
            number = record.id or self._number(record, delta)
            if not report.made:
                ref = EventRef(source, name)
                final.append(Final(n, ref, number, record.key, report.event, report.raw, report.late, effect))
                n += 1
            report.raw = None
            if record.founder is report:
                heapq.heappush(self.ending, (record.expires, record.key))
        self.n = n
        left = self.timeline.left
        for record in left:
            heapq.heappush(self.ending, (record.released + STAYS_S, record.key))
        left.clear()
        self._close_expired(watermark, delta)

    def _number(self, record: Record, delta: Delta) -> str:
        book, opened, key = self.book, record.founder.event.time, record.key
        date = opened.toordinal()
        if date != self._date:
            self._date, self._day = date, f"{opened.year:04d}{opened:%m%d}"
        day = self._day
        number = self.numbers.get(day, 0) + 1
        self.numbers[day] = number
        record.id = book.ids[key] = delta.numbered[key] = name = f"INC-{day}-{number:04d}"
        book.dirty[record] = None
        if record.related or (book.hosts and record in book.hosts):
            self._tell_others(record)
        return name

    def _tell_others(self, record: Record) -> None:
        """Incidents that name this one look different when its number or its state does."""
        dirty = self.book.dirty
        if record.related:
            for other in record.others():
                dirty[other] = None
        if record in self.book.hosts:
            for merged in self.book.merged:
                if merged.merged_into is record:
                    dirty[merged] = None

    def _close_expired(self, watermark: float, delta: Delta) -> None:
        ending = self.ending
        limit = min(self.timeline.fixed(watermark), self.mark.frontier)
        while ending and ending[0][0] <= limit:
            expires, key = heapq.heappop(ending)
            record = self.book.records.get(key)
            if record is None or record.state == "closed":
                continue
            if record.state == "new" and expires >= record.released + STAYS_S:
                self._end(record, delta)
                continue
            if record.state != "new":
                continue
            if record.expires > expires:
                heapq.heappush(ending, (record.expires, key))
                continue
            time = datetime.fromtimestamp(expires, record.founder.event.time.tzinfo)
            record.state = "closed"
            record.disposition = "expired"
            record.changes += (Change(time, "expired", cast("Priority", record.priority), "engine"),)
            self.book.dirty[record] = None
            self._tell_others(record)
            self._end(record, delta)

    def _end(self, record: Record, delta: Delta) -> None:
        """It is forgotten with the next step, and what was put into it too."""
        self.ended.append(record)
        delta.ended.append(record.key)
        delta.ended += [merged.key for merged in self._inside(record)]

    def _inside(self, record: Record) -> list[Record]:
        """The incidents that were put into this one."""
        if record not in self.book.hosts:
            return []
        return [merged for merged in self.book.merged if merged.standing() is record and merged is not record]

    def _report(self, delta: Delta) -> None:
        """What looks different from before this step."""
        book = self.book
        records, faces, changed = book.records, book.faces, delta.changed
        if not faces and not book.merged:  # as good as always nothing has been taken back, and what was changed has changed
            delta.changed += [record.key for record in book.dirty if records.get(record.key) is record]
            book.dirty.clear()
            return
        for record in book.dirty:
            key = record.key
            there = records.get(key)
            if there is None:
                if faces.pop(key, None) is not None:
                    report = book.where.get((record.founder.order[1], record.founder.order[2]))
                    if report is not None and report.record is not None:
                        delta.moved[key] = report.record.key
                    delta.removed.append(key)
            elif there is record:
                before = faces.get(key) if faces else None
                if before is None or before != record.face():
                    changed.append(key)
                    if record.merged_into is not None:
                        delta.joined[key] = record.merged_into.key
        book.dirty.clear()
        faces.clear()

    def _forget(self, delta: Delta) -> None:
        """Let go of incidents that were closed in the step before."""
        for record in self.ended:
            for one in [record, *self._inside(record)]:
                self.book.forget(one)
                delta.removed.append(one.key)
        self.ended.clear()

    # -- looking

    def incident(self, key: str, brief: bool = False, *, members: bool = True) -> Incident:
        """The incident as it is now; KeyError where there is none. ``brief``: with its newest events only, however many;
        ``members``: with the list of them, which screens show.
        """
        return self._builder.build(self.book.records[key], members, brief)

    def locate(self, name: EventRef) -> str | None:
        """The key of the incident this event is in now."""
        report = self.book.where.get((name.source, name.id))
        return report.record.key if report is not None and report.record is not None else None

    def open_keys(self) -> list[str]:
        """The keys of the incidents that are open."""
        return [key for key, record in self.book.records.items() if record.state == "new"]

    @property
    def core(self) -> Engine:
        """The engine itself: what wraps one gives the one inside."""
        return self

    # -- keeping

    def save(self, last: bool = False) -> bytes:
        """The whole state; a restored engine goes on exactly as this one does. After the ``last`` time this one does not."""
        return save(self, last)

    @classmethod
    def restore(cls, data: bytes, rules: Rules, places: Places, *, eager: bool = True, raw: bool = True) -> Engine:
        """An engine as it was when it was saved. LogError where the bytes are of no use."""
        engine = cls(rules, places, eager=eager, raw=raw)
        load(engine, data)
        return engine

    # -- what people do

    def merge(self, key: str, into: str, time: float) -> Delta:
        """Everything of ``key`` goes into ``into``, from now on too. ``time``: seconds since the epoch."""
        return self._operate("merge", key, time, founder_of(into))

    def split(self, key: str, refs: list[EventRef], time: float) -> Delta:
        """These events leave for an incident of their own (the founding event stays)."""
        return self._operate("split", key, time, None, refs)

    def release(self, key: str, time: float) -> Delta:
        """A person closed it: nothing more joins it."""
        return self._operate("release", key, time)

    def reopen(self, key: str, time: float) -> Delta:
        """It was closed by a person and is open again: reports join it as before."""
        return self._operate("reopen", key, time)

    def unmerge(self, key: str, time: float) -> Delta:
        """What ``key`` brought into the incident that it was merged into comes back to it."""
        delta = self._operate("unmerge", key, time)
        record = self.book.records.get(key)
        if record is not None and record.state == "new":
            heapq.heappush(self.ending, (record.expires, key))
        return delta

    def set_kind(self, key: str, kind: Kind | None, time: float) -> Delta:
        """It is of this kind from now on, whatever reports say; None: the engine decides again."""
        return self._operate("kind", key, time, kind=-1 if kind is None else KINDS.index(kind))

    def keep_open(self, key: str, time: float) -> Delta:
        """It does not end by itself any more."""
        return self._operate("keep", key, time)

    def set_place(self, key: str, spot: tuple[float, float] | None, time: float) -> Delta:
        """It is at this latitude and longitude, whatever its reports may mean; None: as in doubt as they leave it."""
        return self._operate("place", key, time, spot=spot)

    def _operate(
        self, action: str, key: str, time: float, into: EventRef | None = None, refs: list[EventRef] | None = None,
        kind: int = -1, spot: tuple[float, float] | None = None,
    ) -> Delta:  # fmt: skip
        delta = Delta()
        self._forget(delta)
        effect = max(min(time, self.timeline.last[0]), self.mark.time)
        self.operations += 1
        order = (effect, "\U0010ffff", f"{self.operations:012d}")
        self.timeline.operate(Operation(order, action, founder_of(key), into, refs or [], time, kind, spot))
        self._settle_final(self.mark.time, delta)
        self._report(delta)
        return delta
