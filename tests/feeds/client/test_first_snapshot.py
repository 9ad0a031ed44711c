"""When a console asks for its first snapshot: once it hears the updates, or soon after where there is nothing to hear."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import zmq

from alerts.commands import Answer
from alerts.picture import Snapshot, Update
from feeds.addresses import ConsoleDoor
from feeds.client import ConsoleClient, wires
from feeds.client.wires import HEAR_AT_MOST_S, HEAR_S, Wires
from feeds.hub.doors import Bind, Doors
from feeds.keys import KeyRing
from feeds.wire.doors import AskSnapshot, Picture, Told, pack, to_hub

Until = Callable[..., None]
NEVER_S = 1e9
PATIENCE_S = 180.0


class Peer:
    """A hub's doors, behind which the test itself sits."""

    def __init__(self, folder: Path) -> None:
        self.ring = KeyRing(folder)
        self._context: zmq.Context[Any] = zmq.Context()
        self.doors = Doors(self._context, self.ring, Bind(), Bind())
        port = self.doors.console_port
        self.door = ConsoleDoor(f"tcp://127.0.0.1:{port}", f"tcp://127.0.0.1:{port + 1}")
        self.n = 0

    def says(self) -> None:
        self.n += 1
        self.doors.updates.send(pack(Update(self.n, 1, 0.0)))

    def asked(self, patience_ms: int = 20) -> bytes:
        """Who asked for a snapshot meanwhile."""
        if not self.doors.commands.poll(patience_ms):
            return b""
        console, body = self.doors.commands.recv_multipart()
        assert isinstance(to_hub.decode(body), AskSnapshot)
        return console

    def until_asked(self, meanwhile: Callable[[], None] = lambda: None) -> bytes:
        deadline = time.monotonic() + PATIENCE_S
        while not (console := self.asked()):
            assert time.monotonic() < deadline, "nobody asked for a snapshot"
            meanwhile()
        return console

    def answers(self, console: bytes, message: Any) -> None:
        self.doors.commands.send_multipart([console, pack(message)])

    def shows(self, console: bytes) -> None:
        self.answers(console, Picture(Snapshot(self.n, 1, 0.0, "live", "seoul", [])))

    def close(self) -> None:
        self.doors.close()
        self._context.term()


@pytest.fixture
def peer(tmp_path: Path) -> Iterator[Peer]:
    made = Peer(tmp_path / "keys")
    yield made
    made.close()


@pytest.fixture
def wired(peer: Peer) -> Iterator[Callable[[ConsoleDoor], Wires]]:
    """Connects a console's sockets, with no client to use them."""
    context: zmq.Context[Any] = zmq.Context()
    made: list[Wires] = []

    def connect(door: ConsoleDoor) -> Wires:
        made.append(Wires(context, door, peer.ring.client("console")))
        return made[-1]

    yield connect
    for one in made:
        one.close()
    context.term()


def test_the_updates_are_waited_for(peer: Peer, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wires, "HEAR_S", NEVER_S)
    monkeypatch.setattr(wires, "HEAR_AT_MOST_S", NEVER_S)
    messages: list[Any] = []
    with ConsoleClient(peer.door, peer.ring.client("console")) as client:
        assert not peer.asked(500)
        asked = peer.until_asked(peer.says)
        peer.says()
        peer.shows(asked)
        for _ in range(3):
            peer.says()
        until(lambda: messages.extend(client.poll()) or any(isinstance(one, Update) and one.n == peer.n for one in messages))
        assert client.snapshots == 1
        (start,) = (number for number, one in enumerate(messages) if isinstance(one, Snapshot))
        numbers = [one.n for one in messages[start:] if isinstance(one, Snapshot | Update)]
        assert numbers == list(range(peer.n - 3, peer.n + 1))


def test_a_hub_that_says_nothing_is_asked_all_the_same(peer: Peer, until: Until) -> None:
    with ConsoleClient(peer.door, peer.ring.client("console")) as client:
        peer.shows(peer.until_asked())
        until(lambda: client.snapshots == 1)


def test_the_second_answer_to_one_question_is_left(peer: Peer, until: Until) -> None:
    messages: list[Any] = []
    with ConsoleClient(peer.door, peer.ring.client("console")) as client:
        asked = peer.until_asked()
        peer.shows(asked)
        peer.shows(asked)
        peer.answers(asked, Told(Answer("a", True)))
        until(lambda: messages.extend(client.poll()) or any(isinstance(one, Answer) for one in messages))
        assert [one.n for one in messages if isinstance(one, Snapshot)] == [0]


def test_how_long_it_listens_first(peer: Peer, wired: Callable[..., Wires], until: Until) -> None:
    line = wired(peer.door)
    assert not line.hears(NEVER_S)
    until(lambda: line.notice(10.0) or line.hears(10.0 + HEAR_AT_MOST_S))
    until(lambda: line.notice(10.0) or line.hears(10.0 + HEAR_S))
    assert not line.hears(10.0 + HEAR_S * 0.9)
    until(lambda: peer.says() or line.updates())
    assert line.hears(10.0)


def test_a_line_that_does_not_come_is_waited_for_a_little_longer(peer: Peer, wired: Callable[..., Wires], until: Until) -> None:
    peer.doors.updates.unbind(peer.door.updates)
    line = wired(peer.door)
    until(lambda: line.notice(10.0) or line.hears(10.0 + HEAR_AT_MOST_S))
    assert not line.hears(10.0 + HEAR_AT_MOST_S * 0.9)


def test_after_a_break_it_listens_anew(peer: Peer, wired: Callable[..., Wires], until: Until) -> None:
    line = wired(peer.door)
    until(lambda: line.notice(10.0) or peer.says() or line.updates())
    assert line.hears(10.0)
    peer.doors.updates.unbind(peer.door.updates)
    peer.doors.commands.unbind(peer.door.commands)
    peer.doors.updates.close(0)
    peer.doors.commands.close(0)
    until(lambda: line.notice(20.0) or not line.hears(NEVER_S))
