"""Updates to consoles that do not read: dropped for them, and only for them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import zmq

from alerts.picture import Update
from feeds.hub.consoles.counter import Counter
from feeds.hub.doors import Bind, Doors
from feeds.keys import KeyRing
from feeds.wire.doors import update
from feeds.wire.sockets import client


class Readers:
    """Two consoles' subscriptions: one that takes everything, one that never reads."""

    def __init__(self, folder: Path, ring: KeyRing) -> None:
        self.context: Any = zmq.Context()
        self.doors = Doors(self.context, ring, Bind(), Bind())
        self.deaf, self.keen = (self._reader(ring, high_water) for high_water in (1, 10_000))

    def _reader(self, ring: KeyRing, high_water: int) -> Any:
        socket = client(self.context, zmq.SUB, ring.client("console"), high_water)
        socket.setsockopt(zmq.RCVBUF, 32_768)
        socket.setsockopt(zmq.SUBSCRIBE, b"")
        socket.connect(f"tcp://127.0.0.1:{self.doors.console_port}")
        return socket

    def close(self) -> None:
        self.deaf.close()
        self.keen.close()
        self.doors.close()
        self.context.term()


@pytest.fixture
def readers(tmp_path: Path) -> Iterator[Readers]:
    made = Readers(tmp_path, KeyRing(tmp_path / "keys"))
    yield made
    made.close()


def test_one_that_does_not_read_misses_updates_and_no_other(
    tmp_path: Path, readers: Readers, make_centre: Callable[..., Any]
) -> None:
    centre = make_centre(tmp_path / "log.db")
    counter = Counter(readers.doors, centre)
    deaf, keen = readers.deaf, readers.keen
    n = 0
    while not (deaf.poll(0) and keen.poll(0)):
        n += 1
        counter.publish(Update(n, 1, 0.0))
        time.sleep(0.01)
    first = n
    total = 1_000
    heard: list[int] = []
    for n in range(first + 1, first + total + 1):
        counter.publish(Update(n, 1, 0.0, trouble_detail="x" * 40_000))
        # it keeps up: never further behind than the hub keeps for it, however slowly the bytes pass
        while (n % 20 == 0 or n == first + total) and (not heard or heard[-1] < n):
            assert keen.poll(180_000)
            heard.append(update.decode(keen.recv()).n)
    assert heard[-total:] == list(range(first + 1, first + total + 1))
    missed: list[int] = []
    while deaf.poll(300):
        missed.append(update.decode(deaf.recv()).n)
    assert 0 < len(missed) < total
    centre.close(time.time())
