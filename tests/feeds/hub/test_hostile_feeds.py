"""A feed with a key that sends what it likes: the hub refuses it with a reason, and goes on with the next good event."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import msgspec
import pytest
import zmq

from alerts.events import Cctv
from alerts.picture import Snapshot, Update
from feeds.client import ConsoleClient
from feeds.wire.control import Ack, Gone, Heartbeat, Refill, Run, Want
from feeds.wire.sockets import client as connect

Until = Callable[..., None]
Report = Callable[[int], Cctv]


class Feed:
    """A feed's two sockets, by hand."""

    def __init__(self, hub: Any, make: Report) -> None:
        self._context: zmq.Context[Any] = zmq.Context()
        keys = hub.ring.client("feed")
        self.data = connect(self._context, zmq.XPUB, keys, 0)
        self.data.connect(hub.ready.feed)
        assert self.data.recv() == b"\x01"
        self.control = connect(self._context, zmq.DEALER, keys, 0)
        self.control.connect(hub.ready.control)
        self._make = make

    def send(self, source: str, epoch: int, seq: int, number: int, **others: Any) -> None:
        event = {**json.loads(msgspec.json.encode(self._make(number))), "source": source, **others}
        body = {"v": 1, "source": source, "epoch": epoch, "seq": seq, "events": [event]}
        self.data.send_multipart([b"cctv", json.dumps(body).encode()])

    def say(self, message: Any) -> None:
        self.control.send(msgspec.msgpack.encode(message))

    def close(self) -> None:
        self._context.destroy(0)


class Screen:
    """What a console was told of the feeds' sources, and how many reports it has been shown."""

    def __init__(self, hub: Any) -> None:
        self.client = ConsoleClient(hub.ready.consoles, hub.ring.client("console"))
        self.sources: dict[str, Any] = {}
        self._incidents: dict[str, int] = {}

    def look(self) -> Screen:
        for message in self.client.poll():
            if isinstance(message, Snapshot):
                self._incidents = {}
            if isinstance(message, Snapshot | Update):
                self.sources.update((row.source, row) for row in message.sources)
                self._incidents.update((incident.key, incident.reports) for incident in message.incidents)
        return self

    @property
    def reports(self) -> int:
        return sum(self.look()._incidents.values())


@pytest.fixture
def feed(running_hub: Any, report_of: Report) -> Iterator[Feed]:
    made = Feed(running_hub, report_of)
    yield made
    made.close()


@pytest.fixture
def screen(running_hub: Any) -> Iterator[Screen]:
    made = Screen(running_hub)
    yield made
    made.client.close()


def test_what_is_no_message_stays_behind(running_hub: Any, feed: Feed, screen: Screen, until: Until) -> None:
    rng = random.Random(3)
    event = b'{"type":"cctv","id":"e","source":"s","time":"2026-03-02T10:00:00Z","camera_id":"k","label":"fight"}'
    bodies = [
        b"[" * 400_000, b"\x91" * 400_000, b'{"events":' + b"[" * 100_000, b'{"type":"cctv","x":' + b"[" * 5_000,
        b"\x83\xa1v\x01\xa6events\xdd\xff\xff\xff\xff", b"\x81\xa6events\xdf\xff\xff\xff\xff" + b"\xc0" * 50,
        b'{"v":1,"source":"\\ud800","events":[]}', event.replace(b'"s"', b'"\xff\xfe"'), event[:-1] + b',"x":' + b"[" * 2_000,
        b"{" + b"x" * (9 * 1024 * 1024), *(rng.randbytes(rng.randrange(300)) for _ in range(300)),
    ]  # fmt: skip
    for body in bodies:
        feed.data.send_multipart([b"cctv", body])
    feed.data.send(b"one frame")
    feed.data.send_multipart([b""] * 100)
    feed.data.send_multipart([rng.randbytes(1000)] * 100)
    feed.data.send_multipart([b"\xff\xfe\x00", event])
    feed.data.send_multipart([b"c" * 1_000_000, event.replace(b'"e"', b'"e2"')])
    until(lambda: running_hub.hub.counts().rejected >= len(bodies))
    until(lambda: screen.reports == 2)


def test_a_message_larger_than_any_ends_the_connection_not_the_hub(
    running_hub: Any, feed: Feed, screen: Screen, until: Until
) -> None:
    feed.data.send_multipart([b"cctv", bytes(64 * 1024 * 1024)])
    with closing(Feed(running_hub, feed._make)) as again:
        again.send("s", 1, 0, 1)
        until(lambda: screen.reports == 1)


def test_numbers_that_jump_are_bounded(running_hub: Any, feed: Feed, screen: Screen, until: Until) -> None:
    far, last = 2**40, 2**62
    for number, seq in enumerate((0, 1, far, far + 1)):
        feed.send("jumps", 1, seq, number)
    feed.send("ends", 1, last, 10)
    feed.send("ends", 1, last + 1, 11)  # refused: no number follows it in the log
    feed.send("ends", 1, -1, 12)
    feed.send("future", last, 0, 20)
    feed.send("future", last, 1, 21)
    feed.send("future", 5, 0, 22)  # a later start by a clock that is right
    until(lambda: running_hub.hub.counts().rejected == 2)
    # numbers out of reach are told as bad fields; the events they came with are taken as they are
    until(lambda: screen.reports == 10)
    found = screen.sources  # told once a second
    until(lambda: screen.look() and {"jumps", "ends"} <= set(found) and (found["jumps"].lost, found["ends"].rejected) == (1, 2))
    assert found["jumps"].next_seq == far + 2
    positions = running_hub.centre.positions
    until(lambda: positions()[("ends", 1)] == last + 1)
    assert positions()[("future", 5)] == 1


def test_what_is_no_word_of_control_stays_behind(running_hub: Any, feed: Feed, screen: Screen, until: Until) -> None:
    feed.send("s", 1, 0, 0)
    huge = 2**63
    for message in (
        Heartbeat("s", [Run(2**64 - 1, 2**64 - 1, 2**64 - 1)], 2**64 - 1, 2**64 - 1),
        Heartbeat("s", [Run(2, -5, -7), Run(3, 0, huge), Run(4, -huge, huge)], -1, -1),
        Heartbeat("", [], 0, 0), Heartbeat("x" * 100_000, [Run(n, 0, 10) for n in range(100_000)], 0, 0),
        Gone(1, -huge, huge), Gone(1, 0, 2**64 - 1), Refill(1, 1), Want(1, 0, 5), Ack(1, 1),
    ):  # fmt: skip
        feed.say(message)
    for garbage in (b"", b"\x91" * 5_000, b"\x94" + b"\x91" * 100_000, os.urandom(1000)):
        feed.control.send(garbage)
    feed.control.send_multipart([b""] * 50)
    for number in range(2_000):
        feed.say(Heartbeat(f"many{number}", [Run(1, 0, 2**40)], 0, 0))
    feed.send("s", 1, 1, 1)
    until(lambda: screen.reports == 2)
    until(lambda: running_hub.centre.positions().get(("s", 1)) == 2)
