"""What the structs' types cannot say about an event, and the record of an event that was refused.

Types, ranges, patterns and required fields are checked while decoding (``alerts.events``). Here: times within reason,
finite numbers (MessagePack can carry NaN), and areas that are areas. An event is judged alone: its neighbours go on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite
from typing import Final, cast

from msgspec import Struct

from alerts.events import Disaster, Event, EventBase, Journey, MultiPolygon, Sensor
from alerts.incidents import KEY_SEPARATOR

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2099
_YEARS: Final = frozenset(range(FIRST_YEAR, LAST_YEAR + 1))
_NO_TIME: Final = f"expected a time from {FIRST_YEAR} to {LAST_YEAR}"
MAX_POSITIONS: Final = 20_000
"""Positions in one area or route: an upper bound on what a map or an engine is asked to work through for one event."""

Fault = tuple[int, str, str]
"""Index of the event, name of the field, reason."""


class Rejection(Struct, omit_defaults=True):
    """An event that was refused: whose it was, which field, why, and what came (as received, perhaps cut short).

    ``source`` and ``event_id`` are empty where they could not be read. ``reason`` names the field. ``line`` counts from 1
    in a recording, 0 elsewhere.
    """

    source: str
    event_id: str
    field: str
    reason: str
    raw: bytes = b""
    line: int = 0


def check(events: Sequence[Event]) -> list[Fault]:
    """The faults of these events, at most one an event; empty where all is well.

    An event with one coordinate but not the other loses it: half a position is none, and no reason to lose a report.
    """
    faults: list[Fault] = []
    special = _SPECIAL.get
    for index, event in enumerate(events):  # nearly always all is well: this loop is what checking costs
        if (
            FIRST_YEAR <= event.time.year <= LAST_YEAR
            and KEY_SEPARATOR not in event.source
            and (event.lat is None) is (event.lon is None)
        ):
            further = special(type(event))
            fault = None if further is None else further(event)
        else:
            fault = _fault(event)
        if fault is not None:
            faults.append((index, *fault))
    return faults


def _fault(event: EventBase) -> tuple[str, str] | None:
    if not FIRST_YEAR <= event.time.year <= LAST_YEAR:
        return "time", _NO_TIME
    if KEY_SEPARATOR in event.source:
        return "source", "expected text without the control character U+001F"
    if (event.lat is None) is not (event.lon is None):
        event.lat = event.lon = None
    further = _SPECIAL.get(type(event))
    return None if further is None else further(event)


def _sensor(event: EventBase) -> tuple[str, str] | None:
    if not isfinite(cast("Sensor", event).value):
        return "value", "expected a finite number"
    return None


def _journey(event: EventBase) -> tuple[str, str] | None:
    journey = cast("Journey", event)
    if journey.eta is not None and journey.eta.year not in _YEARS:
        return "eta", _NO_TIME
    if journey.route is not None:
        fault = _positions(journey.route.coordinates)
        if fault is not None:
            return "route", fault
    return None


def _disaster(event: EventBase) -> tuple[str, str] | None:
    disaster = cast("Disaster", event)
    for name, moment in (("onset", disaster.onset), ("expires", disaster.expires)):
        if moment is not None and moment.year not in _YEARS:
            return name, _NO_TIME
    area = disaster.area
    if area is None:
        return None
    polygons = area.coordinates if isinstance(area, MultiPolygon) else [area.coordinates]
    total = 0
    for rings in polygons:
        if not rings:
            return "area", "expected a polygon with at least one ring"
        for ring in rings:
            total += len(ring)
            fault = _positions(ring)
            if fault is None and ring[0] != ring[-1]:
                fault = "expected a closed ring (first and last position the same)"
            if fault is None and total > MAX_POSITIONS:
                fault = f"expected at most {MAX_POSITIONS} positions"
            if fault is not None:
                return "area", fault
    return None


def _positions(line: Sequence[Sequence[float]]) -> str | None:
    if len(line) > MAX_POSITIONS:
        return f"expected at most {MAX_POSITIONS} positions"
    for position in line:
        # comparisons with NaN are false, so this refuses NaN too
        if not (-180.0 <= position[0] <= 180.0 and -90.0 <= position[1] <= 90.0):
            return "expected positions of longitude (-180 to 180) and latitude (-90 to 90)"
        if len(position) > 2 and not all(map(isfinite, position)):
            return "expected finite numbers"
    return None


_SPECIAL: Final[dict[type, Callable[[EventBase], tuple[str, str] | None]]] = {
    Sensor: _sensor,
    Journey: _journey,
    Disaster: _disaster,
}
