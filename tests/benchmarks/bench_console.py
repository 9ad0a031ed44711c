"""The whole console: event-loop gaps, frames, event to screen, memory and start, at several rates of the synthetic city.

Run with ``uv run python -m tests.benchmarks console``. Each line is one `demo` without a display in a process of its own,
beside an empty window that only measures its loop, and beside the bare imports that any such program pays for.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MAIN = Path(__file__).resolve().parents[2] / "main.py"
SECONDS = 40
EVENTS_A_SECOND = 50
RATES = (1, 20, 200)
NO_SCREEN = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
NO_SCREEN["QT_QPA_PLATFORM"] = "offscreen"
BARE = "import PySide6.QtWidgets, pyqtgraph, msgspec, numpy, zmq"
EMPTY = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from console.diagnostics.meters import Meters
app = QApplication(sys.argv)
window, meters = QWidget(), Meters(time.time())
window.show()
meters.start()
QTimer.singleShot(10_000, app.quit)
app.exec()
print(meters.loop_gap.percentile(50), meters.loop_gap.percentile(99))
"""


def bare_import_ms() -> float:
    """How long a Python with the libraries alone takes to be there: the median of five, milliseconds."""
    taken = []
    for _ in range(5):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", BARE], check=True, env=NO_SCREEN)
        taken.append((time.perf_counter() - begin) * 1e3)
    return statistics.median(taken)


def demo(rate: float, folder: Path) -> dict[str, object]:
    """The report of one demo."""
    report = folder / f"{rate:g}.json"
    environment = {name: value for name, value in NO_SCREEN.items() if name != "QT_QPA_PLATFORM"}
    arguments = ["demo", "--seconds", str(SECONDS), "--rate", f"{rate:g}", "--seed", "1"]
    arguments += ["--report", str(report), "--pictures", str(folder / "pictures")]
    subprocess.run([sys.executable, str(MAIN), *arguments], check=True, env=environment, stdout=subprocess.DEVNULL)
    found: dict[str, object] = json.loads(report.read_text())
    return found


def spread(report: dict[str, object], name: str) -> str:
    """``p50 / p99 / max``."""
    figures = report[name]
    assert isinstance(figures, dict)
    return f"{figures['p50']:7.1f} {figures['p99']:7.1f} {figures['max']:7.1f}"


def main() -> None:
    """Print the table."""
    empty = subprocess.run(
        [sys.executable, "-c", EMPTY], check=True, env=NO_SCREEN, capture_output=True, text=True, cwd=MAIN.parent
    ).stdout.split()
    bare = bare_import_ms()
    print(f"an empty window: loop gap p50 {float(empty[0]):.1f}, p99 {float(empty[1]):.1f} ms; bare imports {bare:.0f} ms")
    print(f"{'events/s':>9} {'loop gap ms p50 p99 max':>26} {'frame ms p50 p99 max':>26} {'event to screen ms':>26}"
          f" {'start ms':>9} {'x bare':>7} {'RSS MB':>7} {'lost':>5}")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        for rate in RATES:
            found = demo(rate, Path(folder))
            start = float(str(found["startup_ms"]))
            spreads = "".join(f" {spread(found, name):>26}" for name in ("loop_gap_ms", "frame_ms", "event_to_screen_ms"))
            line = (
                f"{rate * EVENTS_A_SECOND:>9}{spreads} {start:9.0f} {start / bare:7.2f} {found['rss_mb']:>7} {found['lost']:>5}"
            )
            print(line, flush=True)
