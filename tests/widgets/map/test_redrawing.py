"""What is drawn anew, what is kept, and that it looks the same."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from alerts.picture import JourneySpot
from tests.widgets.map.seeing import NOW, near, picture, pixel
from widgets.map.ground import ground_of


def test_nothing_is_redrawn_without_a_change(qtbot, city_map, make) -> None:
    city_map.apply(incidents=[make("a")], now=NOW)
    picture(city_map)
    frames, base = city_map.canvas.frames, city_map.base.drawn
    for k in range(20):
        city_map.apply(now=NOW + k * 0.05)
        QApplication.processEvents()
    assert city_map.canvas.frames == frames
    city_map.apply(incidents=[make("a", reports=5)], now=NOW + 2)
    QApplication.processEvents()
    assert city_map.canvas.frames == frames + 1
    for _ in range(5):
        city_map.canvas.pan(10, 5)
        QApplication.processEvents()
    assert city_map.base.drawn == base  # the kept picture reaches beyond the window


def test_after_zooming_the_ground_reaches_as_far_as_one_pans(city_map, seoul) -> None:
    picture(city_map)
    for factor, steps in ((2.0, [(60, 0), (60, 40), (-300, 0)]), (0.5, [(0, -50), (200, 0)])):
        city_map.canvas.zoom(factor)
        picture(city_map)
        for step in steps:
            city_map.canvas.pan(*step)
            panned = picture(city_map)
            city_map.base.set_ground(ground_of(seoul))
            city_map.set_cameras(seoul.cameras.ids, seoul.cameras.lat, seoul.cameras.lon)
            fresh = picture(city_map)
            spots = [(x, y) for x in range(3, 900, 12) for y in range(3, 700, 12)]
            other = sum(panned.pixel(x, y) != fresh.pixel(x, y) for x, y in spots)
            assert other < len(spots) / 50, "but for the smoothing of a line here and there it is the same picture"


def test_the_ground_with_cameras_on_it_looks_like_both_drawn_one_after_the_other(city_map) -> None:
    together = picture(city_map)
    assert city_map.cameras.carried
    city_map.base.carry(city_map.cameras, lambda: True)
    apart = picture(city_map)
    assert not city_map.cameras.carried
    assert together == apart
    city_map.base.carry(city_map.cameras, lambda: False)
    city_map.set_cameras(["C1"], [37.56], [126.99])
    assert picture(city_map) != together
    one = picture(city_map)
    city_map.show_layer("cameras", False)
    assert picture(city_map) != one
    city_map.show_layer("cameras", True)
    assert picture(city_map) == one
    city_map.canvas.pan(40, 0)
    assert picture(city_map) != one


def test_a_route_that_changes_is_drawn_anew_and_one_told_again_is_not(city_map) -> None:
    route = [[127.05, 37.60], [127.06, 37.61], [127.08, 37.61]]
    city_map.apply(journeys=[JourneySpot("J1", "started", 37.60, 127.05, NOW, route)], now=NOW)
    before = near(picture(city_map), pixel(city_map, 37.61, 127.07), 6)
    dots = city_map.journeys._dots_of
    city_map.apply(journeys=[JourneySpot("J1", "position", 37.605, 127.055, NOW, route)], now=NOW)
    assert near(picture(city_map), pixel(city_map, 37.61, 127.07), 6) == before
    assert city_map.journeys._dots_of is dots
    city_map.apply(journeys=[JourneySpot("J1", "position", 37.605, 127.055, NOW, [[127.05, 37.60], [127.05, 37.63]])], now=NOW)
    assert near(picture(city_map), pixel(city_map, 37.61, 127.07), 6) != before
