"""A wanted vehicle crosses the city; a pile-up on a bridge."""

from __future__ import annotations

import math
from itertools import pairwise

from feeds.city.scripts.stage import Cue, Scene, Stage


def wanted_vehicle(stage: Stage, cue: Cue) -> None:
    """One plate is read again and again along a main road; somebody calls about how it is driven."""
    dice = cue.dice
    road = dice.choice(stage.world.profile.roads)
    points = [stage.world.plane.xy(lat, lon) for lat, lon in road.points]
    if dice.random() < 0.5:
        points.reverse()
    plate, driven, speed = stage.plates.plate(), 0.0, dice.uniform(9, 14) * 60.0
    last: int | None = None
    for one, other in pairwise(points):
        heading = math.degrees(math.atan2(other[0] - one[0], other[1] - one[1]))
        near = stage.cameras.cameras_around(*one, 1, 700.0)
        if near and near[0] != last:
            last = near[0]
            stage.plates.read(cue.at(driven / speed), last, plate, "wanted", cue.truth, heading)
        driven += math.dist(one, other)
    middle = points[len(points) // 2]
    scene = Scene(stage, cue, "wanted", *middle, spread_m=60.0)
    scene.call(driven / speed * 0.55, "112", "수배차량", "1", "police", units=2)


def pile_up(stage: Stage, cue: Cue) -> None:
    """Cars run into each other on a bridge: 112 and 119 at once, a camera sees standing cars."""
    dice = cue.dice
    place = stage.place(dice, "bridge")
    x, y = stage.at(place)
    scene = Scene(stage, cue, "pileup", x, y, place, spread_m=50.0)
    for i, minute in enumerate(cue.minutes(0, 3, 3)):
        scene.call(minute, "112", "교통사고", "1", "first", units=int(i < 2))
    for minute in cue.minutes(2, 9, 3):
        scene.call(minute, "112", "교통사고", "2", "middle")
    for i, minute in enumerate(cue.minutes(1, 8, 3)):
        scene.call(minute, "119", "교통사고 부상", "ems", "medical", units=2 if i == 0 else 1)
    for minute in (0.8, 2.0, 5.0):
        scene.see(minute, "stopped_vehicle", reach=600.0)
