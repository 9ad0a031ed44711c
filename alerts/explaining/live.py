"""Two events of a running engine: where each was put, and why not together."""

from __future__ import annotations

from alerts.correlation import Engine
from alerts.correlation.book.record import Record
from alerts.correlation.figures import Figures
from alerts.correlation.reading.headings import Headings
from alerts.correlation.reading.report import Report
from alerts.events import EventRef
from alerts.explaining.comparison import Comparison, Obstacle, Side
from alerts.explaining.rebuild import Rebuilder
from alerts.explaining.verdict import apart, side, together, weigh
from alerts.explaining.weighing import Scales, kept_rate


def compare(engine: Engine, one: EventRef, other: EventRef) -> Comparison | None:
    """Why these two are in one incident, or in two; None where the engine keeps nothing (any more) of one of them.

    The engine goes on unchanged. The earlier one's incident is built again from its reports as it was when the later one
    came, so the figures may differ a little from those of the decision, where people have changed the incident since.
    """
    where = engine.book.where
    found = [where.get((name.source, name.id)) for name in (one, other)]
    if found[0] is None or found[1] is None:
        return None
    earlier, later = sorted([found[0], found[1]], key=lambda report: report.order)
    rules, figures = engine.rules, Figures(engine.rules)
    first, second = (side(report.event, report, rules, figures) for report in (earlier, later))
    record = standing(earlier)
    if record is not None and record is standing(later):
        return together(first, second, later, figures)
    if record is None:
        return nowhere(first, second, earlier)
    rebuilt = Rebuilder(rules, engine.places, figures, engine.background.real).before(record, later)
    if rebuilt is None:
        made = apart(first, second, earlier, later, record, None, rules, figures)
    else:
        then, book = rebuilt
        then.released = record.released
        weighing = weigh(
            Scales(figures, engine.background, engine.places, engine.reader.lexicon, Headings(engine.rules.words)),
            later,
            then,
            book,
            kept_rate(later),
        )
        made = apart(first, second, earlier, later, then, weighing, rules, figures)
    made.exact = False
    return made


def standing(report: Report) -> Record | None:
    """The incident a report is in now, whatever that one was merged into."""
    record = report.record
    while isinstance(record, Record) and record.merged_into is not None:
        record = record.merged_into
    return record if isinstance(record, Record) else None


def nowhere(first: Side, second: Side, report: Report) -> Comparison:
    """One of them only joins its own call's or track's incident, and there was none."""
    return Comparison(first, second, False, [Obstacle("no_incident", detail=report.entity.partition(":")[0])])
