"""The pictures of halos and shapes show after any changes what a map shows that is drawn for the first time."""

from __future__ import annotations

import random
from datetime import timedelta

import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage

from widgets.map import CityMap

NOW = 1_795_262_400.0
SHADES = 6
"""Of 255: halos over halos are rounded on the way, in the one picture as in the other."""


def pixels(city_map: CityMap) -> NDArray[np.int64]:
    city_map.settle()
    return drawn(city_map)


def drawn(city_map: CityMap) -> NDArray[np.int64]:
    """The next frame, whole or not."""
    image = city_map.canvas.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    found = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return found[:, : image.width() * 4].astype(np.int64)


def anew(city_map: CityMap) -> NDArray[np.int64]:
    """The same, with nothing kept from frame to frame."""
    layer = next(item for item in city_map.canvas.scene().items() if type(item).__name__ == "IncidentLayer")
    layer._halos.forget()
    layer._shapes.forget()
    return pixels(city_map)


@pytest.fixture
def storm(city_map: CityMap, make):
    chance = random.Random(7)

    def incident(number: int, **fields):
        spot = {"lat": chance.uniform(37.44, 37.68), "lon": chance.uniform(126.82, 127.15)}
        known = {"priority": 1 if number % 9 == 0 else 2, "radius_m": chance.uniform(40, 900)}
        return make(f"i{number:03}", age=chance.uniform(0, 1700), **(spot | known | fields))

    incidents = {one.key: one for one in (incident(number) for number in range(150))}
    city_map.apply(incidents=incidents.values(), now=NOW)
    pixels(city_map)
    return city_map, incidents, incident


def test_what_changes_is_painted_as_if_all_were(storm) -> None:
    city_map, incidents, incident = storm
    layer = next(item for item in city_map.canvas.scene().items() if type(item).__name__ == "IncidentLayer")
    chance = random.Random(1)
    for step in range(12):
        one = incidents[chance.choice(sorted(incidents))]
        changes = [replace(one, state=chance.choice(["acknowledged", "resolved", "new"]))]
        changes.append(incident(200 + step))  # a new one, at a place of its own
        changes.append(replace(incidents["i009"], lat=37.5 + step * 0.01, updated=one.updated + timedelta(seconds=step)))
        gone = [changes[0].key] if step % 4 == 3 else []
        city_map.apply(incidents=[each for each in changes if each.key not in gone], removed=gone, now=NOW + 0.05 * step)
        incidents = {key: each for key, each in incidents.items() if key not in gone}
        if step == 5:
            city_map.select("i012")
        if step == 8:
            city_map.select("i020")
        seen = pixels(city_map)
        assert 0 < layer._halos.repainted < 150, step  # a part of it
        assert np.abs(seen - anew(city_map)).max() <= SHADES, step


def test_time_window_and_theme_are_followed(storm, theme) -> None:
    city_map, incidents, _ = storm
    layer = next(item for item in city_map.canvas.scene().items() if type(item).__name__ == "IncidentLayer")
    city_map.apply(now=NOW)
    pixels(city_map)
    assert layer._halos.repainted == 0  # nothing is new
    faded = replace(incidents["i003"], shelved_until=incidents["i003"].updated + timedelta(days=1))
    changes = [
        lambda: city_map.apply(now=NOW + 1200.0), lambda: city_map.apply(incidents=[faded], now=NOW + 1201.0),
        lambda: city_map.canvas.pan(40, 25), lambda: city_map.canvas.zoom(2.0), lambda: city_map.resize(700, 500), city_map.fit,
    ]  # fmt: skip
    before = pixels(city_map)
    for change in changes:
        change()
        seen = pixels(city_map)
        assert seen.shape != before.shape or np.abs(seen - before).max() > SHADES
        assert np.abs(seen - anew(city_map)).max() <= SHADES
        before = seen


def test_what_was_drawn_is_carried_along_until_all_is_drawn_anew(qtbot, storm) -> None:
    city_map, _, _ = storm
    before = pixels(city_map)
    city_map.canvas.pan(40, 24)
    carried = drawn(city_map)
    assert city_map._scene.moving
    was, is_now = (frame[:, :].reshape(frame.shape[0], -1, 4)[..., :3] for frame in (before, carried))
    # far from the map's own boxes: each bright pixel of a mark stands 40 pixels to the right and 24 lower now
    inside = was[150:400, 250:650]
    bright = inside.max(axis=2) > 150
    off = np.abs(is_now[174:424, 290:690] - inside).max(axis=2)
    assert bright.sum() > 500
    assert (off[bright] <= SHADES).mean() > 0.9
    qtbot.waitUntil(lambda: not city_map._scene.moving, timeout=60_000)
    whole = drawn(city_map)
    assert np.abs(whole - anew(city_map)).max() <= SHADES


def test_a_click_while_the_window_moves_finds_what_stands_there_now(storm) -> None:
    city_map, _, _ = storm
    pixels(city_map)
    city_map.canvas.zoom(3.0)
    drawn(city_map)
    view = city_map._scene.viewport
    mark = next(one for one in city_map.marks if view.sees(one.x, one.y))
    city_map._click(QPointF(*view.pixel(mark.x, mark.y)))
    assert city_map.marks.selected
    chosen = city_map.marks.get(city_map.marks.selected)
    assert max(abs(a - b) for a, b in zip(view.pixel(chosen.x, chosen.y), view.pixel(mark.x, mark.y), strict=True)) < 20
    assert not city_map._scene.moving
