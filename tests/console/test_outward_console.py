"""Acting outwards from the real window: keys to the hub, to the counterpart, and back on the card."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.app.compose import Console
from console.window.window import Window
from tests.console.hearing import hearing
from tests.console.pressing import press_in_front

PATIENCE_MS = 300_000
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def console(opened: Callable[..., Console]) -> Console:
    return opened(synthetic=True, seed=3, rate=4.0, ready=lambda made: made.bridge.picture.linked and alarms(made))


def alarms(console: Console) -> list[str]:
    return [one.key for one in console.bridge.picture.incidents.values() if one.is_alarm and one.is_open]


def opened_form(qtbot: Any, console: Console, window: Window, service: str) -> Any:
    """Choose the first alarm and open the form of this service, by keys."""
    situation = window.desk.situation
    if situation.incident is None or not situation.incident.is_open:
        situation.choose(alarms(console)[0])
    flow = situation.outward.flow

    def begun() -> bool:  # a window that was behind a dialog takes a moment to be the active one again
        if flow.chooser is None:
            window.activateWindow()
            window.desk.setFocus()
            QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_L)
        return flow.chooser is not None

    qtbot.waitUntil(begun, timeout=PATIENCE_MS)
    number = flow.chooser.services.index(service) + 1
    QTest.keyClick(flow.chooser.list, Qt.Key(Qt.Key.Key_0.value + number))
    qtbot.waitUntil(lambda: flow.dialog is not None and flow.dialog.isVisible(), timeout=PATIENCE_MS)
    dialog = flow.dialog
    assert dialog.service == service

    def inside() -> bool:  # the window asked to be the active one until just now, and may have become so after the dialog did
        focus = QApplication.focusWidget()
        if focus is not None and dialog.isAncestorOf(focus):
            return True
        dialog.activateWindow()
        return False

    qtbot.waitUntil(inside, timeout=PATIENCE_MS)
    return dialog


def fill(dialog: Any, **values: Any) -> None:
    for name, value in values.items():
        dialog.fields[name].set_value(value)


def states(console: Console) -> dict[str, str]:
    return {one.service: one.state for one in console.bridge.picture.requests.values()}


def test_three_keys_report_to_119_and_the_card_says_that_it_was_accepted(qtbot: Any, console: Console, window: Window) -> None:
    dialog = opened_form(qtbot, console, window, "report")
    fill(dialog, counterpart="119", place="역삼동 823", text="3층에서 연기가 납니다")
    with hearing(window) as heard:
        press_in_front(window, Qt.Key.Key_Return, CONTROL)
        flow = window.desk.situation.outward.flow
        qtbot.waitUntil(lambda: flow.dialog is None, timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: states(console).get("report") == "accepted" and heard.has("보냈습니다"), timeout=PATIENCE_MS)
    rows = window.desk.situation.card.requests
    qtbot.waitUntil(
        lambda: rows.filled and "수락" in rows.findChild(type(next(iter(rows._rows.values())))).state.text(),
        timeout=PATIENCE_MS,
    )
    assert not flow.has_draft(window.desk.situation.chosen)


def test_what_is_missing_is_said_at_the_field_and_nothing_is_sent(qtbot: Any, console: Console, window: Window) -> None:
    dialog = opened_form(qtbot, console, window, "video")
    press_in_front(window, Qt.Key.Key_Return, CONTROL)
    assert dialog.isVisible()
    assert dialog.fields["purpose"].missing.isVisible()
    assert dialog.fields["basis"].missing.isVisible()
    fill(dialog, purpose="emergency_response")
    assert not dialog.fields["purpose"].missing.isVisible(), "what was mended is not complained about any more"
    press_in_front(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.desk.situation.outward.flow.busy, timeout=PATIENCE_MS)
    again = opened_form(qtbot, console, window, "video")
    assert again.fields["purpose"].value() == "emergency_response", "what was begun is still there"
    press_in_front(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.desk.situation.outward.flow.busy, timeout=PATIENCE_MS)


def test_a_session_is_opened_renewed_by_a_key_and_ended(qtbot: Any, console: Console, window: Window) -> None:
    dialog = opened_form(qtbot, console, window, "video")
    fill(dialog, counterpart="112", purpose="emergency_response", basis="pipa_18_2_3")
    boxes = dialog.fields["cameras"].boxes
    if not dialog.fields["cameras"].value():  # all that are near look elsewhere
        boxes[next(iter(boxes))].setChecked(True)
    press_in_front(window, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: states(console).get("video") == "accepted", timeout=PATIENCE_MS)
    [session] = [one for one in console.bridge.picture.requests.values() if one.service == "video"]
    qtbot.waitUntil(lambda: not console.bridge.pending, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window or bool(window.activateWindow()), timeout=PATIENCE_MS)
    window.desk.setFocus()
    press_in_front(window, Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: console.bridge.picture.requests[session.id].until > session.until, timeout=PATIENCE_MS)
    rows = window.desk.situation.card.requests
    qtbot.waitUntil(lambda: "out_end" in rows._rows[session.id].buttons and not console.bridge.pending, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: rows._rows[session.id].buttons["out_end"].isEnabled(), timeout=PATIENCE_MS)
    rows._rows[session.id].buttons["out_end"].click()
    qtbot.waitUntil(lambda: states(console).get("video") == "ended", timeout=PATIENCE_MS)


def test_who_drafts_a_warning_is_offered_no_approval(qtbot: Any, console: Console, window: Window) -> None:
    dialog = opened_form(qtbot, console, window, "warning")
    fill(dialog, event_code="FRW", response="Evacuate", headline="역삼동 화재", description="대피하세요", area_name="역삼동")
    press_in_front(window, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: states(console).get("warning") == "draft", timeout=PATIENCE_MS)
    rows = window.desk.situation.card.requests
    qtbot.waitUntil(lambda: any(one.request.service == "warning" for one in rows._rows.values()), timeout=PATIENCE_MS)
    [row] = [one for one in rows._rows.values() if one.request.service == "warning"]
    assert list(row.buttons) == ["out_reject"]


@pytest.mark.keeps_thread("output of the hub")
def test_text_outlives_a_hub_that_goes_while_it_is_sent(
    qtbot: Any, console: Console, window: Window, expected_log: Callable[[str], None]
) -> None:
    expected_log("the hub ended")
    dialog = opened_form(qtbot, console, window, "disaster")
    fill(dialog, text="지하차도에 물이 차오릅니다", place="역삼동")
    pid = console.own_hub.pid
    os.kill(pid, signal.SIGSTOP)  # one that is only killed may be back before anybody has missed it
    press_in_front(window, Qt.Key.Key_Return, CONTROL)  # nobody knows yet
    qtbot.waitUntil(lambda: not console.bridge.up, timeout=PATIENCE_MS)
    os.kill(pid, signal.SIGKILL)
    assert dialog.isVisible()
    assert not dialog.send.isEnabled()
    assert "두 번 가지 않습니다" in dialog.state.text()
    assert dialog.fields["text"].value() == "지하차도에 물이 차오릅니다"
    qtbot.waitUntil(lambda: window.desk.situation.outward.flow.dialog is None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: states(console).get("disaster") == "accepted", timeout=PATIENCE_MS)
    assert sum(one.service == "disaster" for one in console.bridge.picture.requests.values()) == 1
