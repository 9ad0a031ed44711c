"""Two screens, and one of them goes: the real console on Qt's own screens."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(
    (sys.platform, platform.machine()) != ("linux", "x86_64"),
    reason="unplugged through Qt's library as it is there",
)
LEFT, RIGHT = (0, 0, 1600, 900), (1600, 0, 1280, 720)


def run(data: Path, *screens: tuple[str, tuple[int, int, int, int]]) -> dict[str, Any]:
    """What stands where on these screens, by step."""
    found = [
        {"name": name, "x": x, "y": y, "width": width, "height": height, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        for name, (x, y, width, height) in screens
    ]  # fmt: skip
    config = data / "screens.json"
    config.write_text(json.dumps({"synchronousWindowSystemEvents": False, "windowFrameMargins": True, "screens": found}))
    done = subprocess.run(
        [sys.executable, "-m", "tests.console.window.on_two_screens", str(data / "data")],
        env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
        cwd=Path(__file__).parents[3], capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return {one["step"]: one for one in map(json.loads, done.stdout.splitlines())}


def inside(rect: list[int], screen: tuple[int, int, int, int]) -> bool:
    (x, y, width, height), (left, top, wide, high) = rect, screen
    return left <= x and top <= y and x + width <= left + wide and y + height <= top + high


def test_panels_go_to_the_other_screen_and_come_back_when_it_is_unplugged(tmp_path: Path) -> None:
    steps = run(tmp_path, ("left", LEFT), ("right", RIGHT))
    torn = steps["torn off"]["torn"]
    assert set(torn) == {"map", "card"}
    assert all(inside(where, RIGHT) for where, _ in torn.values()), "with the frame by which they are dragged"
    arranged = steps["arranged"]["torn"]
    assert inside(arranged["card"][0], LEFT), "to the next monitor by a key"
    assert arranged["map"][1]
    after = steps["unplugged"]
    assert after["screens"] == ["left"]
    assert inside(after["torn"]["map"][0], LEFT)
    assert not after["torn"]["map"][1]
    assert after["torn"]["card"] == arranged["card"], "what was not there stays where it is"
    assert "monitor" in after["said"].lower()
    assert steps["plugged in"]["torn"] == arranged, "and home again, filling it as before"
    assert steps["on the other"]["torn"]["map"] == [list(LEFT), True], "and fills the next one too"
    assert list(steps["put back"]["torn"]) == ["card"]

    kept = run(tmp_path, ("left", LEFT))["kept for two"]["torn"]
    assert set(kept) == {"map", "card"}
    assert all(inside(where, LEFT) for where, _ in kept.values()), kept
