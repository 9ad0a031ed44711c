"""The engine's state as bytes and back: what is open, what has been learned, what is not final yet.

What is not final is not saved as a state but as events, to be settled again: so a restored engine goes on exactly as the
one that was saved, and a state from before a restart fits one from after it.
"""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from alerts.correlation.background.background import Background
from alerts.correlation.background.table import CellTable
from alerts.correlation.book.areas import WarnedAreas
from alerts.correlation.book.book import Book, Hold
from alerts.correlation.book.districts import district_of
from alerts.correlation.book.record import Gone, Record
from alerts.correlation.book.rows import COUNT
from alerts.correlation.book.undo import Operation
from alerts.correlation.figures import Floats
from alerts.correlation.joining.kept import ordinary
from alerts.correlation.reading.report import FORGOTTEN, Reader, Report, remains, seconds
from alerts.correlation.reading.seen import Names
from alerts.correlation.ruled import Ruled
from alerts.correlation.telling import offset_s
from alerts.errors import LogError
from alerts.events import Event, event_type
from alerts.following.found import Found
from alerts.incidents import Change, Fact, Reason
from alerts.rules import Rules

if TYPE_CHECKING:
    from alerts.correlation.engine import Engine

from alerts.correlation.saved import VERSION, Saved, SavedBackground, SavedRecord, SavedReport, SavedRows, SavedTable

_encoder: Final = msgspec.msgpack.Encoder()
_decoder: Final = msgspec.msgpack.Decoder(Saved)
_json: Final = msgspec.json.Encoder().encode
_event: Final = msgspec.json.Decoder(Event | Found)
_changes: Final = msgspec.json.Decoder(list[Change])
_reasons: Final = msgspec.json.Decoder(list[Reason])
_facts: Final = msgspec.json.Decoder(tuple[Fact, ...])
_reason: Final = msgspec.json.Decoder(Reason)
_NONE: Final = b"[]"
"""An empty list: most incidents have changed nothing and have no reasons but their members'."""


class Saver:
    """Numbers reports and incidents while a state is written."""

    def __init__(self) -> None:
        self.reports: list[Report] = []
        self._report: dict[int, int] = {}
        self.records: list[Record] = []
        self._record: dict[Record, int] = {}

    def report(self, report: Report) -> int:
        """The report's number."""
        number = self._report.get(id(report))
        if number is None:
            number = self._report[id(report)] = len(self.reports)
            self.reports.append(report)
        return number

    def record(self, record: Record) -> int:
        """The incident's number."""
        number = self._record.get(record)
        if number is None:
            number = self._record[record] = len(self.records)
            self.records.append(record)
        return number

    def known(self, record: object) -> int:
        """The number of an incident that is kept, -1 for none, -2 for one forgotten."""
        if record is None:
            return -1
        return self._record.get(record, -2) if isinstance(record, Record) else -2


def save(engine: Engine, last: bool = False) -> bytes:
    """The engine as bytes; it is left as it was, unless it is the ``last`` thing asked of it: settling again takes longest."""
    timeline, book = engine.timeline, engine.book
    unfinal = timeline.rewind_all()
    saver = Saver()
    for record in book.records.values():
        saver.record(record)
    for there in book.rows.record:  # the row of one just forgotten is given back at the next tick
        if there is not None:
            saver.record(there)
    saved = Saved(
        VERSION, [], [], [], [saver.report(report) for report in timeline.waiting if isinstance(report, Report)],
        _save_rows(book),
        book.rows.capacity, list(book.rows.free),
        {name: saver.record(record) for name, record in book.entities.items()},
        {name: (saver.record(seen[0]), list(seen[1])) for name, seen in book.repeats.items()},
        dict(book.ids), book.areas.saved(), book.serial, timeline.tick,
        _save_background(engine.background, saver), engine.mark.state(),
        (engine.seen.young.save(), engine.seen.old.save(), engine.seen.since), dict(engine.numbers), engine.n,
        engine.operations, list(engine.ending), [record.key for record in engine.ended],
        timeline.streams.save(), sorted(timeline.telling.tallied().items()), offset_s(timeline.telling.zone), len(book.records),
    )  # fmt: skip
    saved.holds = [
        (saver.record(record), hold.why, hold.name, hold.priority, -1 if hold.parent is None else saver.record(hold.parent))
        for record, hold in book.holds.items()
    ]
    # after the incidents, so that they come first
    saved.unfinal = [item if isinstance(item, Operation) else saver.report(item) for item in unfinal]
    at = 0
    while at < len(saver.records):  # related incidents may bring in others
        saved.records.append(_save_record(saver.records[at], saver))
        at += 1
    saved.reports = [_save_report(report, saver, engine.rules) for report in saver.reports]
    saved.rules = [report.name for report in engine.rules.reports]
    saved.taus = sorted({kind.tau_s for kind in engine.rules.kinds})
    data = _encoder.encode(saved)
    if not last:
        timeline.run_again(unfinal, engine.mark.frontier)
    return data


def _save_report(report: Report, saver: Saver, rules: Rules) -> SavedReport:
    count = report.record.sources_count if report.record is not None else 1
    if report.event is FORGOTTEN:
        return SavedReport(
            b"", report.order[0], report.late, True, None, -2, count, report.how, False, None, None, 0.0, 0.0, [], 0.0,
            rule=report.rule, gone=(report.spots, report.error, report.region, report.repeat, report.words, report.address),
        )  # fmt: skip
    return SavedReport(
        _json(report.event), report.order[0], report.late, report.final, report.raw, saver.known(report.record), count,
        report.how, report.new_source, report.distance, report.gap, report.nats, report.word_nats,
        list(report.shared), report.density, report.basis,
        rules.reports[report.rule].finding if report.rule >= 0 else "", report.rule, heading_nats=report.heading_nats,
    )  # fmt: skip


def _save_record(record: Record, saver: Saver) -> SavedRecord:
    return SavedRecord(
        record.key, saver.report(record.founder), [saver.report(member) for member in record.members], record.id, record.serial,
        record.kind, record.priority, record.highest, record.state, list(record.rows), record.nats, sorted(record.tags),
        record.region, record.settled, record.expires, record.released,
        -1 if record.merged_into is None else saver.record(record.merged_into), record.disposition,
        _json(record.changes) if record.changes else _NONE, _json(record.reasons) if record.reasons else _NONE,
        [(saver.record(other), _json(why)) for other, why in record.related],
        _json(record.facts) if record.facts else _NONE, record.burst, record.pace, record.hand,
    )  # fmt: skip


def _save_rows(book: Book) -> SavedRows:
    rows = book.rows
    used = [row for row, record in enumerate(rows.record) if record is not None]
    return SavedRows(used, rows.limits[used].astype("<f8").tobytes(), rows.table[used].astype("<f8").tobytes())


def _save_table(table: CellTable) -> SavedTable:
    keys, values = table.entries()
    return SavedTable(table.columns, keys.astype("<i8").tobytes(), values.astype("<f8").tobytes())


def _load_table(saved: SavedTable) -> CellTable:
    keys = np.frombuffer(saved.keys, "<i8").astype(np.int64)
    return CellTable.of(keys, np.frombuffer(saved.values, "<f8").astype(np.float64).reshape(saved.columns, -1))


def _save_background(background: Background, saver: Saver) -> SavedBackground:
    lanes = []
    for lane in background.lanes:
        waiting = lane.items[lane.head - lane.base :]
        lanes.append((lane.delay, lane.head, lane.head, [saver.report(report) for report in waiting]))
    density, surge, words = background.density, background.surge, background.vocabulary
    return SavedBackground(
        lanes, _save_table(density.table), density.totals.tolist(),
        _save_table(background.atoms.table), background.atoms.totals.tolist(),
        _save_table(surge.table), _save_table(surge.rises), surge.world.tolist(), surge.start, words.counts, dict(words.calls),
        dict(background.regions), background.sums.tolist(), background.sums_time, background.start, background.last,
        background.trials, background.devices, background.said.tolist(), background.said_time,
    )  # fmt: skip


def load(engine: Engine, data: bytes) -> None:
    """Fill a new engine with a saved state. LogError where the bytes are not one of this program's."""
    try:
        saved = _decoder.decode(data)
    except (msgspec.DecodeError, ValueError) as error:
        raise LogError("the saved state of the engine cannot be read; start without it and replay the events") from error
    if saved.version != VERSION:
        raise LogError("the saved state of the engine is of another version; start without it and replay the events")
    book, timeline = engine.book, engine.timeline
    ruled = Ruled(saved.rules, saved.taus, engine.rules)
    reports = [_load_report(one, engine.reader, ruled) for one in saved.reports]
    records = _load_records(saved, reports)
    for one, report in zip(saved.reports, reports, strict=True):
        if one.record >= 0:
            report.record = records[one.record]
        elif one.record == -2:
            report.record = Gone(one.count)  # type: ignore[assignment]
    _load_book(saved, records, book, ruled)
    for record in book.records.values():
        for member in record.members:
            book.where[member.order[1], member.order[2]] = member
    _load_background(saved.background, reports, engine.background)
    timeline.refilled()
    timeline.tick = saved.tick
    try:
        timeline.streams.load(saved.streams)
    except (msgspec.DecodeError, ValueError) as error:
        raise LogError("the saved state of an analyst is of another version; start without it and replay the events") from error
    timeline.telling.tally = (dict(saved.tally),)
    timeline.telling.zone = timezone(timedelta(seconds=saved.zone_s))
    timeline.waiting = [reports[index] for index in saved.waiting]
    for index in saved.waiting:
        book.where[reports[index].order[1], reports[index].order[2]] = reports[index]
    engine.mark.restore(saved.watermark)
    engine.seen.young, engine.seen.old = Names.restored(saved.seen[0]), Names.restored(saved.seen[1])
    engine.seen.many, engine.seen.since = len(engine.seen.young), saved.seen[2]
    engine.numbers, engine.n, engine.operations = dict(saved.numbers), saved.n, saved.operations
    engine.ending = [(expires, key) for expires, key in saved.ending]
    engine.ended = [book.records[key] for key in saved.ended]
    again: list[Any] = [item if isinstance(item, Operation) else reports[item] for item in saved.unfinal]
    for item in again:
        if isinstance(item, Report):
            book.where[item.order[1], item.order[2]] = item
    timeline.run_again(again, engine.mark.frontier)


def _load_report(saved: SavedReport, reader: Reader, ruled: Ruled) -> Report:
    if saved.gone is not None:
        report = remains(saved.effect, ruled.known(saved.rule), *saved.gone)
        report.how = saved.how  # what opened an incident counts for how often such are real
        return report
    event = _event.decode(saved.event)
    if isinstance(event, Found):
        report = reader.found(event, ruled.finding(event.finding, event.channel))
    else:
        rule = reader.rule_of(event) if saved.finding else ruled.rule(event, saved.rule, reader.rule_of(event))
        report = reader.read(event, rule, saved.effect, seconds(event), saved.raw, saved.late)
        if saved.finding:
            reader.promote(report, ruled.finding(saved.finding, event_type(event)))
    report.final, report.how, report.new_source = saved.final, saved.how, saved.new_source
    report.distance, report.gap, report.nats = saved.distance, saved.gap, saved.nats
    report.word_nats, report.shared, report.density = saved.word_nats, saved.shared, saved.density
    report.heading_nats = saved.heading_nats
    report.basis = saved.basis
    return report


def _load_records(saved: Saved, reports: list[Report]) -> list[Record]:
    records = []
    for one in saved.records:
        founder = reports[one.founder]
        record = Record(
            founder, one.key, one.serial, one.kind, one.priority, one.highest,
            [], {}, frozenset(one.tags), one.region, one.settled,
        )  # fmt: skip
        record.sources_count = 0
        for index in one.members:
            record.add(reports[index])
        record.id, record.state, record.rows, record.nats = one.id, one.state, tuple(one.rows), one.nats
        record.burst, record.pace, record.hand = one.burst, one.pace, one.hand
        record.expires, record.released, record.disposition = one.expires, one.released, one.disposition
        record.changes = tuple(_changes.decode(one.changes)) if one.changes != _NONE else ()
        record.reasons = tuple(_reasons.decode(one.reasons)) if one.reasons != _NONE else ()
        records.append(record)
    for one, record in zip(saved.records, records, strict=True):
        record.facts = _facts.decode(one.facts) if one.facts != _NONE else ()
        record.related = tuple([(records[index], _reason.decode(why)) for index, why in one.related])
        record.merged_into = records[one.merged_into] if one.merged_into >= 0 else None
    return records


def _load_book(saved: Saved, records: list[Record], book: Book, ruled: Ruled) -> None:
    rows = book.rows
    while rows.capacity < saved.capacity:
        rows.grow()
    rows.free = list(saved.free)
    used = saved.rows.numbers
    table = np.frombuffer(saved.rows.figures, "<f8").reshape(len(used), len(saved.rows.figures) // 8 // max(len(used), 1))
    for row, limit, figures in zip(used, np.frombuffer(saved.rows.limits, "<f8").tolist(), table, strict=True):
        rows.put_back(row, (limit, np.array(ruled.row(figures.tolist()))))
    rows.live = len(used)
    for record in records:
        for row in record.rows:
            founder = record.founder
            rows.record[row] = record
            rows.rule[row] = founder.rule
            rows.ordinary[row] = ordinary(founder)
            rows.district[row] = district = district_of(record.region)
            x, y, reach = rows.anchor(row)
            book.cells.layer(reach).add(row, x, y, reach)
            book.districts.put(row, None, district)
            if not reach or rows.view[row * rows.width + COUNT] >= 2.0:
                book.districts.open(row)
    for record in records[: saved.kept]:
        book.records[record.key] = record
        if record.merged_into is not None:
            book.merged[record] = book.hosts[record.merged_into] = None
    book.holds = {
        records[index]: Hold(why, name, priority, records[parent] if parent >= 0 else None)
        for index, why, name, priority, parent in saved.holds
    }
    book.entities = {name: records[index] for name, index in saved.entities.items()}
    book.repeats = {name: (records[index], tuple(times)) for name, (index, times) in saved.repeats.items()}
    book.ids, book.serial, book.areas = dict(saved.ids), saved.serial, WarnedAreas.restored(saved.areas)


def _load_background(saved: SavedBackground, reports: list[Report], background: Background) -> None:
    waiting = list(saved.lanes)
    for lane in background.lanes:  # under other rules there may be others: what waits for one that is no more is let go
        found = next((one for one in waiting if one[0] == lane.delay), None)
        if found is not None:
            waiting.remove(found)
            lane.base, lane.head, lane.items = (
                found[1],
                found[2],
                [reports[index] for index in found[3] if reports[index].rule >= 0],
            )
    density, surge, words = background.density, background.surge, background.vocabulary
    density.table, density.totals = _load_table(saved.density), _floats(saved.density_totals)
    background.atoms.table, background.atoms.totals = _load_table(saved.atoms), _floats(saved.atoms_totals)
    surge.table, surge.rises = _load_table(saved.surge), _load_table(saved.rises)
    surge.world, surge.start = _floats(saved.risen), saved.surge_start
    words.put_back(saved.words)
    words.calls = dict(saved.calls)
    background.regions, background.sums = dict(saved.regions), _floats(saved.sums)
    background.sums_time, background.start, background.last = saved.sums_time, saved.start, saved.last
    background.trials, background.devices = saved.trials, saved.devices
    background.said, background.said_time = _floats(saved.said), saved.said_time
    background.judge()


def _floats(values: list[float]) -> Floats:
    return np.array(values, dtype=np.float64)
