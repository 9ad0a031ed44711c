"""The bare limits in the same run: only parsing, and a clustering library run again for every batch."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from alerts.events import Event
from tests.benchmarks.engine.stream import METRE, Stream

ROOT = Path(__file__).resolve().parents[3]
WINDOW = 100_000


def city(path: Path, hours: float, rate: float = 1.0) -> None:
    """Write a recording of the synthetic city."""
    _run("feed", "city", "--out", str(path), "--hours", str(hours), "--rate", str(rate), "--force")


def correlate(path: Path, folder: Path, again: int = 2) -> float:
    """Processor seconds of the whole command, start included; the cheapest run of so many."""
    labels, incidents = folder / "labels.csv", folder / "incidents.ndjson"
    best = float("inf")
    for _ in range(again):
        for file in (labels, incidents):
            file.unlink(missing_ok=True)
        best = min(best, _run("correlate", str(path), "--labels", str(labels), "--out", str(incidents)))
    return best


def parsing(path: Path, again: int = 2) -> tuple[int, float]:
    """Lines, and processor seconds of only parsing them with the standard json module; the cheapest run of so many."""
    best = float("inf")
    for _ in range(again):
        began = time.process_time()
        lines = 0
        with path.open("rb") as file:
            for line in file:
                json.loads(line)
                lines += 1
        best = min(best, time.process_time() - began)
    return lines, best


def dbscan(batch: int) -> float | None:
    """Processor seconds of scikit-learn's DBSCAN over a window of WINDOW reports, the cheapest run of three; None where it is
    not installed.

    200 m or 900 s apart are too far. It has no way to take a batch in: every batch is another run over the window.
    """
    try:
        from sklearn.cluster import DBSCAN  # the group "bench", by choice
    except ImportError:
        return None
    stream = Stream(rate=WINDOW / 3600.0)
    points = np.array([_point(event) for event in stream.take(WINDOW + batch)])[batch:]
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        DBSCAN(eps=1.0, min_samples=2, algorithm="ball_tree").fit(points)
        best = min(best, time.process_time() - began)
    return best


def _point(event: Event) -> tuple[float, float, float]:
    assert event.lat is not None
    assert event.lon is not None
    return event.lat / METRE / 200.0, event.lon / METRE * 0.79 / 200.0, event.time.timestamp() / 900.0


def _run(*arguments: str) -> float:
    """Processor seconds of one command of the program."""
    code = (
        "import resource,subprocess,sys;"
        "subprocess.run(sys.argv[1:],check=True,stdout=subprocess.DEVNULL);"
        "u=resource.getrusage(resource.RUSAGE_CHILDREN);print(u.ru_utime+u.ru_stime)"
    )
    command = [sys.executable, "-c", code, sys.executable, str(ROOT / "main.py"), *arguments]
    # as it is installed, with its modules compiled once and not at every start
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return float(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env=environment).stdout)
