"""The city in real time: events go out when they happen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from alerts.events import Event
from alerts.places import CityProfile
from feeds.city.city import City
from feeds.city.disturbance import Disturbance
from feeds.city.scripts.stage import ORDINARY, Pace

TICK_S: Final = 0.05
CHUNK: Final = 4096
"""Events handed over at once, at most."""
ASLEEP_S: Final = 120.0
"""A clock that jumps ahead by more than this (a computer that slept) begins the city anew."""


class Stop(Protocol):
    """When to stop."""

    def __call__(self) -> bool:
        """Whether to stop now."""
        ...

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until it is time to stop; whether it is."""
        ...


@dataclass(slots=True)
class Summary:
    """What went out; ``behind_s`` is how far the city fell behind the clock at worst, being slower than it."""

    events: int = 0
    behind_s: float = 0.0


def run(
    publish: Callable[[list[Event]], None],
    profile: CityProfile,
    stop: Stop,
    clock: Callable[[], float],
    *,
    seed: int,
    rate: float = 1.0,
    scripted: bool = True,
    pace: Pace = ORDINARY,
    disturbance: Disturbance | None = None,
) -> Summary:
    """Publish the city's events as time passes until it is time to stop.

    ``clock`` gives seconds since the epoch; events carry its time. All sources go through ``publish``, in order of time.
    """
    summary = Summary()
    zone = ZoneInfo(profile.timezone)
    city: City | None = None
    reached = 0.0
    while not stop():
        now = clock()
        if city is None or now - reached > ASLEEP_S:
            # through text and back: a plain offset instead of a zone, which is faster in every event
            start = datetime.fromisoformat(datetime.fromtimestamp(now, zone).isoformat())
            city = City(profile, seed, start, rate, scripted=scripted, pace=pace, disturbance=disturbance, keep_truth=False)
        events = city.stream(now)
        for begin in range(0, len(events), CHUNK):
            publish(events[begin : begin + CHUNK])
        summary.events += len(events)
        reached = max(reached, now)
        behind = clock() - now
        summary.behind_s = max(summary.behind_s, behind - TICK_S)
        stop.wait(max(0.0, TICK_S - behind))
    return summary
