"""Puts the figures of two events together into one comparison."""

from __future__ import annotations

from alerts.correlation.book.book import Book
from alerts.correlation.book.record import Record
from alerts.correlation.build import reason_of
from alerts.correlation.figures import Figures
from alerts.correlation.joining.kept import joined, ordinary
from alerts.correlation.reading.entity import channel_of, text_of
from alerts.correlation.reading.report import Report
from alerts.events import Event, EventRef, event_type
from alerts.explaining.comparison import Better, Comparison, Explanation, Obstacle, Side
from alerts.explaining.obstacles import certain, weighed
from alerts.explaining.weighing import Scales, Weighing
from alerts.incidents import KINDS, Incident
from alerts.rules import Rules

PER_KM2_HOUR = 1e6 * 3600.0


def side(event: Event, report: Report | None, rules: Rules, figures: Figures) -> Side:
    """One event as it stands now; ``report`` is None for an event that is none."""
    made = Side(
        event.source, event.id, event_type(event), channel_of(event), event.time, text_of(event), event.place or "",
        event.lat, event.lon,
    )  # fmt: skip
    if report is None:
        return made
    if report.rule >= 0:
        made.report, made.kind = rules.reports[report.rule].name, KINDS[figures.lead[report.rule]]
    if report.record is not None:
        made.incident, made.key = report.record.id, report.record.key
        made.how = reason_of(report, figures)
    return made


def together(first: Side, second: Side, later: Report, figures: Figures) -> Comparison:
    """Both are in one incident: what brought the later one there."""
    made = Comparison(first, second, True)
    if later.how == "join":
        made.metres, made.seconds, made.words = later.distance, later.gap, [word.lstrip("@") for word in later.shared]
        made.nats, made.terms = round(later.nats, 3), _rounded(joined(figures, later))
        made.background = ordinary(later) * PER_KM2_HOUR or None
    return made


def apart(
    first: Side, second: Side, earlier: Report, later: Report, incident: Record, weighing: Weighing | None, rules: Rules,
    figures: Figures,
) -> Comparison:  # fmt: skip
    """They are in two: ``weighing`` is of ``later`` against ``incident``, that of ``earlier`` as it was then."""
    made = Comparison(first, second, False, needed=rules.engine.needed(later.channel))
    made.against = certain(later, earlier, incident)
    if later.record is not None and later.how == "join":
        record = later.record
        made.better = Better(record.id, record.key, round(later.nats, 3), _rounded(joined(figures, later)))
    if weighing is None:
        made.against = made.against or [Obstacle("gone")]
        return made
    figures_of(made, weighing, incident, rules)
    found = weighed(later, incident, weighing, rules, bool(incident.rows or incident.founder.spots)) if later.rule >= 0 else []
    if made.better is not None:
        beaten = weighing.nats is not None and weighing.nats >= rules.engine.needed(later.channel)
        better = Obstacle("better", made.better.nats, made.nats, made.better.incident or made.better.key)
        found.insert(0 if beaten else len(found), better)
    made.against += found
    if not made.against:
        made.against = [Obstacle("gone")]
    return made


def about(incident: Incident, event: EventRef, told: Side | None = None) -> Explanation:
    """An incident's reasons that name this event, and those that name none."""
    why = [reason for reason in incident.why if not reason.events or event in reason.events]
    return Explanation(incident, why, incident.related, told)


def figures_of(made: Comparison, weighing: Weighing, incident: Record, rules: Rules) -> None:
    """Put a weighing's figures into a comparison."""
    made.metres = None if weighing.metres is None else round(weighing.metres, 1)
    made.seconds = round(weighing.wait, 3)
    made.reach_m = round(weighing.reach, 1) or None
    made.life_s = rules.kinds[incident.kind].life_s
    made.background = None if weighing.rate is None else float(f"{weighing.rate * PER_KM2_HOUR:.4g}")
    made.words = [word.lstrip("@") for word in weighing.words]
    made.nats = None if weighing.nats is None else round(weighing.nats, 3)
    made.terms = _rounded(weighing.terms)


def weigh(scales: Scales, later: Report, record: Record, book: Book, rate: float | None = None) -> Weighing | None:
    """Weigh where the incident has a row in this book."""
    return scales.weigh(later, record, book.rows, rate) if record.rows and later.rule >= 0 else None


def _rounded(terms: dict[str, float]) -> dict[str, float]:
    return {name: round(nats, 3) for name, nats in terms.items()}
