"""Decides, report by report and in order, which incident each joins.

A run of reports is scored at once against the incidents as they stood before it; then each is settled in turn. Where an
earlier report of the same run has changed, opened or closed an incident near a later one, the later one is scored against
that incident again, with the same figures and the same operations as if the runs had been cut there. So the cut does not
matter.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from alerts.correlation import rows as r
from alerts.correlation.background import Background
from alerts.correlation.book import Book, Repeat
from alerts.correlation.changes import Changes
from alerts.correlation.cells import FINE, FINE_REACH_M, ROW, WIDE
from alerts.correlation.figures import Figures, Ints
from alerts.correlation.record import Record
from alerts.correlation.report import ATTACH_ONLY, Report, continues
from alerts.correlation.score import NOTHING, Points, Scorer
from alerts.correlation.words import evidence
from alerts.events import EventRef
from alerts.incidents import Reason
from alerts.rules import Rules

WORD_CAP: Final = 4.0
"""Nats that words may add at most."""
WORD_SHARE: Final = 0.15
"""Part of a caller's words that are about the very incident rather than the ordinary ones of such calls."""
REPEAT_S: Final = 120.0
"""A camera that tells no tracks apart and sees the same again within this sees the same thing."""
CHATTER_S: Final = 60.0
"""Three detections of the same within this are chatter (ISA-18.2), whatever tracks the camera makes of them."""
_NO_WORDS: Final[list[str]] = []
_MANY: Final = 6
"""From so many incidents to score again, arrays are faster than one at a time."""


class Settler:
    """Settles runs of reports between two ticks."""

    def __init__(self, changes: Changes, figures: Figures, background: Background, rules: Rules) -> None:
        self._changes = changes
        self._book = book = changes.book
        self._linger = rules.engine.linger_s
        self._f = figures
        self._background = background
        self._scorer = Scorer(figures, book.rows)
        self._join = rules.engine.join_nats
        self._related = rules.engine.related_nats
        self._reach_fine = float(figures.wander[figures.wander <= FINE_REACH_M].max(initial=0.0))
        self._reach_wide = float(figures.wander.max())

    def settle(self, reports: list[Report], tick: float) -> None:
        """Settle this run, which lies between ``tick`` and the next."""
        run = _Run(self, reports, tick)
        for index, report in enumerate(reports):
            record = self._certain(report)
            if record is not None:
                self._changes.attach(record, report, "entity")
                continue
            report.record = None
            report.how = ""
            if report.rule == ATTACH_ONLY:
                continue
            if report.channel == "disaster":
                self._changes.open(report)
            elif not report.spots:
                self._nowhere(report, tick)
            else:
                run.settle(index, report)
            self._background.push(report)

    def _certain(self, report: Report) -> Record | None:
        """The incident that this report belongs to because of what it is about."""
        book = self._book
        effect = report.order[0]
        if report.entity:
            record = book.entities.get(report.entity)
            if record is not None:
                record = _standing(record)
                if record.takes(effect) and effect <= record.updated.order[0] + self._linger:
                    return record
        if report.repeat:
            seen = book.repeats.get(report.repeat)
            if seen is not None and _repeats(report, seen, effect):
                record = _standing(seen[0])
                if record.takes(effect):
                    return record
        if report.channel == "disaster":
            for entity in continues(report):
                record = book.entities.get(entity)
                if record is not None and _standing(record).takes(effect):
                    return _standing(record)
        return None

    def _nowhere(self, report: Report, tick: float) -> None:
        """A report without a place: it may join a corroborated incident of its district."""
        book = self._book
        data = book.rows.columns
        group = self._f.group[report.rule]
        within = self._background.in_region(tick, report.region, group)
        anywhere = self._background.in_region(tick, "", group)
        eligible = (data[r.LIMIT] >= report.time) & (data[r.COUNT] >= 2.0) & (data[r.STATUS] == report.status)
        eligible &= data[r.DOUBT] <= 1.0
        best: tuple[float, int] | None = None
        best_record: Record | None = None
        frequency: dict[str, float] | None = None
        for row in np.flatnonzero(eligible).tolist():
            record = book.rows.record[row]
            assert record is not None
            if report.region and record.region and report.region != record.region:
                continue
            rate = within if report.region and record.region else anywhere
            nats = self._scorer.somewhere(row, report.time, report.rule, rate)
            words = 0.0
            if report.words and nats > self._join - WORD_CAP:
                if frequency is None:
                    frequency = self._background.vocabulary.frequency(group, report.words)
                words, _ = evidence(report, record, frequency, WORD_SHARE, WORD_CAP)
            rank = (nats + words, -record.serial)
            if best is None or rank > best:
                best, best_record = rank, record
        if best is not None and best_record is not None and best[0] >= self._join:
            report.nats = best[0]
            self._changes.join_nowhere(best_record, report)
        else:
            self._changes.open(report)


class _Match(NamedTuple):
    """An incident that may explain a report."""

    nats: float
    record: Record
    row: int
    point: int
    words: float
    shared: list[str]


class _Run:
    """One run of reports: their scores against the incidents as they stood before it."""

    def __init__(self, settler: Settler, reports: list[Report], tick: float) -> None:
        self._s = settler
        self._book = book = settler._book
        self._f = settler._f
        placed = [
            (index, report)
            for index, report in enumerate(reports)
            if report.spots and report.rule >= 0 and report.channel != "disaster"
        ]
        self._first = [0] * (len(reports) + 1)
        """Index of each report's first point."""
        self._wide = settler._reach_wide > FINE_REACH_M and bool(
            book.cells.wide or any(self._f.wander[settler._f.lead[report.rule]] > FINE_REACH_M for _, report in placed)
        )
        points: list[tuple[Report, tuple[float, float, float]]] = []
        self._single = True
        for index, report in placed:
            self._first[index] = len(points)
            points.extend((report, spot) for spot in report.spots)
            self._single &= len(report.spots) == 1
        self._busy = settler._background.busy(tick)
        self._density = self._densities(points, tick)
        self._pairs(points)

    def _densities(self, points: list[tuple[Report, tuple[float, float, float]]], tick: float) -> list[float]:
        f = self._f
        x = np.array([spot[0] for _, spot in points])
        y = np.array([spot[1] for _, spot in points])
        cosine = np.array([spot[2] for _, spot in points])
        rule = np.array([report.rule for report, _ in points], dtype=np.int64)
        groups = np.array([f.group[report.rule] for report, _ in points], dtype=np.int64)
        if not points:
            return []
        error = np.array([report.error for report, _ in points])
        density, same = self._s._background.local(tick, x, y, cosine, error, groups)
        doubt = np.array([len(report.spots) / report.trust for report, _ in points])
        density, same = density * doubt, same * doubt
        self._same: list[float] = same.tolist()
        self._points = Points(
            np.array([report.time for report, _ in points]), x, y, cosine,
            error,
            np.array([float(report.status) for report, _ in points]), rule, density, same, self._busy,
        )  # fmt: skip
        return density.tolist()

    def _pairs(self, points: list[tuple[Report, tuple[float, float, float]]]) -> None:
        cells = self._book.cells
        fine, wide = cells.fine, cells.wide
        rows: list[int] = []
        ends: list[int] = []
        reach_fine, reach_wide = self._s._reach_fine, self._s._reach_wide
        for _, (x, y, cosine) in points:
            cell = ROW * int(x // FINE) + int(y // FINE)
            for offset in cells.offsets(reach_fine, FINE, cosine):
                there = fine.get(cell + offset)
                if there is not None:
                    rows += there
            if wide:
                cell = ROW * int(x // WIDE) + int(y // WIDE)
                for offset in cells.offsets(reach_wide, WIDE, cosine):
                    there = wide.get(cell + offset)
                    if there is not None:
                        rows += there
            ends.append(len(rows))
        self._row: list[int] = []
        self._score: list[float] = []
        self._start: list[int] = [0] * (len(points) + 1)
        self._best: list[float] = [NOTHING] * len(points)
        if not rows:
            return
        row = np.array(rows, dtype=np.int64)
        counts = np.diff(np.array(ends, dtype=np.int64), prepend=0)
        point: Ints = np.repeat(np.arange(len(points)), counts)
        kept, row, score = self._s._scorer.many(self._points, point, row)
        point = point[kept]
        starts = np.searchsorted(point, np.arange(len(points) + 1))
        self._row, self._score, self._start = row.tolist(), score.tolist(), starts.tolist()
        some = np.flatnonzero(starts[1:] > starts[:-1])
        if some.size:
            best = np.maximum.reduceat(score, starts[some])
            for index, value in zip(some.tolist(), best.tolist(), strict=True):
                self._best[index] = value

    def settle(self, index: int, report: Report) -> None:
        """Let one report join the incident that explains it best, or open one."""
        book = self._book
        first = self._first[index]
        last = first + len(report.spots)
        join = self._s._join
        floor = min(join, self._s._related) - (WORD_CAP if report.words else 0.0)
        changed = self._changed(report)
        if not changed and max(self._best[first:last]) < floor:
            self._s._changes.open(report)
            report.density = self._density[first]
            return
        ranked = self._ranked(report, first, last, changed, floor)
        best = ranked[0] if ranked else None
        report.density = self._density[best.point if best else first]
        if best is not None and best.nats >= join:
            report.nats, report.word_nats, report.shared = best.nats, best.words, best.shared
            self._s._changes.join(best.record, best.row, report, report.spots[best.point - first])
            for other in ranked[1:]:
                if other.nats >= join and other.record is not best.record:
                    self._relate(best.record, other.record, report, other.nats)
                    break
            return
        report.nats = report.word_nats = 0.0
        report.shared = []
        record = self._s._changes.open(report)
        if best is not None and best.nats >= self._s._related:
            self._relate(record, best.record, report, best.nats)

    def _ranked(self, report: Report, first: int, last: int, changed: set[int], floor: float) -> list[_Match]:
        """The incidents that may explain a report, best first, ties in opening order."""
        book = self._book
        found: list[_Match] = []
        frequency: dict[str, float] | None = None
        for point in range(first, last):
            for row, score in self._candidates(report, point, report.spots[point - first], changed):
                if score < floor:
                    continue
                record = book.rows.record[row]
                assert record is not None
                if record.sources_count == 1 and report.origin in record.sources:
                    continue  # one camera's word against nobody's: what it sees next is as likely the next false alarm
                words, shared = 0.0, _NO_WORDS
                if report.words and record.texts:
                    if frequency is None:
                        group = self._f.group[report.rule]
                        frequency = self._s._background.vocabulary.frequency(group, report.words)
                    words, shared = evidence(report, record, frequency, WORD_SHARE, WORD_CAP)
                found.append(_Match(score + words, record, row, point, words, shared))
        if len(found) > 1:
            found.sort(key=lambda match: (-match.nats, match.record.serial, match.point, match.row))
        return found

    def _relate(self, record: Record, other: Record, report: Report, nats: float) -> None:
        reason = Reason(
            "join", report.event.time, [EventRef(report.order[1], report.order[2])], nats=round(nats, 3),
            words=report.shared,
        )  # fmt: skip
        self._s._changes.relate(record, other, reason)
        self._s._changes.relate(other, record, reason)

    def _changed(self, report: Report) -> set[int]:
        """Rows near the report that this run has changed so far."""
        book = self._book
        touched, touched_wide = book.touched, book.touched_wide
        found: set[int] = set()
        if not touched and not touched_wide:
            return found
        cells = book.cells
        for x, y, cosine in report.spots:
            if touched:
                cell = ROW * int(x // FINE) + int(y // FINE)
                for offset in cells.offsets(self._s._reach_fine, FINE, cosine):
                    rows = touched.get(cell + offset)
                    if rows is not None:
                        found.update(rows)
            if touched_wide:
                cell = ROW * int(x // WIDE) + int(y // WIDE)
                for offset in cells.offsets(self._s._reach_wide, WIDE, cosine):
                    rows = touched_wide.get(cell + offset)
                    if rows is not None:
                        found.update(rows)
        return found

    def _candidates(
        self, report: Report, point: int, spot: tuple[float, float, float], changed: set[int]
    ) -> list[tuple[int, float]]:
        """Rows and scores for one possible place of a report, as the incidents stand now."""
        start, end = self._start[point], self._start[point + 1]
        known = list(zip(self._row[start:end], self._score[start:end], strict=True))
        if not changed:
            return known
        known = [(row, score) for row, score in known if row not in changed]
        if len(changed) < _MANY:
            status = self._book.rows.status
            for row in changed:
                if status[row] == report.status:
                    score = self._s._scorer.one(
                        row, report.time, spot, report.error, report.rule, self._density[point], self._same[point], self._busy
                    )
                    if score > NOTHING:
                        known.append((row, score))
            return known
        rows = np.array(sorted(changed), dtype=np.int64)
        point_of = np.full(len(rows), point, dtype=np.int64)
        _, row_kept, score_kept = self._s._scorer.many(self._points, point_of, rows)
        known += zip(row_kept.tolist(), score_kept.tolist(), strict=True)
        return known


def _repeats(report: Report, seen: Repeat, effect: float) -> bool:
    """Whether a camera says again what it said before: soon after where it tells no tracks apart, else only if it chatters."""
    if not report.entity:
        return effect <= seen[1] + REPEAT_S
    return effect <= seen[2] + CHATTER_S


def _standing(record: Record) -> Record:
    """The incident itself, or the one it was merged into."""
    while record.merged_into is not None:
        record = record.merged_into
    return record
