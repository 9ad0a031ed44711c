"""What a hub does with events as they arrive: receive bytes, validate, correlate, keep. Processor time, event by event."""

from __future__ import annotations

import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from alerts.centre import open_centre
from alerts.correlation import Engine, NoPlaces
from alerts.events import Event
from alerts.log.lock import Holder
from alerts.log.sqlite import SqliteLog
from alerts.rules import load_rules
from feeds.recordings import open_recording
from feeds.wire.codec import Decoder
from feeds.wire.envelope import Envelope, encode
from tests.benchmarks.engine.others import city

HOURS = 0.05
RATE = 20.0
MESSAGE = 64
TICK_EVENTS = 2_000
"""Events taken in between two ticks: a tick each 50 ms of 40,000 events a second."""


def main() -> None:
    """Decode, step and commit a recording of the city, message by message."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "city.ndjson"
        city(path, HOURS, RATE)
        came = bodies(path)
        rules = load_rules(None)
        log = SqliteLog(Path(folder) / "incidents.db", "live", "x", Holder(os.getpid(), "bench", "now"))
        decode = Decoder().frame
        centre = open_centre(log, lambda _: Engine(rules, NoPlaces()), decode, "live", "x", came[0][0])
        events = since = 0
        began = time.process_time()
        for now, many, body in came:
            centre.ingest([decode(b"", body)], now)
            events, since = events + many, since + many
            if since >= TICK_EVENTS:
                since = 0
                centre.tick(now)
        centre.tick(now + 1.0)
        spent = time.process_time() - began
        centre.close(now + 1.0)
    print(f"{'hub: decoded, correlated, on disk':<44}{spent / events * 1e6:12.2f}{events / spent:12.0f} events/s")


def bodies(path: Path) -> list[tuple[float, int, bytes]]:
    """When each message comes (seconds since the epoch), its events, its bytes."""
    waiting: dict[str, list[Event]] = {}
    numbers: dict[str, int] = {}
    found = []
    with open_recording(path) as recording:
        for event in [event for frame in recording for event in frame.batch.events]:
            run = waiting.setdefault(event.source, [])
            run.append(event)
            if len(run) == MESSAGE:
                seq = numbers[event.source] = numbers.get(event.source, -1) + 1
                sent = datetime.fromtimestamp(event.time.timestamp(), UTC)
                found.append((sent.timestamp(), MESSAGE, encode(Envelope(1, event.source, list(run), 1, seq, sent))))
                run.clear()
    return found
