"""A crowd surge, and a street assault with a call for help from a phone."""

from __future__ import annotations

import math
from itertools import pairwise

from feeds.city.scripts.stage import Cue, Scene, Stage
from feeds.city.sources.journeys import winding_way
from feeds.city.sources.sensors import Swell


def crowd_surge(stage: Stage, cue: Cue) -> None:
    """A street fills up over half an hour: nuisance calls first, then people are pushed and fall."""
    dice = cue.dice
    place = stage.place(dice, "nightlife")
    x, y = stage.at(place)
    scene = Scene(stage, cue, "crowd", x, y, place, spread_m=38.0)
    for minute in (0.3, dice.uniform(3, 9)):
        scene.call(minute, "120", "인파", None, "city")
    for i, minute in enumerate(cue.minutes(2, 16, 3)):
        scene.call(minute, "112", "인파", "2", "first", units=int(i == 0))
    for i, minute in enumerate(cue.minutes(15, 34, 6)):
        scene.call(minute, "112", "인파", "0" if i > 3 else "1", "middle", units=int(i in (1, 4)))
    for minute in cue.minutes(20, 36, 3):
        scene.call(minute, "119", "구급", "ems", "medical", units=1)
    for i, minute in enumerate((3, 8, 13, 18, 22, 26, 31)):
        scene.see(minute + dice.uniform(-1, 1), "crowd", 40 + 32 * i, 250.0, i % 3)
    for minute in cue.minutes(22, 34, 2):
        scene.see(minute, "fall")
    gauge = stage.sensors.at(place, "people_density")
    if gauge is not None:
        scale = 60.0 / cue.haste
        swell = Swell(cue.at(1), 5.6, 20 * scale, 16 * scale, 14 * scale, cue.truth)
        stage.sensors.swell(gauge, swell, 4 * scale)


def street_assault(stage: Stage, cue: Cue) -> None:
    """A woman on her way home is attacked: SOS from her phone, calls from windows, a camera sees a fight."""
    dice = cue.dice
    place = stage.place(dice, "station", "nightlife")
    x, y = stage.at(place)
    way = winding_way(x, y, dice.uniform(500, 900), dice.uniform(0, 2 * math.pi), dice.random())
    at = dice.randrange(2, 4)
    way = way[: at + 1]
    scene = Scene(stage, cue, "assault", *way[-1], spread_m=22.0)
    length = sum(math.dist(a, b) for a, b in pairwise(way))
    minute = 7.0
    pace = max(1.0, length / (1.25 * minute * 60.0 / cue.haste))
    stage.journeys.walk(cue.start, way, sos=cue.at(minute), truth=cue.truth, pace=pace)
    scene.call(minute + 0.6, "112", "폭력", "0", "first", units=2)
    for later in cue.minutes(minute + 1, minute + 5, 3):
        scene.call(later, "112", "폭력", dice.choice(("0", "1")), "middle")
    scene.call(minute + 4, "119", "부상", "ems", "medical", units=1)
    scene.see(minute + 0.4, "fight", 2)
    scene.see(minute + 1.5, "fight", 2, nth=1)
    scene.see(minute + 3.0, "fall")
