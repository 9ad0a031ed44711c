"""Why an event is no report: what the rule that comes nearest asks, and the event has not."""

from __future__ import annotations

from alerts.events import Event, event_type
from alerts.rules import Rules
from alerts.rules.classify import needle
from alerts.rules.rules import ReportRule

_EXACT = (
    ("label", "label"), ("service", "service"), ("code", "code"), ("stage", "stage"), ("programme", "programme"),
    ("alert", "alert"), ("list", "watchlist"), ("level", "level"),
)  # fmt: skip
_WITHIN = ("category", "text", "event", "quantity")


def missing(event: Event, rules: Rules) -> str:
    """``gauge_alarm: level=normal (alarm)``: the nearest rule, and each field that did not fit with what it asks.

    Only the event's type where no rule is about that.
    """
    kind = event_type(event)
    failed = [(_failures(event, rule), rule) for rule in rules.reports if rule.type == kind and not rule.finding]
    if not failed:
        return kind
    failures, rule = min(failed, key=lambda pair: len(pair[0]))
    return f"{rule.name}: {'; '.join(failures)}"


def _failures(event: Event, rule: ReportRule) -> list[str]:
    found = []
    for field, name in _EXACT:
        wanted = getattr(rule, name)
        value = getattr(event, field, None)
        if wanted and value not in wanted:
            found.append(f"{field}={value if value is not None else '-'} ({', '.join(wanted)})")
    for field in _WITHIN:
        wanted = getattr(rule, field)
        value = str(getattr(event, field, None) or "")
        if field == "event":
            value = f"{value} {getattr(event, 'event_code', None) or ''}".strip()
        if wanted and needle(wanted).search(value.lower()) is None:
            found.append(f"{field}={value[:40] or '-'} ({', '.join(wanted[:6])})")
    return found
