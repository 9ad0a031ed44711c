"""Which groups an event belongs to: its district, its place, its incident, or what it is about."""

from __future__ import annotations

from math import floor
from typing import Final

from alerts.correlation.places import Places
from alerts.correlation.projection import to_degrees, to_plane
from alerts.correlation.reading.entity import entity_of, origin_of
from alerts.correlation.reading.report import Report, Spot
from alerts.events import Cctv, Unit
from alerts.rules import PatternRule

_SIDE: Final = 4.0
"""Side of a cell on the plane, in times the pattern's distance: what is near an event lies in one to four cells."""
_NONE: Final[tuple[str, ...]] = ()


def groups_of(rule: PatternRule, report: Report, places: Places) -> tuple[str, ...]:
    """Names of groups, the event's own first, then those it is within reach of; none where it belongs to no group."""
    status = report.status
    if rule.by == "entity":
        about = entity(report)
        return (f"{status}:{about}",) if about else _NONE
    if rule.by == "incident":
        record = report.record
        while record is not None and record.merged_into is not None:
            record = record.merged_into
        return (f"{status}:{record.key}",) if record is not None else _NONE
    spot = spot_of(report)
    if rule.by == "district":
        region = report.region or report.event.region or ""
        if not region and spot is not None:
            region = places.region_of(*to_degrees(*spot[:2]))
        return (f"{status}:{region}",) if region else _NONE
    if spot is None or report.vague or rule.metres is None:
        return _NONE
    x, y, cosine = spot
    side, reach = _SIDE * rule.metres, rule.metres / max(cosine, 0.05)
    own = floor(x / side), floor(y / side)
    found = [own]
    for east in range(floor((x - reach) / side), floor((x + reach) / side) + 1):
        found += [
            (east, north) for north in range(floor((y - reach) / side), floor((y + reach) / side) + 1) if (east, north) != own
        ]
    return tuple(f"{status}:{east}:{north}" for east, north in found)


def spot_of(report: Report) -> Spot | None:
    """Where an event is, if that is one spot; also of an event that is no report and was not read for places."""
    if report.spots:
        return report.spots[0] if len(report.spots) == 1 else None
    event = report.event
    return to_plane(event.lat, event.lon) if event.lat is not None and event.lon is not None else None


def entity(report: Report) -> str:
    """What an event is about: a call also for the vehicle sent to it, a camera also where it follows tracks."""
    event = report.event
    if isinstance(event, Unit):
        return f"call_id:{event.service}:{event.call_id}" if event.call_id else f"unit_id:{event.service}:{event.unit_id}"
    if isinstance(event, Cctv):
        return origin_of(event)
    return entity_of(event) or origin_of(event)
