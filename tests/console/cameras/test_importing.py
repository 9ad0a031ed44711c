"""A camera register taken in from the screen, in the real console."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from alerts.cameras.store import read_register, register_path
from console.app.compose import Console
from console.window.window import Window

PATIENCE_MS = 300_000
HEAD = "카메라ID,WGS84위도,WGS84경도,촬영방면정보"
pytestmark = pytest.mark.keeps_thread("output of the hub", "child the hub")


def register_of(path: Path, *rows: str) -> Path:
    path.write_text("\n".join((HEAD, *rows)), encoding="cp949")
    return path


def test_map_and_nearest_cameras_use_what_was_imported(qtbot: Any, console: Console, window: Window, tmp_path: Path) -> None:
    desk = window.desk
    rows = [f"가온-{number},{37.5 + number / 1e4:.4f},127.0,북" for number in range(1200)]
    desk.import_from([register_of(tmp_path / "a.csv", *rows, "나쁨,,127.0,북", "다온,127.0,37.5,남")])
    dialog = desk.importing.dialog
    qtbot.waitUntil(lambda: not desk.importing.running, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: len(console.cameras.register) == 1201, timeout=PATIENCE_MS)
    assert "1,201" in dialog.summary.text()
    faults = dialog.faults.toPlainText().splitlines()
    assert len(faults) == 2
    assert "1202" in faults[0]
    near = console.cameras.register.nearest(37.55, 127.0, 3)
    assert {one.camera.id[:2] for one in near} == {"가온"}
    stored = read_register(register_path(console.data, "seoul"))
    assert stored is not None
    assert len(stored) == 1201
    assert len(desk.situation.map.cameras.ids) == 1201
    assert "카메라 1,201대" in window.notices.text()
    dialog.close()


def test_what_is_no_register_is_said_and_changes_nothing(qtbot: Any, console: Console, window: Window, tmp_path: Path) -> None:
    path = register_path(console.data, "seoul")
    before = path.read_bytes() if path.exists() else None
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("이름,값\n1,2\n", encoding="utf-8")
    window.desk.import_from([wrong])
    importing = window.desk.importing
    qtbot.waitUntil(lambda: "wrong.csv" in importing.dialog.summary.text(), timeout=PATIENCE_MS)
    assert "가져오지 못했습니다" in importing.dialog.summary.text()
    assert (path.read_bytes() if path.exists() else None) == before
    importing.dialog.close()


def test_giving_up_leaves_the_register_as_it_was(qtbot: Any, console: Console, window: Window, tmp_path: Path) -> None:
    path = register_path(console.data, "seoul")
    before = path.read_bytes() if path.exists() else None
    rows = [f"가-{number},{37.4 + number / 1e6:.6f},127.0,북" for number in range(60_000)]
    window.desk.import_from([register_of(tmp_path / "large.csv", *rows)])
    importing = window.desk.importing
    qtbot.waitUntil(lambda: importing.running, timeout=PATIENCE_MS)
    importing.dialog.close()
    assert not importing.running
    assert (path.read_bytes() if path.exists() else None) == before
    assert "그대로" in window.notices.text()
