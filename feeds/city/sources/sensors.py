"""Sensors: water in underpasses and streams, air, noise, wind, rain, people in busy streets, emergency bells."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from alerts.events import Sensor, SensorLevel
from alerts.places import Place
from feeds.city.agenda import Agenda
from feeds.city.world import World

SOURCE: Final = "sensors"
INTERVAL_S: Final = 90.0
LEAST_INTERVAL_S: Final = 0.5
"""At high rates readings come more often, down to this; beyond it there are more sensors."""
EXCURSIONS_PER_HOUR: Final = 7.0
SURVEY_ERROR_M: Final = 12.0


class Quantity(NamedTuple):
    """One thing that is measured: where, its usual value and scatter, and from where on it is out of the ordinary.

    ``attention``, ``warning`` and ``alarm`` are the least values of these levels (underpass: closed to traffic from 15 cm).
    ``strays`` is how often it leaves the normal by itself, as a share of all excursions.
    """

    name: str
    unit: str
    kinds: tuple[str, ...]
    usual: float
    scatter: float
    attention: float
    warning: float
    alarm: float
    strays: float
    label: str


QUANTITIES: Final = (
    Quantity("water_depth", "cm", ("underpass",), 0.6, 0.3, 5, 10, 15, 0.3, "flood"),
    Quantity("water_level", "m", ("stream", "bridge"), 0.9, 0.08, 2.0, 2.8, 3.5, 0.3, "flood"),
    Quantity("pm2.5", "ug/m3", ("park", "campus", "landmark"), 21, 3, 36, 76, 151, 2.5, "environment"),
    Quantity("noise", "dB", ("nightlife", "market", "station"), 62, 3.5, 88, 96, 105, 2.0, "environment"),
    Quantity("wind_speed", "m/s", ("bridge", "landmark"), 3.2, 1.0, 10, 14, 21, 0.6, "weather"),
    Quantity("rain", "mm/h", ("campus", "underpass"), 0.0, 0.0, 15, 30, 50, 0.0, "weather"),
    Quantity("people_density", "1/m2", ("nightlife", "landmark"), 0.9, 0.25, 3.0, 4.0, 5.0, 0.6, "crowd"),
    Quantity("smoke", "%/m", ("market", "hospital"), 0.4, 0.15, 4, 8, 12, 0.3, "fire"),
    Quantity("emergency_bell", "", ("park", "nightlife", "campus"), 0.0, 0.0, 1, 1, 1, 0.25, "bell"),
)
BELL: Final = "emergency_bell"


@dataclass(slots=True)
class Swell:
    """A quantity rises above its usual value, stays, and falls again. Times in seconds since the epoch."""

    start: float
    peak: float
    rise_s: float
    hold_s: float
    fall_s: float
    truth: str

    def at(self, time: float) -> float:
        """The value added at this time."""
        since = time - self.start
        if since < 0 or since > self.rise_s + self.hold_s + self.fall_s:
            return 0.0
        if since < self.rise_s:
            return self.peak * since / self.rise_s
        return self.peak * min(1.0, 1.0 - (since - self.rise_s - self.hold_s) / self.fall_s)

    @property
    def end(self) -> float:
        """When it is over."""
        return self.start + self.rise_s + self.hold_s + self.fall_s


class Gauge(NamedTuple):
    """One sensor. ``lat``/``lon`` in degrees, as it reports them."""

    sensor_id: str
    quantity: Quantity
    place: Place
    lat: float
    lon: float


class SensorNet:
    """All sensors; one source."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._rng = world.numbers("sensors")
        self._dice = world.dice("sensors")
        self._interval = max(LEAST_INTERVAL_S, INTERVAL_S / world.rate)
        self.gauges = list(self._install(max(1, round(world.rate * LEAST_INTERVAL_S / INTERVAL_S))))
        self._next = world.start + self._rng.random(len(self.gauges)) * self._interval
        self._swells: dict[int, list[Swell]] = {}
        self._extra: Agenda[int] = Agenda()
        self._made = 0

    def _install(self, copies: int) -> Sequence[Gauge]:
        world, gauges = self._world, []
        for quantity in QUANTITIES:
            number = 0
            for kind in quantity.kinds:
                for place in world.profile.places_by_kind.get(kind, ()):
                    for _ in range(copies):
                        number += 1
                        x, y = world.plane.xy(place.lat, place.lon)
                        error = SURVEY_ERROR_M
                        lat, lon = world.plane.latlon(x + self._dice.gauss(0, error), y + self._dice.gauss(0, error))
                        gauges.append(Gauge(f"{quantity.name}-{number:03d}", quantity, place, lat, lon))
        return gauges

    def at(self, place: Place, quantity: str) -> int | None:
        """The index of the sensor of this quantity at this place."""
        for index, gauge in enumerate(self.gauges):
            if gauge.place is place and gauge.quantity.name == quantity:
                return index
        return None

    def swell(self, index: int, swell: Swell, every_s: float) -> None:
        """Let one sensor's value rise and fall, with a reading every ``every_s`` seconds besides the usual ones."""
        self._swells.setdefault(index, []).append(swell)
        time = swell.start + every_s
        while time < swell.end:
            self._extra.put(time, index)
            time += every_s

    def press(self, time: float, index: int, truth: str) -> None:
        """Somebody presses an emergency bell."""
        self._swells.setdefault(index, []).append(Swell(time - 0.5, 1.0, 0.1, 60.0, 0.1, truth))
        self._extra.put(time, index)

    def run(self, since: float, until: float) -> None:
        """Emit the readings of this window."""
        self._stray(since, until)
        for time, index in self._extra.due(until):
            self._read(time, [index], [time])
        while True:
            due = np.flatnonzero(self._next < until)
            if not len(due):
                break
            self._read(since, due.tolist(), self._next[due].tolist())
            self._next[due] += self._interval
        for index in [i for i, swells in self._swells.items() if all(s.end < since for s in swells)]:
            del self._swells[index]

    def _stray(self, since: float, until: float) -> None:
        """Ordinary excursions: a dusty hour, a street concert, a gust, a bell pressed in play."""
        world, dice = self._world, self._dice
        expected = EXCURSIONS_PER_HOUR / 3600 * (until - since) * world.disturbance.reports * math.sqrt(world.rate)
        for _ in range(int(self._rng.poisson(expected))):
            quantity = dice.choices(QUANTITIES, weights=[q.strays for q in QUANTITIES])[0]
            index = dice.choice([i for i, gauge in enumerate(self.gauges) if gauge.quantity is quantity])
            start = since + dice.random() * (until - since)
            truth = world.ledger.new(quantity.label)
            if quantity.name == BELL:
                self.press(start, index, truth)
                continue
            peak = (quantity.attention - quantity.usual) * dice.uniform(1.05, 1.45)
            self.swell(index, Swell(start, peak, dice.uniform(60, 400), dice.uniform(60, 500), 200.0, truth), INTERVAL_S)

    def _read(self, now: float, due: list[int], times: list[float]) -> None:
        world = self._world
        hour = world.moment(now).hour
        daily = 1.0 + 0.15 * math.sin((hour - 9) / 24 * 2 * math.pi)
        noise = self._rng.normal(size=len(due)).tolist()
        for index, time, shake in zip(due, times, noise, strict=True):
            gauge = self.gauges[index]
            quantity = gauge.quantity
            value = max(0.0, quantity.usual * daily + quantity.scatter * shake)
            truth = ""
            for swell in self._swells.get(index, ()):
                added = swell.at(time)
                if added > 0:
                    value, truth = value + added, swell.truth
            level = _level(value, quantity)
            self._made += 1
            event_id = f"{world.tag}s{self._made}"
            if level != "normal":
                world.ledger.note(SOURCE, event_id, truth or f"{quantity.label}-{gauge.sensor_id}")
            world.emit(
                time,
                Sensor(
                    id=event_id, source=SOURCE, time=world.moment(time), lat=gauge.lat, lon=gauge.lon,
                    place=gauge.place.name_ko, region=gauge.place.region, sensor_id=gauge.sensor_id,
                    quantity=quantity.name, value=int(value * 100.0 + 0.5) / 100.0, unit=quantity.unit, level=level,
                ),
            )  # fmt: skip


def _level(value: float, quantity: Quantity) -> SensorLevel:
    if value >= quantity.alarm:
        return "alarm"
    if value >= quantity.warning:
        return "warning"
    return "attention" if value >= quantity.attention else "normal"
