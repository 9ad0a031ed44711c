"""A hub's folder as it is late in a shift: a real log, made from the synthetic city, with far more open than came just now."""

from __future__ import annotations

import os
import random
import tempfile
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from alerts.centre import Centre, open_centre
from alerts.centre.board import Case
from alerts.correlation import Engine
from alerts.incidents import Change, Incident, Priority
from alerts.lifecycle import Overlay
from alerts.log.lock import Holder
from alerts.log.sqlite import SqliteLog
from alerts.picture import MOST_ORDINARY
from alerts.places import Gazetteer, load_city
from alerts.rules import load_rules
from feeds.city import write_recording
from feeds.wire.codec import Decoder
from tests.benchmarks.engine.hub import bodies

CITY = "seoul"
CAME_S = 90.0
RATE = 20.0
SEED = 2
"""Another city than the one that is played then."""
SPAN_S = 2400.0
"""Over so long a time the open incidents came."""
SPREAD_DEG = 0.02
SHARES: Final[dict[Priority, float]] = {1: 0.025, 2: 0.17, 3: 0.805}
"""Of the alarms in an hour of the city at 1,000 events a second."""
FOLLOWED = 0.03
"""Of them: wanted vehicles, each with its track on the map."""
IN_HAND = Overlay(state="acknowledged", by="park", owner="park")


def fill(data: Path, alarms: int, incidents: int) -> None:
    """Write a log into the folder: of ``incidents`` open ones ``alarms`` wait for somebody, 5,000 are ordinary reports, and
    the others are in somebody's hands.
    """
    data.mkdir(parents=True, exist_ok=True)
    profile = load_city(CITY)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "city.ndjson"
        start = datetime.now(UTC) - timedelta(seconds=CAME_S)
        write_recording(path, None, profile, seed=SEED, start=start, hours=CAME_S / 3600.0, rate=RATE)
        came = bodies(path)
    rules, decode, places = load_rules(None), Decoder().frame, Gazetteer(profile)
    log = SqliteLog(data / "incidents.db", "live", CITY, Holder(os.getpid(), "bench", "now"))
    centre = open_centre(log, lambda _: Engine(rules, places), decode, "live", CITY, came[0][0])
    for now, _, body in came:
        centre.ingest([decode(b"", body)], now)
        centre.tick(now)
    now = came[-1][0] + 1.0
    centre.tick(now)
    _multiply(centre, now, alarms, incidents)
    centre.commit(now, durable=True, point=centre.checkpoints.whole(now, last=True))
    centre.close(now)


def _multiply(centre: Centre, now: float, alarms: int, incidents: int) -> None:
    """More of what the city brought: the same facts under other keys, at other places, some time ago."""
    chance = random.Random(1)
    shown = [case.shown for case in centre.showing.board.cases.values() if case.shown is not None and case.shown.is_open]
    loud, quiet = [one for one in shown if one.is_alarm], [one for one in shown if one.is_ordinary]
    wanted: list[tuple[Incident, Overlay | None]] = []
    for priority, share in SHARES.items():
        alike = [replace(one, priority=priority, highest=priority) for one in loud]
        count, followed = round(share * alarms), round(share * alarms * FOLLOWED)
        wanted += [(one, None) for one in islice(cycle([one for one in alike if one.kind == "vehicle"]), followed)]
        wanted += [(one, None) for one in islice(cycle([one for one in alike if one.kind != "vehicle"]), count - followed)]
    wanted += [(one, None) for one in islice(cycle(quiet), max(0, MOST_ORDINARY - len(quiet)))]
    wanted += [(one, IN_HAND) for one in islice(cycle(quiet), incidents - alarms - MOST_ORDINARY)]
    for number, (one, overlay) in enumerate(wanted):
        ago = chance.random() * SPAN_S
        again = _again(one, number, ago, chance)
        centre.showing.board.cases[again.key] = Case(again.key, again, held=True, alarmed=True)
        centre.showing.board.dirty[again.key] = None
        if overlay is not None:
            at = datetime.fromtimestamp(now - ago, UTC)
            history = (Change(at, "acknowledged", 4, "park"),)
            centre.lifecycle.put(again.key, replace(overlay, at=at, acknowledged=at, history=history))


def _again(one: Incident, number: int, ago: float, chance: random.Random) -> Incident:
    back = timedelta(seconds=ago)
    lat, lon = one.lat, one.lon
    if lat is not None and lon is not None:
        lat, lon = lat + chance.uniform(-SPREAD_DEG, SPREAD_DEG), lon + chance.uniform(-SPREAD_DEG, SPREAD_DEG)
    return replace(
        one, id="", key=f"{one.key}-{number}", opened=one.opened - back, updated=one.updated - back, lat=lat, lon=lon,
        related=[], acknowledged=None, history=[],
    )  # fmt: skip
