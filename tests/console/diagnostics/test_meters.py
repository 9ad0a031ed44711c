"""What a key press is measured by, on a real window without a display; and how memory grows."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from alerts.wording import Wording
from console.bridge import Bridge
from console.diagnostics.keys import Keys
from console.diagnostics.memory import EVERY_S, MOST, Memory
from console.diagnostics.meters import Meters
from console.diagnostics.pressing import Presser
from console.diagnostics.process import CoreWait
from console.diagnostics.waits import Waits
from console.window import NoticeBar
from console.window.window import Window
from widgets.theme import Theme
from widgets.topbar import TopBar


@pytest.fixture
def window(qtbot: Any) -> Iterator[Window]:
    wording, theme, meters = Wording("en"), Theme.dark(), Meters(time.time())
    made = Window("main", NoticeBar(wording, theme), Bridge("kim"), meters, wording, theme, TopBar(wording, theme))
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    for _ in range(20):
        QApplication.processEvents()
    meters.keys.clear()
    yield made
    made.close()


def strike(window: Window, key: Qt.Key) -> None:
    handle = window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, key)
    for _ in range(5):
        QApplication.processEvents()


def does(window: Window, key: str, what: Any) -> None:
    action = QAction(window)
    action.setShortcut(QKeySequence(key))
    action.triggered.connect(what)
    window.addAction(action)


def test_the_machines_wait_is_told_from_what_began_elsewhere() -> None:
    waits = Waits()
    assert waits.since(1.0, 50.0) == 0.0, "nothing is known of then"
    for moment, waited in ((1.0, 10.0), (2.0, 14.0), (3.0, 30.0)):
        waits.note(moment, waited)
    assert waits.since(2.0, 31.0) == 17.0
    assert waits.since(1.5, 31.0) == 17.0, "what lay between two looks is not taken off"
    assert waits.since(0.0, 31.0) == 21.0
    assert waits.since(3.5, 31.0) == 0.0
    waits.note(0.5, 32.0)
    assert waits.since(0.2, 40.0) == 8.0, "a clock that was set back starts anew"
    assert waits.since(2.0, 40.0) == 0.0


def test_a_key_is_measured_from_the_window_to_the_end_of_the_repaint(window: Window) -> None:
    def slowly() -> None:
        time.sleep(0.03)
        window.update()

    does(window, "J", slowly)
    strike(window, Qt.Key.Key_J)
    keys = window._meters.keys
    assert (keys.pressed, keys.shown) == (1, 1)
    assert keys.all.percentile(50) >= 30.0
    assert keys.by_name == {}


def test_a_key_that_changes_nothing_is_not_measured_by_the_next_repaint_of_another(window: Window) -> None:
    does(window, "X", lambda: None)
    strike(window, Qt.Key.Key_X)
    window.update()
    QApplication.processEvents()
    keys = window._meters.keys
    assert (keys.pressed, keys.shown, len(keys.all)) == (1, 0, 0)


def test_a_key_of_the_program_is_measured_from_when_it_was_struck(window: Window) -> None:
    does(window, "J", window.update)
    at, waited = window._meters.keys.moment()
    window._meters.keys.strikes("J", at - 2.0, waited)
    strike(window, Qt.Key.Key_J)
    strike(window, Qt.Key.Key_J)
    keys = window._meters.keys
    assert len(keys.by_name["J"]) == 1
    assert keys.by_name["J"].percentile(50) >= 2000.0
    assert len(keys.all) == 2


def test_what_the_machine_kept_from_the_loop_is_taken_off() -> None:
    waited = [500.0]
    keys = Keys(lambda: waited[0])
    at, before = keys.moment()
    keys.strikes("J", at - 2.0, before)
    keys.reached()
    waited[0] += 1500.0
    keys.painted()
    assert keys.all.percentile(50) >= 2000.0
    assert keys.held.percentile(50) >= 500.0
    assert keys.held.percentile(50) == pytest.approx(keys.all.percentile(50) - 1500.0, abs=1e-2)


def test_the_wait_for_a_core_only_grows_and_is_nothing_once_closed() -> None:
    wait = CoreWait()
    before = wait.ms()
    time.sleep(0.05)
    assert wait.ms() >= before >= 0.0
    wait.close()
    assert wait.ms() == 0.0


def test_shift_alone_is_no_key(window: Window) -> None:
    strike(window, Qt.Key.Key_Shift)
    assert window._meters.keys.pressed == 0


def test_memory_that_the_start_filled_is_no_growth_and_the_series_stays_bounded() -> None:
    memory, now = Memory(), 1000.0
    for _ in range(5000):
        if memory.due(now):
            memory.add(now, 100.0 + min(now - 1000.0, 300.0))
        now += EVERY_S
    assert len(memory.readings) <= MOST
    assert memory.series()[0] == (0, 100.0)
    assert memory.series()[-1][0] > 40_000
    assert memory.slope() == pytest.approx(0.0, abs=1e-6)


def test_memory_that_grows_is_told_an_hour() -> None:
    memory = Memory()
    assert memory.slope() == 0.0
    for k in range(100):
        memory.add(k * EVERY_S, 200.0 + k)
    assert memory.slope() == pytest.approx(360.0)


def test_the_hand_at_the_keys_is_stopped_in_the_middle_of_a_reach(qtbot: Any, window: Window) -> None:
    """The end of a demo waits for it; a key nobody takes any more must not keep both."""
    reaching = threading.Event()

    def ready() -> bool:
        reaching.set()
        return presser._stop.wait(180)  # until the stop below has begun

    meters = window._meters
    meters.start()
    qtbot.waitUntil(lambda: meters.running, timeout=180_000)
    presser = Presser(window, meters, ready)
    presser.start()
    assert reaching.wait(180)
    presser.stop()
    meters.stop()
    assert meters.keys.pressed == 0
