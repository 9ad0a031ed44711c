"""Disaster alerts: what lies inside their area while they are in force, and when they are over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from msgspec import Struct

from alerts.events import Disaster, EventRef, Journey, MultiPolygon, Sensor
from alerts.following.finding import Finding, Step
from alerts.following.follower import Seen, States
from alerts.following.geometry import Point
from alerts.incidents import Fact
from alerts.rules.analysts import DisasterFigures

if TYPE_CHECKING:
    from alerts.correlation.places import Places
    from alerts.correlation.reading.report import Report

EXPIRED: Final = "disaster_expired"
_NAMED: Final = 4
_OVER: Final = frozenset({"arrived", "ended"})
_GONE: Final = Step(None)


class Warned(Struct, frozen=True, array_like=True, tag=True):
    """An alert in force until ``expires`` (seconds since the epoch); its area as WKB, and what was last said to be inside."""

    expires: float
    ref: EventRef
    area: bytes
    inside: tuple[int, int, int, tuple[str, ...]] = (0, 0, 0, ())
    """Cameras, journeys, sensors, underpasses."""


class Thing(Struct, frozen=True, array_like=True, tag=True):
    """Where a sensor or a journey was last."""

    at: Point


class DisasterAnalyst:
    """Follows each alert, and for them where sensors and journeys are."""

    name = "disasters"
    state = Warned | Thing
    types: tuple[type, ...] = (Disaster, Journey, Sensor)
    watches: tuple[type, ...] = (Sensor,)
    beats = False

    def __init__(self, figures: DisasterFigures, places: Places) -> None:
        self._f = figures
        self._places = places

    def keys(self, seen: Seen) -> tuple[str, ...]:
        """The alert and the ones it refers to; a sensor or a journey."""
        event: Any = seen.event  # type: ignore[union-attr]
        if type(event) is Sensor:
            return (f"sensor:{event.sensor_id}",)
        if type(event) is Journey:
            return (f"journey:{event.journey_id}",)
        earlier = [one.split(",") for reference in event.references or () for one in reference.split()]
        names = [parts[1] if len(parts) > 1 else parts[0] for parts in earlier]
        return tuple(dict.fromkeys(f"alert:{name}" for name in (*names, event.identifier)))

    def follow(self, key: str, state: Any, seen: Seen, states: States) -> Step:
        """A message, a reading or a position."""
        report: Report = seen  # type: ignore[assignment]
        event: Any = report.event
        now = report.order[0]
        if type(event) is not Disaster:
            return self._thing(state, event, now)
        if key != f"alert:{event.identifier}" or event.msg_type not in ("Alert", "Update"):
            return _GONE  # what it refers to is replaced or cancelled
        expires = event.expires.timestamp() if event.expires else now + self._f.lasts_s
        if event.area is None or expires <= now:
            return _GONE
        area = _shape(event.area)
        inside = self._inside(area, states)
        warned = Warned(expires, EventRef(event.source, event.id), shapely.to_wkb(area), inside)
        facts = tuple([Fact(fact.name, fact.value, fact.unit, fact.text, event.time) for fact in _facts(inside)])
        return Step(warned, min(expires, now + self._f.refresh_s), facts=facts)

    def due(self, key: str, state: Any, time: float, states: States) -> Step:
        """Time to look again, or it is over."""
        if isinstance(state, Thing):
            return _GONE
        entity = f"identifier:{key.removeprefix('alert:')}"
        if time >= state.expires:
            return Step(None, findings=(Finding(name=EXPIRED, refs=(state.ref,), opens=False, raises=False),), entity=entity)
        inside = self._inside(shapely.from_wkb(state.area), states)
        due = min(state.expires, time + self._f.refresh_s)
        if inside == state.inside:
            return Step(state, due)
        return Step(Warned(state.expires, state.ref, state.area, inside), due, facts=_facts(inside), entity=entity)

    def _thing(self, state: Thing | None, event: Sensor | Journey, now: float) -> Step:
        if type(event) is Journey and event.stage in _OVER:
            return _GONE
        at = state.at if state is not None else None
        if event.lat is not None and event.lon is not None and at != (event.lat, event.lon):
            state = Thing((event.lat, event.lon))
        return Step(state, now + self._f.forget_s)

    def _inside(self, area: Any, states: States) -> tuple[int, int, int, tuple[str, ...]]:
        south, west, north, east = area.bounds[1], area.bounds[0], area.bounds[3], area.bounds[2]
        shapely.prepare(area)
        journeys = sensors = 0
        things = [(key, state.at) for key, state in states.items() if type(state) is Thing]
        if things:
            lat, lon = np.array([at for _, at in things]).T
            within = shapely.contains_xy(area, lon, lat)
            for (key, _), here in zip(things, within.tolist(), strict=True):
                journeys += here and key.startswith("journey:")
                sensors += here and key.startswith("sensor:")
        cameras = self._places.cameras_between(south, west, north, east)
        many = int(shapely.contains_xy(area, cameras[1], cameras[0]).sum())
        passes = [
            name for name, lat, lon in self._places.named("underpass") if shapely.contains_xy(area, lon, lat)
        ]  # fmt: skip
        return many, journeys, sensors, tuple(sorted(passes))


def _facts(inside: tuple[int, int, int, tuple[str, ...]]) -> tuple[Fact, ...]:
    cameras, journeys, sensors, passes = inside
    more = f" +{len(passes) - _NAMED}" if len(passes) > _NAMED else ""
    return (
        Fact("cameras_inside", float(cameras)), Fact("journeys_inside", float(journeys)),
        Fact("sensors_inside", float(sensors)),
        Fact("underpasses_inside", float(len(passes)), "", ", ".join(passes[:_NAMED]) + more),
    )  # fmt: skip


def _shape(area: Any) -> Any:
    polygons = area.coordinates if isinstance(area, MultiPolygon) else [area.coordinates]
    shapes = []
    for rings in polygons:
        outer, *holes = [[position[:2] for position in ring] for ring in rings]
        shapes.append(shapely.Polygon(outer, holes))
    return shapely.make_valid(shapely.MultiPolygon(shapes))
