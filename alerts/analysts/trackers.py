"""Personal devices: somebody left the safe zone and does not come back, or will soon not be found any more."""

from __future__ import annotations

from typing import Final

from msgspec import Struct, structs

from alerts.events import Event, EventRef, Status, Tracker
from alerts.following.finding import Finding, Step
from alerts.following.follower import Seen, States
from alerts.following.geometry import Point
from alerts.following.read import ReadEvent
from alerts.rules.analysts import TrackerFigures

NO_RETURN, FADING, RETURNED = "tracker_no_return", "tracker_fading", "tracker_returned"
_LOST: Final = frozenset({"low_battery", "device_damage"})
"""After these the device may soon say nothing more."""


class Outing(Struct, frozen=True, array_like=True, gc=False):
    """Somebody is out of the safe zone since ``since`` (seconds since the epoch); ``at``: where the device last was."""

    since: float
    at: Point | None
    place: str
    region: str
    status: Status
    ref: EventRef
    late: bool = False
    fading: bool = False


class TrackerAnalyst:
    """Follows each person who has left a safe zone."""

    name = "trackers"
    state = Outing
    types: tuple[type, ...] = (Tracker,)
    watches: tuple[type, ...] = ()
    beats = False

    def __init__(self, figures: TrackerFigures) -> None:
        self._f = figures

    def wants(self, event: Event) -> bool:
        """It watches nothing else."""
        return False

    def keys(self, seen: Seen) -> tuple[str, ...]:
        """The person. Under electronic monitoring every alert is one at once, and zones mean something else."""
        event: Tracker = seen.event  # type: ignore[union-attr, assignment]
        return () if event.programme == "electronic_monitoring" else (event.person_ref,)

    def follow(self, key: str, state: Outing | None, seen: Seen, states: States) -> Step:
        """An alert of the device."""
        report: ReadEvent = seen  # type: ignore[assignment]
        event: Tracker = report.event  # type: ignore[assignment]
        now, ref = report.order[0], EventRef(event.source, event.id)
        at = (event.lat, event.lon) if event.lat is not None and event.lon is not None else None
        if event.alert == "geofence_exit":
            if state is None:
                state = Outing(now, at, event.place or "", event.region or "", event.status, ref)
            else:
                state = structs.replace(state, at=at or state.at, ref=ref)
            return Step(state, self._next(state, now))
        if state is None:
            return Step(None)
        if event.alert == "zone_entry":
            return Step(None, findings=(Finding(name=RETURNED, refs=(ref,), opens=False, raises=False),))
        state = structs.replace(state, at=at or state.at, ref=ref)
        if event.alert in _LOST and not state.fading:
            found = Finding(name=FADING, refs=(ref,), detail=event.alert)
            return Step(structs.replace(state, fading=True), self._next(state, now), (found,))
        return Step(state, self._next(state, now))

    def due(self, key: str, state: Outing, time: float, states: States) -> Step:
        """Not back in time."""
        if state.late:
            return Step(None)
        lat, lon = state.at or (None, None)
        found = Finding(
            name=NO_RETURN, refs=(state.ref,), value=self._f.return_s / 60.0, unit="min", lat=lat, lon=lon, place=state.place,
            region=state.region, status=state.status,
        )  # fmt: skip
        state = structs.replace(state, late=True)
        return Step(state, self._next(state, time), (found,), entity=f"person_ref:{key}")

    def _next(self, state: Outing, now: float) -> float:
        due = state.since + (self._f.forget_s if state.late else self._f.return_s)
        return due if due > now else now + self._f.forget_s
