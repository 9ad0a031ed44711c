"""A town whose truth is known: incidents of calls with given times and distances among unrelated ones."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from alerts.events import Dispatch, Event
from alerts.tuning.scoring import Recorded

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
DEGREE_M = 111_195.0
COSINE = math.cos(math.radians(37.55))


class Town:
    """Makes calls; ``truth`` holds their labels."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.events: list[Event] = []
        self.truth: dict[tuple[str, str], str] = {}

    def call(self, label: str, at: float, east: float, north: float, category: str = "화재", code: str = "fire") -> None:
        """One call, ``at`` seconds after the start, ``east`` and ``north`` metres from the middle."""
        name = f"e{len(self.events):06d}"
        event = Dispatch(
            id=name, source="cad", time=START + timedelta(seconds=round(at, 3)), service="119", call_id=f"c{name}",
            stage="received", code=code, category=category, lat=37.55 + north / DEGREE_M,
            lon=127.0 + east / (DEGREE_M * COSINE),
        )  # fmt: skip
        self.events.append(event)
        self.truth["cad", name] = label

    def incident(self, label: str, at: float, follow: float, tau: float, sigma: float, error: float = 45.0, **of: str) -> int:
        """Each call is followed by ``follow`` others on average, after the engine's own mixed exponential of ``tau`` (s).

        How many calls there were; hardly more than 40.
        """
        dice = self.dice
        x, y = dice.uniform(-9000, 9000), dice.uniform(-9000, 9000)
        times = [at]
        for parent in times:  # the list grows
            children = 0
            chance = math.exp(-follow)
            roll = dice.random()
            while roll > chance and children < 20:
                children += 1
                roll *= dice.random()
            for _ in range(children if len(times) < 40 else 0):
                slow = dice.random() > 0.94
                times.append(parent + dice.expovariate(1.0 / (4.0 * tau if slow else tau)))
        spread = math.hypot(sigma, error)
        for time in times:
            self.call(label, time, x + dice.gauss(0, spread), y + dice.gauss(0, spread), **of)
        return len(times)

    def noise(self, hours: float, an_hour: float, **of: str) -> None:
        """Unrelated calls."""
        for number in range(int(hours * an_hour)):
            dice = self.dice
            self.call(f"n{number}", dice.uniform(0, hours * 3600.0), dice.uniform(-9e3, 9e3), dice.uniform(-9e3, 9e3), **of)

    def recorded(self, hours: float) -> Recorded:
        """As a recording."""
        events = sorted(self.events, key=lambda event: event.time)
        start = START.timestamp()
        return Recorded("town", events, self.truth, start, start + hours * 3600.0)


@pytest.fixture
def town() -> Callable[[int], Town]:
    return Town
