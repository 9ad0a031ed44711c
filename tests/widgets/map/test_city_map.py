"""The map under an operator's hands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu

from alerts.picture import JourneySpot, UnitSpot
from tests.widgets.map.seeing import AREA, NOW, click, drag, near, picture, pixel
from widgets.map import CityMap


def test_an_incident_is_drawn_and_picked_where_it_is(qtbot, city_map, make, theme) -> None:
    city_map.apply(incidents=[make("a", priority=1)], now=NOW)
    spot = pixel(city_map, 37.5440, 127.0560)
    assert theme.priority(1) in near(picture(city_map), spot, 8)
    with qtbot.waitSignal(city_map.incident_picked) as picked:
        click(qtbot, city_map, spot)
    assert picked.args == ["a"]
    assert city_map.marks.selected == "a"
    with qtbot.assertNotEmitted(city_map.incident_picked):
        click(qtbot, city_map, spot + QPoint(200, 0))
    city_map.apply(removed=["a"], now=NOW)
    assert theme.priority(1) not in near(picture(city_map), spot, 8)


def test_clicking_again_picks_the_next_one_at_the_same_spot(qtbot, city_map, make) -> None:
    city_map.apply(incidents=[make("low", priority=4), make("high", priority=1), make("middle", priority=2)], now=NOW)
    picture(city_map)
    picks: list[str] = []
    city_map.incident_picked.connect(picks.append)
    for _ in range(4):
        click(qtbot, city_map, pixel(city_map, 37.5440, 127.0560))
        picture(city_map)
    assert set(picks[:3]) == {"low", "high", "middle"}
    assert picks[0] == "high"
    assert "2건 더" in city_map.hint(*pixel(city_map, 37.5440, 127.0560).toTuple())


def test_dragging_moves_the_map_and_picks_nothing(qtbot, city_map, make) -> None:
    city_map.apply(incidents=[make("a", priority=1)], now=NOW)
    before = pixel(city_map, 37.5440, 127.0560)
    with qtbot.assertNotEmitted(city_map.incident_picked):
        drag(qtbot, city_map, before, before + QPoint(-60, 40))
    after = pixel(city_map, 37.5440, 127.0560)
    assert (after - before).toTuple() == (-60, 40)
    qtbot.keyClick(city_map.canvas, Qt.Key.Key_Home)
    assert pixel(city_map, 37.5440, 127.0560) == before


def test_wheel_and_keys_zoom(qtbot, city_map) -> None:
    view = city_map._scene.viewport
    fitted = view.scale
    spot = QPointF(300, 200)
    held = view.metres(300, 200)
    event = QWheelEvent(
        spot, city_map.canvas.mapToGlobal(spot), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(city_map.canvas.viewport(), event)
    assert view.scale < fitted / 1.5
    assert view.metres(300, 200) == pytest.approx(held)
    zoomed = view.scale
    qtbot.keyClick(city_map.canvas, Qt.Key.Key_Plus)
    assert view.scale < zoomed
    qtbot.keyClick(city_map.canvas, Qt.Key.Key_Minus)
    assert view.scale == pytest.approx(zoomed)
    x = view.x
    qtbot.keyClick(city_map.canvas, Qt.Key.Key_Right)
    assert view.x > x
    city_map.resize(700, 500)
    assert view.scale == pytest.approx(zoomed)  # who has moved the map keeps his view
    qtbot.keyClick(city_map.canvas, Qt.Key.Key_Home)
    city_map.resize(450, 350)
    assert view.scale > fitted  # the whole city again, in half the room


def test_layers_are_turned_on_and_off(qtbot, city_map, make, theme) -> None:
    unit = UnitSpot("순21", "112", 37.60, 127.00, 90.0, "en_route", NOW - 5)
    city_map.apply(units=[unit], areas=[AREA], incidents=[make("a")], now=NOW)
    spot = pixel(city_map, 37.60, 127.00)
    # the fixture's map shows all layers but the density
    with_all = picture(city_map)
    for name, chip in city_map.chips.chips.items():
        assert chip.isChecked() == city_map.layer_shown(name) == (name != "density")
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
        assert city_map.layer_shown(name) == (name == "density")
    without = picture(city_map)
    assert near(with_all, spot) != near(without, spot)
    assert city_map.hint(spot.x(), spot.y()) == ""
    city_map.show_layer("units", True)
    assert city_map.chips.chips["units"].isChecked()
    assert "순21" in city_map.hint(spot.x(), spot.y())
    with pytest.raises(KeyError):
        city_map.show_layer("weather", True)


def test_layers_without_room_for_one_row_stand_in_the_menu(city_map) -> None:
    assert not city_map.chips.folded
    assert city_map.chips.chips["units"].isVisible()
    city_map.resize(300, 300)
    assert city_map.chips.folded
    assert not city_map.chips.chips["units"].isVisible()
    assert city_map.chips.height() < 1.5 * city_map.chips.more.sizeHint().height()
    menu = QMenu()
    city_map.chips.fill(menu)
    entries = {entry.text(): entry for entry in menu.actions()}
    entries["출동"].trigger()
    assert not city_map.layer_shown("units")
    city_map.resize(900, 700)
    assert city_map.chips.chips["units"].isVisible()
    assert not city_map.chips.chips["units"].isChecked()


def test_units_and_journeys_move_and_go(city_map) -> None:
    city_map.apply(units=[UnitSpot("구급3", "119", 37.50, 127.00, 0.0, "patrol", NOW - 30)], now=NOW)
    city_map.apply(units=[UnitSpot("구급3", "119", 37.58, 127.05, 180.0, "patrol", NOW)], now=NOW)
    assert len(city_map.units.spots) == 1
    assert "구급3" in city_map.hint(*pixel(city_map, 37.58, 127.05).toTuple())
    assert "구급3" not in city_map.hint(*pixel(city_map, 37.50, 127.00).toTuple())
    route = [[127.05, 37.60], [127.06, 37.61], [127.08, 37.61]]
    city_map.apply(journeys=[JourneySpot("J1", "started", 37.60, 127.05, NOW, route)], now=NOW)
    city_map.apply(journeys=[JourneySpot("J1", "position", 37.61, 127.06, NOW)], now=NOW)
    assert "안심귀가 J1" in city_map.hint(*pixel(city_map, 37.61, 127.06).toTuple())
    on_route = near(picture(city_map), pixel(city_map, 37.61, 127.07), 6)
    city_map.apply(journeys=[JourneySpot("J1", "arrived", 37.61, 127.08, NOW)], now=NOW)
    assert city_map.journeys.spots == []
    assert near(picture(city_map), pixel(city_map, 37.61, 127.07), 6) != on_route


def test_many_units_are_all_drawn(city_map, theme) -> None:
    spots = [
        UnitSpot(str(k), "112", 37.45 + 0.002 * (k % 100), 126.85 + 0.0012 * (k // 100), 0.0, "x", NOW) for k in range(25_000)
    ]
    city_map.apply(units=spots, now=NOW)
    assert len(city_map.units.spots) == 25_000
    image = picture(city_map)
    lit = [sum(c.lightness() for c in near(image, pixel(city_map, spots[k].lat, spots[k].lon), 2)) for k in (0, 12_345, 24_999)]
    city_map.clear()
    dark = picture(city_map)
    for k, light in zip((0, 12_345, 24_999), lit, strict=True):
        assert light > sum(c.lightness() for c in near(dark, pixel(city_map, spots[k].lat, spots[k].lon), 2))


def test_a_warned_area_is_hatched_until_it_ends(city_map) -> None:
    middle = pixel(city_map, 37.495, 126.87)
    plain = picture(city_map)
    city_map.apply(areas=[AREA], now=NOW)
    assert near(picture(city_map), middle, 8) != near(plain, middle, 8)
    assert "호우경보" in city_map.hint(middle.x(), middle.y())
    assert city_map.areas.text(AREA) == "호우경보 · ~22:00"
    city_map.apply(now=NOW + 3601)
    assert near(picture(city_map), middle, 8) == near(plain, middle, 8)
    city_map.apply(areas_gone=["A1"], now=NOW)
    assert city_map.areas.areas == []


def test_a_key_that_moves_keeps_its_selection(city_map, make) -> None:
    city_map.apply(incidents=[make("a", priority=1)], now=NOW)
    city_map.select("a")
    city_map.apply(incidents=[make("z", priority=1)], moved={"a": "z"}, now=NOW)
    assert city_map.marks.selected == "z"
    assert len(city_map.marks) == 1
    city_map.apply(incidents=[make("z", state="closed")], now=NOW)
    assert len(city_map.marks) == 0


def test_cameras_are_pointed_at_when_near(qtbot, city_map, seoul) -> None:
    lat, lon = seoul.cameras.lat[100], seoul.cameras.lon[100]
    picture(city_map)
    assert seoul.cameras.ids[100] not in city_map.hint(*pixel(city_map, lat, lon).toTuple())
    city_map.canvas.look_at(*city_map._scene.projection.point(lat, lon), 1.0)
    picture(city_map)
    with qtbot.waitSignal(city_map.camera_picked) as picked:
        click(qtbot, city_map, pixel(city_map, lat, lon))
    assert picked.args == [seoul.cameras.ids[100]]
    with pytest.raises(ValueError, match="cameras"):
        city_map.set_cameras(["one"], [37.5, 37.6], [127.0])


def test_it_speaks_both_languages_and_says_what_would_be_here(qtbot, wording, theme, seoul, city_map) -> None:
    empty = CityMap(wording, theme)
    qtbot.addWidget(empty)
    assert "지도 자료가 없습니다" in empty.legend.note
    assert "열린 사건 없음" in city_map.legend.note
    assert "국토지리정보원" in city_map.legend.attribution
    picture(city_map)
    assert "강남구" in [name for name, _ in city_map.names.shown]
    wording.switch("en")
    city_map.retranslate()
    picture(city_map)
    assert "Gangnam-gu" in [name for name, _ in city_map.names.shown]
    assert "NGII" in city_map.legend.attribution
    assert city_map.canvas.accessibleName() == "Map"
    assert city_map.chips.chips["areas"].text() == "Warned areas"


def test_the_light_theme_is_light_and_the_focus_by_keyboard_is_seen(qtbot, city_map, theme) -> None:
    dark = picture(city_map).pixelColor(5, 300)
    theme.switch("light")
    city_map.setStyleSheet(theme.qss())
    image = picture(city_map)
    assert image.pixelColor(5, 300).lightness() > 150 > 100 > dark.lightness()
    assert image.pixelColor(1, 300) != theme.colour("accent")
    city_map.canvas.clearFocus()
    city_map.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert picture(city_map).pixelColor(1, 300) == theme.colour("accent")


def test_on_a_small_map_the_source_of_its_data_takes_one_line(city_map) -> None:
    large = city_map.legend.box()
    city_map.resize(420, 300)
    picture(city_map)
    small = city_map.legend.box()
    assert small.width() < large.width()
    assert small.height() <= large.height(), "not three lines over the city"
    assert city_map.rect().contains(small.toRect())


def test_a_map_that_waits_draws_nothing_and_then_all_that_came(qtbot, city_map, make) -> None:
    picture(city_map)
    city_map.wait(True)
    before = city_map.canvas.frames
    city_map.apply(incidents=[make("a", priority=1)], now=NOW)
    QApplication.processEvents()
    assert city_map.canvas.frames == before
    city_map.wait(False)
    qtbot.waitUntil(lambda: [one.mark.incident.key for one in city_map.marks.placed] == ["a"], timeout=60_000)
