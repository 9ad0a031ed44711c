"""That no incident is wider than its kind reaches: a new report moves its centre, and none of the others may be left behind.

An incident's centre is the middle of the sources that say exactly where it is, each weighed by 1 / (its error^2 + sigma^2 of
the kind); it is what is shown, and none of these sources is farther from it than its kind reaches.

A row's own centre, which scores, is the same as long as all say exactly where it is and its kind stays. Such a row keeps how
far from the centre its farthest report lies at most: by the triangle inequality that grows by no more than the centre moves, so
a look at one figure nearly always settles it. Only where it does not, and for the few other rows, members are looked through.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from alerts.correlation.book.rows import COUNT, LAST, RADIUS, REACH, WEIGHT, X, Y
from alerts.correlation.figures import Figures
from alerts.correlation.middle import middle_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alerts.correlation.book.record import Record
    from alerts.correlation.book.rows import Rows
    from alerts.correlation.reading.report import Report, Spot

STILL: Final = 4096.0
"""From so many sources on a centre is known to a metre or two and stays where it is: then nothing has to be looked through."""

UNKNOWN: Final = 1e9
"""The radius (m) of a row whose own centre is not, or no longer, the middle of those who say exactly where it is."""


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
        if (
            self._drift[kind]
            or not is_exact(report)
            or not reach
            or reach == self._vague_reach
            or report.origin in record.sources
        ):
            return True
        part, _ = self.part(kind, row, report)
        x, y, cosine = spot
        dx, dy = (x - view[start + X]) * cosine, (y - view[start + Y]) * cosine
        far, limit = math.sqrt(dx * dx + dy * dy), self._reach[kind]
        bound = view[start + RADIUS]
        if bound < UNKNOWN and is_exact(record.founder):
            if far * (1.0 - part) > limit:
                return False
            if bound + far * part <= limit:
                return True
            centre = view[start + X] + (x - view[start + X]) * part, view[start + Y] + (y - view[start + Y]) * part
            return radius(record, *centre) <= limit
        if view[start + COUNT] >= STILL:
            return far <= limit
        found = middle(record.members, self._sigma2[kind])
        if found is None:
            return True
        part = 1.0 / (1.0 + found[2] * (report.error + self._sigma2[kind]))
        centre = found[0] + (x - found[0]) * part, found[1] + (y - found[1]) * part
        return math.hypot(x - centre[0], y - centre[1]) * cosine <= limit and radius(record, *centre) <= limit

    def moved(self, record: Record, row: int, report: Report, far: float, part: float) -> float:
        """The farthest of an incident's reports, at most, once this one has joined from ``far`` m and the centre has moved."""
        view, start = self._rows.view, row * self._rows.width
        if view[start + RADIUS] >= UNKNOWN or not is_exact(report):
            return UNKNOWN
        bound = max(view[start + RADIUS] + far * part, far * (1.0 - part))
        if bound > self._reach[record.kind] and not self._drift[record.kind]:
            return radius(record, view[start + X], view[start + Y])
        return bound

    def holds(self, record: Record, kind: int) -> bool:
        """Whether an incident that is as wide as this one may be of this kind."""
        found = None if self._drift[kind] else middle(record.members, self._sigma2[kind])
        return found is None or radius(record, *found[:2]) <= self._reach[kind]


def is_exact(report: Report) -> bool:
    """Whether it says exactly where it is."""
    return len(report.spots) == 1 and not report.vague


def middle(members: Iterable[Report], sigma2: float) -> tuple[float, float, float] | None:
    """The centre (plane metres) of the sources among these that say exactly where they are, and its weight (1/m2)."""
    exact = [member for member in members if member.new_source and is_exact(member)]
    if not exact:
        return None
    x, y = [member.spots[0][0] for member in exact], [member.spots[0][1] for member in exact]
    return middle_of(x, y, [member.error for member in exact], sigma2)


def radius(record: Record, x: float, y: float) -> float:
    """How far (m) from here its farthest member lies that says exactly where it is."""
    widest = 0.0
    for member in record.members:
        if member.new_source and is_exact(member):
            east, north, cosine = member.spots[0]
            widest = max(widest, ((east - x) ** 2 + (north - y) ** 2) * cosine * cosine)
    return math.sqrt(widest)
