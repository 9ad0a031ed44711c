"""Names are put where QRectF itself would find room, and marks that have not changed stay the same ones."""

from __future__ import annotations

import random
from datetime import timedelta

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRectF

from alerts.wording import Wording
from widgets.map import CityMap
from widgets.map.labels import AIR, Taken, around, roomy
from widgets.map.marks import label_text

WIDTH, HEIGHT = 640, 420


@pytest.mark.parametrize("seed", range(6))
def test_a_place_is_free_where_no_box_meets_it(seed: int) -> None:
    chance = random.Random(seed)
    boxes = [
        QRectF(chance.uniform(-40, WIDTH), chance.uniform(-40, HEIGHT), chance.uniform(0.5, 60), chance.uniform(0.5, 30))
        for _ in range(40 * seed)
    ]
    boxes += [QRectF(4 * column, 8, 4, 4) for column in range(10)]  # on the borders of cells
    wanted = [
        QRectF(chance.uniform(-20, WIDTH), chance.uniform(-20, HEIGHT), chance.uniform(1, 90), chance.uniform(1, 30))
        for _ in range(400)
    ]
    wanted += [QRectF(40.0, 8.0, 12.0, 4.0), QRectF(8.0, 12.0, 12.0, 4.0), QRectF(0, 0, WIDTH, HEIGHT)]  # they only touch
    window = QRectF(0, 0, WIDTH, HEIGHT)
    free = Taken(boxes, WIDTH, HEIGHT).free(np.array([one.getRect() for one in wanted]))
    assert free.tolist() == [window.contains(one) and not any(one.intersects(box) for box in boxes) for one in wanted]
    assert free.any()


def test_eight_places_around_a_mark() -> None:
    places = around(np.array([[100.0, 50.0]]), np.array([10.0]), np.array([40.0]), 20.0)
    assert places.shape == (1, 8, 4)
    assert places[0, 0].tolist() == [110.0, 40.0, 40.0, 20.0]
    assert places[0, 7].tolist() == [53.0, 60.0, 40.0, 20.0]
    assert roomy(places)[0, 0].tolist() == [110.0 - AIR, 40.0, 40.0 + 2 * AIR, 20.0]


def test_among_hundreds_names_neither_meet_nor_cover_a_mark(qtbot, city_map: CityMap, make) -> None:
    chance = random.Random(3)
    incidents = [
        make(
            f"i{number}", priority=1 if number < 10 else 2, lat=chance.uniform(37.44, 37.68), lon=chance.uniform(126.82, 127.15)
        )
        for number in range(90)
    ]
    city_map.apply(incidents=incidents)
    city_map.canvas.viewport().repaint()
    marks = city_map.marks
    named = [one for one in marks.placed if one.box is not None]
    assert len(named) > 3
    language = Wording("ko").language
    for one in named:
        assert one.box is not None
        assert one.label == label_text(one.mark.incident, language)
        wide = one.box.adjusted(-AIR, 0, AIR, 0)
        assert not any(wide.intersects(other.room) for other in marks.placed)
        assert not any(wide.intersects(other.box) for other in named if other is not one and other.box is not None)
    before = {one.mark.incident.key: one for one in marks.placed}
    changed = replace(incidents[5], updated=incidents[5].updated + timedelta(seconds=5))
    city_map.apply(incidents=[changed])
    city_map.canvas.viewport().repaint()
    kept = {one.mark.incident.key: one for one in marks.placed}
    assert {key for key, one in kept.items() if one is not before[key]} == {"i5"}
    city_map.canvas.pan(30, 0)
    city_map.settle()
    city_map.canvas.viewport().repaint()
    moved = {one.mark.incident.key: one for one in marks.placed}
    assert moved["i7"].spot.x() == pytest.approx(before["i7"].spot.x() + 30)


def test_a_report_that_moves_a_mark_by_less_than_is_seen_leaves_all_names_alone(qtbot, city_map: CityMap, make) -> None:
    chance = random.Random(5)
    incidents = {
        f"i{number}": make(f"i{number}", priority=2, lat=chance.uniform(37.44, 37.68), lon=chance.uniform(126.82, 127.15))
        for number in range(60)
    }
    marks = city_map.marks

    def tell(**fields) -> dict[str, tuple[float, float] | None]:
        """Something of the third incident, and where every name stands then."""
        incidents["i3"] = replace(incidents["i3"], **fields)
        city_map.apply(incidents=[incidents["i3"]])
        city_map.canvas.viewport().repaint()
        return {one.rank[-1]: None if one.box is None else (one.box.x(), one.box.y()) for one in marks.placed}

    city_map.apply(incidents=incidents.values())
    city_map.select("i4")
    first = tell(reports=5)
    assert sum(spot is not None for spot in first.values()) > 5
    laid_out = marks._taken
    assert tell(reports=6, lat=incidents["i3"].lat + 1e-6) == first
    assert marks._taken is laid_out
    placed = next(one for one in marks.placed if one.rank[-1] == "i3")
    assert placed.mark.incident.reports == 6  # what is known of it is new all the same
    tell(title="건물 화재")
    assert marks._taken is not laid_out  # a longer or a shorter name
    before = {one.rank[-1]: one.spot.x() for one in marks.placed}
    tell(lon=incidents["i3"].lon + 0.05)
    after = {one.rank[-1]: one.spot.x() for one in marks.placed}
    assert {key for key in after if after[key] != before[key]} == {"i3"}
    for _ in range(40):  # a little each time comes to a lot in the end
        tell(lon=incidents["i3"].lon + 1e-4)
    exact = city_map._scene.viewport.pixel(*city_map.plane((incidents["i3"].lat, incidents["i3"].lon)))
    shown = next(one for one in marks.placed if one.rank[-1] == "i3").spot
    assert abs(shown.x() - exact[0]) < 1.0
    city_map.select("i5")
    city_map.canvas.viewport().repaint()
    assert [one.rank[-1] for one in marks.placed if not one.rank[0]] == ["i5"]
