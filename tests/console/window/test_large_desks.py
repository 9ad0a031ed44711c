"""Everything twice as large on a screen of 1920 by 1080: nothing of a desk is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QPushButton

from console.app.compose import Console
from console.app.options import Options
from console.app.settings import Settings, save_settings, settings_path, user_name
from tests.console.conftest import running
from widgets.docks import Docks

PATIENCE_MS = 300_000
pytestmark = pytest.mark.keeps_thread("output of the hub", "child the hub")


@pytest.fixture(scope="module")
def console(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    data = tmp_path_factory.mktemp("data")
    save_settings(Settings(scale=2.0), settings_path(data, user_name()))
    options = Options(synthetic=True, seed=1, rate=4.0, offscreen=True, operator="kim", language="en")
    with running(qapp, options, data, lambda made: len(made.windows[0].desks) == 3 and made.bridge.picture.incidents) as made:
        yield made


def fits(docks: Docks) -> bool:
    """Whether every docked panel lies within, beside the others."""
    shown = [panel.geometry() for panel in docks if panel.isVisible()]
    inside = all(docks.rect().contains(place) for place in shown)
    return inside and not any(one.intersects(other) for one in shown for other in shown if one is not other)


@pytest.mark.parametrize("name", ["operator", "trainer"])
def test_every_panel_and_chip_is_whole(qtbot: Any, console: Console, name: str) -> None:
    assert console.theme.scale == 2.0
    window = console.windows[0]
    window.resize(1920, 1080)
    window.show_desk(name)
    desk: Any = window.desk
    if name == "trainer":
        assert desk.records.isVisible()
        qtbot.waitUntil(lambda: window.desks[0].situation.most_urgent() is not None, timeout=PATIENCE_MS)
        desk.replay_recent()
        qtbot.waitUntil(lambda: desk.session is not None and desk.session.bridge.up, timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: not desk.records.isVisible(), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: window.width() == 1920 and fits(desk.docks), timeout=PATIENCE_MS)

    def chips_are_whole() -> None:  # their counts change while the city lives, and the layout follows
        for part in (desk.situation.queue.chips, desk.situation.map.chips):
            for chip in part.findChildren(QPushButton):
                if chip.isVisible():
                    assert chip.width() >= chip.sizeHint().width(), chip.text()
                    assert part.rect().contains(QRect(chip.mapTo(part, QPoint()), chip.size())), chip.text()

    qtbot.waitUntil(chips_are_whole, timeout=PATIENCE_MS)
    if name == "trainer":
        desk.leave()
        assert desk.records.isVisible()
    window.show_desk("operator")
