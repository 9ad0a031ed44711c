"""An underpass floods."""

from __future__ import annotations

from feeds.city.scripts.stage import Cue, Scene, Stage
from feeds.city.sources.sensors import Swell
from feeds.city.sources.weather import HEAVY_RAIN


def flooded_underpass(stage: Stage, cue: Cue) -> None:
    """A heavy rain warning for its part of the city; the gauge climbs past 15 cm; city calls first, then cars are stuck."""
    dice = cue.dice
    place = stage.place(dice, "underpass")
    x, y = stage.at(place)
    scene = Scene(stage, cue, "flood", x, y, place, spread_m=45.0)
    scale = 60.0 / cue.haste
    stage.weather.warn(cue.at(0), HEAVY_RAIN, x, y, dice.randint(3, 5), max(1800.0, 90 * scale))
    water = stage.sensors.at(place, "water_depth")
    if water is not None:
        stage.sensors.swell(
            water, Swell(cue.at(2), dice.uniform(28, 60), 22 * scale, 25 * scale, 30 * scale, cue.truth), 3 * scale
        )
    for minute in cue.minutes(7, 16, 3):
        scene.call(minute, "120", "침수", None, "city")
    for i, minute in enumerate(cue.minutes(12, 30, 4)):
        scene.call(minute, "112", "침수", "1" if i > 1 else "2", "middle", units=int(i in (0, 2)))
    for i, minute in enumerate(cue.minutes(18, 30, 2)):
        scene.call(minute, "119", "구조", "rescue", "medical", units=2 * int(i == 0))
    scene.see(14.0, "stopped_vehicle")
    scene.see(21.0, "stopped_vehicle")
