"""A centre on a real log with the real engine, and calls to feed it with."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from alerts.centre import Centre, CentreSettings, open_centre
from alerts.commands import Answer, Command
from alerts.correlation import Engine, NoPlaces
from alerts.events import Dispatch, Event, Unit
from alerts.incidents import Incident
from alerts.log.lock import Holder
from alerts.log.sqlite import SqliteLog
from alerts.picture import Mode, Update
from alerts.rules import load_rules
from feeds.wire.codec import Decoder
from feeds.wire.envelope import Envelope, encode
from feeds.wire.frame import Frame

START = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
NOW = START.timestamp()
RULES = load_rules(None)


class Room:
    """One centre that can be opened again and again, a clock that goes only when told to, and one publisher."""

    def __init__(self, home: Path) -> None:
        self.path = home / "incidents.db"
        self.now = NOW
        self.seq = 0
        self.numbers = itertools.count()
        self.decoder = Decoder()
        self._centre: Centre | None = None

    def open(self, settings: CentreSettings | None = None, mode: Mode = "live", **options: Any) -> Centre:
        log = SqliteLog(self.path, mode, "서울", Holder(os.getpid(), "testhost", START.isoformat()))
        try:
            self._centre = open_centre(log, make_engine, self.decoder.frame, mode, "서울", self.now, settings, **options)
        except BaseException:
            log.close()
            raise
        return self._centre

    @property
    def centre(self) -> Centre:
        return self._centre or self.open()

    def crash(self) -> None:
        """As when the process is killed: nothing is said or written any more."""
        if self._centre is not None:
            self._centre.checkpoints.close()
            self._centre.log.close()
            self._centre = None

    def checkpoint(self, timeout_s: float = 180.0) -> bool:
        """Have the checkpoint that is under way written. False where there is none: it failed, or a tick has written it."""
        checkpoints = self.centre.checkpoints
        deadline = time.monotonic() + timeout_s
        while (point := checkpoints.finished()) is None:
            if checkpoints._child is None:
                return False
            assert time.monotonic() < deadline, "no checkpoint came"
            time.sleep(0.002)
        self.centre.commit(self.now, durable=True, point=point)
        return True

    def call(self, text: str = "사람이 쓰러졌어요", **fields: Any) -> Dispatch:
        number = next(self.numbers)
        given: dict[str, Any] = {
            "id": f"e{number}", "source": "cad", "time": datetime.fromtimestamp(self.now, UTC), "lat": 37.54, "lon": 127.05,
            "place": "성수역", "region": "11200", "service": "112", "call_id": f"c{number}", "stage": "received", "code": "0",
            "category": "기타", "text": text,
        }  # fmt: skip
        return Dispatch(**(given | fields))

    def frame(self, *events: Event) -> Frame:
        self.seq += 1
        sent = datetime.fromtimestamp(self.now, UTC)
        return self.decoder.frame(b"", encode(Envelope(1, "cad", list(events), 7, self.seq - 1, sent)))

    def report(self, *events: Event) -> None:
        self.centre.ingest([self.frame(*events)], self.now)

    def tick(self, seconds: float = 1.0) -> Update:
        self.now += seconds
        update = self.centre.tick(self.now)
        assert update is not None
        return update

    def do(self, action: Any, incident: str = "", actor: str = "kim", **fields: Any) -> Answer:
        name = fields.pop("id", None) or f"cmd{next(self.numbers)}"
        return self.centre.command(Command(name, actor, action, incident, **fields), self.now)

    def opened(self, **fields: Any) -> Incident:
        """A new incident, far from all others, as it is first shown."""
        known = {incident.key for incident in self.shown()}
        at = next(self.numbers)
        self.report(self.call(lat=37.45 + 0.01 * (at % 20), lon=126.8 + 0.02 * (at // 20 % 15), **fields))
        [incident] = [one for one in self.tick().incidents if one.key not in known]
        return incident

    def shown(self) -> list[Incident]:
        return self.centre.snapshot(self.now).incidents

    def one(self, key: str) -> Incident:
        [incident] = [incident for incident in self.shown() if incident.key == key]
        return incident

    def let_final(self) -> Update:
        """Time enough passes for everything that came to be final."""
        update = None
        for _ in range(4):  # in steps, because a clock that jumps is not believed at once
            self.now += RULES.engine.lateness_s / 2
            moment = datetime.fromtimestamp(self.now, UTC)
            for source in ("cad", "avl"):  # and not if only one source says so
                self.report(Unit(id=f"u{next(self.numbers)}", source=source, time=moment, service="112", unit_id="p"))
            update = self.tick()
        assert update is not None
        return update


def make_engine(saved: bytes | None) -> Engine:
    return Engine(RULES, NoPlaces()) if saved is None else Engine.restore(saved, RULES, NoPlaces())


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "data")
    yield made
    made.crash()


@pytest.fixture
def fill_disk(expected_log: Callable[[str], None]) -> Callable[[Room], Callable[[], None]]:
    """Makes the log's disk full (SQLite's own bound on pages, a real SQLITE_FULL); the returned function ends that."""
    expected_log("incidents.db is full; free some space")
    expected_log("the incident log is written again")

    def fill(room: Room) -> Callable[[], None]:
        log = room.centre.log
        assert isinstance(log, SqliteLog)
        connection = log._connection
        connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")

        def free() -> None:
            connection.execute("PRAGMA max_page_count = 10000000")

        return free

    return fill


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)
