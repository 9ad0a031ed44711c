"""Waits for streams: generously, for a busy machine is no fault of theirs."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from alerts.cameras.footage import FootageStatus
from feeds.streams import Stream

PATIENCE_S = 180.0


def wait_for(stream: Stream, wanted: Callable[[FootageStatus], bool]) -> FootageStatus:
    """The first status that is as wanted."""
    deadline = time.monotonic() + PATIENCE_S
    while not wanted(status := stream.status()):
        assert time.monotonic() < deadline, status
        time.sleep(0.01)
    return status


def next_picture(stream: Stream) -> Any:
    deadline = time.monotonic() + PATIENCE_S
    while (picture := stream.take()) is None:
        assert time.monotonic() < deadline, stream.status()
        time.sleep(0.005)
    return picture
