"""What a report is weighed with, wherever its incident may be, and what comes of that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from alerts.correlation.background import Background
from alerts.correlation.book import rows as r
from alerts.correlation.book.book import Book
from alerts.correlation.figures import Figures
from alerts.correlation.joining.score import Scorer
from alerts.correlation.reading.headings import Headings
from alerts.correlation.reading.lexicon import Lexicon
from alerts.correlation.reading.words import Kinds
from alerts.rules.rules import WordsRule

if TYPE_CHECKING:
    from alerts.correlation.book.record import Record
    from alerts.correlation.reading.report import Report

NO_WORDS: Final[list[str]] = []
_NAMED: Final = frozenset({"vehicle", "tracker"})
"""Channels whose reports are about a certain plate or person."""


class Match(NamedTuple):
    """An incident that may explain a report. ``rate``: what it was weighed against where there is no distance (1/s)."""

    nats: float
    record: Record
    row: int
    point: int
    words: float
    shared: list[str]
    rate: float = 0.0
    headed: float = 0.0
    """Nats for what the call is put under."""


class Means(NamedTuple):
    """What all weighing shares. ``floor``: from so many nats on an incident is at least related."""

    book: Book
    figures: Figures
    background: Background
    scorer: Scorer
    lexicon: Lexicon
    headings: Headings
    words: WordsRule
    floor: float

    def frequency(self, report: Report, words: tuple[str, ...]) -> dict[str, float]:
        """How often each of these words is heard in ordinary calls of the report's group."""
        return self.background.vocabulary.frequency(self.figures.group[report.rule], words)

    def usual(self, report: Report) -> float:
        """How often ordinary calls of its group are put under what this one is."""
        return self.frequency(report, (report.heading,))[report.heading]

    def kinds(self, report: Report, row: int) -> Kinds:
        """What a report's words are weighed against in the incident of this row."""
        rows = self.book.rows
        return kinds_of(self.figures, report, rows.view, row * rows.width)


def kinds_of(figures: Figures, report: Report, row: Sequence[float], start: int = 0) -> Kinds:
    """How likely an incident, and this report in it, is of each kind: kinds (by index) and weights for
    :func:`~alerts.correlation.reading.words.evidence`; nothing where the report has no terms of the lexicon. ``row``: the
    incident's figures, from ``start`` on.
    """
    if report.leaning is None:
        return ()
    belief = start + r.BELIEF
    return [(kind, row[belief + kind] * share) for kind, share in figures.speaks[report.rule]]


def others(report: Report, record: Record) -> bool:
    """Whether both name what they are about and it is not the same: two plates, two persons."""
    return report.channel in _NAMED and record.founder.channel == report.channel and record.founder.entity != report.entity
