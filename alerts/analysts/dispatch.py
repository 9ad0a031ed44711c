"""Calls to 112 and 119: is somebody sent, is somebody there in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from alerts.events import Dispatch, Event, EventRef, Status
from alerts.following import Finding, Seen, States, Step
from alerts.rules.analysts import DispatchFigures

if TYPE_CHECKING:
    from alerts.correlation.reading.report import Report

_SENT: Final = frozenset({"dispatched", "en_route"})
_OVER: Final = frozenset({"arrived", "closed"})


class Call(Struct, frozen=True, array_like=True, gc=False):
    """A call that is under way. ``received`` in seconds since the epoch; ``marks``: targets it has missed."""

    received: float
    service: str
    code: str
    stage: str
    ref: EventRef
    lat: float | None
    lon: float | None
    place: str
    region: str
    status: Status
    missed_send: bool = False
    missed_arrival: bool = False


class DispatchAnalyst:
    """Follows each call from its first word to the arrival, and speaks up when a target passes."""

    name = "dispatch"
    state = Call
    types = (Dispatch,)
    watches: tuple[type, ...] = ()
    beats = False

    def __init__(self, figures: DispatchFigures) -> None:
        self._figures = figures
        self._alarm = frozenset(figures.alarm)

    def wants(self, event: Event) -> bool:
        """It watches nothing else."""
        return False

    def keys(self, seen: Seen) -> tuple[str, ...]:
        """``service:call_id``; 120 has no targets."""
        event: Dispatch = seen.event  # type: ignore[union-attr, assignment]
        return () if event.service == "120" else (f"{event.service}:{event.call_id}",)

    def follow(self, key: str, state: Call | None, seen: Seen, states: States) -> Step | None:
        """A stage of the call."""
        report: Report = seen  # type: ignore[assignment]
        event: Dispatch = report.event  # type: ignore[assignment]
        stage = event.stage
        if stage in _OVER:
            return None if state is None else _GONE
        if state is None:
            if stage != "received" or (event.service == "112" and event.code not in self._figures.send_112_s):
                return None
            state = Call(
                report.order[0], event.service, event.code or "", stage, EventRef(event.source, event.id), event.lat, event.lon,
                event.place or "", event.region or "", event.status,
            )  # fmt: skip
        elif stage == "received":  # said again, perhaps with another code
            state = structs.replace(state, code=event.code or state.code)
        else:
            state = structs.replace(state, stage=stage)
        return Step(state, self._next(state, report.order[0]))

    def due(self, key: str, state: Call, time: float, states: States) -> Step:
        """A target has passed."""
        waited = time - state.received
        findings: tuple[Finding, ...] = ()
        send, arrive = self._targets(state)
        if not state.missed_arrival and waited >= arrive:
            findings = (self._finding("dispatch_not_arrived", state, arrive, ("arrived",)),)
            state = structs.replace(state, missed_arrival=True, missed_send=True)
        elif not state.missed_send and state.stage not in _SENT and waited >= send:
            findings = (self._finding("dispatch_not_sent", state, send, ("dispatched", "en_route", "arrived")),)
            state = structs.replace(state, missed_send=True)
        elif waited >= self._figures.forget_s:
            return _GONE
        return Step(state, self._next(state, time), findings, entity=f"call_id:{key}")

    def _targets(self, state: Call) -> tuple[float, float]:
        """Seconds until somebody should be sent and be there; infinite where there is no target."""
        if state.service == "119":
            return self._figures.send_119_s, self._figures.arrive_119_s
        return self._figures.send_112_s.get(state.code, float("inf")), float("inf")  # type: ignore[call-overload]

    def _next(self, state: Call, now: float) -> float:
        send, arrive = self._targets(state)
        times = [state.received + self._figures.forget_s]
        if not state.missed_send and state.stage not in _SENT:
            times.append(state.received + send)
        if not state.missed_arrival:
            times.append(state.received + arrive)
        return min((time for time in times if time > now), default=now + self._figures.forget_s)

    def _finding(self, name: str, state: Call, target: float, unless: tuple[str, ...]) -> Finding:
        alarm = state.code in self._alarm
        return Finding(
            name=name, refs=(state.ref,), value=target / 60.0, unit="min", detail=state.stage, lat=state.lat, lon=state.lon,
            place=state.place, region=state.region, status=state.status, channel=state.service, opens=alarm, raises=alarm,
            unless=unless,
        )  # fmt: skip


_GONE: Final = Step(None)
