"""What a person decides of one incident and the engine then keeps to: its kind, its place, that it does not end by itself."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from alerts.correlation.book.record import Record
from alerts.correlation.book.rows import BELIEF, COUNT, DOUBT, FAST, RADIUS, REACH, SCATTER, WEIGHT, X, Y
from alerts.correlation.book.undo import Operation
from alerts.correlation.joining.changes import Changes
from alerts.correlation.joining.seats import says_where
from alerts.correlation.joining.width import UNKNOWN, is_exact, radius
from alerts.correlation.projection import to_plane
from alerts.correlation.reading.report import Report, Spot
from alerts.incidents import Reason

BY_HAND: Final = "by_hand"
DOUBT_AGAIN: Final = "in_doubt_again"


def set_kind(changes: Changes, record: Record, operation: Operation) -> None:
    """It is of this kind from now on, whatever reports say; below 0 the engine decides again.

    What the engine believes stays as it is: reports go on joining by what they speak of, whatever it is called.
    """
    book, rows = changes.book, changes.book.rows
    book.keep(record)
    record.hand = replace(record.hand, kind=operation.kind)
    kind = operation.kind
    if kind < 0:
        kind = int(rows.table[record.rows[0], BELIEF:FAST].argmax()) if record.rows else changes.weights.lead(record.founder)
    for row in record.rows:
        book.touch(row, *rows.anchor(row))
    changes.weights.be_of_kind(record, kind)
    changes.weights.set_limits(record)


def keep_open(changes: Changes, record: Record) -> None:
    """It does not end by itself: a person holds it for more than an ordinary report."""
    changes.book.keep(record)
    record.expires = math.inf
    record.hand = replace(record.hand, held=True)
    changes.weights.set_limits(record)


def set_place(changes: Changes, record: Record, operation: Operation) -> None:
    """It is there, or its place is in doubt again."""
    changes.book.keep(record)
    moment = datetime.fromtimestamp(operation.time, record.founder.event.time.tzinfo)
    if operation.spot is None:
        if record.hand.spot is None:
            return
        record.hand = replace(record.hand, spot=None)
        record.reasons += (Reason("place", moment, detail=DOUBT_AGAIN),)
    else:
        record.hand = replace(record.hand, spot=to_plane(*operation.spot))
        record.reasons += (Reason("place", moment, detail=BY_HAND),)
    record.settled = len(meant(record)) == 1
    if record.rows or record.takes(operation.order[0]):
        seat(changes, record)


def meant(record: Record) -> tuple[Spot, ...]:
    """Where it may be: the place a person gave, the one an exact report settled, or all that its founder may mean."""
    if record.hand.spot is not None:
        return (record.hand.spot,)
    spots = record.founder.spots
    vague = record.founder.vague
    exact = None if len(spots) == 1 and not vague else next((m for m in record.members[1:] if says_where(m, record)), None)
    if exact is not None:
        if not spots or vague or exact.how == "entity":
            return exact.spots
        east, north, _ = exact.spots[0]
        return (min(spots, key=lambda spot: (math.hypot(spot[0] - east, spot[1] - north), spot)),)
    return spots


def seat(changes: Changes, record: Record) -> None:
    """Rows anew, as its members make them: for an incident that has lost its rows, or lies elsewhere.

    It must have been kept.
    """
    book, rows = changes.book, changes.book.rows
    for row in list(record.rows):
        book.retire(row, record)
    if record.founder.channel == "disaster":
        return
    spots = meant(record)
    changes.seats.place(record, record.founder, record.kind, spots)
    counted = [m for m in record.members if m.new_source]
    for row in record.rows:
        for member in counted:
            if member is not record.founder:
                changes.weights.add_effect(row, member.time)
        rows.view[row * rows.width + COUNT] = float(max(1, record.sources_count))
        if len(counted) > 1:
            book.districts.open(row)
            rows.view[row * rows.width + DOUBT] = float(max(1, len(spots)))
    believe_again(changes, record)
    recentre(changes, record, counted)
    changes.weights.set_limits(record)


def believe_again(changes: Changes, record: Record) -> None:
    """What its members make it, each anew."""
    table = changes.book.rows
    for row in record.rows:
        table.table[row, BELIEF:FAST] = changes.weights.belief(record.founder)
        for member in record.members:
            if member.new_source and member is not record.founder:
                changes.weights.update_belief(row, member)
        changes.book.touch(row, *table.anchor(row))


def recentre(changes: Changes, record: Record, counted: list[Report]) -> None:
    """The centre and spread of an incident with one row, from the members that count."""
    if len(record.rows) != 1:
        return
    rows = changes.book.rows
    view, start = rows.view, record.rows[0] * rows.width
    if not view[start + REACH]:
        return  # it is nowhere
    sigma2 = changes.weights.sigma2(record.kind)
    placed = [(m.spots[0], 1.0 / (m.error + sigma2)) for m in counted if len(m.spots) == 1]
    if record.hand.spot is not None:
        placed.append((record.hand.spot, 1.0 / (changes.exact + sigma2)))
    total = sum(weight for _, weight in placed)
    if total <= 0.0:
        return
    x = sum(spot[0] * weight for spot, weight in placed) / total
    y = sum(spot[1] * weight for spot, weight in placed) / total
    scatter = sum(((s[0] - x) ** 2 + (s[1] - y) ** 2) * s[2] * s[2] * weight for s, weight in placed) * 0.5 * sigma2
    view[start + X], view[start + Y], view[start + WEIGHT], view[start + SCATTER] = x, y, total, scatter
    view[start + RADIUS] = radius(record, x, y) if all(map(is_exact, counted)) else UNKNOWN
