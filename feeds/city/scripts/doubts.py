"""What is hard to tell: a camera that chatters, a name that fits several places, a person who wanders."""

from __future__ import annotations

import math
from typing import Final

from alerts.events import Candidate
from alerts.places import Gazetteer, Place
from feeds.city.scripts.stage import Cue, Scene, Stage
from feeds.city.sources.calls import Report
from feeds.city.spots import Spot

PAUSE_MIN: Final = 0.25
"""Between two of a chattering camera's detections; three a minute are the bound of ISA-18.2."""


def chattering_camera(stage: Stage, cue: Cue) -> None:
    """One camera says the same again and again, several times a minute, about nothing: one thing, not fifty."""
    dice = cue.dice
    camera = dice.randrange(len(stage.world.profile.cameras))
    label = dice.choice(("intrusion", "smoke", "loitering"))
    minute = 0.0
    while minute < 12.0:
        stage.cameras.see(cue.at(minute), camera, label, cue.truth, None, round(dice.uniform(0.4, 0.7), 2))
        minute += PAUSE_MIN * dice.uniform(0.5, 1.8)


def doubtful_place(stage: Stage, cue: Cue) -> None:
    """Callers shout a name that two or three places have and hang up; one who knows the address settles it."""
    dice = cue.dice
    name, places = _shared_name(stage, dice.random())
    true = dice.choice(places)
    x, y = stage.at(true)
    scene = Scene(stage, cue, "ambiguous", x, y, true, spread_m=20.0)
    spots = Gazetteer(stage.world.profile).candidates(name)
    for i, minute in enumerate((0.3, 1.4, 2.6)):
        _shout(scene, minute, name, spots, units=int(i == 0))
    for minute in (4.2, 6.0):
        scene.call(minute, "112", "폭력", "0", "exact", units=1)
    scene.see(4.6, "fight", 2, reach=220.0)


def _shout(scene: Scene, minute: float, name: str, spots: list[Candidate], units: int) -> None:
    stage, cue = scene.stage, scene.cue
    phrases = stage.book.script("ambiguous", "vague")
    text = phrases[int(cue.dice.random() * len(phrases))].fill(cue.dice, name)
    spot = Spot(scene.x, scene.y, name, name, "", vague=True)
    report = Report(
        "112", "폭력", "0", text, spot, cue.truth, units=units, haste=cue.desk_haste, coordinates=False, candidates=spots
    )
    stage.desk.expect(cue.at(minute), report)


def _shared_name(stage: Stage, roll: float) -> tuple[str, list[Place]]:
    """A name that several places have, and these places."""
    shared: dict[str, list[Place]] = {}
    for place in stage.world.profile.places:
        for alias in place.aliases:
            shared.setdefault(alias, []).append(place)
    several = {name: places for name, places in shared.items() if len(places) > 1}
    if not several:
        place = stage.world.profile.places[0]
        return place.name_ko, [place]
    name = list(several)[int(roll * len(several))]
    return name, several[name]


def wanderer(stage: Stage, cue: Cue) -> None:
    """Somebody with dementia leaves the safe zone: the device says so, the family calls, cameras and passers-by see them."""
    dice = cue.dice
    home = stage.spots.anywhere(dice)
    person = stage.trackers.person("dementia")
    stage.trackers.alert(cue.at(0), home, person, "dementia", "geofence_exit", cue.truth)
    Scene(stage, cue, "wanderer", home.x, home.y, spread_m=10.0).call(4, "112", "실종", "1", "family", units=1)
    x, y, heading = home.x, home.y, dice.uniform(0, 2 * math.pi)
    for step in range(1, 6):
        heading += dice.gauss(0, 0.5)
        x, y = x + 190 * math.sin(heading), y + 190 * math.cos(heading)
        scene = Scene(stage, cue, "wanderer", x, y, spread_m=25.0)
        minute = 4.0 + step * 3.4
        scene.see(minute, "missing_person", reach=300.0)
        if step in (2, 4):
            scene.call(minute + 1, "112", "보호조치", "2", "seen")
        if step == 3:
            spot = stage.spots.at(x, y, dice)
            stage.trackers.alert(cue.at(minute), spot, person, "dementia", "geofence_exit", cue.truth)
