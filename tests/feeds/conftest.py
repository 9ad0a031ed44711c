"""A real hub in a thread: real sockets, real keys, the real centre on a real log."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alerts.centre import Centre, open_centre
from alerts.correlation import Engine, NoPlaces
from alerts.errors import WireError
from alerts.events import Cctv
from alerts.log.lock import Holder
from alerts.log.sqlite import SqliteLog
from alerts.rules import load_rules
from feeds.addresses import Ready
from feeds.hub.doors import Bind
from feeds.hub.hub import Hub
from feeds.hub.quarantine import Quarantine
from feeds.keys import KeyRing
from feeds.wire.codec import Decoder

PATIENCE_S = 180.0
"""How long anything is waited for: a machine may be busy with other things."""


def centre_at(path: Path, mode: str = "live") -> Centre:
    log = SqliteLog(path, mode, "seoul", Holder(os.getpid(), "here", "2026-01-01T00:00:00Z"))
    rules = load_rules()

    def engine(saved: bytes | None) -> Engine:
        return Engine(rules, NoPlaces()) if saved is None else Engine.restore(saved, rules, NoPlaces())

    return open_centre(log, engine, Decoder().frame, "live" if mode == "live" else "replay", "seoul", time.time())


class RunningHub:
    """A hub on a folder; ``stop`` and ``start`` again keep its ports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ring = KeyRing(folder / "keys")
        self.hub: Hub
        self.centre: Centre
        self.ready: Ready | None = None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._asked: deque[Callable[[], None]] = deque()

    def in_turn(self, call: Callable[[], None]) -> None:
        """Have the hub's own thread do this between two of its turns."""
        self._asked.append(call)

    def start(self) -> Ready:
        self._stop.clear()
        up = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(up,), name="hub under test")
        self._thread.start()
        assert up.wait(PATIENCE_S), "the hub did not start"
        assert self.ready is not None
        return self.ready

    def stop(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(PATIENCE_S)
            assert not self._thread.is_alive(), "the hub did not end"

    def _run(self, up: threading.Event) -> None:
        self.centre = centre_at(self.folder / "incidents.db")
        ports = [int(address.rpartition(":")[2]) for address in (self.ready.feed, self.ready.updates)] if self.ready else [0, 0]
        feeds, consoles = (Bind("127.0.0.1", port) for port in ports)
        try:
            self.hub = self._made(feeds, consoles)
            self.ready = self.hub.ready
            up.set()
            self.hub.run(self._stopped)
        finally:
            self.centre.close(time.time())

    def _made(self, feeds: Bind, consoles: Bind) -> Hub:
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                quarantine = Quarantine(self.folder / "rejected.ndjson")
                return Hub(self.centre, self.ring, feeds, consoles, quarantine, city="seoul")
            except WireError:  # while it was away its port may have been lent to another connection of this machine
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def _stopped(self) -> bool:
        while self._asked:
            self._asked.popleft()()
        return self._stop.is_set()


@pytest.fixture
def running_hub(tmp_path: Path) -> Iterator[RunningHub]:
    hub = RunningHub(tmp_path / "hub")
    hub.folder.mkdir(exist_ok=True)
    try:
        hub.start()
        yield hub
    finally:
        hub.stop()


@pytest.fixture
def make_centre() -> Callable[..., Centre]:
    """``make_centre(path, mode)``: a centre on a log, for a test that drives a hub itself."""
    return centre_at


@pytest.fixture
def until() -> Callable[..., None]:
    """``until(condition)``: wait for it, and fail where it does not come."""

    def wait(condition: Callable[[], object], timeout: float = PATIENCE_S) -> None:
        deadline = time.monotonic() + timeout
        while not condition():
            assert time.monotonic() < deadline, "it did not happen in time"
            time.sleep(0.01)

    return wait


@pytest.fixture
def report_of() -> Callable[[int], Cctv]:
    """Event number ``n``: a fight, of now."""

    def make(number: int) -> Cctv:
        now = datetime.now(UTC)
        return Cctv(id=f"e{number}", source="cctv/1", time=now, camera_id="k", label="fight", lat=37.5, lon=127.0)

    return make
