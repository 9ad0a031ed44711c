"""Which open incidents may explain a report, as they stand now, and how well each does."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import numpy as np

from alerts.correlation.book import rows as r
from alerts.correlation.joining.means import NO_WORDS, Match, Means, others
from alerts.correlation.joining.run import Run
from alerts.correlation.reading.report import Report, Spot
from alerts.correlation.reading.words import ADDRESS_NATS, SAME_PLACE, address_evidence, evidence
from alerts.rules.rules import WordsRule

_NO_ROWS: Final[frozenset[int]] = frozenset()
_AT_X, _AT_Y, _REACH, _STATUS = r.ANCHOR_X, r.ANCHOR_Y, r.REACH, r.STATUS
_MANY: Final = 6
"""From so many incidents to score again, arrays are faster than one at a time."""


class Ranker:
    """Ranks the incidents near a report: those scored with its run, and again those that the run has changed since."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._book = means.book
        self._background = means.background
        self._scorer = means.scorer
        self._lexicon = means.lexicon
        self._headings = means.headings
        self._words = words = means.words
        self._floor = floor = means.floor
        self._floor_words = min(floor, (floor - words.start_nats) / 2.0) - means.headings.most
        self._floor_address = self._floor_words - ADDRESS_NATS

    def floor_of(self, report: Report) -> float:
        """From which score of place and time on an incident is worth a look."""
        said = report.words or report.heading
        return self._floor_address if report.address else self._floor_words if said else self._floor

    def changed(self, run: Run, first: int, last: int) -> Collection[int]:
        """Rows near the report's possible places that this run has changed so far."""
        touched = self._book.touched
        if last == first + 1:
            return touched.get(run.cells[first], _NO_ROWS)
        return set().union(*[touched.get(cell, _NO_ROWS) for cell in run.cells[first:last]])

    def ranked(self, run: Run, report: Report, first: int, last: int, changed: Collection[int], floor: float) -> list[Match]:
        """The incidents that may explain a report or be related to it, best first, ties in opening order."""
        of = self._book.rows.record
        found: list[Match] = []
        frequency: dict[str, float] | None = None
        usual: float | None = None
        alone = last == first + 1  # of several possible places also a poor match says which one is likeliest
        for point in range(first, last):
            part: float | None = None
            for row, score in self._candidates(run, report, point, report.spots[point - first], changed, floor):
                record = of[row]
                assert record is not None
                if record.sources_count == 1 and report.origin == record.founder.origin:
                    continue  # one camera's word against nobody's: what it sees next is as likely the next false alarm
                if others(report, record):
                    continue
                words = headed = 0.0
                shared = NO_WORDS
                if report.address and record.places:
                    if part is None:
                        x, y, _ = report.spots[point - first]
                        part = self._background.naming(run.tick, report.address, x, y)
                    words = address_evidence(record, report.address, part)
                    score += words
                    if report.address in record.places:
                        shared = [report.address.removeprefix(SAME_PLACE)]
                if report.heading:
                    if usual is None:
                        usual = self._means.usual(report)
                    headed = self._headings.evidence(record, report.heading, usual)
                    score += headed
                cap = word_cap(score, self._words)
                if alone and score + cap < self._floor:
                    continue  # whatever the words say
                if report.words and record.texts:
                    if frequency is None:
                        frequency = self._means.frequency(report, report.words)
                    said, also = evidence(report, record, frequency, self._lexicon.rates, self._means.kinds(report, row), cap)
                    score += said
                    words, shared = words + said, [*shared, *also]
                found.append(Match(score, record, row, point, words, shared, headed=headed))
        if len(found) > 1:
            found.sort(key=rank)
        return found

    def _candidates(
        self, run: Run, report: Report, point: int, spot: Spot, changed: Collection[int], floor: float
    ) -> list[tuple[int, float]]:
        """Rows and scores from ``floor`` up for one possible place of a report, as the incidents stand now."""
        known: list[tuple[int, float]] = []
        if run.best[point] >= floor:
            rows, scores = run.rows, run.scores
            known = [
                (rows[at], scores[at])
                for at in range(run.start[point], run.start[point + 1])
                if scores[at] >= floor and rows[at] not in changed
            ]
        if not changed:
            return known
        near = self.within(report, spot, changed)
        if near:
            known += self.scored(run, report, point, spot, near, floor)
        return known

    def scored(
        self, run: Run, report: Report, point: int, spot: Spot, near: list[int], floor: float
    ) -> list[tuple[int, float]]:
        """Those of these rows, as they stand now, that score ``floor`` or more, and their scores."""
        if len(near) < _MANY:
            density, same = run.density[point], run.same[point]
            known: list[tuple[int, float]] = []
            for row in near:
                score = self._scorer.one(row, report.time, spot, report.error, report.rule, density, same, run.busy)
                if score >= floor:
                    known.append((row, score))
            return known
        assert run.points is not None
        some = np.array(sorted(near), dtype=np.int64)
        _, rows, scores = self._scorer.many(run.points, np.full(len(some), point, dtype=np.int64), some)
        return [(row, score) for row, score in zip(rows.tolist(), scores.tolist(), strict=True) if score >= floor]

    def within(self, report: Report, spot: Spot, changed: Collection[int]) -> list[int]:
        """Those of these rows that a report is in reach of at this one of its possible places."""
        table = self._book.rows
        view, width, status = table.view, table.width, report.status
        x, y, cosine = spot
        near: list[int] = []
        for row in changed:
            start = row * width
            dx, dy, reach = (view[start + _AT_X] - x) * cosine, (view[start + _AT_Y] - y) * cosine, view[start + _REACH]
            if dx * dx + dy * dy <= reach * reach and view[start + _STATUS] == status:
                near.append(row)
        return near


def rank(match: Match) -> tuple[float, int, int, int]:
    """The best first, ties in opening order."""
    return (-match.nats, match.record.serial, match.point, match.row)


def word_cap(score: float, rule: WordsRule) -> float:
    """Nats that words may add to this score of place and time."""
    return max(0.0, min(rule.most_nats, score + rule.start_nats))
