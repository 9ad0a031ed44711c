"""The centre with its log: what an event costs besides decoding and correlating, and how long the loop stands still.

Run with ``uv run python -m tests.benchmarks centre``. EVENTS a second (40000), OPEN incidents (10000), SECONDS (8) and the
share of REPORTS (0.15) come from the environment. Time is simulated. Costs are processor time, so that
other work on the machine counts little; pauses are by the wall.
"""

from __future__ import annotations

import gc
import os
import random
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alerts.centre import Centre, open_centre
from alerts.commands import Command
from alerts.correlation import Engine, NoPlaces
from alerts.events import Dispatch, Event, Journey, Sensor, Unit
from alerts.log.lock import Holder
from alerts.log.sqlite import SqliteLog
from alerts.rules import load_rules
from feeds.wire.codec import Decoder
from feeds.wire.envelope import Envelope, encode
from feeds.wire.frame import Frame

EVENTS = int(os.environ.get("EVENTS", "40000"))
OPEN = int(os.environ.get("OPEN", "10000"))
SECONDS = int(os.environ.get("SECONDS", "8"))
REPORTS = float(os.environ.get("REPORTS", "0.15"))
TICK_S = 0.05
BATCH = 64
START = datetime(2026, 11, 21, 14, 0, tzinfo=UTC).timestamp()
WORDS = ("화재", "연기", "쓰러진 사람", "싸움", "침수", "교통사고", "비명", "문이 안 열려요", "불꽃", "다친 사람")


class Feed:
    """Messages of 64 events: reports that call back to one of OPEN places, and positions and readings for the rest."""

    def __init__(self) -> None:
        self._chance = random.Random(1)
        self._decoder = Decoder()
        self._numbers: dict[str, int] = {}
        self._first = 0

    def reports(self, now: float, places: list[int]) -> list[Frame]:
        """A report of each of these places."""
        runs = [places[at : at + BATCH] for at in range(0, len(places), BATCH)]
        return [self._frame("cad", now, [self._call(now, place) for place in run]) for run in runs]

    def moment(self, now: float) -> list[Frame]:
        """What comes in one tick."""
        frames = []
        for _ in range(round(EVENTS * TICK_S / BATCH)):
            draw = self._chance.random()
            if draw < REPORTS:
                frames += self.reports(now, [self._chance.randrange(OPEN) for _ in range(BATCH)])
            else:
                make = (self._unit, self._journey, self._sensor)[int((draw - REPORTS) / (1.0 - REPORTS) * 3.0)]
                frames.append(self._frame(make.__name__, now, [make(now) for _ in range(BATCH)]))
        return frames

    def _frame(self, source: str, now: float, events: list[Event]) -> Frame:
        seq = self._numbers[source] = self._numbers.get(source, -1) + 1
        for at, event in enumerate(events):
            event.id, event.source = f"{seq}-{at}", source
        return self._decoder.frame(b"", encode(Envelope(1, source, events, 1, seq, datetime.fromtimestamp(now, UTC))))

    def _common(self, now: float) -> dict[str, Any]:
        chance = self._chance
        time_ = datetime.fromtimestamp(now - chance.random(), UTC)
        return {
            "id": "x",
            "source": "x",
            "time": time_,
            "lat": 37.43 + 0.25 * chance.random(),
            "lon": 126.8 + 0.35 * chance.random(),
        }

    def _call(self, now: float, place: int) -> Dispatch:
        words = " ".join(self._chance.choices(WORDS, k=3))
        spot = {"lat": 37.43 + 0.0025 * (place % 100), "lon": 126.8 + 0.0035 * (place // 100)}
        given = self._common(now) | spot
        return Dispatch(
            **given, place=f"거리 {place}", region="11680", service="112", call_id=f"c{place}", stage="received", code="2",
            category="기타", text=words,
        )  # fmt: skip

    def _unit(self, now: float) -> Unit:
        return Unit(**self._common(now), service="112", unit_id=f"u{self._chance.randrange(3000)}", heading=10.0, speed=3.0)

    def _journey(self, now: float) -> Journey:
        return Journey(**self._common(now), journey_id=f"j{self._chance.randrange(2000)}", stage="position")

    def _sensor(self, now: float) -> Sensor:
        return Sensor(
            **self._common(now),
            sensor_id=f"s{self._chance.randrange(5000)}",
            quantity="level",
            value=1.0,
            unit="m",
            level="normal",
        )


class Timed:
    """The engine, with the time it takes taken."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.spent: dict[str, float] = {}

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._engine, name)
        if name not in ("step", "incident", "save"):
            return method

        def timed(*args: Any) -> Any:
            began = time.process_time()
            result = method(*args)
            self.spent[name] = self.spent.get(name, 0.0) + time.process_time() - began
            return result

        return timed


def main() -> None:
    """Fill a centre with OPEN incidents, run SECONDS of load, print what each part took."""
    gc.set_threshold(200_000, 50, 100)
    rules = load_rules(None)
    engines: list[Timed] = []

    def make(saved: bytes | None) -> Any:
        engine = Engine(rules, NoPlaces()) if saved is None else Engine.restore(saved, rules, NoPlaces())
        engines.append(Timed(engine))
        return engines[-1]

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "incidents.db"
        holder = Holder(os.getpid(), "bench", "now")
        decode = Decoder().frame
        centre = open_centre(SqliteLog(path, "live", "x", holder), make, decode, "live", "x", START)
        feed = Feed()
        for at in range(0, OPEN, 500):
            centre.ingest(feed.reports(START, list(range(at, min(at + 500, OPEN)))), START + at / 500)
            centre.tick(START + at / 500)
        now = START + OPEN / 500 + 1.0
        _load(centre, engines[-1], feed, now)
        now += SECONDS + 1.0
        _once(centre, now)
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
        print(f"{'files':<34}{size / 1e6:10.1f} MB")
        centre.log.close()
        began = time.perf_counter()
        again = open_centre(SqliteLog(path, "live", "x", holder), make, decode, "live", "x", now)
        print(f"{'start from checkpoint and journal':<34}{(time.perf_counter() - began) * 1e3:10.1f} ms")
        again.close(now)


def _load(centre: Centre, engine: Timed, feed: Feed, now: float) -> None:
    moments = [feed.moment(now + at * TICK_S) for at in range(round(SECONDS / TICK_S))]
    engine.spent.clear()
    events = sum(len(frame.batch) for frames in moments for frame in frames)
    ingest = tick = 0.0
    shown = 0
    pauses = []
    for at, frames in enumerate(moments):
        began = time.process_time()
        centre.ingest(frames, now + at * TICK_S)
        middle, standing = time.process_time(), time.perf_counter()
        update = centre.tick(now + at * TICK_S)
        pauses.append(time.perf_counter() - standing)
        ingest, tick = ingest + middle - began, tick + time.process_time() - middle
        shown += len(update.incidents) if update is not None else 0
    step, build = engine.spent.get("step", 0.0), engine.spent.get("incident", 0.0)
    pauses.sort()
    rows = (
        ("all", ingest + tick), ("engine, joining", step), ("engine, building incidents", build),
        ("centre, taking in", ingest - step), ("centre, telling and writing", tick - build),
    )  # fmt: skip
    print(f"{events} events, {len(centre.showing.board.cases)} open incidents, {shown} shown anew")
    for name, spent in rows:
        print(f"{name:<34}{spent / events * 1e6:10.2f} us an event {events / spent if spent else 0.0:12.0f} events/s")
    print(f"{'tick, median / 99th / longest':<34}{_at(pauses, 0.5)} / {_at(pauses, 0.99)} / {_at(pauses, 1.0)} ms")


def _once(centre: Centre, now: float) -> None:
    key = next(iter(centre.showing.board.cases))
    tasks = (
        ("a command, answered on disk", lambda: centre.command(Command("c1", "kim", "acknowledge", key), now)),
        ("snapshot", lambda: centre.snapshot(now)),
        ("beginning a checkpoint", lambda: centre.checkpoints.start(now, centre.log.journal_end)),
        ("a checkpoint on the spot", lambda: centre.commit(now, durable=False, point=centre.checkpoints.whole(now))),
        ("search by a 2-letter word", lambda: centre.query("incidents", {"text": "화재"})),
        ("search by a longer word", lambda: centre.query("incidents", {"text": "교통사고"})),
        ("facets of everything", lambda: centre.query("facets", {})),
    )  # fmt: skip
    for name, task in tasks:
        began = time.perf_counter()
        task()
        print(f"{name:<34}{(time.perf_counter() - began) * 1e3:10.1f} ms")


def _at(values: list[float], share: float) -> str:
    return f"{values[min(int(share * len(values)), len(values) - 1)] * 1e3:.1f}"


if __name__ == "__main__":
    main()
