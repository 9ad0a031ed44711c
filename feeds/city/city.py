"""The synthetic city: all its sources together, in order of time."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from datetime import datetime
from operator import itemgetter
from typing import Final, Protocol

from alerts.events import Event
from alerts.places import CityProfile
from feeds.city.agenda import Agenda
from feeds.city.disturbance import Disturbance
from feeds.city.ledger import Ledger
from feeds.city.scripts.director import Director, StreamDirector
from feeds.city.scripts.stage import ORDINARY, Pace, Stage
from feeds.city.sources.calls import CallDesk
from feeds.city.sources.cctv import CameraFeed
from feeds.city.sources.fleet import Fleet
from feeds.city.sources.journeys import SafeReturn
from feeds.city.sources.sensors import SensorNet
from feeds.city.sources.trackers import Trackers
from feeds.city.sources.watchlists import PlateReaders
from feeds.city.sources.weather import WeatherOffice
from feeds.city.spots import Spots
from feeds.city.texts import CallBook
from feeds.city.world import World

BLOCK_S: Final = 8.0
"""How far ahead events are made at rate 1; at higher rates less, so that a block holds about the same number."""
LEAST_BLOCK_S: Final = 0.25


class Part(Protocol):
    """One of the city's sources."""

    def run(self, since: float, until: float) -> None:
        """Emit what happens in this window (seconds since the epoch); windows follow one another."""
        ...


class City:
    """A city that makes events.

    The same profile, seed, start, rate and disturbance make the same events, byte for byte, in whatever steps it is
    advanced. About 50 events a second at ``rate`` 1, of which 10 to 15 in a hundred are reports and the rest positions and
    readings; with ``scripted``, incidents are played among them at this ``pace``. ``start`` must
    carry an offset; events carry the same one.
    """

    def __init__(
        self,
        profile: CityProfile,
        seed: int,
        start: datetime,
        rate: float = 1.0,
        *,
        scripted: bool = True,
        pace: Pace = ORDINARY,
        disturbance: Disturbance | None = None,
        keep_truth: bool = True,
    ) -> None:
        if start.tzinfo is None:
            raise ValueError("start needs an offset")
        if not rate > 0:
            raise ValueError("rate must be above 0")
        self._ledger = Ledger(keep_truth)
        self._disturbance = disturbance or Disturbance()
        self._world = World(profile, seed, start, rate, self._disturbance, self._ledger)
        self._dice = self._world.dice("arrivals")
        self._block = max(LEAST_BLOCK_S, min(BLOCK_S, BLOCK_S / rate))
        self._made = self._world.start
        self._blocks = 0
        self._late: Agenda[Event] = Agenda(self._block)
        self._ready: deque[tuple[float, Event]] = deque()
        self._parts = _parts(self._world, pace if scripted else None)

    @property
    def truth(self) -> Mapping[tuple[str, str], str]:
        """The incident label of every report made so far, by (source, event id)."""
        return self._ledger.labels

    def stream(self, until: float) -> list[Event]:
        """All events that arrive up to this time (seconds since the epoch) and have not been given out, in order of arrival."""
        while self._made <= until:
            self._make()
        events: list[Event] = []
        ready = self._ready
        while ready and ready[0][0] <= until:
            events.append(ready.popleft()[1])
        return events

    def advance(self, until: float) -> list[tuple[str, list[Event]]]:
        """The same as :meth:`stream`, by source: sources in the order of their first event."""
        sources: dict[str, list[Event]] = {}
        for event in self.stream(until):
            sources.setdefault(event.source, []).append(event)
        return list(sources.items())

    def _make(self) -> None:
        """Make the next block."""
        self._blocks += 1
        since, until = self._made, self._world.start + self._blocks * self._block
        for part in self._parts:
            part.run(since, until)
        made, self._world.out = self._world.out, []
        if self._disturbance.reorders:
            for time, event in self._disturbance.arrivals(sorted(made, key=itemgetter(0)), self._dice):
                self._late.put(time, event)
            self._ready.extend(self._late.due(until))
        else:
            self._ready.extend(sorted(made, key=itemgetter(0)))
        self._made = until


def _parts(world: World, pace: Pace | None) -> tuple[Part, ...]:
    """The city's parts in the order in which they act within a block."""
    book, spots, fleet, cameras = CallBook(), Spots(world), Fleet(world), CameraFeed(world)
    desk = CallDesk(world, book, spots, fleet, cameras)
    sensors, journeys, plates = SensorNet(world), SafeReturn(world), PlateReaders(world, cameras)
    trackers, weather = Trackers(world, spots), WeatherOffice(world)
    parts: tuple[Part, ...] = (desk, cameras, fleet, sensors, journeys, plates, trackers, weather)
    if pace is None:
        return parts
    stage = Stage(world, book, spots, desk, cameras, sensors, journeys, plates, trackers, weather)
    return Director(stage, pace), StreamDirector(stage, pace), *parts
