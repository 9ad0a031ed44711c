"""The demo without a display: from the command line to pictures and a report."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

MAIN = Path(__file__).resolve().parents[3] / "main.py"
NO_SCREEN = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
FIGURES = {
    "seconds", "events", "rejected", "lost", "incidents", "open_incidents", "loop_gap_ms", "loop_held_ms", "loop_busy_ms",
    "frame_ms", "event_to_screen_ms", "critical_to_screen_ms", "critical_held_ms", "criticals", "key_to_paint_ms",
    "key_held_ms", "keys", "keys_ms", "after_start", "startup_ms", "rss_mb", "rss_slope_mb_h", "rss_series", "cores", "load",
}  # fmt: skip


def colours(image: QImage) -> int:
    """How many different colours a coarse grid over the picture meets: an empty panel has a handful."""
    return len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)})


@pytest.mark.timeout(900)
def test_a_demo_without_a_display_leaves_pictures_and_a_report(tmp_path: Path) -> None:
    arguments = ["--seconds", "15", "--rate", "4", "--pictures", "seen", "--report", "report.json", "--press-keys"]
    found = subprocess.run(
        [sys.executable, str(MAIN), "demo", *arguments],
        capture_output=True, text=True, timeout=800, env=NO_SCREEN, cwd=tmp_path,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    assert found.stderr == ""
    assert "no display" in found.stdout
    assert "raised" in found.stdout
    for desk in ("operator", "supervisor", "trainer"):
        image = QImage(str(tmp_path / "seen" / f"{desk}.png"))
        assert (image.width(), image.height()) == (1920, 1080)
        assert colours(image) > 60, desk
        assert f"seen/{desk}.png" in found.stdout
    report = json.loads((tmp_path / "report.json").read_text())
    assert set(report) == FIGURES
    assert report["events"] > 100
    assert report["lost"] == report["rejected"] == 0
    assert report["incidents"] > 0
    assert set(report["loop_gap_ms"]) == {"p50", "p99", "max"}
    assert report["event_to_screen_ms"]["max"] > 0
    assert report["keys"]["pressed"] >= report["keys"]["shown"] > 0
    assert report["key_to_paint_ms"]["max"] == max(found["max"] for found in report["keys_ms"].values()) > 0
    assert report["after_start"]["loop_gap_ms"]["max"] <= report["loop_gap_ms"]["max"]
    assert report["rss_series"][0][0] == 0
    assert report["rss_series"][0][1] > 50
