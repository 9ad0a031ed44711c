"""The wall view gives its board room beside the map, at every size."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from console.app.compose import Console
from console.app.options import Options

PATIENCE_MS = 300_000


@pytest.mark.parametrize("larger", [0.0, 0.5], ids=["100 %", "150 %"])
def test_the_board_is_there_beside_the_map(qtbot: Any, qapp: QApplication, tmp_path: Path, larger: float) -> None:
    options = Options(hub="tcp://127.0.0.1:9", offscreen=True, operator="kim", language="ko", desks=("wall",))
    console = Console(qapp, options, tmp_path, time.time())
    try:
        console.open()
        if larger:
            console._rescale(larger)
        window = console.windows[-1]
        window.resize(1920, 1080)
        desk = window.desk
        qtbot.waitUntil(lambda: desk.board.width() > 600 and desk.map.width() > 600, timeout=PATIENCE_MS)
        assert desk.board.mapTo(window, desk.board.rect().topLeft()).x() >= 0
    finally:
        console.close()
        qapp.setStyleSheet("")
