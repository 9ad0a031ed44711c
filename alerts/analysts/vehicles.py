"""Number plates on a list: hits of one plate are a track with a direction and a speed, and there are cameras ahead of it."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from msgspec import Struct

from alerts.events import Event, EventRef, Vehicle
from alerts.following.finding import Finding, Step
from alerts.following.follower import Seen, States
from alerts.following.geometry import Point, bearing, distance, turn
from alerts.following.read import ReadEvent
from alerts.incidents import Fact
from alerts.places.asked import Places
from alerts.rules.analysts import VehicleFigures

_HITS: Final = 4
"""Hits of a track that its speed is taken from, at most."""
_NAMED: Final = 3
"""Cameras ahead that are named."""
CLONED: Final = "vehicle_cloned"


class Hit(Struct, frozen=True, array_like=True, gc=False):
    """One reading: seconds since the epoch, degrees."""

    time: float
    camera: str
    at: Point
    ref: EventRef


class Track(Struct, frozen=True, array_like=True, gc=False):
    """A plate's newest hits, oldest first; ``cloned``: it has been in two places at once."""

    hits: tuple[Hit, ...]
    cloned: bool = False


class VehicleAnalyst:
    """Follows each plate."""

    name = "vehicles"
    state = Track
    types: tuple[type, ...] = (Vehicle,)
    watches: tuple[type, ...] = ()
    beats = False

    def __init__(self, figures: VehicleFigures, places: Places) -> None:
        self._f = figures
        self._places = places
        self._lists = frozenset(figures.lists)

    def wants(self, event: Event) -> bool:
        """It watches nothing else."""
        return False

    def keys(self, seen: Seen) -> tuple[str, ...]:
        """The plate, where its list asks for it; an exercise's plate is another one."""
        event: Vehicle = seen.event  # type: ignore[union-attr, assignment]
        return (f"{event.status}:{event.plate}",) if event.list in self._lists else ()

    def follow(self, key: str, state: Track | None, seen: Seen, states: States) -> Step:
        """One more hit."""
        report: ReadEvent = seen  # type: ignore[assignment]
        event: Vehicle = report.event  # type: ignore[assignment]
        now = report.order[0]
        at = self._where(event)
        if at is None:
            return Step(state, None if state is None else now + self._f.forget_s)
        hit = Hit(now, event.camera_id, at, EventRef(event.source, event.id))
        before = state.hits[-1] if state is not None else None
        if before is not None and (jump := self._impossible(before, hit)):
            told = state is not None and state.cloned
            found = Finding(name=CLONED, refs=(before.ref, hit.ref), value=round(jump * 3.6), unit="km/h")
            # the track starts anew: which of the two cars the next hit is, nobody knows
            return Step(Track((hit,), True), now + self._f.forget_s, () if told else (found,))
        hits = (*(state.hits if state is not None else ()), hit)[-_HITS:]
        track = Track(hits, state.cloned if state is not None else False)
        return Step(track, now + self._f.forget_s, facts=self._facts(hits, event))

    def due(self, key: str, state: Track, time: float, states: States) -> Step:
        """Nothing has been seen of it for long."""
        return Step(None)

    def _where(self, event: Vehicle) -> Point | None:
        if event.lat is not None and event.lon is not None:
            return event.lat, event.lon
        known = self._places.camera(event.camera_id)
        return None if known is None else known[:2]

    def _impossible(self, before: Hit, hit: Hit) -> float:
        """Metres per second that no car drives, 0 where it may have been one car."""
        far = distance(before.at, hit.at)
        speed = far / max(hit.time - before.time, 1.0)
        return speed if far > self._f.cloned_m and speed > self._f.cloned_ms else 0.0

    def _facts(self, hits: tuple[Hit, ...], event: Vehicle) -> tuple[Fact, ...]:
        facts: list[Fact] = []
        here, speed = hits[-1], 0.0
        heading = event.heading
        moved = [(one, other) for one, other in pairwise(hits) if other.camera != one.camera]
        if moved:
            lasted = here.time - moved[0][0].time
            speed = sum(distance(one.at, other.at) for one, other in moved) / max(lasted, 1.0)
            facts.append(Fact("speed", round(speed * 3.6), "km/h", time=event.time))
            if heading is None:
                heading = bearing(moved[-1][0].at, moved[-1][1].at)
        if heading is None:
            return tuple(facts)
        facts.append(Fact("heading", round(heading), "deg", time=event.time))
        ahead = self._ahead(here, heading, speed or self._f.assumed_ms)
        facts.append(Fact("next_cameras", float(len(ahead)), "", ", ".join(ahead), event.time))
        return tuple(facts)

    def _ahead(self, here: Hit, heading: float, speed: float) -> list[str]:
        """The nearest cameras it can reach soon the way it is heading, with their distance."""
        reach = min(speed * self._f.ahead_s, self._f.ahead_m)
        found = [
            (far, name)
            for name, lat, lon in self._places.cameras_near(*here.at, reach)
            if name != here.camera
            and (far := distance(here.at, (lat, lon))) <= reach
            and turn(bearing(here.at, (lat, lon)), heading) <= self._f.cone_deg
        ]
        return [f"{name} {far:.0f} m" for far, name in sorted(found)[:_NAMED]]
