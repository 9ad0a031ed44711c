"""The report of the contract: one JSON object, how the console itself did."""

from __future__ import annotations

import os
import time
from pathlib import Path

import msgspec
from msgspec import Struct

from alerts.errors import InputError
from console.bridge import Picture
from console.diagnostics.meters import Meters
from console.diagnostics.process import machine_load, resident_mb


class Report(Struct):
    """The figures; times in milliseconds, ``seconds`` since the first window, ``rss_mb`` in 10^6 bytes.

    ``loop_held_ms``, ``key_held_ms`` and ``critical_held_ms`` are ``loop_gap_ms``, ``key_to_paint_ms`` and
    ``critical_to_screen_ms`` without the time in which the machine had no core to give (Linux; elsewhere they are equal).
    ``after_start`` has the same figures without the start: from five seconds after the first event that was shown.
    ``criticals`` is the number of critical alarms behind ``critical_to_screen_ms``; ``incidents`` were seen since the start,
    ``open_incidents`` are on the screens now. ``keys`` tells how many presses there were and how many of them changed what is
    seen; ``keys_ms`` has those of ``demo --press-keys`` by name. ``rss_series`` holds (seconds, MB), ``rss_slope_mb_h`` how it
    grows over the later half, MB an hour. ``load`` is the machine's (processes that want to run, a minute's mean), to be read
    beside its ``cores``.
    """

    seconds: float
    events: int
    rejected: int
    lost: int
    incidents: int
    open_incidents: int
    loop_gap_ms: dict[str, float]
    loop_held_ms: dict[str, float]
    loop_busy_ms: dict[str, float]
    frame_ms: dict[str, float]
    event_to_screen_ms: dict[str, float]
    critical_to_screen_ms: dict[str, float]
    critical_held_ms: dict[str, float]
    criticals: int
    key_to_paint_ms: dict[str, float]
    key_held_ms: dict[str, float]
    keys: dict[str, int]
    keys_ms: dict[str, dict[str, float]]
    after_start: dict[str, dict[str, float]]
    startup_ms: float
    rss_mb: float
    rss_slope_mb_h: float
    rss_series: list[tuple[float, float]]
    cores: int
    load: float

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
            open_incidents=len(picture.incidents),
            loop_gap_ms=meters.loop_gap.figures(),
            loop_held_ms=meters.loop_held.figures(),
            loop_busy_ms=meters.loop_busy.figures(),
            frame_ms=meters.frame.figures(),
            event_to_screen_ms=meters.event_to_screen.figures(),
            critical_to_screen_ms=meters.critical_to_screen.figures(),
            critical_held_ms=meters.critical_held.figures(),
            criticals=len(meters.critical_to_screen),
            key_to_paint_ms=meters.keys.all.figures(),
            key_held_ms=meters.keys.held.figures(),
            keys={"pressed": meters.keys.pressed, "shown": meters.keys.shown},
            keys_ms={name: found.figures() for name, found in sorted(meters.keys.by_name.items())},
            after_start={name: kept.figures_since() for name, kept in meters.spreads().items()},
            startup_ms=round(meters.startup_ms, 1),
            rss_mb=round(resident_mb(), 1),
            rss_slope_mb_h=round(meters.memory.slope(), 1),
            rss_series=meters.memory.series(),
            cores=os.cpu_count() or 1,
            load=round(machine_load(), 2),
        )

    def write(self, path: Path) -> None:
        """Write it as JSON; InputError where the file cannot be written."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n")
        except OSError as error:
            raise InputError(f"the report {path} cannot be written ({error.strerror}); name another file") from error
