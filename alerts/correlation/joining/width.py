"""That no incident is wider than its kind reaches: a new report moves its centre, and none of the others may be left behind.

A row keeps how far from the centre its farthest report lies at most: by the triangle inequality that grows by no more than the
centre moves, so a look at one figure nearly always settles it. Only where it does not are the members looked through.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from alerts.correlation.book.rows import COUNT, LAST, RADIUS, REACH, WEIGHT, X, Y
from alerts.correlation.figures import Figures

if TYPE_CHECKING:
    from alerts.correlation.book.record import Record
    from alerts.correlation.book.rows import Rows
    from alerts.correlation.reading.report import Report, Spot

STILL: Final = 4096.0
"""From so many sources on a centre is known to a metre or two and stays where it is: then nothing has to be looked through."""


class Width:
    """How wide incidents are, and whether one more report keeps them within the bound of their kind."""

    def __init__(self, rows: Rows, figures: Figures) -> None:
        self._rows = rows
        self._reach: list[float] = figures.reach.tolist()
        self._sigma2: list[float] = figures.sigma2.tolist()
        self._drift: list[float] = figures.drift.tolist()
        self._vague_reach = figures.vague_reach

    def part(self, kind: int, row: int, report: Report) -> tuple[float, float]:
        """How far (part of the way) a report draws its incident's centre to itself, and the centre's weight (1/m2) then."""
        view, start = self._rows.view, row * self._rows.width
        weight = 1.0 / (report.error + self._sigma2[kind])
        before, drift, gap = view[start + WEIGHT], self._drift[kind], report.time - view[start + LAST]
        if drift and gap > 0.0:
            before = 1.0 / (1.0 / before + drift * gap * gap)
        total = before + weight
        return (0.0 if view[start + COUNT] >= STILL and not drift else weight / total), total

    def takes(self, record: Record, row: int, report: Report, spot: Spot) -> bool:
        """Whether all its members that say where it is stay within its kind's reach if this one joins at this place."""
        kind, view, start = record.kind, self._rows.view, row * self._rows.width
        reach = view[start + REACH]
        if self._drift[kind] or report.vague or not reach or reach == self._vague_reach or report.origin in record.sources:
            return True
        part, _ = self.part(kind, row, report)
        x, y, cosine = spot
        dx, dy = (x - view[start + X]) * cosine, (y - view[start + Y]) * cosine
        far, limit = math.sqrt(dx * dx + dy * dy), self._reach[kind]
        if far * (1.0 - part) > limit:
            return False
        if max(view[start + RADIUS], 0.0) + far * part <= limit:
            return True
        centre = view[start + X] + (x - view[start + X]) * part, view[start + Y] + (y - view[start + Y]) * part
        return radius(record, *centre) <= limit

    def moved(self, record: Record, row: int, report: Report, far: float, part: float) -> float:
        """The farthest of an incident's reports, at most, once this one has joined from ``far`` m and the centre has moved."""
        view, start = self._rows.view, row * self._rows.width
        bound = view[start + RADIUS] + far * part
        if not report.vague:
            bound = max(bound, far * (1.0 - part))
        if bound > self._reach[record.kind] and not self._drift[record.kind]:
            return radius(record, view[start + X], view[start + Y])
        return bound

    def holds(self, kind: int, row: int) -> bool:
        """Whether an incident that is as wide as this one may be of this kind."""
        return bool(self._drift[kind]) or self._rows.view[row * self._rows.width + RADIUS] <= self._reach[kind]


def radius(record: Record, x: float, y: float) -> float:
    """How far (m) from here its farthest member lies that says exactly where it is."""
    widest = 0.0
    for member in record.members:
        if len(member.spots) == 1 and not member.vague and member.new_source:
            east, north, cosine = member.spots[0]
            widest = max(widest, ((east - x) ** 2 + (north - y) ** 2) * cosine * cosine)
    return math.sqrt(widest)
