"""Publishing a recording."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Protocol

import msgspec

from alerts.events import Event
from feeds.publisher import Publisher
from feeds.recordings import Recording


class Waits(Protocol):
    """Says when to stop."""

    def __call__(self) -> bool: ...
    def wait(self, seconds: float) -> bool: ...


def play(
    recording: Recording,
    line: Publisher,
    speed: float,
    as_recorded: bool,
    stop: Waits,
    clock: Callable[[], float] = time.time,
) -> int:
    """Publish a recording at this speed (0: as fast as it is taken); returns how many of its events were refused."""
    began = clock()
    rejected = 0
    first: float | None = None
    for frame, received in recording.timed(step=0.25):
        first = received if first is None else first
        if speed and stop.wait((received - first) / speed - (clock() - began)):
            break
        if stop():
            break
        rejected += len(frame.rejections)
        raws = [frame.batch.raw(index) for index in range(len(frame.batch))]
        events = frame.batch.events
        if not as_recorded:
            shift = timedelta(seconds=began - first if not speed else clock() - received)
            raws = [_exercise(event, raw, shift) for event, raw in zip(events, raws, strict=True)]
        if events:
            line.send(events, raws)
    return rejected


def _exercise(event: Event, raw: bytes, shift: timedelta) -> bytes:
    """The event as happening now: nothing replayed may be taken for real."""
    fields: dict[str, Any] = msgspec.json.decode(raw)
    fields["time"] = event.time + shift
    if event.status == "actual":
        fields["status"] = "exercise"
    return msgspec.json.encode(fields)
