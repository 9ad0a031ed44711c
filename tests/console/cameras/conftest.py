"""A whole console on a synthetic city, to look through its cameras."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from console.app.compose import Console
from console.app.options import Options
from console.window.window import Window

PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def console(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    options = Options(synthetic=True, offscreen=True, seed=1, rate=2.0, operator="kim", language="ko")
    made = Console(qapp, options, tmp_path_factory.mktemp("data"), time.time())
    made.open()
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while not (made.bridge.up and len(made.windows[0].desks) == 3 and made.meters.running):
        assert time.monotonic() < deadline, "the console did not get going"
        qapp.processEvents()
        time.sleep(0.01)
    yield made
    made.close()
    qapp.setStyleSheet("")


@pytest.fixture
def window(qtbot: Any, console: Console) -> Iterator[Window]:
    qtbot.waitUntil(lambda: console.bridge.up, timeout=PATIENCE_MS)
    window = console.windows[0]
    window.show_desk("operator")
    window.activateWindow()
    yield window
    watching = window.desk.watching
    watching.close()
    streams = list(watching.players._leaving)  # some may still wait for their footage to be drawn
    for stream in streams:
        assert stream.join(PATIENCE_MS / 1000)
