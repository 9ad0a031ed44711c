"""The map's further layers and its tools, under a hand and by keys."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QMenu

from alerts.incidents import Fact, Member
from alerts.picture import SensorReading
from alerts.places.layers.tiles import column_row
from tests.widgets.map.seeing import NOW, near, picture, pixel
from widgets.map import CityMap

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def reading(level: str, **fields: Any) -> SensorReading:
    values: dict[str, Any] = {
        "sensor_id": "w1",
        "quantity": "water_level",
        "value": 1.2,
        "unit": "m",
        "lat": 37.55,
        "lon": 127.0,
    }
    return SensorReading(
        **(values | {"level": level, "lat": 37.55, "lon": 127.0, "place": "중랑천", "time": NOW - 60} | fields)
    )


def test_only_sensors_that_say_something_are_seen_from_afar(city_map: CityMap, theme: Any) -> None:
    spot = pixel(city_map, 37.55, 127.0)
    city_map.apply(sensors=[reading("normal")], now=NOW)
    assert city_map.hint(spot.x(), spot.y()) == ""
    city_map.apply(sensors=[reading("alarm")], now=NOW)
    assert "중랑천 · 수위 1.2 m\n경보 · 1분 전" in city_map.hint(spot.x(), spot.y())
    assert theme.priority(1) in near(picture(city_map), spot, 4)
    city_map.apply(sensors=[reading("normal")], now=NOW)
    assert city_map.hint(spot.x(), spot.y()) == ""
    assert theme.priority(1) not in near(picture(city_map), spot, 4)


def test_a_wanted_vehicle_s_way_and_the_cameras_ahead(city_map: CityMap, make: Any, theme: Any) -> None:
    hits = [Member("anpr", f"h{n}", "vehicle", "vehicle", NOON, "", 37.54 + 0.01 * n, 127.0) for n in range(3)]
    camera = str(city_map.cameras.ids[0])
    incident = make("v", kind="vehicle", members=hits, facts=[Fact("next_cameras", 1.0, text=camera)])
    city_map.apply(incidents=[incident], now=NOW)
    assert city_map.extras.tracks.keys == {"v"}
    accent = theme.colour("accent")
    middle = pixel(city_map, 37.555, 127.0)
    assert accent in near(picture(city_map), middle, 2)
    city_map.apply(incidents=[make("v", kind="vehicle", members=hits, state="closed")], now=NOW)
    assert city_map.extras.tracks.keys == set()


def test_an_own_layer_is_drawn_named_and_switched_off(city_map: CityMap, tmp_path: Path) -> None:
    path = tmp_path / "소화전.geojson"
    point = {"type": "Feature", "properties": {"name": "옥외 12"}, "geometry": {"type": "Point", "coordinates": [127.0, 37.56]}}
    path.write_text(json.dumps(point), encoding="utf-8")
    refused: list[str] = []
    city_map.extras.refused.connect(refused.append)
    assert city_map.extras.open_file(path)
    spot = pixel(city_map, 37.56, 127.0)
    assert city_map.hint(spot.x(), spot.y()) == "옥외 12 · 소화전"
    menu = QMenu()
    city_map.extras.fill(menu, city_map)
    action = next(action for action in menu.actions() if action.text() == "소화전")
    action.trigger()
    assert city_map.hint(spot.x(), spot.y()) == ""
    (tmp_path / "bad.geojson").write_text("{}")
    assert not city_map.extras.open_file(tmp_path / "bad.geojson")
    assert "bad.geojson" in refused[0]


def test_raster_tiles_lie_under_the_city(city_map: CityMap, tmp_path: Path) -> None:
    image = QImage(256, 256, QImage.Format.Format_RGB32)
    image.fill(QColor(250, 40, 200))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    path = tmp_path / "base.mbtiles"
    column, row = (int(part) for part in column_row(10, 37.56, 127.0))
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        database.execute("INSERT INTO metadata VALUES ('attribution', '시청 항공사진')")
        database.execute("CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)")
        database.execute("INSERT INTO tiles VALUES (10, ?, ?, ?)", (column, 2**10 - 1 - row, bytes(buffer.data().data())))
    database.close()
    spot = pixel(city_map, 37.56, 127.01)
    before = picture(city_map).pixelColor(spot)
    assert city_map.extras.open_file(path)
    after = picture(city_map).pixelColor(spot)
    assert after.red() > before.red() + 60
    assert after.green() < after.red()
    assert "시청 항공사진" in city_map.legend.attribution
    city_map.extras.close_files()
    assert picture(city_map).pixelColor(spot) == before
    assert "시청 항공사진" not in city_map.legend.attribution


def test_clicks_measure_a_way_and_backspace_takes_one_back(qtbot: Any, city_map: CityMap) -> None:
    city_map.extras.toggle_measuring()
    picked: list[str] = []
    city_map.incident_picked.connect(picked.append)
    surface = city_map.canvas.viewport()
    for lat in (37.55, 37.56):
        qtbot.mouseClick(surface, Qt.MouseButton.LeftButton, pos=pixel(city_map, lat, 127.0))
    length = city_map.extras.measure.length_m
    assert abs(length - 1112) < 80
    assert city_map.extras.measure.text().startswith("1.1")
    assert "북쪽" in city_map.extras.measure.text()
    assert picked == []
    city_map.canvas.setFocus()
    for left in (1, 0):
        qtbot.keyClick(city_map.canvas, Qt.Key.Key_Backspace)
        assert len(city_map.extras.measure.points) == left
    qtbot.keyClick(city_map.canvas, Qt.Key.Key_Escape)
    assert not city_map.extras.measure.on


def test_a_box_with_shift_chooses_what_lies_in_it(qtbot: Any, city_map: CityMap, make: Any) -> None:
    inside = [make("a", priority=3, lat=37.55, lon=127.0), make("b", priority=1, lat=37.552, lon=127.003)]
    city_map.apply(incidents=[*inside, make("c", lat=37.60, lon=127.05)], now=NOW)
    surface = city_map.canvas.viewport()
    begin, end = pixel(city_map, 37.56, 126.99), pixel(city_map, 37.54, 127.01)
    view = city_map._scene.viewport
    middle = (view.x, view.y)
    with qtbot.waitSignal(city_map.incidents_boxed) as boxed:
        qtbot.mousePress(surface, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, pos=begin)
        for part in (0.4, 0.8, 1.0):
            qtbot.mouseMove(surface, begin + (end - begin) * part)
        qtbot.mouseRelease(surface, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, pos=end)
    assert boxed.args == [["b", "a"]]
    assert (view.x, view.y) == middle, "the map stays where it is"


def test_keys_go_from_incident_to_incident(qtbot: Any, city_map: CityMap, make: Any) -> None:
    view = city_map._scene.viewport
    lat, lon = city_map._scene.projection.degrees(view.x, view.y)
    city_map.apply(incidents=[make(name, lat=lat + step, lon=lon) for name, step in (("far", 0.05), ("near", 0.002))], now=NOW)
    picked: list[str] = []
    city_map.incident_picked.connect(picked.append)
    city_map.canvas.setFocus()
    for key in (Qt.Key.Key_Period, Qt.Key.Key_Period, Qt.Key.Key_Period, Qt.Key.Key_Comma):
        qtbot.keyClick(city_map.canvas, key)
    assert picked == ["near", "far", "near", "far"]
