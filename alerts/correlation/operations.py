"""What people do to incidents: put two together, take events out, close one; and take it back."""

from __future__ import annotations

import math
from datetime import datetime
from typing import cast

from alerts.correlation.book.book import Book
from alerts.correlation.book.record import Record
from alerts.correlation.book.rows import COUNT
from alerts.correlation.book.undo import Operation
from alerts.correlation.by_hand import keep_open, meant, recentre, seat, set_kind, set_place
from alerts.correlation.joining.changes import Changes
from alerts.events import EventRef
from alerts.incidents import Change, Priority, key_of


def operate(changes: Changes, operation: Operation) -> None:
    """Do it to the incidents founded by the events it names; nothing where they are not there (any more)."""
    book = changes.book
    if operation.action == "unmerge":
        merged = _merged(book, operation.target)
        if merged is not None:
            _unmerge(changes, merged, operation)
        return
    record = _find(book, operation.target)
    if record is None:
        return
    match operation.action:
        case "release":
            _release(book, record, operation)
        case "reopen":
            book.keep(record)
            record.released = math.inf
            if record.takes(operation.order[0]):
                seat(changes, record)
        case "split":
            _split(changes, record, operation)
        case "kind":
            set_kind(changes, record, operation)
        case "keep":
            keep_open(changes, record)
        case "place":
            set_place(changes, record, operation)
        case "merge" if operation.into is not None:
            into = _find(book, operation.into)
            if into is not None and into is not record:
                _merge(changes, record, into, operation)


def _find(book: Book, founder: EventRef) -> Record | None:
    """The incident that the event which founded it is in now."""
    record = book.records.get(key_of(founder))
    if record is None:
        report = book.where.get((founder.source, founder.id))
        record = report.record if report is not None else None
    return record.standing() if record is not None else None


def _merged(book: Book, founder: EventRef) -> Record | None:
    """The incident founded by this event (or that took it in), which was merged into another."""
    record = book.records.get(key_of(founder))
    if record is None:
        name = (founder.source, founder.id)
        record = next((one for one in book.merged if any(m.order[1:] == name for m in one.members)), None)
    return record if record is not None and record.merged_into is not None else None


def _release(book: Book, record: Record, operation: Operation) -> None:
    book.keep(record)
    record.released = operation.order[0]
    book.chunk.left.append(record)
    _out_of_reach(book, record)


def _merge(changes: Changes, record: Record, into: Record, operation: Operation) -> None:
    book = changes.book
    book.keep_whole(record)
    book.keep_whole(into)
    moving = list(record.members)
    members = sorted([*into.members, *moving], key=lambda report: report.order)
    into.recount(members)
    for report in moving:
        report.how, report.home = "merge", None
        if report.entity:
            book.name(report.entity, into)
        changes.holding.suppression.note(into, report.rule)
    if record in book.holds:
        book.hold(record, None)
    _reweigh(changes, into)
    into.changes += (_change(into, operation, "merged_in"),)
    record.state = "merged"
    record.merged_into = into
    book.merged[record] = book.hosts[into] = None
    for other in [*record.others(), *into.others()]:
        book.keep(other)  # what they are shown to be perhaps one with has another name now
    record.changes += (_change(record, operation, "merged"),)
    _out_of_reach(book, record)
    changes.notes.judge(into, moving[-1])


def _unmerge(changes: Changes, record: Record, operation: Operation) -> None:
    """What it brought comes back to it, with all that was heard of the same calls, tracks and journeys since."""
    book, into = changes.book, record.standing()
    brought = {id(member) for member in record.members}
    entities = {member.entity for member in record.members if member.entity}
    back = [
        m for m in into.members if m is not into.founder and (id(m) in brought or (m.entity and m.entity in entities))
    ]  # fmt: skip
    if record.founder not in back:
        return  # a person has taken its founder elsewhere since: there is nothing to bring back under its name
    book.keep_whole(record)
    book.keep_whole(into)
    returning = set(map(id, back))
    into.recount([m for m in into.members if id(m) not in returning])
    _reweigh(changes, into)
    into.changes += (_change(into, operation, "unmerged"),)
    record.state, record.merged_into = "new", None
    record.recount(back)
    changes.reckon(record)
    record.released = into.released
    record.changes += (_change(record, operation, "unmerged"),)
    for report in back:
        report.how, report.home = "unmerge", None
        if report.entity:
            book.name(report.entity, record)
        if report.repeat and book.repeats.get(report.repeat, (None,))[0] is into:
            book.repeat(report.repeat, record, report.time)
    seat(changes, record)
    for other in [*record.others(), *into.others()]:
        book.keep(other)


def _split(changes: Changes, record: Record, operation: Operation) -> None:
    book = changes.book
    wanted = {(ref.source, ref.id) for ref in operation.refs}
    named = [m for m in record.members if (m.order[1], m.order[2]) in wanted and m is not record.founder]
    # the other messages of a call belong to it wherever it goes
    entities = {m.entity for m in named if m.entity} - {record.founder.entity}
    leaving = [m for m in record.members if m in named or (m.entity and m.entity in entities)]
    first = next((m for m in leaving if m.rule >= 0), None)
    if first is None:
        return
    book.keep_whole(record)
    record.recount([m for m in record.members if m not in leaving])
    _reweigh(changes, record)
    record.changes += (_change(record, operation, "split"),)
    shell = book.records.get(key_of(EventRef(first.order[1], first.order[2])))
    if shell is not None:
        book.chunk.replaced.append(shell)
    new = changes.open(first)
    first.how = "split"
    for report in leaving:
        if report is not first:
            changes.attach(new, report, "split")


def _reweigh(changes: Changes, record: Record) -> None:
    """The evidence, place, centre, spread and count of an incident whose members a person has changed."""
    changes.reckon(record)
    settled = len(meant(record)) == 1
    if settled != record.settled and not record.founder.made and record.founder.channel != "disaster":
        record.settled = settled  # what came or left said where it is
        if record.rows:
            seat(changes, record)
    elif len(record.rows) == 1:
        rows = changes.book.rows
        rows.view[record.rows[0] * rows.width + COUNT] = float(record.sources_count)
        if record.sources_count > 1:
            changes.book.districts.open(record.rows[0])
        recentre(changes, record, [m for m in record.members if m.new_source])


def _out_of_reach(book: Book, record: Record) -> None:
    """Nothing joins it any more."""
    for row in list(record.rows):
        book.retire(row, record)


def _change(record: Record, operation: Operation, what: str) -> Change:
    time = datetime.fromtimestamp(operation.time, record.founder.event.time.tzinfo)
    return Change(time, what, cast("Priority", record.priority), "operator")
