"""What panels need changes while they stand: the room comes back to whom it belongs."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from alerts.wording import Wording
from widgets.docks import Docks, columns, rows
from widgets.theme import Theme

PATIENCE_MS = 180_000


def test_room_comes_back_when_a_panel_needs_less(qtbot: Any) -> None:
    docks = Docks("desk", Wording("en"), Theme())
    qtbot.addWidget(docks)
    below = QWidget()
    docks.add("queue", QWidget(), 300, 600)
    docks.add("map", QWidget(), 400, 400, grows=True)
    docks.add("transport", below, 400, 200)
    docks.add("card", QWidget(), 280, 600)
    docks.arrange(columns("queue", rows("map", "transport"), "card"))
    below.setMinimumWidth(900)
    docks.resize(1200, 600)
    docks.show()

    def widths() -> tuple[int, int]:
        return docks.panels["queue"].width(), docks.panels["card"].width()

    qtbot.waitUntil(lambda: docks.panels["transport"].width() >= 900, timeout=PATIENCE_MS)
    assert widths() != (300, 280)
    below.setMinimumWidth(200)
    qtbot.waitUntil(lambda: widths() == (300, 280), timeout=PATIENCE_MS)
    below.setMinimumWidth(700)
    qtbot.waitUntil(lambda: docks.panels["transport"].width() >= 700, timeout=PATIENCE_MS)
    below.setMinimumWidth(100)
    qtbot.waitUntil(lambda: widths() == (300, 280), timeout=PATIENCE_MS)
