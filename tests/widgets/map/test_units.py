"""Units on the map: every one at its place, in its service's colour, pointing where it heads."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from alerts.picture import UnitSpot
from widgets.map import CityMap
from widgets.map.layers.units import MOST_GLYPHS, PART

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC).timestamp()


def unit(name: str, service: str = "112", lat: float = 37.55, heading: float = 0.0, state: str = "patrol") -> UnitSpot:
    return UnitSpot(name, service, lat, 127.0, heading, state, NOW)


def around(view: CityMap, lat: float, lon: float = 127.0, reach: int = 9) -> QImage:
    QApplication.processEvents()
    scene = view._scene
    x, y = scene.viewport.pixel(*scene.projection.point(lat, lon))
    spot = QPoint(round(x) - reach, round(y) - reach)
    return view.grab().toImage().copy(spot.x(), spot.y(), 2 * reach, 2 * reach)


def test_a_glyph_follows_every_change_of_heading_state_and_service(city_map: CityMap) -> None:
    city_map.apply(units=[unit("a")], now=NOW)
    north = around(city_map, 37.55)
    city_map.apply(units=[unit("a", heading=90.0)], now=NOW)
    east = around(city_map, 37.55)
    assert east != north
    city_map.apply(units=[unit("a", heading=90.0, state="en_route")], now=NOW)
    busy = around(city_map, 37.55)
    assert busy != east
    city_map.apply(units=[unit("a", service="119", heading=90.0, state="en_route")], now=NOW)
    assert around(city_map, 37.55) != busy
    city_map.apply(units=[unit("a")], now=NOW)
    assert around(city_map, 37.55) == north


def test_units_told_in_another_order_or_in_part_keep_their_own_places(city_map: CityMap) -> None:
    fleet = [unit(str(k), lat=37.45 + 2e-5 * k) for k in range(PART + 10)]
    city_map.apply(units=fleet, now=NOW)
    city_map.apply(units=[*fleet[PART:], *fleet[:PART]], now=NOW)
    moved = unit("7", lat=37.60)
    city_map.apply(units=[moved, fleet[3]], now=NOW)
    assert city_map.units.spots == [*fleet[:7], moved, *fleet[8:]]
    scene = city_map._scene
    assert city_map.units.at(*scene.viewport.pixel(*scene.projection.point(37.60, 127.0))) is moved
    city_map.clear()
    city_map.apply(units=[fleet[5], fleet[3]], now=NOW)
    assert city_map.units.spots == [fleet[5], fleet[3]]
    assert city_map.units.at(*scene.viewport.pixel(*scene.projection.point(fleet[5].lat, 127.0))) in (fleet[5], fleet[3])


def test_a_crowd_of_dots_has_the_colours_of_its_services(city_map: CityMap, theme) -> None:
    count = MOST_GLYPHS // 2 + 100
    police = [unit(f"p{k}", "112", lat=37.60) for k in range(count)]
    fire = [unit(f"f{k}", "119", lat=37.50) for k in range(count)]
    plain = around(city_map, 37.60, reach=1), around(city_map, 37.50, reach=1)
    city_map.apply(units=[*police, *fire], now=NOW)
    seen = around(city_map, 37.60, reach=1), around(city_map, 37.50, reach=1)
    assert seen[0] != plain[0]
    assert seen[1] != plain[1]
    assert seen[0].pixelColor(1, 1) != seen[1].pixelColor(1, 1)
    city_map.apply(units=[unit(f"p{k}", "119", lat=37.60) for k in range(count)], now=NOW)
    assert around(city_map, 37.60, reach=1).pixelColor(1, 1) == seen[1].pixelColor(1, 1)
