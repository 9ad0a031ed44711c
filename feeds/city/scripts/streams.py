"""What is not in one report: a journey off its route, an overdue one, a slow rise, cameras gone silent, help that is held up.

These take their own time at every pace: what an analyst waits for does not come faster before an audience.
"""

from __future__ import annotations

import math
from typing import Final

from feeds.city.scripts.stage import Cue, Stage
from feeds.city.sources.calls import Report
from feeds.city.sources.journeys import winding_way
from feeds.city.sources.sensors import Swell
from feeds.city.texts import say

SLOW: Final = 0.4
"""Of a usual walking pace: somebody who is followed by a drunk friend, or limps."""
SILENT_S: Final = 780.0
HELD_UP_S: Final = 420.0


def off_route(stage: Stage, cue: Cue) -> None:
    """Half way home somebody turns off and goes on the other way, 600 m and more."""
    way = _way(stage, cue, 1100.0)
    half = len(way) // 2
    (x, y), before = way[half], way[half - 1]
    heading = math.atan2(x - before[0], y - before[1]) + cue.dice.choice((-1.9, 1.9))
    led = [*way[: half + 1], (x + 350.0 * math.sin(heading), y + 350.0 * math.cos(heading))]
    led.append((led[-1][0] + 400.0 * math.sin(heading + 0.4), led[-1][1] + 400.0 * math.cos(heading + 0.4)))
    walk = stage.journeys.walk(cue.start, led, truth=cue.truth)
    stage.journeys.goes_wrong(walk, float(walk.times[half]) + 60.0, route=way)


def overdue(stage: Stage, cue: Cue) -> None:
    """Somebody should be home after twelve minutes, walks and walks, and is there after more than half an hour."""
    walk = stage.journeys.walk(cue.start, _way(stage, cue, 900.0), truth=cue.truth, pace=SLOW)
    eta = cue.start + (float(walk.times[-1]) - cue.start) * SLOW
    stage.journeys.goes_wrong(walk, eta, eta=eta)


def slow_rise(stage: Stage, cue: Cue) -> None:
    """Water rises in an underpass for three quarters of an hour; nobody calls, the gauge's levels come late."""
    place = stage.place(cue.dice, "underpass")
    water = stage.sensors.at(place, "water_depth")
    if water is not None:
        swell = Swell(cue.start, cue.dice.uniform(11.5, 14.0), 2700.0, 600.0, 1200.0, cue.truth)
        stage.sensors.swell(water, swell, 120.0)


def silent_cameras(stage: Stage, cue: Cue) -> None:
    """The line to a district's cameras is cut."""
    regions = sorted(set(stage.world.profile.cameras.regions))
    if regions:
        stage.cameras.mute(cue.dice.choice(regions), cue.start, cue.start + SILENT_S)


def held_up(stage: Stage, cue: Cue) -> None:
    """Somebody's life is at stake; the rescue team is sent and stands in front of a blocked road."""
    dice = cue.dice
    spot = stage.spots.anywhere(dice)
    category = next(one for one in stage.book.services["119"] if one.name == "구조")
    text = say(stage.book.script("trapped", "first"), dice, spot.said)
    report = Report("119", category.name, "rescue", text, spot, cue.truth, units=1, held_up_s=HELD_UP_S)
    stage.desk.expect(cue.start, report)


def _way(stage: Stage, cue: Cue, metres: float) -> list[tuple[float, float]]:
    dice = cue.dice
    x, y = stage.at(stage.place(dice, "station", "nightlife"))
    return winding_way(x, y, metres, dice.uniform(0.0, 2.0 * math.pi), dice.random())
