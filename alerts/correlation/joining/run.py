"""A run of reports as arrays: how ordinary each is, and its scores against the incidents as they stood before the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from alerts.correlation.background import Background
from alerts.correlation.book.cells import COLUMN, FINE, FINE_REACH_M, Cells, numbers
from alerts.correlation.figures import Figures, Ints
from alerts.correlation.joining.score import NOTHING, Points, Scorer
from alerts.correlation.reading.report import Report, Spot

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLOSE: Final = 8
"""From so many neighbours a report on, they are not listed one by one."""
_NOBODY: Final[list[int]] = []
_NEAR_CELLS: Final = 2
"""Reports touch incidents at most one cell away and look at incidents at most one cell away."""


class Reach:
    """How far the kinds reach, true metres: the farthest of those in the fine cells, and of all."""

    def __init__(self, figures: Figures) -> None:
        self.fine = float(figures.wander[figures.wander <= FINE_REACH_M].max(initial=0.0))
        self.wide = float(figures.wander.max())


class Run:
    """Reports that may join by evidence, with one point for each place a report may be at.

    ``first[i]`` is the index of report ``i``'s first point, or -1 where it is none of these. ``best`` has the best score of
    each point; ``rows`` and ``scores`` its pairs, from ``start[point]`` to ``start[point + 1]``. ``alone[i]``: no earlier
    report of the run is so near that what it changed could matter. ``before[i]`` are those that are so near, unless there are
    too many or a report has several possible places (not ``exact``). ``tick`` is the time of
    the background; ``marks`` is the settler's: the
    changes made before each report.
    """

    def __init__(
        self, reports: list[Report], placed: list[int], tick: float, figures: Figures, background: Background,
        cells: Cells, scorer: Scorer, reach: Reach,
    ) -> None:  # fmt: skip
        self.first = [-1] * len(reports)
        self.tick = tick
        self.busy = background.busy(tick)
        self.alone = [True] * len(reports)
        self.exact = True
        self.before: list[list[int]] = [_NOBODY] * len(reports)
        self.marks: list[int] = []
        self.rows: list[int] = []
        self.scores: list[float] = []
        self.best: list[float] = []
        self.start: list[int] = [0]
        self.density: list[float] = []
        self.same: list[float] = []
        self.points: Points | None = None
        if not placed:
            return
        chosen = [reports[index] for index in placed]
        doubtful = False
        for at, index in enumerate(placed):
            self.first[index] = at
            doubtful = doubtful or len(reports[index].spots) > 1
        spots: Sequence[Spot] = [report.spots[0] for report in chosen]
        if doubtful:
            spots = [spot for report in chosen for spot in report.spots]
            at = 0
            for index in placed:
                self.first[index] = at
                at += len(reports[index].spots)
            chosen = [report for report in chosen for _ in report.spots]
        self._fill(chosen, np.array(spots), tick, figures, background)
        self._pairs(cells, scorer, reach)
        self._find_neighbours(reports)

    def _fill(
        self, chosen: list[Report], spots: np.ndarray[tuple[int, ...], np.dtype[np.float64]], tick: float, figures: Figures,
        background: Background,
    ) -> None:  # fmt: skip
        x, y, cosine = np.ascontiguousarray(spots.T)
        time = np.array([report.time for report in chosen])
        error = np.array([report.error for report in chosen])
        status = np.array([report.status for report in chosen], dtype=np.float64)
        rule = np.array([report.rule for report in chosen], dtype=np.int64)
        doubt = np.array([len(report.spots) / report.trust for report in chosen])
        density, same = background.local(tick, x, y, cosine, error, figures.groups.take(rule))
        density, same = density * doubt, same * doubt
        self.points = Points(time, x, y, cosine, error, status, rule, density, same, self.busy)
        self.density = density.tolist()
        self.same = same.tolist()

    def _pairs(self, cells: Cells, scorer: Scorer, reach: Reach) -> None:
        points = self.points
        assert points is not None
        many = len(self.density)
        self.best = [NOTHING] * many
        self.start = [0] * (many + 1)
        lowest = float(points.cosine.min())
        point, row = cells.fine.around(points.x, points.y, reach.fine, lowest)
        if cells.wide.live:
            more, wide_row = cells.wide.around(points.x, points.y, reach.wide, lowest)
            point, row = np.concatenate((point, more)), np.concatenate((row, wide_row))
            order = np.argsort(point, kind="stable")
            point, row = point[order], row[order]
        if not point.size:
            return
        kept, row, score = scorer.many(points, point, row)
        if not kept.size:
            return
        point = point[kept]
        starts = np.zeros(many + 1, dtype=np.int64)
        np.cumsum(np.bincount(point, minlength=many), out=starts[1:])
        self.rows, self.scores, self.start = row.tolist(), score.tolist(), starts.tolist()
        some = np.flatnonzero(starts[1:] > starts[:-1])
        best = np.full(many, NOTHING)
        best[some] = np.maximum.reduceat(score, starts[some])
        self.best = best.tolist()

    def _find_neighbours(self, reports: list[Report]) -> None:
        located = [index for index, report in enumerate(reports) if report.spots]
        if len(located) < 2:
            return
        if any(len(reports[index].spots) > 1 for index in located):
            self.alone = [False] * len(reports)
            self.exact = False
            return
        x = np.array([reports[index].spots[0][0] for index in located])
        y = np.array([reports[index].spots[0][1] for index in located])
        cells: Ints = numbers(x, y, FINE)
        # 16 bits, for speed: beyond 32,000 cells (15,000 km) of the westernmost report, cells count as one
        east, north = _small(cells // COLUMN), _small(cells % COLUMN)
        near = np.abs(east[:, None] - east) <= _NEAR_CELLS
        near &= np.abs(north[:, None] - north) <= _NEAR_CELLS
        later, earlier = np.nonzero(np.tril(near, -1))
        self.exact = len(later) <= _CLOSE * len(located)
        if not self.exact:  # a crowd in one spot: cells are the shorter way
            for at, (index, earliest) in enumerate(zip(located, near.argmax(axis=1).tolist(), strict=True)):
                self.alone[index] = earliest == at
            return
        for at, other in zip(later.tolist(), earlier.tolist(), strict=True):
            index = located[at]
            if self.alone[index]:
                self.alone[index] = False
                self.before[index] = []
            self.before[index].append(located[other])


def _small(cells: Ints) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    small: np.ndarray[tuple[int, ...], np.dtype[np.int16]] = np.minimum(cells - cells.min(), 32_000).astype(np.int16)
    return small
