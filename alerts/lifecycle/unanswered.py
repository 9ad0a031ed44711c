"""An alarm that nobody takes up: people are reminded of it, then it is the supervisor's too."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from msgspec.structs import replace

from alerts.incidents import Change, Incident
from alerts.lifecycle.overlay import Overlay
from alerts.rules.rules import UnansweredRule

Next: TypeAlias = tuple[datetime, Literal["reminded", "escalated"]]


def waits(incident: Incident) -> bool:
    """Whether an alarm asks for somebody: nobody has acknowledged it, and nobody has shelved it."""
    return incident.is_alarm and incident.is_unanswered


def since(incident: Incident) -> datetime:
    """From when on it waits: since it opened, last became more urgent, or came back from a shelf."""
    start, before = incident.opened, 5
    for change in incident.history:
        if change.change == "unshelved" or (change.priority < before < 5):
            start = max(start, change.time)
        before = change.priority
    return start


def upcoming(incident: Incident, rule: UnansweredRule, heard: datetime | None = None) -> Next | None:
    """What is to be done about an incident that waits, and when; None where there is nothing more to do.

    ``heard`` is when it was known that it waits: no alarm waits longer because somebody's clock is ahead.

    The supervisor is told no sooner after the reminder than the rule has them apart: a hub that was away, or is given
    what happened long ago, still gives the operators their time.
    """
    start = since(incident)
    if heard is not None:
        start = min(start, heard)
    remind, escalate = rule.remind_s[incident.priority - 1], rule.escalate_s[incident.priority - 1]
    if incident.reminded is None or incident.reminded < start:
        return start + timedelta(seconds=remind), "reminded"
    if incident.escalated is not None:
        return None
    apart = timedelta(seconds=escalate - remind)
    return max(start + timedelta(seconds=escalate), incident.reminded + apart), "escalated"


def done(overlay: Overlay, incident: Incident, what: Literal["reminded", "escalated"], now: datetime) -> Overlay:
    """The overlay after that."""
    waited = str(max(round((now - since(incident)).total_seconds()), 0))
    line = Change(now, what, incident.priority, "engine", waited)
    overlay = replace(overlay, history=(*overlay.history, line))
    return replace(overlay, reminded=now) if what == "reminded" else replace(overlay, escalated=now)
