"""What a report's words are weighed against: how likely an incident, and this report in it, is of each kind."""

from __future__ import annotations

from collections.abc import Sequence

from alerts.correlation.book import rows as r
from alerts.correlation.figures import Figures
from alerts.correlation.reading.report import Report
from alerts.correlation.reading.words import Kinds


def kinds_of(figures: Figures, report: Report, row: Sequence[float], start: int = 0) -> Kinds:
    """Kinds (by index) and weights for :func:`~alerts.correlation.reading.words.evidence`; nothing where the report has no
    terms of the lexicon. ``row``: the incident's figures, from ``start`` on.
    """
    if report.leaning is None:
        return ()
    belief = start + r.BELIEF
    return [(kind, row[belief + kind] * share) for kind, share in figures.speaks[report.rule]]
