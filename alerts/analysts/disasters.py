"""Disaster alerts: what lies inside their area while they are in force, and when they are over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import shapely
from msgspec import Struct

from alerts.events import Disaster, Event, EventRef
from alerts.following.finding import Finding, Step
from alerts.following.follower import Seen, States
from alerts.following.read import ReadEvent
from alerts.incidents import Fact
from alerts.outlines import shape_of
from alerts.places.asked import Places
from alerts.rules.analysts import DisasterFigures

EXPIRED: Final = "disaster_expired"
_NAMED: Final = 4
_GONE: Final = Step(None)


class Warned(Struct, frozen=True, array_like=True, gc=False):
    """An alert in force until ``expires`` (seconds since the epoch); its area as WKB, and what was last said to be inside."""

    expires: float
    ref: EventRef
    area: bytes
    inside: tuple[int, int, int, tuple[str, ...]] = (0, 0, 0, ())
    """Cameras, journeys, sensors, underpasses."""


class DisasterAnalyst:
    """Follows each alert; where journeys and gauges are, their own analysts know."""

    name = "disasters"
    state = Warned
    types: tuple[type, ...] = (Disaster,)
    watches: tuple[type, ...] = ()
    beats = False

    def __init__(self, figures: DisasterFigures, places: Places) -> None:
        self._f = figures
        self._places = places

    def wants(self, event: Event) -> bool:
        """It watches nothing else."""
        return False

    def keys(self, seen: Seen) -> tuple[str, ...]:
        """The alert and the ones it refers to."""
        event: Disaster = seen.event  # type: ignore[union-attr, assignment]
        earlier = [one.split(",") for reference in event.references or () for one in reference.split()]
        names = [parts[1] if len(parts) > 1 else parts[0] for parts in earlier]
        return tuple(dict.fromkeys((*names, event.identifier)))

    def follow(self, key: str, state: Warned | None, seen: Seen, states: States) -> Step:
        """A message."""
        report: ReadEvent = seen  # type: ignore[assignment]
        event: Disaster = report.event  # type: ignore[assignment]
        now = report.order[0]
        if key != event.identifier or event.msg_type not in ("Alert", "Update"):
            return _GONE  # what it refers to is replaced or cancelled
        expires = event.expires.timestamp() if event.expires else now + self._f.lasts_s
        if event.area is None or expires <= now:
            return _GONE
        area = shape_of(event.area)
        inside = self._inside(area, states)
        warned = Warned(expires, EventRef(event.source, event.id), shapely.to_wkb(area), inside)
        facts = tuple([Fact(fact.name, fact.value, fact.unit, fact.text, event.time) for fact in _facts(inside)])
        return Step(warned, min(expires, now + self._f.refresh_s), facts=facts)

    def due(self, key: str, state: Warned, time: float, states: States) -> Step:
        """Time to look again, or it is over."""
        entity = f"identifier:{key}"
        if time >= state.expires:
            return Step(None, findings=(Finding(name=EXPIRED, refs=(state.ref,), opens=False, raises=False),), entity=entity)
        inside = self._inside(shapely.from_wkb(state.area), states)
        due = min(state.expires, time + self._f.refresh_s)
        if inside == state.inside:
            return Step(state, due)
        return Step(Warned(state.expires, state.ref, state.area, inside), due, facts=_facts(inside), entity=entity)

    def _inside(self, area: Any, states: States) -> tuple[int, int, int, tuple[str, ...]]:
        south, west, north, east = area.bounds[1], area.bounds[0], area.bounds[3], area.bounds[2]
        shapely.prepare(area)
        journeys = _count(area, states.others.get("journeys", {}))
        sensors = _count(area, states.others.get("sensors", {}))
        cameras = self._places.cameras_between(south, west, north, east)
        many = int(shapely.contains_xy(area, cameras[1], cameras[0]).sum())
        passes = [
            name for name, lat, lon in self._places.named("underpass") if shapely.contains_xy(area, lon, lat)
        ]  # fmt: skip
        return many, journeys, sensors, tuple(sorted(passes))


def _count(area: Any, states: Mapping[str, Any]) -> int:
    """How many of another analyst's streams were last inside."""
    places = [state.at for state in states.values() if state.at is not None]
    if not places:
        return 0
    lat, lon = np.array(places).T
    return int(shapely.contains_xy(area, lon, lat).sum())


def _facts(inside: tuple[int, int, int, tuple[str, ...]]) -> tuple[Fact, ...]:
    cameras, journeys, sensors, passes = inside
    more = f" +{len(passes) - _NAMED}" if len(passes) > _NAMED else ""
    return (
        Fact("cameras_inside", float(cameras)), Fact("journeys_inside", float(journeys)),
        Fact("sensors_inside", float(sensors)),
        Fact("underpasses_inside", float(len(passes)), "", ", ".join(passes[:_NAMED]) + more),
    )  # fmt: skip
