"""A look at footage in the real console: from the alarm, by keys, through the log, to pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from alerts.log.home import database_path
from alerts.log.reading.looks import read_looks
from console.app.compose import Console
from console.window.window import Window
from tests.console.hearing import hearing
from tests.console.pressing import press

PATIENCE_MS = 300_000
pytestmark = pytest.mark.keeps_thread("output of the hub", "child the hub")


def looks(console: Console) -> list[Any]:
    return list(read_looks(database_path(console.data, {})))


def open_footage(qtbot: Any, window: Window) -> Any:
    desk = window.desk
    qtbot.waitUntil(lambda: desk.situation.most_urgent() is not None, timeout=PATIENCE_MS)
    press(window, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(tile.has_picture for tile in desk.wall.tiles), timeout=PATIENCE_MS)
    return desk


def test_three_keys_from_the_alarm_to_acknowledged_with_footage(qtbot: Any, console: Console, window: Window) -> None:
    desk = window.desk
    qtbot.waitUntil(lambda: desk.situation.most_urgent() is not None, timeout=PATIENCE_MS)
    before = len(looks(console))

    press(window, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    assert desk.watching.is_open
    assert desk.wall.panel.isVisible()
    assert not len(desk.watching.players)
    press(window, Qt.Key.Key_Return)
    assert not len(desk.watching.players)  # not before it is in the log
    qtbot.waitUntil(lambda: len(desk.watching.players) > 0, timeout=PATIENCE_MS)
    found = [look for look in looks(console)[before:] if look.action == "look"]  # an earlier one may just have been left
    assert [(look.actor, look.action) for look in found] == [("kim", "look")]
    assert found[0].cameras == [entry.id for entry in desk.wall.shown]
    assert found[0].purpose
    assert found[0].basis
    qtbot.waitUntil(lambda: any(tile.has_picture for tile in desk.wall.tiles), timeout=PATIENCE_MS)

    press(window, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: desk.situation.incident.state == "acknowledged", timeout=PATIENCE_MS)
    assert any(tile.has_picture for tile in desk.wall.tiles)
    assert any(change.change == "looked" for change in desk.situation.incident.history)


def test_other_cameras_are_recorded_before_they_open(qtbot: Any, console: Console, window: Window) -> None:
    desk = open_footage(qtbot, window)
    first = {entry.id for entry in desk.wall.shown}
    before = len(looks(console))
    press(window, Qt.Key.Key_9)
    fresh = [entry.id for entry in desk.wall.shown if entry.id not in first]
    assert len(fresh) == 5
    assert len(desk.watching.players) == 4
    qtbot.waitUntil(lambda: len(desk.watching.players) == 9, timeout=PATIENCE_MS)
    assert looks(console)[before:][0].cameras == fresh
    press(window, Qt.Key.Key_4)
    assert len(desk.watching.players) == 4
    press(window, Qt.Key.Key_Escape)
    assert not desk.watching.is_open
    qtbot.waitUntil(lambda: looks(console)[-1].action == "look_away", timeout=PATIENCE_MS)
    assert set(looks(console)[-1].cameras) == first | set(fresh)


def test_a_still_becomes_a_file_once_it_is_recorded(qtbot: Any, console: Console, window: Window) -> None:
    desk = open_footage(qtbot, window)
    qtbot.waitUntil(lambda: desk.wall.tiles[0].has_picture, timeout=PATIENCE_MS)
    known = set((console.data / "stills").glob("*.png"))
    with hearing(window) as heard:
        press(window, Qt.Key.Key_S)
        qtbot.waitUntil(lambda: set((console.data / "stills").glob("*.png")) > known, timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: heard.has("정지 영상을 남겼습니다"), timeout=PATIENCE_MS)
    path: Path = (set((console.data / "stills").glob("*.png")) - known).pop()
    assert QImage(str(path)).width() == 640
    look = next(look for look in reversed(looks(console)) if look.action == "snapshot")
    assert look.text == path.name
    assert look.cameras == [desk.wall.tiles[0].entry.id]


def test_b_shows_the_seconds_before_and_goes_back(qtbot: Any, window: Window) -> None:
    desk = open_footage(qtbot, window)
    press(window, Qt.Key.Key_B)
    tile = desk.wall.tiles[desk.wall.chosen]
    assert tile.recorded
    qtbot.waitUntil(lambda: tile.has_picture, timeout=PATIENCE_MS)
    press(window, Qt.Key.Key_B)
    assert not tile.recorded


def test_without_usable_purposes_nothing_opens(qtbot: Any, console: Console, window: Window) -> None:
    desk = window.desk
    own = console.data / "purposes.toml"
    try:
        with hearing(window) as heard:
            own.write_text("[[purpose]]\nid = 'x'\n", encoding="utf-8")
            qtbot.waitUntil(lambda: heard.has("purposes.toml"), timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: desk.situation.most_urgent() is not None, timeout=PATIENCE_MS)
        press(window, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
        assert "purposes.toml" in desk.wall.empty.text.text()
        press(window, Qt.Key.Key_Return)
        assert not len(desk.watching.players)
    finally:
        own.unlink()
