"""Where an incident's rows are: at its places, or nowhere as long as nobody has said more than its district."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from alerts.correlation.book.book import Book
from alerts.correlation.book.districts import district_of
from alerts.correlation.book.record import Record
from alerts.correlation.book.rows import BELIEF, FAST, WEIGHT, Rows, X, Y
from alerts.correlation.figures import Figures
from alerts.correlation.joining.kept import ordinary
from alerts.correlation.joining.weights import Weights
from alerts.correlation.reading.report import Report, Spot
from alerts.events import Cctv, EventRef
from alerts.incidents import Reason

NO_WEIGHT: Final = 1e-7
"""The weight (1/m2) of a place that is only a district: an error of 3 km."""


def says_where(report: Report, record: Record) -> bool:
    """Whether it tells exactly where this incident is, once it is known to be about it.

    The name that left an incident's place in doubt settles nothing when somebody else says it, whatever is looked up for it.
    """
    if len(report.spots) != 1 or report.vague:
        return False
    event, doubtful = report.event, record.founder.event.place
    if event.lat is not None or not event.place or not doubtful or len(record.founder.spots) < 2 or isinstance(event, Cctv):
        return True
    return event.place.casefold().split() != doubtful.casefold().split()


class Seats:
    """Takes rows and moves them. ``real``: by report rule, how likely an incident that it opens is one at all."""

    def __init__(self, book: Book, figures: Figures, weights: Weights, real: Sequence[float]) -> None:
        self._weights = weights
        self._book = book
        self._real = real
        self._sigma2: list[float] = figures.sigma2.tolist()
        self._wander: list[float] = figures.wander.tolist()
        self._vague_reach = figures.vague_reach
        self._seeks = figures.seeks
        self._quiet: list[float] = figures.quiet.tolist()

    def place(self, record: Record, report: Report, kind: int, spots: Sequence[Spot] = ()) -> None:
        """Give an incident its rows: one for each place its founding report (or ``spots``) may mean.

        Where it means none, one that is nowhere: the incident is somewhere in its district. (What a follower found in a
        whole district is no place that a report may be at, nor is an alert's area.)
        """
        book, spots = self._book, spots or report.spots
        rule, time, district = report.rule, report.time, district_of(record.region)
        limit = min(time + self._quiet[kind], record.expires)
        if not spots:
            if not report.made and report.channel != "disaster":
                given = (0.0, 0.0, district, 0.0, 0.0, time, time, report.status, NO_WEIGHT, self._doubt(report))
                row = book.rows.take(rule, limit, district, given)
                self._believe(row, report)
                book.add_row(record, row, district, 0.0, 0.0)
            return
        reach, weight = self._wander[kind], 1.0 / (report.error + self._sigma2[kind])
        if report.vague and self._seeks[kind] and spots is report.spots:
            reach = self._vague_reach  # until an exact report says where
        doubt = len(spots) * self._doubt(report)
        for x, y, _ in spots:
            given = (x, y, x, y, reach, time, time, report.status, weight, doubt)
            row = book.rows.take(rule, limit, district, given, ordinary(report))
            self._believe(row, report)
            book.add_row(record, row, x, y, reach)

    def _doubt(self, report: Report) -> float:
        """One by how likely what it founds is an incident at all: as its rule says, and the detector was sure (Bayes)."""
        real = self._real[report.rule]
        sure = real * report.trust
        return (sure + 1.0 - real) / sure

    def _believe(self, row: int, report: Report) -> None:
        if report.leaning is not None:
            self._book.rows.table[row, BELIEF:FAST] = self._weights.belief(report)

    def settle(self, record: Record, row: int, report: Report) -> None:
        """A report with an exact place says which of an incident's possible places is meant."""
        for other in list(record.rows):
            if other != row:
                self._book.retire(other, record)
        record.settled = True
        record.reasons += (Reason("place", report.event.time, [EventRef(*report.order[1:])], detail="settled"),)

    def settle_at(self, record: Record, report: Report, counts: bool) -> None:
        """An exact report says where an incident is that was nowhere, or (for certain) at one of several places.

        ``counts``: its place is still to be added to the incident's centre, as that of one more source.
        """
        rows = self._book.rows
        x, y, _ = report.spots[0]
        row = min(record.rows, key=lambda one: (_apart(rows, one, x, y), one), default=-1)
        self.settle(record, row, report)
        if row < 0:
            return
        self._book.shift(row, x, y, self._wander[record.kind])
        start = row * rows.width
        rows.view[start + X], rows.view[start + Y] = x, y
        rows.view[start + WEIGHT] = NO_WEIGHT if counts else 1.0 / (report.error + self._sigma2[record.kind])

    def learn_district(self, record: Record, row: int, region: str) -> None:
        """Somebody has said which district an incident is in that was nowhere."""
        record.region, district = region, district_of(region)
        self._book.shift(row, district, 0.0, 0.0)
        self._book.found_in(row, district)


def _apart(rows: Rows, row: int, x: float, y: float) -> float:
    view, start = rows.view, row * rows.width
    return math.hypot(view[start + X] - x, view[start + Y] - y)
