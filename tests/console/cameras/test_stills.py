"""A still from the wall goes with a report: the same file in the look's entry, in the request, and at the other side."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from alerts.log.home import database_path
from alerts.log.reading.looks import read_looks
from console.app.compose import Console
from console.window.window import Window
from tests.console.pressing import press_in_front

PATIENCE_MS = 300_000
pytestmark = pytest.mark.keeps_thread("output of the hub", "child the hub")


def outward_entries(console: Console) -> list[tuple[dict[str, Any], bytes]]:
    with closing(sqlite3.connect(f"file:{database_path(console.data, {})}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT body, blob FROM entry WHERE kind = 'command' ORDER BY n").fetchall()
    found = [(json.loads(body), blob) for body, blob in rows]
    return [(body, blob) for body, blob in found if body["command"]["action"] == "out_request"]


def test_a_still_of_the_wall_goes_with_a_report_by_keys(qtbot: Any, console: Console, window: Window) -> None:
    desk = window.desk
    qtbot.waitUntil(lambda: desk.situation.most_urgent() is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "119" in console.bridge.picture.linked, timeout=PATIENCE_MS)
    press_in_front(window, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    press_in_front(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.wall.tiles[desk.wall.chosen].has_picture, timeout=PATIENCE_MS)
    press_in_front(window, Qt.Key.Key_S)
    incident = desk.situation.incident
    qtbot.waitUntil(lambda: bool(desk.watching.stills.of(desk.situation.incident)), timeout=PATIENCE_MS)
    [kept] = desk.watching.stills.of(desk.situation.incident)
    data = kept.path.read_bytes()
    look = next(look for look in reversed(list(read_looks(database_path(console.data, {})))) if look.action == "snapshot")
    assert (look.text, look.sha256) == (kept.path.name, sha256(data).hexdigest())

    flow = desk.situation.outward.flow
    desk.situation.outward.open_for_step("report_119", incident, window)
    dialog = flow.dialog
    assert dialog is not None
    field = dialog.fields["still"]
    [button] = field.kept.buttons
    assert not button.icon().isNull()
    assert kept.camera in button.accessibleName()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert field.kept.marked
    assert not field.picture.isVisible(), "the chosen one is marked in its row, not shown twice"
    dialog.fields["text"].set_value("3층에서 연기가 납니다")
    dialog.fields["place"].set_value("역삼동 823")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: flow.dialog is None, timeout=PATIENCE_MS)
    qtbot.waitUntil(
        lambda: any(one.service == "report" and one.state == "accepted" for one in console.bridge.picture.requests.values()),
        timeout=PATIENCE_MS,
    )
    body, blob = outward_entries(console)[-1]
    still = body["command"]["form"]["still"]
    assert (still["name"], still["camera"], still["file_sha256"]) == (kept.path.name, kept.camera, look.sha256)
    assert sha256(blob).hexdigest() == still["sha256"]
    assert blob == data, "small enough to go as it was recorded"


def test_a_file_that_was_changed_since_does_not_go_out(qtbot: Any, console: Console, window: Window) -> None:
    desk = window.desk
    qtbot.waitUntil(lambda: desk.situation.most_urgent() is not None, timeout=PATIENCE_MS)
    press_in_front(window, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    press_in_front(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.wall.tiles[desk.wall.chosen].has_picture, timeout=PATIENCE_MS)
    before = len(desk.watching.stills.of(desk.situation.incident))
    press_in_front(window, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: len(desk.watching.stills.of(desk.situation.incident)) > before, timeout=PATIENCE_MS)
    kept = desk.watching.stills.of(desk.situation.incident)[0]
    kept.path.write_bytes(kept.path.read_bytes() + b"x")
    desk.situation.outward.open_for_step("report_112", desk.situation.incident, window)
    dialog = desk.situation.outward.flow.dialog
    field = dialog.fields["still"]
    field.kept.buttons[0].click()
    assert field.value() is None
    assert "바뀌어" in field.missing.text()
    assert not field.kept.buttons[0].isChecked()
    dialog.reject()
