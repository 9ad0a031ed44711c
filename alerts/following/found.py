"""The founder of an incident that no event opened: a deadline passed, a place fell silent."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from alerts.events import EventBase
from alerts.following.finding import Finding

Order = tuple[float, str, str]
"""Where an event stands: (time in seconds since the epoch, source, id)."""
BEFORE: Final = ""
"""The source of what is found at a tick: it comes before every event of that moment."""
AFTER: Final = "\uffff"
"""The source of what is found at a deadline: it comes after the events of that moment."""


class Found(EventBase, kw_only=True, tag="finding"):
    """A finding as the event that founds an incident. It was not sent by anybody and is no member."""

    id: str
    source: str
    """:data:`BEFORE` or :data:`AFTER`."""
    finding: str
    at: float
    """When it takes effect, seconds since the epoch, exactly."""
    entity: str
    channel: str = ""


def found(finding: Finding, order: Order, time: datetime, entity: str) -> Found:
    """The founding event of what was found at this place in the order."""
    return Found(
        id=order[2], source=order[1], time=time, lat=finding.lat, lon=finding.lon, place=finding.place or None,
        region=finding.region or None, status=finding.status, finding=finding.name, at=order[0], entity=entity,
        channel=finding.channel,
    )  # fmt: skip
