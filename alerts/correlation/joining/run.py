"""A run of reports as arrays: how ordinary each is, and its scores against the incidents as they stood before the run."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from alerts.correlation.background import Background
from alerts.correlation.book.book import TOUCHING
from alerts.correlation.book.cells import FINE_REACH_M, Cells, numbers
from alerts.correlation.figures import Figures, Floats
from alerts.correlation.joining.score import NOTHING, Points, Scorer
from alerts.correlation.reading.report import Report, Spot

if TYPE_CHECKING:
    from collections.abc import Sequence


class Reach:
    """How far the kinds reach, true metres: the farthest of those in the fine cells, and of all."""

    def __init__(self, figures: Figures) -> None:
        self.fine = float(figures.wander[figures.wander <= FINE_REACH_M].max(initial=0.0))
        self.wide = figures.vague_reach


class Run:
    """Reports that may join by evidence, with one point for each place a report may be at.

    ``first[i]`` is the index of report ``i``'s first point, or -1 where it is none of these. ``best`` has the best score of
    each point; ``rows`` and ``scores`` its pairs, from ``start[point]`` to ``start[point + 1]``. ``cells``: the
    cells they lie in, by which the book tells what has been touched. ``tick`` is the time of the background.
    """

    def __init__(
        self, reports: list[Report], placed: list[int], tick: float, figures: Figures, background: Background,
        cells: Cells, scorer: Scorer, reach: Reach,
    ) -> None:  # fmt: skip
        self.first = [-1] * len(reports)
        self.tick = tick
        self.busy = background.busy(tick)
        self.cells: list[int] = []
        self.rows: list[int] = []
        self.scores: list[float] = []
        self.best: list[float] = []
        self.start: list[int] = [0]
        self.density: list[float] = []
        self.same: list[float] = []
        self.points: Points | None = None
        self.reports: list[Report] = []
        """The report of each point."""
        self.peaks: Floats = np.empty(0)
        """The best score of each point, as an array."""
        self.anchored: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = np.empty(0, dtype=np.bool_)
        """Whether an incident in reach of a point began at exactly its coordinates."""
        if not placed:
            return
        chosen = [reports[index] for index in placed]
        doubtful = False
        first = self.first
        for at, index in enumerate(placed):
            first[index] = at
            if len(reports[index].spots) > 1:
                doubtful = True
        spots: Sequence[Spot] = [report.spots[0] for report in chosen]
        if doubtful:
            spots = [spot for report in chosen for spot in report.spots]
            at = 0
            for index in placed:
                self.first[index] = at
                at += len(reports[index].spots)
            chosen = [report for report in chosen for _ in report.spots]
        self.reports = chosen
        flat = np.fromiter(chain.from_iterable(spots), np.float64, 3 * len(spots))
        self._fill(chosen, flat.reshape(-1, 3), tick, figures, background)
        self._pairs(cells, scorer, reach)

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
        self.peaks = np.full(many, NOTHING)
        self.anchored = np.zeros(many, dtype=np.bool_)
        self.start = [0] * (many + 1)
        self.cells = numbers(points.x, points.y, TOUCHING).tolist()
        point, row, apart = cells.fine.around(points.x, points.y, points.cosine, reach.fine)
        if cells.wide.live:
            more, wide_row, far = cells.wide.around(points.x, points.y, points.cosine, reach.wide)
            point, row, apart = np.concatenate((point, more)), np.concatenate((row, wide_row)), np.concatenate((apart, far))
            order = point.argsort(kind="stable")
            point, row, apart = point.take(order), row.take(order), apart.take(order)
        if not point.size:
            return
        kept, row, score = scorer.many(points, point, row, apart)
        if not kept.size:
            return
        point = point.take(kept)
        starts = np.zeros(many + 1, dtype=np.int64)
        np.bincount(point, minlength=many).cumsum(out=starts[1:])
        self.rows, self.scores, self.start = row.tolist(), score.tolist(), starts.tolist()
        some = (starts[1:] > starts[:-1]).nonzero()[0]
        self.peaks[some] = np.maximum.reduceat(score, starts[some])
        self.best = self.peaks.tolist()
        self.anchored[point[apart.take(kept) == 0.0]] = True
