"""Gauges: how fast they rise, when the next level is reached, and whether one flaps."""

from __future__ import annotations

import math
from typing import Final

from msgspec import Struct, structs

from alerts.events import Event, EventRef, Sensor, SensorLevel
from alerts.following.finding import Finding, Step
from alerts.following.follower import Seen, States
from alerts.following.geometry import Point
from alerts.following.read import ReadEvent
from alerts.incidents import Fact
from alerts.rules.analysts import SensorFigures

_READINGS: Final = 8
"""Newest readings that a rate is taken from, at most."""
_LEVELS: Final[tuple[SensorLevel, ...]] = ("normal", "attention", "warning", "alarm")
_QUANTITIES: Final = 1000
"""Names of quantities whose answer is kept; there are a few dozen."""
RISING, FLAPPING = "sensor_rising", "sensor_flapping"


class Gauge(Struct, frozen=True, array_like=True, gc=False):
    """A sensor's newest readings (seconds since the epoch, value), oldest first.

    ``least``: for the levels attention, warning and alarm the lowest value they were reported at (inf: never); the levels'
    own bounds are not in the events. ``flips``: when its level last left or came back to normal.
    """

    readings: tuple[tuple[float, float], ...]
    level: int
    least: tuple[float, float, float] = (math.inf, math.inf, math.inf)
    flips: tuple[float, ...] = ()
    told: int = 0
    """The level it was said to be rising to; 0: none."""
    flapping: bool = False
    at: Point | None = None


class SensorAnalyst:
    """Follows each sensor whose quantity the rules name."""

    name = "sensors"
    state = Gauge
    types: tuple[type, ...] = (Sensor,)
    watches: tuple[type, ...] = (Sensor,)
    beats = False

    def __init__(self, figures: SensorFigures) -> None:
        self._f = figures
        self._words = [word.lower() for word in figures.quantities]
        self._followed: dict[str, bool] = {}
        self._bounds = {name.lower(): tuple(bounds) for name, bounds in figures.levels.items()}

    def wants(self, event: Event) -> bool:
        """A normal reading is what a rise begins with."""
        assert isinstance(event, Sensor)
        known = self._followed.get(event.quantity)
        if known is None:
            known = any(word in event.quantity.lower() for word in self._words)
            if len(self._followed) < _QUANTITIES:
                self._followed[event.quantity] = known
        return known

    def keys(self, seen: Seen) -> tuple[str, ...]:
        """The sensor; in an exercise it is another one."""
        event: Sensor = seen.event  # type: ignore[union-attr, assignment]
        return (f"{event.status}:{event.sensor_id}",) if self.wants(event) else ()

    def follow(self, key: str, state: Gauge | None, seen: Seen, states: States) -> Step:
        """A reading."""
        report: ReadEvent = seen  # type: ignore[assignment]
        event: Sensor = report.event  # type: ignore[assignment]
        f, now, level = self._f, report.order[0], _LEVELS.index(event.level or "normal")
        forget = now + f.forget_s
        if not math.isfinite(event.value):
            return Step(state, forget)
        reading = (now, event.value)
        if state is None:
            return Step(Gauge((reading,), level, _learn(None, level, event.value), at=_at(event)), forget)
        readings = (*[old for old in state.readings if old[0] > now - f.window_s], reading)[-_READINGS:]
        flips = state.flips
        if (level == 0) != (state.level == 0):
            flips = tuple([time for time in flips if time > now - f.flap_s] + [now])
        gauge = structs.replace(
            state, readings=readings, level=level, least=_learn(state.least, level, event.value), flips=flips,
            at=_at(event) or state.at,
        )  # fmt: skip
        ref = EventRef(event.source, event.id)
        findings: list[Finding] = []
        if len(flips) >= f.flaps and not gauge.flapping:
            gauge = structs.replace(gauge, flapping=True)
            findings.append(
                Finding(name=FLAPPING, refs=(ref,), value=float(len(flips)), opens=False, raises=False)
            )  # fmt: skip
        elif gauge.flapping and not flips:
            gauge = structs.replace(gauge, flapping=False)
        rate, sure = slope(readings)
        facts: tuple[Fact, ...] = ()
        upward = sure >= f.sure and readings[-1][0] - readings[0][0] >= f.least_s
        if upward and not gauge.flapping:
            target, minutes = self._next_level(gauge, event, rate)
            if target and minutes <= f.ahead_s / 60.0 and target >= 2 and target > gauge.told:
                gauge = structs.replace(gauge, told=target)
                findings.append(
                    Finding(name=RISING, refs=(ref,), value=_figures(minutes), unit="min", detail=_LEVELS[target])
                )  # fmt: skip
            if level or gauge.told:
                facts = (Fact("rate", _figures(rate * 3600.0), f"{event.unit}/h", time=event.time),)
                if target:
                    facts += (Fact("next_level", _figures(minutes), "min", _LEVELS[target], event.time),)
        elif gauge.told and level == 0 and rate <= 0.0:
            gauge = structs.replace(gauge, told=0)
        if not facts and (level or state.level):
            facts = (Fact("rate", _figures(rate * 3600.0), f"{event.unit}/h", time=event.time),)
        return Step(gauge, forget, tuple(findings), facts, entity=f"sensor_id:{event.sensor_id}")

    def due(self, key: str, state: Gauge, time: float, states: States) -> Step:
        """It has said nothing for long."""
        return Step(None)

    def _next_level(self, gauge: Gauge, event: Sensor, rate: float) -> tuple[int, float]:
        """The next level up whose bound is known, and the minutes until it at this rate; (0, inf) for none."""
        bounds = self._bounds.get(event.quantity.lower(), ())
        for level in range(gauge.level + 1, len(_LEVELS)):
            bound = bounds[level - 1] if level <= len(bounds) else gauge.least[level - 1]
            if math.isfinite(bound) and bound > event.value:
                return level, (bound - event.value) / rate / 60.0
        return 0, math.inf


def _at(event: Sensor) -> Point | None:
    return (event.lat, event.lon) if event.lat is not None and event.lon is not None else None


def _learn(least: tuple[float, float, float] | None, level: int, value: float) -> tuple[float, float, float]:
    """The lowest values of the levels, after one more reading; a higher level's cannot be below a lower one's."""
    attention, warning, alarm = least or (math.inf, math.inf, math.inf)
    if level >= 1:
        attention = min(attention, value) if level == 1 else attention
        warning = min(warning, value) if level == 2 else warning
        alarm = min(alarm, value) if level == 3 else alarm
    return attention, warning, alarm


def slope(readings: tuple[tuple[float, float], ...]) -> tuple[float, float]:
    """Least squares: units a second, and how many of its standard errors that is (0 from fewer than four readings)."""
    n = len(readings)
    if n < 4:
        return 0.0, 0.0
    start = readings[0][0]
    mean_t = sum([time - start for time, _ in readings]) / n
    mean_v = sum([value for _, value in readings]) / n
    off = [(time - start - mean_t, value - mean_v) for time, value in readings]
    square = sum([time**2 for time, _ in off])
    if square == 0.0:
        return 0.0, 0.0
    rate = sum([time * value for time, value in off]) / square
    rest = sum([(value - rate * time) ** 2 for time, value in off])
    error = math.sqrt(rest / (n - 2) / square)
    return rate, min(rate / error, 1e6) if error > 0.0 else math.copysign(1e6, rate) if rate else 0.0


def _figures(value: float) -> float:
    """Three figures that say something."""
    return float(f"{value:.3g}")
