"""What an engine holds: bytes an open incident, and the process over hours of the city; what saving and restoring cost."""

from __future__ import annotations

import gc
import time
from pathlib import Path

import psutil

from alerts.batch import Batch
from alerts.correlation import Engine, NoPlaces
from alerts.rules import Rules
from feeds.recordings import open_recording
from tests.benchmarks.engine.full import filled

BATCH = 256


def resident() -> float:
    """Megabytes of this process."""
    gc.collect()
    size: int = psutil.Process().memory_info().rss
    return size / 1e6


def of_open(rules: Rules, many: int) -> tuple[float, int, float, float, int]:
    """Kilobytes an open incident (with its share of reports), reports, seconds to save and to restore, bytes saved."""
    before = resident()
    engine, stream = filled(rules, many)
    size = resident() - before
    reports = stream.made
    began = time.process_time()
    saved = engine.save()
    middle = time.process_time()
    Engine.restore(saved, rules, NoPlaces())
    return size * 1e3 / many, reports, middle - began, time.process_time() - middle, len(saved)


def over_time(rules: Rules, path: Path, every_s: float) -> list[tuple[float, float, int, int]]:
    """Hours played, megabytes, open incidents and events, each ``every_s`` of a recording."""
    engine = Engine(rules, NoPlaces())
    rows: list[tuple[float, float, int, int]] = []
    first = due = 0.0
    events = 0
    with open_recording(path) as recording:
        for frame in recording:
            for at in range(0, len(frame.batch), BATCH):
                some = frame.batch.events[at : at + BATCH]
                engine.step(Batch(some), 0.0)
                events += len(some)
                now = some[-1].time.timestamp()
                first = first or now
                if now >= (due or first + every_s):
                    due = now + every_s
                    rows.append(((now - first) / 3600.0, resident(), len(engine.open_keys()), events))
    return rows
