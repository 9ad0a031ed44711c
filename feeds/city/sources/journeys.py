"""Safe-return journeys (안심귀가): people walk home and their phones say where they are."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from alerts.events import Journey, JourneyStage, LineString
from alerts.places.land import Floats
from feeds.city.agenda import Agenda
from feeds.city.rhythm import Rhythm
from feeds.city.world import World

SOURCE: Final = "safe-return"
STARTS_PER_SECOND: Final = 0.1
"""New journeys, the day's mean at rate 1: some 80 are under way."""
INTERVAL_S: Final = 12.0
LEAST_INTERVAL_S: Final = 1.0
"""At high rates positions come more often, down to this; beyond it there are more journeys."""
POSITION_ERROR_M: Final = 9.0
SOS_ERROR_M: Final = 30.0
WALK: Final = (1.0, 1.5)
"""Metres per second."""
PRESSED_BY_MISTAKE: Final = 0.004
CALM_S: Final = 45.0


@dataclass(slots=True)
class Walk:
    """One journey: its way as points (metres) with the time at each, and where and when it calls for help, if it does."""

    journey_id: str
    points: Floats
    times: Floats
    region: str
    sos: float | None = None
    cancelled: float | None = None
    truth: str = ""
    battery: float = 1.0
    stays: bool = False
    route: list[tuple[float, float]] | None = None
    """The way that was told, where another one is gone (metres)."""
    eta: float | None = None
    """When it was said to arrive, where that is not when it does."""
    wrong: float = math.inf
    """From when on its positions are part of what goes wrong."""
    steps: list[tuple[float, JourneyStage]] = field(default_factory=list)
    """What is still to be said, the next last."""


class SafeReturn:
    """All journeys; one source."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._dice = world.dice("journeys")
        self._rng = world.numbers("journeys")
        self._interval = max(LEAST_INTERVAL_S, INTERVAL_S / world.rate)
        self._more = max(1.0, world.rate * LEAST_INTERVAL_S / INTERVAL_S)
        self._rhythm = Rhythm("night")
        self._agenda: Agenda[Walk] = Agenda()
        self._starts = [
            (place, *world.plane.xy(place.lat, place.lon))
            for kind in ("station", "nightlife")
            for place in world.profile.places_by_kind.get(kind, ())
        ]
        self._walks = 0
        self._made = 0
        if self._starts:
            self._under_way()

    def _under_way(self) -> None:
        """Those who set out before the city began."""
        expected = STARTS_PER_SECOND * self._more * self._rhythm.at(self._world.moment(self._world.start)) * 600
        for _ in range(int(self._rng.poisson(expected))):
            self._set_out(self._world.start - self._dice.random() * 600)

    def run(self, since: float, until: float) -> None:
        """Emit what journeys say in this window."""
        if self._starts:
            expected = STARTS_PER_SECOND * self._more * self._rhythm.at(self._world.moment(since)) * (until - since)
            for _ in range(int(self._rng.poisson(expected))):
                self._set_out(since + self._dice.random() * (until - since))
        for time, walk in self._agenda.due(until):
            self._speak(time, walk, until)

    def walk(
        self, time: float, way: list[tuple[float, float]], sos: float | None = None, truth: str = "", pace: float = 1.0
    ) -> Walk:
        """Somebody sets out along these points (metres); ``sos`` is when help is called for, and then nobody goes on.

        ``pace`` multiplies the walking speed and the number of positions, for incidents that are played out fast.
        """
        points = np.array(way)
        steps = np.hypot(*np.diff(points, axis=0).T)
        speed = self._dice.uniform(*WALK) * pace
        self._walks += 1
        name = f"SR-{self._world.day}-{self._world.tag}-{self._walks:04d}"
        lat, lon = self._world.plane.latlon(float(points[0, 0]), float(points[0, 1]))
        region = self._world.districts.code_of(lat, lon)
        times = time + np.concatenate([[0.0], np.cumsum(steps / speed)])
        walk = Walk(name, points, times, region, sos, None, truth, self._dice.uniform(0.15, 1.0), stays=sos is not None)
        self._plan(walk, self._interval / pace)
        return walk

    def goes_wrong(
        self, walk: Walk, since: float, *, route: list[tuple[float, float]] | None = None, eta: float | None = None
    ) -> None:
        """A journey was told another way or another time than it takes; ``since`` is when that can be known."""
        walk.route, walk.eta, walk.wrong = route, eta, since

    def _set_out(self, time: float) -> None:
        dice = self._dice
        _, x, y = self._starts[int(dice.random() * len(self._starts))]
        x, y = x + dice.gauss(0, 60), y + dice.gauss(0, 60)
        walk = self.walk(time, winding_way(x, y, dice.uniform(450, 1400), dice.uniform(0, 2 * math.pi), dice.random()))
        if dice.random() < PRESSED_BY_MISTAKE:
            walk.sos = float(walk.times[0] + (walk.times[-1] - walk.times[0]) * dice.random())
            walk.cancelled = walk.sos + dice.uniform(8, CALM_S)
            walk.truth = self._world.ledger.new("journey")
            walk.steps.clear()
            self._plan(walk, self._interval)

    def _plan(self, walk: Walk, interval: float) -> None:
        start, end = float(walk.times[0]), float(walk.times[-1])
        last = end if not walk.stays else max(end, (walk.sos or end)) + 40 * interval
        steps: list[tuple[float, JourneyStage]] = [(start, "started")]
        steps += [(float(t), "position") for t in np.arange(start + interval, last, interval)]
        if walk.sos is not None:
            steps.append((walk.sos, "sos"))
        if walk.cancelled is not None:
            steps.append((walk.cancelled, "sos_cancelled"))
        steps.append((last, "ended" if walk.stays else "arrived"))
        steps.sort(key=lambda step: step[0], reverse=True)
        begun = self._world.start
        while steps and steps[-1][0] < begun:
            steps.pop()
        fresh = not walk.steps
        walk.steps = steps
        if steps and fresh:
            self._agenda.put(steps[-1][0], walk)

    def _speak(self, time: float, walk: Walk, until: float) -> None:
        """Say what is due; what was planned anew meanwhile counts."""
        if not walk.steps or walk.steps[-1][0] > time:
            return
        while walk.steps and walk.steps[-1][0] < until:
            at, stage = walk.steps.pop()
            self._emit(at, walk, stage)
        if walk.steps:
            self._agenda.put(walk.steps[-1][0], walk)

    def _emit(self, time: float, walk: Walk, stage: JourneyStage) -> None:
        world = self._world
        at = min(time, walk.sos) if walk.stays and walk.sos is not None else time
        x = float(np.interp(at, walk.times, walk.points[:, 0]))
        y = float(np.interp(at, walk.times, walk.points[:, 1]))
        error = world.error(SOS_ERROR_M if stage == "sos" else POSITION_ERROR_M)
        lat, lon = world.plane.latlon(x + self._dice.gauss(0, error), y + self._dice.gauss(0, error))
        self._made += 1
        event_id = f"{world.tag}j{self._made}"
        route = eta = None
        if stage == "started":
            told = walk.points if walk.route is None else np.array(walk.route)
            lats, lons = world.plane.latlons(told[:, 0], told[:, 1])
            route = LineString([[b, a] for a, b in zip(lats, lons, strict=True)])
            eta = world.moment(float(walk.times[-1]) if walk.eta is None else walk.eta)
        if stage in ("sos", "sos_cancelled") or time >= walk.wrong:
            world.ledger.note(SOURCE, event_id, walk.truth)
        world.emit(
            time,
            Journey(
                id=event_id, source=SOURCE, time=world.moment(time), lat=lat, lon=lon, region=walk.region or None,
                journey_id=walk.journey_id, stage=stage, route=route, eta=eta, battery=round(walk.battery, 2),
            ),
        )  # fmt: skip


def winding_way(x: float, y: float, length: float, heading: float, bend: float) -> list[tuple[float, float]]:
    """A way home from a point: four stretches that turn as streets do; metres, ``heading`` in radians, ``bend`` 0 to 1."""
    points = [(x, y)]
    for part, turn in ((0.3, 0.0), (0.25, 0.9), (0.3, -0.6), (0.15, 0.7)):
        angle = heading + turn * (bend * 2 - 1) * 1.4
        x, y = x + length * part * math.sin(angle), y + length * part * math.cos(angle)
        points.append((x, y))
    return points
