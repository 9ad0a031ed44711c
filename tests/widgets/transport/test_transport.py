from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt

from alerts.picture import Playback
from widgets.moments import at, date_short, korean_time
from widgets.transport import Transport

START = 1_774_000_000.0


def playback(**fields):
    values = {
        "recording": "smoke.mcap", "start": START, "end": START + 1000.0, "at": START + 400.0, "speed": 1.0, "playing": True,
        "counts": {"cctv": [3, 1, 4, 1], "112": [0, 0, 2, 9], "120": [0, 0, 0, 0]},
        "incidents": [(START + 300, 3), (START + 500, 4), (START + 600, 1)],
    }  # fmt: skip
    return Playback(**(values | fields))


@pytest.fixture
def transport(qtbot, wording, theme):
    made = Transport(wording, theme)
    made.setStyleSheet(theme.qss())
    qtbot.addWidget(made)
    made.resize(1000, 260)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def asked(transport):
    said = []
    transport.command_requested.connect(lambda action, fields: said.append((action, fields)))
    return said


def test_without_a_replay_nothing_can_be_pressed(transport, asked, wording, qtbot):
    assert transport.status.text() == wording("transport-empty")
    assert not any(button.isEnabled() for button in (*transport.buttons.values(), *transport.speeds.values()))
    qtbot.keyClick(transport, Qt.Key.Key_Space)
    assert asked == []


def test_keys_play_step_seek_and_set_the_speed(transport, asked, qtbot):
    transport.apply(playback())
    qtbot.keyClick(transport, Qt.Key.Key_Space)
    qtbot.keyClick(transport, Qt.Key.Key_Right)
    qtbot.keyClick(transport, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(transport, Qt.Key.Key_Home)
    qtbot.keyClick(transport, Qt.Key.Key_BracketRight)
    qtbot.keyClick(transport, Qt.Key.Key_4)
    transport.apply(playback(playing=False))
    transport.toggle()
    assert asked == [
        ("pause", {}), ("seek", {"value": START + 410}), ("seek", {"value": START + 340}), ("seek", {"value": START}),
        ("seek", {"value": START + 600}), ("speed", {"value": 60.0}), ("play", {}),
    ]  # fmt: skip


def test_buttons_do_what_they_say(transport, asked, qtbot, wording):
    transport.apply(playback())
    assert transport.buttons["play"].accessibleName() == wording("transport-pause")
    assert transport.speeds[1.0].isChecked()
    for name in ("first", "back", "play", "forward", "next"):
        qtbot.mouseClick(transport.buttons[name], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(transport.speeds[0.0], Qt.MouseButton.LeftButton)
    assert [action for action, _ in asked] == ["seek", "seek", "pause", "seek", "seek", "speed"]
    assert asked[-1] == ("speed", {"value": 0.0})
    transport.apply(playback(at=START + 700.0, speed=1e6, playing=False))
    assert transport.speeds[0.0].isChecked()
    assert not transport.buttons["next"].isEnabled()
    assert transport.buttons["play"].accessibleName() == wording("transport-play")


def test_stays_inside_the_recording(transport, asked):
    transport.apply(playback(at=START + 2.0))
    transport.step(-10.0)
    transport.step(5000.0)
    assert asked == [("seek", {"value": START}), ("seek", {"value": START + 1000.0})]


def test_silent_channels_have_no_row_and_counts_outlast_the_snapshot(transport):
    transport.apply(playback())
    assert transport.areas.channels == ["112", "cctv"]
    transport.apply(playback(counts={}, at=START + 401.0))
    assert transport.areas.channels == ["112", "cctv"]
    transport.apply(playback(recording="another.mcap", counts={}))
    assert transport.areas.channels == []


def test_a_click_goes_there_and_on_a_mark_to_its_incident(transport, asked, qtbot):
    transport.apply(playback())
    qtbot.waitUntil(lambda: transport.box.rect().width() > 500, timeout=180_000)
    width, height = transport.box.rect().width(), transport.box.rect().height()
    transport.box.clicked.emit(QPointF(width / 2, height * 0.2))
    assert asked[-1][1]["value"] == pytest.approx(START + 500, abs=1)
    transport.box.clicked.emit(QPointF(transport.box.pixel(START + 600) + 4, height * 0.95))
    assert asked[-1] == ("seek", {"value": START + 600})


def test_a_real_drag_moves_the_cursor_and_seeks_when_let_go(transport, asked, qtbot):
    transport.apply(playback())
    qtbot.waitUntil(lambda: transport.box.rect().width() > 500, timeout=180_000)
    view, viewport = transport.plot, transport.plot.viewport()

    def at(part):
        spot = QPointF(transport.box.rect().width() * part, 20.0)
        return view.mapFromScene(transport.box.mapToScene(spot))

    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=at(0.2))
    for part in (0.3, 0.5, 0.7):
        qtbot.mouseMove(viewport, at(part))
        qtbot.wait(20)
    held = transport.areas.cursor
    assert held == pytest.approx(START + 700, abs=5)
    assert asked == []
    transport.apply(playback(at=START + 405.0, counts={}))
    assert transport.areas.cursor == held
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=at(0.7))
    assert len(asked) == 1
    assert asked[0][1]["value"] == pytest.approx(START + 700, abs=5)


def test_says_when_it_seeks(transport, wording):
    transport.apply(playback(speed=0.0))
    assert "만드는 중" in transport.status.text()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_button_has_a_name_and_room(transport, wording, language, qtbot):
    wording.switch(language)
    transport.retranslate()
    transport.apply(playback())
    buttons = [*transport.buttons.values(), *transport.speeds.values()]
    assert all(button.accessibleName() for button in buttons)
    qtbot.waitUntil(lambda: all(button.sizeHint().width() <= button.width() for button in buttons), timeout=180_000)
    assert not transport.grab().isNull()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_cannot_be_read_is_said_with_until_when_it_can(transport, wording, language) -> None:
    wording.switch(language)
    transport.retranslate()
    transport.apply(playback())
    assert not transport.damage.isVisible()
    said = set()
    for damage in ("cut", "parts"):
        transport.apply(playback(damage=damage))
        assert transport.damage.isVisible()
        until = date_short(wording, at(playback().end, korean_time()))
        assert until in transport.damage.text()
        assert f"{at(playback().end, korean_time()):%H:%M:%S}" in transport.damage.text()
        said.add(transport.damage.text())
    assert len(said) == 2
    transport.apply(None)
    assert not transport.damage.isVisible()
