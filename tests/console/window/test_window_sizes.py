"""The wall view, the tour, and everything larger: in the real console."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.app.compose import Console
from console.app.options import Options
from console.app.settings import load_settings

PATIENCE_MS = 300_000


@pytest.fixture
def console(qapp: QApplication, qtbot: Any, tmp_path: Path) -> Iterator[Console]:
    made = Console(qapp, Options(offscreen=True, operator="kim", language="ko"), tmp_path, time.time())
    made.open()
    qtbot.waitUntil(lambda: made.bridge.up and len(made.windows[0].desks) == 3 and made.meters.running, timeout=PATIENCE_MS)
    yield made
    made.close()
    qapp.setStyleSheet("")


def test_everything_larger_the_wall_beside_it_and_a_tour(qtbot: Any, console: Console) -> None:
    first = console.windows[0]
    first.show_desk("supervisor")
    finished: list[int] = []
    console.finished.connect(lambda: finished.append(1))
    width = first.topbar.height()
    QTest.keyClick(first, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: console.windows[0] is not first, timeout=PATIENCE_MS)
    larger = console.windows[0]
    assert "125" in larger.notices.text(), "for some seconds, while the other desks are made"
    qtbot.waitUntil(lambda: len(larger.desks) == 3, timeout=PATIENCE_MS)
    assert console.theme.scale == 1.25
    assert larger.topbar.height() > width
    assert finished == [], "making the windows anew does not end the console"
    qtbot.waitUntil(lambda: larger.desk.bridge.up, timeout=PATIENCE_MS)
    QTest.keyClick(larger, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: console.theme.scale == 1.0 and len(console.windows[0].desks) == 3, timeout=PATIENCE_MS)
    QTest.keyClick(console.windows[0], Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert console.theme.scale == 1.0
    assert "100" in console.windows[0].notices.text()

    QTest.keyClick(console.windows[0], Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: console.windows[-1].objectName() == "wall", timeout=PATIENCE_MS)
    wall = console.windows[-1].desk
    console._open_wall()
    assert len(console.windows) == 2, "there is one wall"
    qtbot.waitUntil(lambda: bool(wall.board.accessibleName()), timeout=PATIENCE_MS)  # type: ignore[attr-defined]

    window = console.windows[0]
    window.show_desk("operator")
    window.show_tour()
    seen = []
    while window.tour.step:
        seen.append(window.tour.step)
        assert window.rect().contains(window.tour.bubble.geometry())
        QTest.keyClick(window.tour, Qt.Key.Key_Return)
    assert seen == ["welcome", "queue", "map", "strips", "card", "bar", "keys"]
    window.show_tour()
    QTest.keyClick(window.tour, Qt.Key.Key_Escape)
    assert not window.tour.isVisible()
    console.close()
    assert load_settings(console._settings_path).scale == 1.0
