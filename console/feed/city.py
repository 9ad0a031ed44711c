"""The synthetic city as a feed, or as a recording with its truth."""

from __future__ import annotations

import gc
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import click

from alerts.errors import InputError
from alerts.places import CityProfile
from console.feed.line import Connection, Stop, publisher
from console.whole import all_different
from feeds.city import DEMO, ORDINARY, Disturbance, Pace, run, write_recording

PACES: Final[dict[str, Pace]] = {"ordinary": ORDINARY, "demo": DEMO}


def publish(connection: Connection, profile: CityProfile, seed: int, rate: float, pace: Pace | None, how: Disturbance) -> int:
    """Publish the city until told to stop."""
    stop = Stop(connection.with_parent)
    _spare_collector()
    with publisher(connection, "synthetic city") as line:
        run(
            line.send, profile, stop, time.time, seed=seed, rate=rate, scripted=pace is not None, pace=pace or ORDINARY,
            disturbance=how,
        )  # fmt: skip
    return 0


def record(
    out: Path, labels: Path | None, profile: CityProfile, seed: int, rate: float, pace: Pace | None, how: Disturbance,
    start: str | None, hours: float, force: bool,
) -> int:  # fmt: skip
    """Write a stretch of the city's life and say what it holds."""
    if labels is not None:
        all_different([], [out, labels])
    _spare_collector()
    began = _start(start, profile)
    with click.progressbar(length=1000, label=f"{hours:g} h of {profile.name_en}", file=sys.stderr) as bar:
        written = write_recording(
            out, labels, profile, seed=seed, start=began, hours=hours, rate=rate, scripted=pace is not None,
            pace=pace or ORDINARY, disturbance=how, force=force, progress=lambda share: bar.update(int(share * 1000) - bar.pos),
        )  # fmt: skip
    click.echo(f"{out}: {written.events:,} events, {written.reports:,} of them reports of {written.incidents:,} things")
    return 0


def _start(text: str | None, profile: CityProfile) -> datetime:
    zone = ZoneInfo(profile.timezone)
    if text is None:
        return datetime.fromisoformat(datetime.now(zone).replace(microsecond=0).isoformat())
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"--start {text}: expected a time such as 2026-11-21T18:00 (local) or with an offset") from error
    aware = moment.replace(tzinfo=zone) if moment.tzinfo is None else moment
    return datetime.fromisoformat(aware.isoformat())


def _spare_collector() -> None:
    """Collect garbage less often: events make no cycles, and looking for them takes half the time at high rates."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
