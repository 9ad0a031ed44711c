"""The operator's desk late in a shift: 10,000 incidents open, 2,000 of them alarms nobody took up, and 1,000 events a second.

Run with ``uv run python -m tests.benchmarks shift``. INCIDENTS, ALARMS, SECONDS and RATE (times 50 events a second) come from
the environment. A hub's log is filled from the synthetic city first; then one `demo` with that log runs without a display,
with its own hub and feed, and keys are pressed. The console's parts are told in CPU time of the thread that paints, beside
its own report: on a busy machine `own` (that thread's work between two turns of the loop) is what counts of the gap.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.benchmarks.shift.filling import fill

INCIDENTS = int(os.environ.get("INCIDENTS", "10000"))
ALARMS = int(os.environ.get("ALARMS", "2000"))
SECONDS = float(os.environ.get("SECONDS", "60"))
RATE = float(os.environ.get("RATE", "20"))
ROOT = Path(__file__).resolve().parents[2]
ASKED: Final = (
    ("event-loop gap", "loop_gap_ms", 20.0), ("  without the wait for a core", "loop_held_ms", 20.0),
    ("  own", "loop_busy_ms", 20.0), ("key to painted", "key_to_paint_ms", 50.0),
    ("  without the wait for a core", "key_held_ms", 50.0), ("event to screen", "event_to_screen_ms", 200.0),
)  # fmt: skip


def main() -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as folder:
        data, report = Path(folder) / "data", Path(folder) / "report.json"
        fill(data, ALARMS, INCIDENTS)
        command = [sys.executable, "-m", "tests.benchmarks.shift.watched", str(data), str(report), f"{SECONDS:g}", f"{RATE:g}"]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        table = subprocess.run(command, check=True, env=environment, cwd=ROOT, capture_output=True, text=True).stdout
        found = json.loads(report.read_text())
    print(table[table.index("CPU time") :])
    print(f"{found['open_incidents']} open, {found['events']} events; load {found['load']:.1f} on {found['cores']} cores")
    print(f"{'':<32}{'with the start:':>27}{'after it:':>27}{'asked':>9}")
    print(f"{'':<32}{'p50 ms':>9}{'p99':>9}{'longest':>9}{'p50 ms':>9}{'p99':>9}{'longest':>9}{'p99':>9}")
    for name, figures, asked in ASKED:
        both = (found[figures], found["after_start"][figures])
        told = "".join(f"{spread[part]:9.1f}" for spread in both for part in ("p50", "p99", "max"))
        print(f"{name:<32}{told}{asked:9g}")
    print(f"{'RSS, MB':<32}{found['rss_mb']:9.1f}")


if __name__ == "__main__":
    main()
