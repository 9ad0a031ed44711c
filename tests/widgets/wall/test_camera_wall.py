"""The wall by itself: keys, focus, states in words, and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from alerts.cameras.footage import FOOTAGE_STATES, FOOTAGE_TROUBLES, FootageStatus
from alerts.cameras.seeing import SIGHTS
from alerts.wording import LANGUAGES, Wording
from widgets.theme import Theme
from widgets.wall import CameraWall, Choice, Entry
from widgets.wall.words import state_text, trouble_text

CHOICES = [Choice("fire", "화재 예방", "제25조"), Choice("crime", "범죄 수사", "제25조")]
ENTRIES = [Entry(f"C-{n}", "길", 40.0 * n, n % 8, "sees" if n < 3 else "far", recorded=n % 2 == 0) for n in range(11)]


@pytest.fixture
def wall(qtbot: Any, wording: Wording, theme: Theme) -> Iterator[CameraWall]:
    made = CameraWall(wording, theme)
    qtbot.addWidget(made)
    made.resize(1000, 620)
    made.show()
    made.activateWindow()
    yield made
    made.close()


def press(wall: CameraWall, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or wall, key)


def test_the_default_purpose_is_one_enter_away(wall: CameraWall) -> None:
    spy = QSignalSpy(wall.purpose_chosen)
    wall.ask("화재", CHOICES, ENTRIES)
    assert wall.panel.buttons[0].hasFocus()
    press(wall, Qt.Key.Key_Return)
    press(wall, Qt.Key.Key_Down, Qt.Key.Key_Return)
    press(wall, Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_5)
    assert [spy.at(n)[0] for n in range(spy.count())] == ["fire", "crime", "crime", "fire"]


def test_layouts_pages_and_arrows(wall: CameraWall) -> None:
    wall.ask("화재", CHOICES, ENTRIES)
    wall.show_cameras("기록됨")
    spy = QSignalSpy(wall.page_changed)
    assert [entry.id for entry in wall.shown] == ["C-0", "C-1", "C-2", "C-3"]
    press(wall, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert wall.chosen == 3
    press(wall, Qt.Key.Key_Down)  # past the last row: the next cameras
    assert [entry.id for entry in wall.shown] == ["C-4", "C-5", "C-6", "C-7"]
    press(wall, Qt.Key.Key_1)
    assert [entry.id for entry in wall.shown] == ["C-7"]
    press(wall, Qt.Key.Key_9)
    assert len(wall.shown) == 9
    assert wall.chosen == 7
    press(wall, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown)
    assert [entry.id for entry in wall.shown] == ["C-9", "C-10"]
    assert spy.count() == 4


def test_enter_enlarges_and_escape_goes_back_before_it_closes(wall: CameraWall) -> None:
    wall.ask("화재", CHOICES, ENTRIES)
    wall.show_cameras("기록됨")
    pages, closed = QSignalSpy(wall.page_changed), QSignalSpy(wall.closed)
    press(wall, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert [tile.isVisible() for tile in wall.tiles[:4]] == [False, True, False, False]
    press(wall, Qt.Key.Key_Escape)
    assert all(tile.isVisible() for tile in wall.tiles[:4])
    assert closed.count() == 0
    press(wall, Qt.Key.Key_Escape)
    assert closed.count() == 1
    assert pages.count() == 0


def test_what_is_done_is_done_to_the_chosen_tile(wall: CameraWall) -> None:
    wall.ask("화재", CHOICES, ENTRIES)
    wall.show_cameras("기록됨")
    spies = [QSignalSpy(signal) for signal in (wall.snapshot_asked, wall.before_asked, wall.again_asked)]
    press(wall, Qt.Key.Key_Right, Qt.Key.Key_S, Qt.Key.Key_B, Qt.Key.Key_Space)
    assert [spy.at(0)[0] for spy in spies] == [1, 1, 1]


def test_nothing_is_done_before_the_look_is_recorded(wall: CameraWall) -> None:
    spy = QSignalSpy(wall.snapshot_asked)
    wall.ask("화재", CHOICES, ENTRIES)
    press(wall, Qt.Key.Key_S)
    wall.say("wall-recording")
    press(wall, Qt.Key.Key_S)
    wall.ask("화재", CHOICES, ())
    assert "카메라" in wall.empty.text.text()
    press(wall, Qt.Key.Key_S)
    assert spy.count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_and_trouble_has_its_words(language: str) -> None:
    wording = Wording(language)
    for state in FOOTAGE_STATES:
        assert state_text(FootageStatus(state), True, wording)
    for why in FOOTAGE_TROUBLES[1:]:
        assert trouble_text(FootageStatus("lost", why, 3.2), wording)
        assert trouble_text(FootageStatus("refused", why), wording)
    for sight in SIGHTS:
        for sector in range(8):
            entry = Entry("C", "", 123.0, sector, sight)
            assert "120" in entry.way(wording)
            assert entry.sight_text(wording)


def test_a_tile_tells_who_cannot_see_it(wall: CameraWall) -> None:
    wall.ask("화재", CHOICES, ENTRIES)
    wall.show_cameras("기록됨")
    wall.show_status(1, FootageStatus("lost", "unreachable", 4.0))
    tile = wall.tiles[1]
    assert "C-1" in tile.accessibleName()
    assert "끊김" in tile.accessibleName()
    assert "4초" in tile.accessibleDescription()


def test_a_picture_fills_its_tile_and_an_old_one_is_faded(wall: CameraWall) -> None:
    wall.ask("화재", CHOICES, ENTRIES)
    wall.show_cameras("기록됨")
    room = wall.room(0)
    pixels = np.zeros((room.height(), room.width(), 4), dtype=np.uint8)
    pixels[:, :] = (10, 20, 200, 255)
    wall.show_status(0, FootageStatus("live"))
    wall.show_picture(0, pixels)

    def middle() -> Any:
        return wall.tiles[0].grab().toImage().pixelColor(room.width() // 2, room.height() // 2)

    assert (middle().red(), middle().green(), middle().blue()) == (200, 20, 10)
    wall.show_status(0, FootageStatus("stalled", "silent"))
    wall.tiles[0].grab()
    assert wall.tiles[0].grab().toImage().pixelColor(6, room.height() // 2).red() < 140
    wall.turn(1)
    assert not wall.tiles[0].has_picture  # another camera's picture must not stay for a moment


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_narrow_wall_cuts_no_purpose_and_keeps_its_way_out(qtbot: Any, wording: Wording, theme: Theme, language: str) -> None:
    wording.switch(language)
    made = CameraWall(wording, theme)
    qtbot.addWidget(made)
    made.ask("화재 · 역삼동", [Choice("life", "긴급 구조·생명 보호", "개인정보 보호법 제18조제2항제3호"), *CHOICES], ENTRIES)
    made.resize(360, 400)
    with qtbot.waitExposed(made):
        made.show()
    assert made.width() == 360, "nothing on it needs more"
    room = made.panel.viewport().width()
    assert all(0 < button.sizeHint().width() <= button.width() <= room for button in made.panel.buttons)
    assert all(choice.basis in button.text() for choice, button in zip(CHOICES, made.panel.buttons[1:], strict=True))
    assert made.rect().contains(made.head.leave.geometry().translated(made.head.pos()))
    made.panel.take_focus()
    press(made, Qt.Key.Key_Down, Qt.Key.Key_Down)
    last = made.panel.buttons[2]
    assert made.panel.viewport().rect().intersects(last.rect().translated(last.mapTo(made.panel.viewport(), QPoint(0, 0))))
    made.resize(1000, 620)
    assert "\n" not in made.panel.buttons[0].text(), "side by side again where that fits"
