"""The report of the contract: one JSON object, how the console itself did."""

from __future__ import annotations

import time
from pathlib import Path

import msgspec
from msgspec import Struct

from alerts.errors import InputError
from console.bridge import Picture
from console.diagnostics.meters import Meters
from console.diagnostics.process import resident_mb


class Report(Struct):
    """The figures; times in milliseconds, ``seconds`` since the first window, ``rss_mb`` in 10^6 bytes."""

    seconds: float
    events: int
    rejected: int
    lost: int
    incidents: int
    loop_gap_ms: dict[str, float]
    frame_ms: dict[str, float]
    event_to_screen_ms: dict[str, float]
    startup_ms: float
    rss_mb: float

    @classmethod
    def of(cls, picture: Picture, meters: Meters) -> Report:
        """What the meters and the picture say now."""
        feeds = picture.feeds.values()
        return cls(
            seconds=round(time.time() - (meters.first_frame or time.time()), 1),
            events=sum(feed.total for feed in feeds),
            rejected=sum(feed.rejected for feed in feeds),
            lost=sum(feed.lost for feed in feeds),
            incidents=len(picture.raised),
            loop_gap_ms=meters.loop_gap.figures(),
            frame_ms=meters.frame.figures(),
            event_to_screen_ms=meters.event_to_screen.figures(),
            startup_ms=round(meters.startup_ms, 1),
            rss_mb=round(resident_mb(), 1),
        )

    def write(self, path: Path) -> None:
        """Write it as JSON; InputError where the file cannot be written."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n")
        except OSError as error:
            raise InputError(f"the report {path} cannot be written ({error.strerror}); name another file") from error
