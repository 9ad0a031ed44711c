"""Seeking rebuilds what playing would have reached: not the incidents alone, but the whole picture of a real centre."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest

from alerts.centre import open_centre
from alerts.commands import Command
from alerts.correlation import Engine, NoPlaces
from alerts.log.lock import Holder
from alerts.log.sqlite import SqliteLog
from alerts.rules import load_rules
from feeds.hub.replay import Replay
from feeds.playback import Player
from feeds.recordings import Recording
from feeds.wire.codec import Decoder

Recorded = Callable[[int, float], Recording]


class Wall:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def open_replay(tmp_path: Path) -> Iterator[Callable[[Recording, Wall], Replay]]:
    numbers = count()
    rules = load_rules(None)

    def centre() -> Any:
        log = SqliteLog(tmp_path / f"{next(numbers)}.db", "replay", "seoul", Holder(1, "here", "now"))
        return open_centre(log, lambda _saved: Engine(rules, NoPlaces()), Decoder().frame, "replay", "seoul", 0.0)

    with ExitStack() as stack:

        def make(recording: Recording, wall: Wall) -> Replay:
            replay = Replay(Player(recording, wall()), centre, wall)
            stack.callback(replay.close, 0.0)
            return replay

        yield make


def picture(replay: Replay) -> dict[str, Any]:
    shown: dict[str, Any] = msgspec.to_builtins(replay.snapshot(0.0))
    for name in ("n", "epoch", "playback", "sources"):
        shown.pop(name, None)
    for feed in shown["feeds"]:
        feed[2] = 0.0  # delay: when within the second an event was taken in
    return shown


def command(action: Any, value: float | None = None) -> Command:
    return Command(id=f"{action}{value}", actor="kim", action=action, value=value)


def test_going_back_and_forth_ends_where_playing_ends(recorded: Recorded, open_replay: Any, start: float) -> None:
    recording = recorded(300, 0.4)
    wall = Wall()
    played = open_replay(recording, wall)
    for _ in range(800):
        wall.now += 0.125
        played.tick(0.0)
    expected = picture(played)
    assert expected["incidents"]
    assert sum(expected["history"]["cctv"]) > 150

    sought = open_replay(recording, wall)
    assert sought.command(command("seek", start + 119.0), 0.0).ok
    for _ in range(5):
        sought.tick(0.0)
    assert sought.command(command("pause"), 0.0).ok
    assert sought.command(command("seek", start + 100.0), 0.0).ok
    sought.tick(0.0)
    while sought.busy:
        sought.tick(0.0)
    found = picture(sought)
    assert found == expected


def test_consoles_are_told_to_start_anew(recorded: Recorded, open_replay: Any, start: float) -> None:
    wall = Wall()
    replay = open_replay(recorded(100, 1.0), wall)
    replay.command(command("seek", start + 50.0), 0.0)
    first = replay.tick(0.0)
    replay.command(command("seek", start + 10.0), 0.0)
    second = replay.tick(0.0)
    assert first is not None
    assert second is not None
    assert second.epoch > first.epoch
    assert second.n == 1
    assert replay.snapshot(0.0).epoch == second.epoch
