"""Calls to 112 and 119: is somebody sent, is somebody there in time."""

from __future__ import annotations

import math
from typing import Final

from msgspec import Struct, structs

from alerts.events import Dispatch, Event, EventRef, Status
from alerts.following import Finding, Seen, States, Step
from alerts.following.read import ReadEvent
from alerts.rules.analysts import DispatchFigures

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
    missed_arrival: int = 0
    """1: the target has passed, 2: by so much that it is an alarm."""
    life: bool = False
    """Whether the caller spoke of a life at stake."""


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
        self._life = tuple(piece.casefold() for piece in figures.life)
        self._doubt = tuple(piece.casefold() for piece in figures.doubt)

    def wants(self, event: Event) -> bool:
        """It watches nothing else."""
        return False

    def keys(self, seen: Seen) -> tuple[str, ...]:
        """``service:call_id``; 120 has no targets."""
        event: Dispatch = seen.event  # type: ignore[union-attr, assignment]
        return () if event.service == "120" else (f"{event.service}:{event.call_id}",)

    def follow(self, key: str, state: Call | None, seen: Seen, states: States) -> Step | None:
        """A stage of the call."""
        report: ReadEvent = seen  # type: ignore[assignment]
        event: Dispatch = report.event  # type: ignore[assignment]
        stage = event.stage
        if stage in _OVER:
            return None if state is None else _GONE
        if state is None:
            if stage != "received" or (event.service == "112" and event.code not in self._figures.send_112_s):
                return None
            state = Call(
                report.order[0], event.service, event.code or "", stage, EventRef(event.source, event.id), event.lat, event.lon,
                event.place or "", event.region or "", event.status, life=self._at_stake(event),
            )  # fmt: skip
        elif stage == "received":  # said again, perhaps with another code
            state = structs.replace(state, code=event.code or state.code, life=state.life or self._at_stake(event))
        else:
            state = structs.replace(state, stage=stage)
        return Step(state, self._next(state))

    def due(self, key: str, state: Call, time: float, states: States) -> Step:
        """A target has passed."""
        findings: tuple[Finding, ...] = ()
        send, arrivals = self._targets(state)
        late = sum(time >= state.received + arrive for arrive in arrivals)
        if late > state.missed_arrival:
            findings = (self._finding("dispatch_not_arrived", state, arrivals[late - 1], ("arrived",), late > 1),)
            state = structs.replace(state, missed_arrival=late, missed_send=True)
        elif not state.missed_send and state.stage not in _SENT and time >= state.received + send:
            findings = (self._finding("dispatch_not_sent", state, send, ("dispatched", "en_route", "arrived"), True),)
            state = structs.replace(state, missed_send=True)
        elif time >= state.received + self._figures.forget_s:
            return _GONE
        return Step(state, self._next(state), findings, entity=f"call_id:{key}")

    def _at_stake(self, event: Dispatch) -> bool:
        """Whether a call to 119 is about a life; what is only suspected is not."""
        if event.service != "119":
            return False
        category = (event.category or "").casefold()
        if any(piece in category for piece in self._doubt):
            return False
        said = f"{category}\n{(event.text or '').casefold()}"
        return any(piece in said for piece in self._life)

    def _targets(self, state: Call) -> tuple[float, tuple[float, ...]]:
        """Seconds until somebody should be sent, and until somebody should be there: at first and at last."""
        f = self._figures
        if state.service == "119":
            return f.send_119_s, (f.arrive_119_s, max(f.alarm_119_s, f.arrive_119_s))
        return f.send_112_s.get(state.code, math.inf), ()  # type: ignore[call-overload]

    def _next(self, state: Call) -> float:
        """When to look again; a moment that has come already comes at once."""
        send, arrivals = self._targets(state)
        times = [state.received + self._figures.forget_s]
        if not state.missed_send and state.stage not in _SENT:
            times.append(state.received + send)
        times += [state.received + arrive for arrive in arrivals[state.missed_arrival :]]
        return min(times)

    def _finding(self, name: str, state: Call, target: float, unless: tuple[str, ...], urgent: bool) -> Finding:
        alarm = urgent and (state.life or state.code in self._alarm)
        return Finding(
            name=name, refs=(state.ref,), value=target / 60.0, unit="min", detail=state.stage, lat=state.lat, lon=state.lon,
            place=state.place, region=state.region, status=state.status, channel=state.service, opens=alarm, raises=alarm,
            unless=unless,
        )  # fmt: skip


_GONE: Final = Step(None)
