"""Which groups an event belongs to: its district, its place, or what it is about."""

from __future__ import annotations

import math
from math import floor
from typing import Final

from alerts.earth import WHOLE_METRES_PER_DEGREE
from alerts.events import Cctv, Disaster, Dispatch, Event, Journey, Sensor, Tracker, Unit, Vehicle, event_type
from alerts.following.read import ReadEvent
from alerts.patterns.state import Seen
from alerts.places.asked import Places
from alerts.rules import PatternRule

_SIDE: Final = 4.0
"""Side of a cell, in times the pattern's distance: what is near an event lies in one to four cells."""
_NONE: Final[tuple[str, ...]] = ()
_ABOUT: Final[dict[type, str]] = {
    Cctv: "camera_id", Journey: "journey_id", Vehicle: "plate", Tracker: "person_ref", Disaster: "identifier",
    Sensor: "sensor_id",
}  # fmt: skip


def groups_of(rule: PatternRule, report: ReadEvent, places: Places) -> tuple[str, ...]:
    """Names of groups, the event's own first, then those it is within reach of; none where it belongs to no group.

    Each begins with its status (0 actual, 1 exercise, 2 test), one character: an exercise is never counted with the rest.
    """
    status = report.status
    if rule.by == "entity":
        return (f"{status}:{entity(report.event)}",)
    spot = spot_of(report.event, places)
    if rule.by == "district":
        region = _region(report, places, spot)
        return (f"{status}:{region}",) if region else _NONE
    if spot is None or report.vague or rule.metres is None:
        return _NONE
    x, y = spot[1] * WHOLE_METRES_PER_DEGREE, spot[0] * WHOLE_METRES_PER_DEGREE
    side, reach = _SIDE * rule.metres, rule.metres / max(math.cos(math.radians(spot[0])), 0.05)
    own = floor(x / side), floor(y / side)
    west, last = floor((x - reach) / side), floor((x + reach) / side)
    south, north_most = floor((y - rule.metres) / side), floor((y + rule.metres) / side)
    if west == last and south == north_most:
        return (f"{status}:{own[0]}:{own[1]}",)
    found = [own]
    for east in range(west, last + 1):
        found += [(east, north) for north in range(south, north_most + 1) if (east, north) != own]
    return tuple([f"{status}:{east}:{north}" for east, north in found])


def seen_of(report: ReadEvent, bits: int, places: Places) -> Seen:
    """The event as a pattern remembers it."""
    event = report.event
    spot = spot_of(event, places)
    lat, lon = spot if spot is not None and not report.vague else (None, None)
    channel = report.channel or event_type(event)
    return Seen(
        report.order[0], event.source, event.id, entity(event), bits, lat, lon, event.place or "",
        _region(report, places, spot), channel,
    )  # fmt: skip


def spot_of(event: Event, places: Places) -> tuple[float, float] | None:
    """Where an event is (degrees), if it says so or its camera is known; a place's name alone is too vague for a distance."""
    if event.lat is not None and event.lon is not None:
        return event.lat, event.lon
    if isinstance(event, (Cctv, Vehicle)):
        known = places.camera(event.camera_id)
        return known[:2] if known is not None else None
    return None


def entity(event: Event) -> str:
    """What an event is about: a call also for the vehicle sent to it, a camera also where it follows tracks."""
    if isinstance(event, Dispatch):
        return f"call_id:{event.service}:{event.call_id}"
    if isinstance(event, Unit):
        return f"call_id:{event.service}:{event.call_id}" if event.call_id else f"unit_id:{event.service}:{event.unit_id}"
    name = _ABOUT[type(event)]
    return f"{name}:{getattr(event, name)}"


def _region(report: ReadEvent, places: Places, spot: tuple[float, float] | None) -> str:
    return report.region or report.event.region or (places.region_of(*spot) if spot is not None else "")
