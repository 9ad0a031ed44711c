"""An incident as it was when a report came, built again from what is kept of its reports."""

from __future__ import annotations

import math

from msgspec.structs import replace

from alerts.correlation.book.book import Book
from alerts.correlation.book.record import Record
from alerts.correlation.book.undo import Chunk
from alerts.correlation.figures import Figures
from alerts.correlation.joining.changes import Changes
from alerts.correlation.joining.seats import says_where
from alerts.correlation.reading.report import Report
from alerts.places.asked import Places
from alerts.rules import Rules
from alerts.rules.urgency import Urgency


class Rebuilder:
    """Takes copies of reports through the engine's own changes, in a book of its own."""

    def __init__(self, rules: Rules, places: Places, figures: Figures, real: list[float]) -> None:
        self._real = real
        self._rules, self._places, self._figures = rules, places, figures
        self._urgency = Urgency(rules)

    def before(self, record: Record, report: Report) -> tuple[Record, Book] | None:
        """The incident as it was before ``report``; None where it was not there yet."""
        members = [member for member in record.members if member.order < report.order and member is not report]
        if not members or members[0].rule < 0:
            return None
        book = Book(self._figures)
        book.begin(Chunk(kept=False))
        changes = Changes(book, self._rules, self._figures, self._places, self._urgency, self._real)
        founder, *others = members
        made = changes.open(replace(founder, record=None))
        for member in others:
            copy = replace(member, record=None)
            if member.how != "join" or not made.rows:
                changes.attach(made, copy, member.how)
            elif member.distance is None and not (says_where(copy, made) and not book.rows.anchor(made.rows[0])[2]):
                changes.join_nowhere(made, copy)
            else:
                row, spot = _nearest(book, made, copy)
                changes.join(made, row, copy, copy.spots[spot])
        return made, book


def _nearest(book: Book, record: Record, report: Report) -> tuple[int, int]:
    """The row and the possible place of the report that lie nearest to one another."""
    found = (math.inf, record.rows[0], 0)
    for row in record.rows:
        x, y, _ = book.rows.anchor(row)
        for at, (east, north, cosine) in enumerate(report.spots):
            found = min(found, (math.hypot(x - east, y - north) * cosine, row, at))
    return found[1], found[2]
