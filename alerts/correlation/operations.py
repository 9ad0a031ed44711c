"""What people do to incidents: put two together, take events out, close one."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from alerts.correlation.book.book import Book
from alerts.correlation.book.record import Record
from alerts.correlation.book.rows import COUNT, SCATTER, WEIGHT, X, Y
from alerts.correlation.book.undo import Operation
from alerts.correlation.joining.changes import Changes
from alerts.events import EventRef
from alerts.incidents import Change, Priority, key_of


def operate(changes: Changes, operation: Operation) -> None:
    """Do it to the incidents founded by the events it names; nothing where they are not there (any more)."""
    book = changes.book
    record = _find(book, operation.target)
    if record is None:
        return
    if operation.action == "release":
        _release(book, record, operation)
    elif operation.action == "merge" and operation.into is not None:
        into = _find(book, operation.into)
        if into is not None and into is not record:
            _merge(changes, record, into, operation)
    elif operation.action == "split":
        _split(changes, record, operation)


def _find(book: Book, founder: EventRef) -> Record | None:
    """The incident that the event which founded it is in now."""
    record = book.records.get(key_of(founder))
    if record is None:
        report = book.where.get((founder.source, founder.id))
        record = report.record if report is not None else None
    while record is not None and record.merged_into is not None:
        record = record.merged_into
    return record


def _release(book: Book, record: Record, operation: Operation) -> None:
    book.keep(record)
    record.released = operation.order[0]
    _out_of_reach(book, record)


def _merge(changes: Changes, record: Record, into: Record, operation: Operation) -> None:
    book = changes.book
    book.keep_whole(record)
    book.keep_whole(into)
    moving = list(record.members)
    members = sorted([*into.members, *moving], key=lambda report: report.order)
    into.recount(members)
    for report in moving:
        report.how = "merge"
        if report.entity:
            book.name(report.entity, into)
        changes.holding.suppression.note(into, report.rule)
    if record in book.holds:
        book.hold(record, None)
    _reweigh(changes, into)
    into.changes.append(_change(into, operation, "merged_in"))
    record.state = "merged"
    record.merged_into = into
    record.changes.append(_change(record, operation, "merged"))
    _out_of_reach(book, record)
    changes.judge(into, moving[-1])


def _split(changes: Changes, record: Record, operation: Operation) -> None:
    book = changes.book
    wanted = {(ref.source, ref.id) for ref in operation.refs}
    leaving = [m for m in record.members if (m.order[1], m.order[2]) in wanted and m is not record.founder]
    first = next((m for m in leaving if m.rule >= 0), None)
    if first is None:
        return
    book.keep_whole(record)
    record.recount([m for m in record.members if m not in leaving])
    _reweigh(changes, record)
    record.changes.append(_change(record, operation, "split"))
    new = changes.open(first)
    first.how = "split"
    for report in leaving:
        if report is not first:
            changes.attach(new, report, "split")


def _reweigh(changes: Changes, record: Record) -> None:
    """The centre, spread and count of an incident whose members a person has changed."""
    changes.reckon(record)
    if len(record.rows) != 1:
        return
    row, rows = record.rows[0], changes.book.rows
    sigma2 = changes.sigma2(record.kind)
    total = x = y = 0.0
    placed = [(m.spots[0], 1.0 / (m.error + sigma2)) for m in record.members if m.new_source and len(m.spots) == 1]
    for spot, weight in placed:
        total += weight
        x += spot[0] * weight
        y += spot[1] * weight
    view, start = rows.view, row * rows.width
    view[start + COUNT] = float(record.sources_count)
    if total > 0.0:
        x, y = x / total, y / total
        scatter = sum(((s[0] - x) ** 2 + (s[1] - y) ** 2) * s[2] * s[2] for s, _ in placed) * 0.5
        view[start + X], view[start + Y], view[start + WEIGHT], view[start + SCATTER] = x, y, total, scatter


def _out_of_reach(book: Book, record: Record) -> None:
    """Nothing joins it any more."""
    for row in list(record.rows):
        book.retire(row, record)


def _change(record: Record, operation: Operation, what: str) -> Change:
    time = datetime.fromtimestamp(operation.time, record.founder.event.time.tzinfo)
    return Change(time, what, cast("Priority", record.priority), "operator")
