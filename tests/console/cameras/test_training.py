"""Footage while a recording is replayed: of the replayed time, for training, in the live hub's ledger."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from alerts.log.home import database_path
from alerts.log.reading.looks import read_looks
from console.app.compose import Console
from console.window.window import Window
from tests.console.pressing import press

PATIENCE_MS = 300_000
pytestmark = pytest.mark.keeps_thread("output of the hub", "child the hub")


def looks(console: Console) -> list[Any]:
    return [look for look in read_looks(database_path(console.data, {})) if look.purpose == "training"]


def test_recorded_footage_opens_at_the_replayed_time_and_is_on_record(qtbot: Any, console: Console, window: Window) -> None:
    qtbot.waitUntil(lambda: window.desk.situation.most_urgent() is not None, timeout=PATIENCE_MS)
    seen = console.bridge.picture.now
    qtbot.waitUntil(lambda: console.bridge.picture.now > seen + 3.0, timeout=PATIENCE_MS)  # by then its reports are recorded
    window.show_desk("trainer")
    desk = window.desk
    assert not desk.wall.isVisible()
    press(window, Qt.Key.Key_C)
    assert "다시보기를 시작한" in window.notices.text()
    desk.replay_recent()
    qtbot.waitUntil(lambda: desk.session is not None and desk.session.bridge.up, timeout=PATIENCE_MS)
    bridge = desk.session.bridge
    qtbot.waitUntil(lambda: bridge.picture.playback is not None, timeout=PATIENCE_MS)
    if bridge.picture.playback.playing:
        desk.transport.toggle()
    qtbot.waitUntil(lambda: not bridge.picture.playback.playing, timeout=PATIENCE_MS)
    desk.transport.seek(bridge.picture.playback.end - 2.0)
    qtbot.waitUntil(lambda: any(one.lat is not None for one in bridge.picture.incidents.values()), timeout=PATIENCE_MS)
    desk.situation.choose(next(key for key, one in bridge.picture.incidents.items() if one.lat is not None))
    desk.situation.queue.list.setFocus()
    press(window, Qt.Key.Key_C)
    assert desk.training.is_open
    assert desk.wall.isVisible()
    assert not len(desk.training.players), "not before it is in the log"
    purpose = desk.training._purpose
    desk.training._purpose = structs.replace(purpose, basis_ko=" ")
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "목적이나 법적 근거" in desk.wall.empty.text.text(), timeout=PATIENCE_MS)
    assert not looks(console), "what was refused is said in a sentence, and nothing opens"
    desk.training.close()
    desk.situation.queue.list.setFocus()
    press(window, Qt.Key.Key_C)
    before = desk.situation.chosen
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(tile.has_picture for tile in desk.wall.tiles), timeout=PATIENCE_MS)
    assert all(tile.recorded for tile in desk.wall.tiles if tile.entry is not None and tile.has_picture)
    [look] = looks(console)
    assert (look.actor, look.action) == ("kim", "look")
    # an earlier report that the replay still brings gives the incident another name
    assert look.key in (before, desk.situation.chosen)
    assert look.cameras == [entry.id for entry in desk.wall.shown]
    assert "제28조" in look.basis
    assert look.text == desk.session.title

    QTest.keyClick(desk.wall.tiles[0], Qt.Key.Key_S)
    assert "정지 영상" in window.notices.text()
    qtbot.waitUntil(lambda: not len(desk.training.players), timeout=PATIENCE_MS)
    assert any(tile.has_picture for tile in desk.wall.tiles), "the last pictures stand still"
    desk.transport.seek(bridge.picture.playback.start)
    desk.transport.toggle()
    qtbot.waitUntil(lambda: len(desk.training.players) > 0, timeout=PATIENCE_MS)
    QTest.keyClick(desk.wall.tiles[0], Qt.Key.Key_Escape)
    assert not desk.wall.isVisible()
    qtbot.waitUntil(lambda: looks(console)[-1].action == "look_away", timeout=PATIENCE_MS)
    desk.leave()
    streams = list(desk.training.players._leaving)
    for stream in streams:
        assert stream.join(PATIENCE_MS / 1000)
    window.show_desk("operator")
