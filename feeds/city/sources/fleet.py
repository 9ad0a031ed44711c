"""Patrol cars, engines, ambulances, city vehicles and drones: they patrol, drive to calls, and say where they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np

from alerts.events import Unit
from alerts.places.land import Floats
from feeds.city.world import World

SOURCE: Final = "units"
INTERVAL_S: Final = 15.0
"""Between two positions of a unit at rate 1."""
LEAST_INTERVAL_S: Final = 0.2
"""At high rates positions come more often, down to this; beyond it there are more units."""
Service: TypeAlias = Literal["112", "119", "city", "drone"]
BASE: Final[dict[Service, int]] = {"112": 230, "119": 190, "city": 60, "drone": 8}
SPEED: Final = {"112": 11.5, "119": 11.0, "city": 8.0, "drone": 14.0}
"""On the way to a call, metres per second over ground."""
PATROL_SPEED: Final = 6.0
PATROL_REACH_M: Final = 900.0
PATROLS: Final = frozenset({"112", "drone"})
"""Services whose free units move about; the others wait at their stations."""
PREFIX: Final = {"112": "순", "119": "소", "city": "시", "drone": "드론"}
PATROL, EN_ROUTE, ON_SCENE, STANDBY = range(4)
STATES: Final = ("patrol", "en_route", "on_scene", "standby")


@dataclass(slots=True)
class Sent:
    """Units on their way. ``arrives`` is when the first of them is there, seconds since the epoch."""

    indices: list[int]
    names: list[str]
    arrives: float


class Fleet:
    """All units as arrays. A leg runs from a start to a corner to an end, at a time each, as streets make one drive."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._rng = world.numbers("fleet")
        self._interval = max(LEAST_INTERVAL_S, INTERVAL_S / world.rate)
        self._size(max(1.0, world.rate * LEAST_INTERVAL_S / INTERVAL_S))
        count = len(self.names)
        self._next = world.start + self._rng.random(count) * self._interval
        self._made = 0

    def _size(self, factor: float) -> None:
        world, rng = self._world, self._rng
        self.services: list[Service] = []
        self.names: list[str] = []
        dongs = world.profile.dongs
        activity = np.array([dong.activity for dong in dongs])
        places: list[int] = []
        for service, base in BASE.items():
            count = round(base * factor)
            chosen = rng.choice(len(dongs), size=count, p=activity / activity.sum()).tolist()
            numbers: dict[str, int] = {}
            for dong in chosen:
                gu = world.profile.region_name(dongs[dong].code[:5], "ko").removesuffix("구")
                numbers[gu] = numbers.get(gu, 0) + 1
                self.names.append(f"{gu}-{PREFIX[service]}{numbers[gu]:02d}")
            self.services += [service] * count
            places += chosen
        count = len(self.names)
        self._home = np.array([world.plane.xy(dongs[i].label[1], dongs[i].label[0]) for i in places])
        self._service = np.array([list(BASE).index(service) for service in self.services])
        self._roams = np.array([service in PATROLS for service in self.services])
        self._free = np.ones(count, dtype=bool)
        self._state = np.where(self._roams, PATROL, STANDBY)
        self._call: list[str | None] = [None] * count
        self._start, self._corner, self._end = self._home.copy(), self._home.copy(), self._home.copy()
        self._t = np.full((3, count), world.start)
        self._pause = rng.random(count) * 60.0

    def send(self, service: str, x: float, y: float, call_id: str, time: float, count: int = 1) -> Sent | None:
        """Send the ``count`` nearest free units of a service to a point (metres); None where none is free."""
        kinds = list(BASE)
        kind = kinds.index(service if service in BASE else "city")
        free = np.flatnonzero(self._free & (self._service == kind))
        if not len(free):
            return None
        px, py, _, _ = self._where(free, np.full(len(free), time))
        distance = np.hypot(px - x, py - y)
        chosen = free[np.argsort(distance, kind="stable")[:count]]
        near = np.sort(distance, kind="stable")[:count]
        self._free[chosen] = False
        self._state[chosen] = EN_ROUTE
        spread = np.where(near > 60.0, 15.0, 3.0)
        offset = self._rng.normal(size=(len(chosen), 2)) * spread[:, None]
        self._drive(chosen, np.array([[x, y]]) + offset, time, SPEED[kinds[kind]])
        for index in chosen.tolist():
            self._call[index] = call_id
        return Sent(chosen.tolist(), [self.names[i] for i in chosen.tolist()], float(self._t[2, chosen].min()))

    def arrive(self, sent: Sent) -> None:
        """They are there."""
        self._state[sent.indices] = ON_SCENE

    def release(self, sent: Sent, time: float) -> None:
        """They are done and go back to their patrol or station."""
        chosen = np.array(sent.indices)
        self._free[chosen] = True
        self._state[chosen] = np.where(self._roams[chosen], PATROL, STANDBY)
        for index in sent.indices:
            self._call[index] = None
        self._drive(chosen, self._home[chosen], time, PATROL_SPEED + 2.0)

    def run(self, since: float, until: float) -> None:
        """Emit every unit's positions in this window."""
        self._patrol(since)
        while True:
            due = np.flatnonzero(self._next < until)
            if not len(due):
                return
            times = self._next[due]
            self._emit(due, times)
            self._next[due] += self._interval

    def _patrol(self, now: float) -> None:
        """Free units of roaming services that have arrived and waited set out again."""
        idle = np.flatnonzero(self._free & self._roams & (self._t[2] + self._pause < now))
        if not len(idle):
            return
        self._pause[idle] = self._rng.exponential(40.0, size=len(idle))
        goal = self._home[idle] + self._rng.normal(size=(len(idle), 2)) * PATROL_REACH_M
        self._drive(idle, goal, now, PATROL_SPEED)

    def _drive(self, chosen: np.ndarray[tuple[int, ...], np.dtype[np.intp]], goal: Floats, time: float, speed: float) -> None:
        """Give units a new leg that begins where they are at this time."""
        x, y, _, _ = self._where(chosen, np.full(len(chosen), time))
        self._start[chosen, 0], self._start[chosen, 1] = x, y
        self._end[chosen] = goal
        first = self._rng.random(len(chosen)) < 0.5
        self._corner[chosen, 0] = np.where(first, goal[:, 0], x)
        self._corner[chosen, 1] = np.where(first, y, goal[:, 1])
        pace = speed * self._rng.uniform(0.75, 1.2, size=len(chosen))
        one = np.hypot(*(self._corner[chosen] - self._start[chosen]).T) / pace
        two = np.hypot(*(self._end[chosen] - self._corner[chosen]).T) / pace
        self._t[0, chosen], self._t[1, chosen], self._t[2, chosen] = time, time + one, time + one + two

    def _where(
        self, chosen: np.ndarray[tuple[int, ...], np.dtype[np.intp]], times: Floats
    ) -> tuple[Floats, Floats, Floats, Floats]:
        """(x, y, heading in degrees, speed in m/s) of units at times."""
        t0, t1, t2 = self._t[:, chosen]
        on_first = times < t1
        begin = np.where(on_first[:, None], self._start[chosen], self._corner[chosen])
        end = np.where(on_first[:, None], self._corner[chosen], self._end[chosen])
        since, until = np.where(on_first, t0, t1), np.where(on_first, t1, t2)
        length = np.maximum(until - since, 1e-9)
        share = np.clip((times - since) / length, 0.0, 1.0)
        step = end - begin
        at = begin + step * share[:, None]
        speed = np.where(times < t2, np.hypot(step[:, 0], step[:, 1]) / length, 0.0)
        heading = np.degrees(np.arctan2(step[:, 0], step[:, 1])) % 360.0
        return at[:, 0], at[:, 1], heading, np.where(length > 1e-6, speed, 0.0)

    def _emit(self, due: np.ndarray[tuple[int, ...], np.dtype[np.intp]], times: Floats) -> None:
        world = self._world
        x, y, heading, speed = self._where(due, times)
        noise = self._rng.normal(size=(2, len(due))) * world.error(4.0)
        lats, lons = world.plane.latlons(x + noise[0], y + noise[1])
        headings, speeds = np.round(heading, 0).tolist(), np.round(speed, 1).tolist()
        states = self._state[due].tolist()
        made, tag, moment, emit = self._made, world.tag, world.moment, world.emit
        rows = zip(due.tolist(), times.tolist(), lats, lons, headings, speeds, states, strict=True)
        for number, (index, time, lat, lon, head, metres, state) in enumerate(rows, made):
            emit(
                time,
                Unit(
                    id=f"{tag}u{number}", source=SOURCE, time=moment(time), lat=lat, lon=lon, service=self.services[index],
                    unit_id=self.names[index], state=STATES[state], heading=head, speed=min(metres, 60.0),
                    call_id=self._call[index],
                ),
            )  # fmt: skip
        self._made = made + len(due)
