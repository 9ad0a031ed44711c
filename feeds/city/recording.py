"""A stretch of the city's life as a recording, and the truth about it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from alerts.batch import Batch
from alerts.errors import OutputError
from alerts.events import Event
from alerts.places import CityProfile
from feeds.city.city import City
from feeds.city.disturbance import Disturbance
from feeds.city.scripts.stage import ORDINARY, Pace
from feeds.recordings.sink import FileSink
from feeds.recordings.text.writer import NdjsonWriter
from feeds.recordings.writing import form_of

STEP_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: events, reports among them, and how many different things these are about."""

    events: int
    reports: int
    incidents: int


def write_recording(
    path: Path,
    labels: Path | None,
    profile: CityProfile,
    *,
    seed: int,
    start: datetime,
    hours: float,
    rate: float = 1.0,
    scripted: bool = True,
    pace: Pace = ORDINARY,
    disturbance: Disturbance | None = None,
    force: bool = False,
    progress: Callable[[float], None] | None = None,
) -> Written:
    """Write events in order of arrival to ``path`` (``.ndjson`` or ``.ndjson.zst``) and their truth to ``labels``.

    ``labels`` gets ``source,event_id,incident_id`` for every event; the last is empty for positions and normal readings,
    which are reports of nothing. ``progress`` is called with the share that is done. OutputError where a file exists
    already (unless ``force``) or cannot be written.
    """
    form = form_of(path)
    if form == "mcap":
        raise OutputError(f"{path}: the synthetic city writes .ndjson or .ndjson.zst; convert makes .mcap of it")
    if labels is not None and labels.exists() and not force:
        raise OutputError(f"{labels}: exists already; --force replaces it")
    city = City(profile, seed, start, rate, scripted=scripted, pace=pace, disturbance=disturbance)
    end = start.timestamp() + hours * 3600.0
    names: list[tuple[str, str]] = []
    at = start.timestamp()
    count = 0
    with NdjsonWriter(FileSink(path, force), form == "ndjson.zst", crash_seconds=3600.0) as file:
        while at < end:
            at = min(at + STEP_S, end)
            events: list[Event] = city.stream(at)
            file.write_batch(Batch(events), at)
            count += len(events)
            names += [(event.source, event.id) for event in events]
            if progress is not None:
                progress(1.0 - (end - at) / (hours * 3600.0))
    rows = [(source, event_id, city.truth.get((source, event_id), "")) for source, event_id in dict.fromkeys(names)]
    if labels is not None:
        _write_labels(labels, rows)
    reported = [label for _, _, label in rows if label]
    return Written(count, len(reported), len(set(reported)))


def _write_labels(path: Path, labels: list[tuple[str, str, str]]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(("source", "event_id", "incident_id"))
            rows.writerows(labels)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from error
