"""Reports that certainly stay alone, found for a whole run at once: nothing explains them, and nothing of the run is near.

Nearly every report founds an incident of its own. Of these the rows are written together; what is left for one at a time is to
look whether a report before it in the run has changed something within reach after all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from alerts.correlation.book import rows as r
from alerts.correlation.book.book import Book
from alerts.correlation.book.cells import CROWDED
from alerts.correlation.book.districts import district_of
from alerts.correlation.figures import Figures, Floats, Ints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alerts.correlation.joining.run import Run
    from alerts.correlation.reading.report import Report

FEWEST: Final = 32
"""In shorter runs whole arrays cost more than one report at a time."""
FEW: Final = 12
"""The same of rows that are put into the indices."""
MARGIN: Final = 16
"""So many rows may come into a cell in a run by others' moves."""

MARGIN_M: Final = 0.01
"""Plane metres by which pairs are looked at that are as good as too far apart: their distance decides."""


class Alone:
    """Those of a run that are founded together: ``rows`` and ``kinds`` by the report's index, -1 for all others; ``near`` says
    of each point of the run whether another one is near it, which has to be told of what is founded there.

    Their rows are written, but in no index yet: :meth:`put` those that have been founded since it was last asked.
    """

    def __init__(self, book: Book, many: int) -> None:
        self.rows = [-1] * many
        self.kinds = [-1] * many
        self.near: list[bool] = []
        self.waiting: list[int] = []
        """Rows that are founded and in no index yet."""
        self._book = book

    def leave(self, index: int) -> None:
        """This one is settled like any other after all."""
        row = self.rows[index]
        if row >= 0:
            self._book.rows.give_back(row)
            self.rows[index] = -1

    def put(self) -> None:
        """Bring the indices up to date, before something looks into them that is not of the run's arrays."""
        waiting = self.waiting
        if waiting:
            book = self._book
            if len(waiting) < FEW:
                for row in waiting:
                    record = book.rows.record[row]
                    assert record is not None
                    book.add_row(record, row, *book.rows.anchor(row))
            else:
                book.add_rows(waiting)
            waiting.clear()


class Finder:
    """Finds who stays alone. ``real``: by report rule, how likely an incident that it opens is one at all."""

    def __init__(self, book: Book, figures: Figures, real: list[float], may_hold: list[bool]) -> None:
        self._book = book
        self._f = figures
        self._real = real
        self._may_hold = may_hold
        self._lead = np.array(figures.lead, dtype=np.int64)
        self._districts: dict[str, float] = {}

    def find(self, run: Run, reports: list[Report], placed: list[int], floors: list[float]) -> Alone:
        """Those of ``placed`` that stay alone; ``floors``: from which score on each of them is worth a look."""
        alone = Alone(self._book, len(reports))
        points = run.points
        if len(placed) < FEWEST or points is None:
            return alone
        first = np.array([run.first[index] for index in placed], dtype=np.int64)
        may_hold = self._may_hold
        simple = [
            not report.vague and len(report.spots) == 1 and not may_hold[report.rule] and not report.areas
            for report in [reports[index] for index in placed]
        ]
        kinds, beliefs, told = self._kinds(run.reports, points.rule)
        reach = self._f.wander.take(kinds)
        near = self._near(points.x, points.y, points.cosine, reach)
        chosen = np.array(simple) & (run.peaks[first] < np.array(floors)) & ~run.anchored[first]
        some = chosen.nonzero()[0]
        if some.size:
            some = some[~self._crowded(points.x, points.y, reach)[first[some]]]
        if not some.size:
            return alone
        alone.near = near.tolist()
        at = first[some]
        rows = self._write(run, at, kinds[at], beliefs, told)
        for index, row, kind in zip(some.tolist(), rows, kinds[at].tolist(), strict=True):
            alone.rows[placed[index]] = row
            alone.kinds[placed[index]] = kind
        return alone

    def _kinds(self, reports: Sequence[Report], rule: Ints) -> tuple[Ints, Floats, Ints]:
        """Of each point the kind that its report alone speaks of most; the beliefs of those whose words say one, and for each
        point which of them is its own (-1: as its rule says).
        """
        kinds = self._lead.take(rule)
        told = np.full(len(reports), -1, dtype=np.int64)
        leaning = [(at, report.leaning) for at, report in enumerate(reports) if report.leaning is not None]
        if not leaning:
            return kinds, np.empty((0, 0)), told
        which = np.array([at for at, _ in leaning], dtype=np.int64)
        beliefs = self._f.belief.take(rule.take(which), axis=0) * np.array([one for _, one in leaning])
        beliefs /= beliefs.sum(axis=1, keepdims=True)
        kinds[which] = beliefs.argmax(axis=1)
        told[which] = np.arange(len(which))
        return kinds, beliefs, told

    @staticmethod
    def _near(x: Floats, y: Floats, cosine: Floats, reach: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """Which points of the run lie so near to another one that an incident at one of them may reach the other."""
        far = float(reach.max()) / float(cosine.min()) + MARGIN_M
        order = np.argsort(x, kind="stable")
        east = x[order]
        ahead = east.searchsorted(east + far, side="right") - np.arange(1, len(x) + 1)
        one = np.arange(len(x)).repeat(ahead)
        other = one + 1 + np.arange(len(one)) - (ahead.cumsum() - ahead).repeat(ahead)
        north = y.take(order)
        dy = north.take(one) - north.take(other)
        # most of those that are near from west to east are far from south to north
        some = (np.abs(dy) <= far).nonzero()[0]
        dy, one, other = dy.take(some), one.take(some), other.take(some)
        dx = east.take(one) - east.take(other)
        one, other = order.take(one), order.take(other)
        within = np.maximum(reach.take(one), reach.take(other))
        least = np.minimum(cosine.take(one), cosine.take(other))
        close = (dx * dx + dy * dy) * (least * least) <= within * within
        near = np.zeros(len(x), dtype=np.bool_)
        near[one[close]] = True
        near[other[close]] = True
        return near

    def _crowded(self, x: Floats, y: Floats, reach: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """Which points lie in a cell that the run may fill: there the oldest incidents have to go, one by one."""
        crowded = np.zeros(len(x), dtype=np.bool_)
        for layer, mine in self._book.cells.by_reach(reach):
            if mine.size:
                after = layer.after(x[mine], y[mine], CROWDED - MARGIN)
                if after is not None:
                    crowded[mine] = after > CROWDED - MARGIN
        return crowded

    def _write(self, run: Run, at: Ints, kinds: Ints, beliefs: Floats, told: Ints) -> list[int]:
        """Rows for these points, as their incidents begin; nothing joins them yet."""
        points, f = run.points, self._f
        assert points is not None
        rule = points.rule[at]
        real = np.array(self._real).take(rule)
        trust = np.array([run.reports[one].trust for one in at.tolist()])
        sure = real * trust
        x, y, time = points.x[at], points.y[at], points.time[at]
        weight = 1.0 / (points.error[at] + f.sigma2.take(kinds))
        given = np.stack(
            (x, y, x, y, f.wander.take(kinds), time, time, points.status[at], weight, (sure + 1.0 - real) / sure), axis=1
        )
        known = self._districts
        districts = []
        for one in at.tolist():
            region = run.reports[one].region
            district = known.get(region)
            if district is None:
                if len(known) > 10_000:
                    known.clear()
                district = known[region] = district_of(region)
            districts.append(district)
        rows = self._book.rows
        taken = rows.take_many(rule, given, districts, points.density[at] * trust)
        which = told[at]
        said = np.flatnonzero(which >= 0)
        if said.size:
            rows.table[np.array(taken, dtype=np.int64)[said], r.BELIEF : r.FAST] = beliefs[which[said]]
        return taken
