"""The bridge against a hand-written connection: what it sends, when it says a command's outcome is unknown, what it drops."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication

from alerts.commands import Answer, Command
from alerts.picture import Snapshot, Update
from console.bridge import Bridge, Tick
from feeds.client import Link, Reply

PATIENCE_MS = 300_000


class Wire:
    """What a console client is to the bridge, driven by hand."""

    def __init__(self) -> None:
        self.inbox: list[Any] = [Link("connecting", 0.0)]
        self.sent: list[Command] = []
        self.asked: list[tuple[str, str]] = []
        self.closed = False

    def poll(self) -> list[Any]:
        came, self.inbox = self.inbox, []
        return came

    def send(self, command: Command) -> None:
        self.sent.append(command)

    def query(self, name: str, args: dict[str, Any], callback_id: str) -> None:
        self.asked.append((name, callback_id))

    def close(self) -> None:
        self.closed = True


def snapshot(n: int = 1) -> Snapshot:
    return Snapshot(n=n, epoch=1, now=100.0, mode="live", city="seoul", incidents=[])


@pytest.fixture
def ticks() -> list[Tick]:
    return []


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def bridge(qapp: Any, wire: Wire, ticks: list[Tick]) -> Iterator[Bridge]:
    made = Bridge("kim")
    made.ticked.connect(ticks.append)
    made.connect_client(wire)
    made.start()
    yield made
    made.close()
    assert wire.closed


def test_many_updates_are_one_tick(qtbot: Any, bridge: Bridge, wire: Wire, ticks: list[Tick]) -> None:
    wire.inbox += [snapshot(), Link("up", 1.0), *(Update(n=n, epoch=1, now=100.0 + n, removed=[str(n)]) for n in range(2, 50))]
    qtbot.waitUntil(lambda: bool(ticks), timeout=PATIENCE_MS)
    assert ticks[0].fresh
    assert len(ticks[0].removed) == 48
    assert ticks[0].now == 149.0


def test_what_is_urgent_does_not_wait_for_its_turn(qtbot: Any, bridge: Bridge, wire: Wire, ticks: list[Tick]) -> None:
    bridge._timer.setInterval(3_600_000)
    QCoreApplication.processEvents()
    wire.inbox += [snapshot(), Link("up", 1.0), Update(n=2, epoch=1, now=101.0, removed=["1"])]
    threading.Thread(target=bridge.hurry).start()  # as a connection's thread does
    qtbot.waitUntil(lambda: bool(ticks), timeout=PATIENCE_MS)
    assert ticks[0].removed == {"1"}
    bridge.close()
    wire.inbox += [Update(n=3, epoch=1, now=102.0, removed=["2"])]
    bridge.hurry()
    QCoreApplication.processEvents()
    assert len(ticks) == 1


def test_an_empty_tick_follows_and_then_nothing(qtbot: Any, bridge: Bridge, wire: Wire, ticks: list[Tick]) -> None:
    wire.inbox += [snapshot(), Link("up", 1.0)]
    qtbot.waitUntil(lambda: len(ticks) >= 2, timeout=PATIENCE_MS)
    qtbot.wait(400)
    assert [tick.empty for tick in ticks] == [False, True]


def test_a_command_lost_with_the_hub_goes_out_again_under_its_id(
    qtbot: Any, bridge: Bridge, wire: Wire, ticks: list[Tick]
) -> None:
    wire.inbox += [snapshot(), Link("up", 1.0)]
    qtbot.waitUntil(lambda: bridge.up, timeout=PATIENCE_MS)
    command = bridge.command("note", "k", text="연기가 보임")
    assert command is not None
    assert bridge.pending.incidents() == {"k": "sent"}
    wire.inbox.append(Link("down", 2.0))
    qtbot.waitUntil(lambda: bridge.pending.incidents() == {"k": "unknown"}, timeout=PATIENCE_MS)
    wire.inbox += [snapshot(5), Link("up", 3.0)]
    qtbot.waitUntil(lambda: len(wire.sent) == 2, timeout=PATIENCE_MS)
    assert wire.sent[0] == wire.sent[1] == command
    wire.inbox += [Answer(command.id, True), Answer(command.id, True)]
    qtbot.waitUntil(lambda: len(bridge.pending) == 0, timeout=PATIENCE_MS)
    qtbot.wait(150)
    assert sum(len(tick.answers) for tick in ticks) == 1


def test_a_reply_comes_once_and_a_refused_question_says_why(qtbot: Any, bridge: Bridge, wire: Wire) -> None:
    heard: list[Any] = []
    bridge.ask("incidents", {}, heard.append, lambda code, detail: heard.append((code, detail)))
    bridge.ask("facets", {}, heard.append, lambda code, detail: heard.append((code, detail)))
    forgotten = bridge.ask("timeline", {}, heard.append, lambda code, detail: heard.append((code, detail)))
    bridge.forget(forgotten)
    (_, first), (_, second), (_, third) = wire.asked
    wire.inbox += [Reply(first, [1]), Reply(first, [2]), Reply(second, None, "not_read", "disk"), Reply(third, [3])]
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=PATIENCE_MS)
    qtbot.wait(120)
    assert heard == [[1], ("not_read", "disk")]
