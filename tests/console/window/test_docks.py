"""Panels torn off into windows of their own, by keys and by mouse, kept and brought back: in the real console."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QWidget

from console.app.compose import Console
from console.app.settings import load_settings
from console.app.windows.monitors import seen
from console.window.window import Window
from tests.console.conftest import running
from tests.console.hearing import hearing
from widgets.dialogs.layouts import LayoutsDialog

PATIENCE_MS = 300_000
ALT, CONTROL, SHIFT = (
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def console(opened: Callable[..., Console], data: Path) -> Console:
    return opened(data=data, synthetic=True, seed=1, rate=4.0, ready=lambda made: len(alarms(made)) > 2)


def alarms(console: Console) -> list[str]:
    return [one.key for one in console.bridge.picture.incidents.values() if one.is_alarm and one.state == "new"]


@pytest.fixture
def window(qtbot: Any, console: Console) -> Window:
    window = console.windows[0]
    window.show_desk("operator")
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=PATIENCE_MS)
    window.desk.docks.reset()
    window.desk.setFocus()
    return window


def press(window: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.focusWidget() or window, key, modifiers)


def active(qtbot: Any, window: QWidget) -> None:
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=PATIENCE_MS)


def tab_order(window: Window) -> list[str]:
    """The panels that Tab goes through, from the list on until it is there again."""
    docks, start = window.desk.docks, window.desk.situation.queue.list
    start.setFocus()
    found = []
    for _ in range(200):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        if window.focusWidget() is start:
            break
        panel = docks.holding(window.focusWidget())
        found.append(panel.name if panel is not None else "")
    return [name for place, name in enumerate(found) if place == 0 or name != found[place - 1]]


def stand(window: Window) -> dict[str, tuple[Any, bool]]:
    return {panel.name: (panel.geometry().getRect(), panel.isFloating()) for panel in window.desk.docks if not panel.isHidden()}


def test_the_map_leaves_by_a_key_and_every_key_goes_on_working_there(qtbot: Any, console: Console, window: Window) -> None:
    before, order = stand(window), tab_order(window)
    docks, situation = window.desk.docks, window.desk.situation
    press(window, Qt.Key.Key_2, ALT)
    panel = docks.panels["map"]
    assert panel.isFloating()
    assert panel.windowTitle() == "지도"
    active(qtbot, panel)
    situation.choose("")
    press(panel, Qt.Key.Key_J)
    assert situation.chosen
    press(panel, Qt.Key.Key_Slash)
    palette = window.palette_of_commands
    assert palette.isVisible()
    assert palette.window() is panel
    QTest.keyClick(palette.findChild(QLineEdit), Qt.Key.Key_Escape)
    with hearing(window) as heard:
        press(panel, Qt.Key.Key_A)
        qtbot.waitUntil(lambda: situation.incident.state == "acknowledged" and heard.has("확인"), timeout=PATIENCE_MS)
    assert window.notices.note.window() is panel, "what is said is said where the eye is"
    press(panel, Qt.Key.Key_2, ALT)
    qtbot.waitUntil(lambda: stand(window) == before, timeout=PATIENCE_MS)
    after = tab_order(window)
    assert after == order, (after, order)


def test_what_is_torn_off_lives_on_while_another_desk_is_shown(qtbot: Any, console: Console, window: Window) -> None:
    press(window, Qt.Key.Key_5, ALT)
    operator = window.desk
    panel = operator.docks.panels["card"]
    active(qtbot, panel)
    key = alarms(console)[0]
    operator.situation.choose(key)
    window.show_desk("supervisor")
    console.bridge.command("acknowledge", key)
    qtbot.waitUntil(lambda: operator.situation.card.incident.state == "acknowledged", timeout=PATIENCE_MS)
    window.activateWindow()
    active(qtbot, window)
    assert window.actions_of_window._desk == "supervisor"
    panel.activateWindow()
    active(qtbot, panel)
    assert window.actions_of_window._desk == "operator", "the keys are those of the window they are pressed in"
    window.flash_all()
    assert panel.flash.flashing
    qtbot.waitUntil(lambda: not (panel.flash.flashing or window.flash.flashing), timeout=PATIENCE_MS)
    nameless = [
        widget for widget in panel.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]  # fmt: skip
    assert not nameless


def test_titles_come_for_the_mouse_and_a_closed_window_is_put_back(qtbot: Any, window: Window) -> None:
    before = stand(window)
    docks = window.desk.docks
    press(window, Qt.Key.Key_D, CONTROL | SHIFT)
    panel = docks.panels["strips"]
    qtbot.waitUntil(panel._title.tear.isVisible, timeout=PATIENCE_MS)
    QTest.mouseClick(panel._title.tear, Qt.MouseButton.LeftButton)
    assert panel.isFloating()
    press(window, Qt.Key.Key_D, CONTROL | SHIFT)
    panel.close()
    assert not panel.isFloating()
    window.topbar.customContextMenuRequested.emit(window.topbar.rect().center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entry = next(action for action in menu.actions() if action.objectName() == "panel-strips")
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center())
    assert panel.isFloating()
    window.activateWindow()
    active(qtbot, window)
    press(window, Qt.Key.Key_R, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: stand(window) == before, timeout=PATIENCE_MS)


def test_footage_takes_the_strips_place_or_its_own_window(qtbot: Any, console: Console, window: Window) -> None:
    docks, desk = window.desk.docks, window.desk
    before = stand(window)
    desk.situation.choose(next(one.key for one in console.bridge.picture.incidents.values() if one.lat is not None))
    press(window, Qt.Key.Key_C)
    wall, strips = docks.panels["wall"], docks.panels["strips"]
    assert wall.isVisible()
    assert strips.isHidden()
    qtbot.waitUntil(lambda: wall.height() > 0.5 * docks.height(), timeout=PATIENCE_MS)
    press(window, Qt.Key.Key_4, ALT)
    active(qtbot, wall)
    assert not strips.isHidden()
    QTest.keyClick(wall.focusWidget() or wall, Qt.Key.Key_Escape)
    assert not desk.watching.is_open
    assert wall.isVisible(), "a window on another monitor stays, and says how to begin"
    assert "C" in desk.wall.empty.text.text()
    wall.close()
    qtbot.waitUntil(lambda: stand(window) == before, timeout=PATIENCE_MS)


def test_a_monitor_that_has_gone_gives_its_windows_back_and_it_is_said_once(
    qtbot: Any, console: Console, window: Window
) -> None:
    docks = window.desk.docks
    docks.toggle("map")
    docks.toggle("card")
    away = QRect(9000, 200, 700, 500)
    for name in ("map", "card"):
        docks.panels[name].setGeometry(away)
    window.notices.note.dismiss()
    said: list[str] = []
    say = window.notices.say
    window.notices.say = lambda text, **values: (said.append(text), say(text, **values))  # type: ignore[method-assign,func-returns-value,assignment]
    try:
        with hearing(window) as heard:
            QGuiApplication.instance().screenRemoved.emit(QGuiApplication.primaryScreen())  # type: ignore[union-attr]
            qtbot.waitUntil(
                lambda: all(seen(docks.panels[name].frameGeometry()) for name in ("map", "card")), timeout=PATIENCE_MS
            )
            qtbot.waitUntil(lambda: heard.has("창 2개"), timeout=PATIENCE_MS)
        console.monitors.look()
        assert [text for text in said if "monitor" in text] == ["console-monitor-gone"], "alarms may be said meanwhile"
    finally:
        window.notices.say = say  # type: ignore[method-assign]


def test_layouts_are_kept_by_name_by_operator_and_by_desk(
    qtbot: Any, qapp: QApplication, console: Console, window: Window, data: Path
) -> None:
    docks = window.desk.docks
    before = stand(window)
    press(window, Qt.Key.Key_2, ALT)
    docks.panels["map"].setGeometry(40, 60, 640, 480)
    docks.panels["map"].activateWindow()
    active(qtbot, docks.panels["map"])

    def layouts() -> LayoutsDialog:
        press(window.active(), Qt.Key.Key_L, CONTROL | SHIFT)
        found = QApplication.activeModalWidget()
        assert isinstance(found, LayoutsDialog)
        active(qtbot, found)
        return found

    dialog = layouts()
    dialog.name.setFocus()
    QTest.keyClicks(dialog.name, "night")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    docks.panels["map"].activateWindow()
    active(qtbot, docks.panels["map"])
    press(docks.panels["map"], Qt.Key.Key_R, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: stand(window) == before, timeout=PATIENCE_MS)
    window.activateWindow()
    active(qtbot, window)
    dialog = layouts()
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: docks.panels["map"].isFloating(), timeout=PATIENCE_MS)
    assert docks.panels["map"].geometry().size() == QRect(40, 60, 640, 480).size()
    console._keep_places()
    from console.app.settings import save_settings

    save_settings(console.settings, console._settings_path)
    kept = load_settings(console._settings_path)
    assert set(kept.layouts["kim"]) == {"operator", "supervisor", "trainer"}
    assert list(kept.layouts["kim"]["operator"].named) == ["night"]
    hub = console.own_hub.reached.updates
    from console.app.options import Options

    for name, torn in (("kim", True), ("park", False)):
        options = Options(hub=hub, desks=("operator",), offscreen=True, operator=name, language="ko")
        with running(qapp, options, data) as other:
            panel = other.windows[0].desk.docks.panels["map"]
            assert panel.isFloating() is torn, name
            assert panel.isVisible()
            assert not torn or panel.geometry().size() == QRect(40, 60, 640, 480).size()
