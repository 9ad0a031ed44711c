"""What a script has to play with: callers, cameras, sensors, journeys, devices, plates, warnings; and its own time."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Protocol

from alerts.places import Place
from feeds.city.sources.calls import CallDesk, Report
from feeds.city.sources.cctv import CameraFeed
from feeds.city.sources.journeys import SafeReturn
from feeds.city.sources.sensors import SensorNet
from feeds.city.sources.trackers import Trackers
from feeds.city.sources.watchlists import PlateReaders
from feeds.city.sources.weather import WeatherOffice
from feeds.city.spots import Spot, Spots
from feeds.city.texts import CallBook, say
from feeds.city.world import World


@dataclass(frozen=True, slots=True)
class Pace:
    """How incidents are spread over time.

    ``haste``: how many times as fast as in life they are played. ``first_s``: when the first begins; ``opening_gap_s``: from
    one to the next of the first three; ``gap_s``: of the others, until all have been played; ``later_gap_s``: after that; all
    in seconds, on average. ``shuffled``: their order is drawn;
    otherwise it is the one for an audience.
    """

    haste: float
    first_s: float
    opening_gap_s: float
    gap_s: float
    later_gap_s: float
    shuffled: bool


ORDINARY = Pace(haste=1.0, first_s=240.0, opening_gap_s=780.0, gap_s=780.0, later_gap_s=780.0, shuffled=True)
DEMO = Pace(haste=12.0, first_s=3.0, opening_gap_s=6.0, gap_s=26.0, later_gap_s=150.0, shuffled=False)
"""For an audience: the first incidents begin within 20 seconds and are plain after a minute or two."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The parts of the city that a script uses."""

    world: World
    book: CallBook
    spots: Spots
    desk: CallDesk
    cameras: CameraFeed
    sensors: SensorNet
    journeys: SafeReturn
    plates: PlateReaders
    trackers: Trackers
    weather: WeatherOffice

    def place(self, dice: random.Random, *kinds: str) -> Place:
        """One of the named places of these kinds."""
        known = [place for kind in kinds for place in self.world.profile.places_by_kind.get(kind, ())]
        return dice.choice(known or list(self.world.profile.places))

    def at(self, place: Place) -> tuple[float, float]:
        """Where a place is (metres)."""
        return self.world.plane.xy(place.lat, place.lon)


@dataclass(frozen=True, slots=True)
class Cue:
    """One performance: its start (seconds since the epoch), how many times as fast as in life, its truth and its dice."""

    start: float
    haste: float
    truth: str
    dice: random.Random

    @property
    def desk_haste(self) -> float:
        """How much faster the call desks work: not so much that nobody sees a call's stages."""
        return min(self.haste, 6.0)

    def at(self, minute: float) -> float:
        """The time of a minute of the script."""
        return self.start + minute * 60.0 / self.haste

    def minutes(self, since: float, until: float, count: int) -> list[float]:
        """``count`` minutes drawn from a stretch of the script, in order."""
        return sorted(self.dice.uniform(since, until) for _ in range(count))


class Script(Protocol):
    """An incident to be played: puts everything it will say onto the stage at once, each at its time."""

    def __call__(self, stage: Stage, cue: Cue) -> None: ...


@dataclass(frozen=True, slots=True)
class Scene:
    """A script at one place: ``x``/``y`` in metres, ``name`` the place people see near it, if there is one."""

    stage: Stage
    cue: Cue
    script: str
    x: float
    y: float
    name: Place | None = None
    spread_m: float = 35.0

    def call(self, minute: float, service: str, category: str, code: str | None, part: str, units: int = 0) -> None:
        """Somebody calls in this minute and says something of this part of the script's texts."""
        spot = self._spot()
        text = say(self.stage.book.script(self.script, part), self.cue.dice, spot.said)
        report = Report(service, category, code, text, spot, self.cue.truth, units, self.cue.desk_haste)
        self.stage.desk.expect(self.cue.at(minute), report)

    def see(self, minute: float, label: str, count: int | None = None, reach: float = 160.0, nth: int = 0) -> None:
        """A camera nearby sees it; ``nth`` picks another than the nearest. Without a camera in reach nothing is seen."""
        near = self.stage.cameras.cameras_around(self.x, self.y, nth + 1, reach)
        if near:
            self.stage.cameras.see(self.cue.at(minute), near[-1], label, self.cue.truth, count)

    def _spot(self) -> Spot:
        """Where one caller stands, and how he names it: the place, the very house, or where he is himself."""
        dice = self.cue.dice
        x, y = self.x + dice.gauss(0, self.spread_m), self.y + dice.gauss(0, self.spread_m)
        if dice.random() < 0.35:
            known = self.stage.spots.at(self.x, self.y, dice)
            return replace(known, x=x, y=y)
        if self.name is None or dice.random() < 0.25:
            return self.stage.spots.at(x, y, dice)
        return self.stage.spots.called(self.name, x, y, dice)
