"""Which incident is played when."""

from __future__ import annotations

from typing import Final

from feeds.city.scripts.crowds import crowd_surge, street_assault
from feeds.city.scripts.doubts import chattering_camera, doubtful_place, wanderer
from feeds.city.scripts.fires import building_fire, gas_leak, hospital_fire, two_fires
from feeds.city.scripts.roads import pile_up, wanted_vehicle
from feeds.city.scripts.stage import Cue, Pace, Script, Stage
from feeds.city.scripts.streams import held_up, off_route, overdue, silent_cameras, slow_rise
from feeds.city.scripts.waters import flooded_underpass

PROGRAMME: Final[tuple[tuple[str, Script], ...]] = (
    ("building-fire", building_fire), ("crowd-surge", crowd_surge), ("street-assault", street_assault),
    ("wanted-vehicle", wanted_vehicle), ("flooded-underpass", flooded_underpass), ("doubtful-place", doubtful_place),
    ("wanderer", wanderer), ("pile-up", pile_up), ("two-fires", two_fires), ("hospital-fire", hospital_fire),
    ("gas-leak", gas_leak), ("chattering-camera", chattering_camera),
)  # fmt: skip
"""Name (the truth's label begins with it) and script, in the order for an audience."""
STREAMS: Final[tuple[tuple[str, Script], ...]] = (
    ("off-route", off_route), ("held-up", held_up), ("slow-rise", slow_rise), ("overdue", overdue),
    ("silent-cameras", silent_cameras),
)  # fmt: skip
"""What goes wrong over time; played beside the programme, so that adding one changes nothing there."""
STREAM_GAP_S: Final = 1200.0
"""From one of them to the next, on average."""
OPENING: Final = 3
"""So many follow one another quickly at the start, where the pace says so."""


class Director:
    """Plays the programme over and over, each time at other places."""

    def __init__(self, stage: Stage, pace: Pace) -> None:
        self._stage = stage
        self._pace = pace
        self._dice = stage.world.dice("director")
        self._next = stage.world.start + pace.first_s
        self._played = 0
        self._order: list[int] = []

    def run(self, since: float, until: float) -> None:
        """Begin what begins in this window."""
        while self._next < until:
            if not self._order:
                self._order = list(range(len(PROGRAMME)))
                if self._pace.shuffled:
                    self._dice.shuffle(self._order)
            name, script = PROGRAMME[self._order.pop(0)]
            self._played += 1
            dice = self._stage.world.dice(f"{name} {self._played}")
            script(self._stage, Cue(self._next, self._pace.haste, f"{name}-{self._played:03d}", dice))
            self._next += self._gap() * self._dice.uniform(0.75, 1.25)

    def _gap(self) -> float:
        if self._played < OPENING:
            return self._pace.opening_gap_s
        return self._pace.gap_s if self._played < len(PROGRAMME) else self._pace.later_gap_s


class StreamDirector:
    """Plays what goes wrong over time, one after the other, each time at another place."""

    def __init__(self, stage: Stage, pace: Pace) -> None:
        self._stage = stage
        self._dice = stage.world.dice("streams")
        self._quick = len(STREAMS) if not pace.shuffled else 0
        self._next = stage.world.start + (20.0 if self._quick else 600.0)
        self._played = 0

    def run(self, since: float, until: float) -> None:
        """Begin what begins in this window."""
        while self._next < until:
            name, script = STREAMS[self._played % len(STREAMS)]
            self._played += 1
            script(
                self._stage,
                Cue(self._next, 1.0, f"{name}-{self._played:03d}", self._stage.world.dice(f"{name} {self._played}")),
            )
            # for an audience the first of each follow one another within minutes
            gap = 60.0 if self._played < self._quick else STREAM_GAP_S
            self._next += gap * self._dice.uniform(0.75, 1.25)
