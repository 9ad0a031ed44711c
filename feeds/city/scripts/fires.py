"""A building on fire, two fires 300 m apart, a fire in a busy hospital, a gas leak."""

from __future__ import annotations

import math

from feeds.city.scripts.stage import Cue, Scene, Stage
from feeds.city.sources.sensors import Swell


def building_fire(stage: Stage, cue: Cue) -> None:
    """119 is called by many within minutes, 112 by some; cameras see smoke, then flames."""
    spot = stage.spots.anywhere(cue.dice)
    _burn(Scene(stage, cue, "fire", spot.x, spot.y, spread_m=40.0), 7)


def two_fires(stage: Stage, cue: Cue) -> None:
    """Two fires at once, 300 m apart: two incidents, whatever the callers' places say."""
    dice = cue.dice
    spot = stage.spots.anywhere(dice)
    angle = dice.uniform(0, 2 * math.pi)
    other = Cue(cue.at(2.0), cue.haste, f"{cue.truth}-b", dice)
    _burn(Scene(stage, cue, "fire", spot.x, spot.y, spread_m=28.0), 5)
    _burn(Scene(stage, other, "fire", spot.x + 300 * math.sin(angle), spot.y + 300 * math.cos(angle), spread_m=28.0), 5)


def _burn(scene: Scene, callers: int) -> None:
    cue = scene.cue
    scene.call(0.2, "119", "화재", "fire", "first", units=4)
    for i, minute in enumerate(cue.minutes(0.8, 6, callers - 2)):
        scene.call(minute, "119", "화재", "fire", "middle", units=2 if i == 2 else 0)
    for minute in cue.minutes(6, 18, 2):
        scene.call(minute, "119", "화재", "fire", "middle")
    for i, minute in enumerate(cue.minutes(1.5, 9, 2)):
        scene.call(minute, "112", "화재", "1", "police", units=int(i == 0))
    scene.call(cue.dice.uniform(8, 12), "119", "구급", "ems", "medical", units=1)
    scene.see(0.9, "smoke")
    scene.see(2.5, "fire")
    scene.see(4.0, "smoke", nth=1, reach=220.0)


def hospital_fire(stage: Stage, cue: Cue) -> None:
    """Where a call comes every few minutes anyway: a fire in a hospital must stand out from its door's ordinary calls."""
    dice = cue.dice
    place = stage.place(dice, "hospital")
    x, y = stage.at(place)
    scene = Scene(stage, cue, "hospital", x, y, place, spread_m=30.0)
    scene.call(0.5, "119", "화재", "fire", "first", units=5)
    for minute in cue.minutes(1, 7, 5):
        scene.call(minute, "119", "화재", "fire", "middle")
    for i, minute in enumerate(cue.minutes(3, 10, 2)):
        scene.call(minute, "112", "화재", "1", "police", units=int(i == 0))
    scene.see(1.0, "smoke")
    scene.see(3.0, "smoke", nth=1, reach=250.0)
    gauge = stage.sensors.at(place, "smoke")
    if gauge is not None:
        scale = 60.0 / cue.haste
        stage.sensors.swell(gauge, Swell(cue.at(0.2), 14.0, 3 * scale, 12 * scale, 8 * scale, cue.truth), scale)


def gas_leak(stage: Stage, cue: Cue) -> None:
    """The smell of gas in a street: 119, 120 and 112 at once, with places that scatter."""
    spot = stage.spots.anywhere(cue.dice)
    scene = Scene(stage, cue, "gas", spot.x, spot.y, spread_m=70.0)
    for i, minute in enumerate(cue.minutes(0, 4, 2)):
        scene.call(minute, "119", "가스 누출", "rescue", "first", units=2 * int(i == 0))
    for minute in cue.minutes(3, 14, 4):
        scene.call(minute, "119", "가스 누출", "rescue", "middle")
    for minute in cue.minutes(1, 12, 3):
        scene.call(minute, "120", "가스", None, "city")
    scene.call(8.0, "112", "가스 누출", "1", "middle", units=1)
