from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from alerts.correlation import Engine, NoPlaces
from alerts.errors import InputError
from alerts.incidents import as_record
from alerts.rules import load_rules
from feeds.playback import FASTEST, Player, take_census
from feeds.recordings import Recording, open_recording, writer

Recorded = Callable[[int, float], Recording]
WALL = 50_000.0  # any clock that does not run backwards


def events(due: list) -> list[str]:
    return [event.id for frame, _ in due for event in frame.batch.events]


def play(player: Player, wall: float, seconds: float, tick: float = 0.5, limit: int = 1000) -> list[str]:
    """Drive the player for so long; what it handed out."""
    handed: list[str] = []
    for number in range(round(seconds / tick)):
        handed += events(player.due(wall + (number + 1) * tick, limit))
    return handed


def test_it_plays_at_the_pace_of_the_recording(recorded: Recorded, start: float) -> None:
    player = Player(recorded(100, 1.0), WALL)
    assert (player.census.start, player.census.end) == (start, start + 99.0)
    assert len(events(player.due(WALL, 1000))) == 1
    assert len(events(player.due(WALL + 10.0, 1000))) == 10
    assert player.virtual_now(WALL + 10.25) == start + 10.25
    assert player.wait(WALL + 10.25) == pytest.approx(0.75)
    assert player.due(WALL + 10.5, 1000) == []


@pytest.mark.parametrize("speed", [0.25, 1.0, 2.0, 60.0])
def test_speed_is_a_factor(recorded: Recorded, start: float, speed: float) -> None:
    player = Player(recorded(1000, 1.0), WALL, speed=speed)
    handed = play(player, WALL, 8.0)
    assert len(handed) == int(8.0 * speed) + 1
    assert player.virtual_now(WALL + 8.0) == start + 8.0 * speed


def test_changing_speed_does_not_jump(recorded: Recorded, start: float) -> None:
    player = Player(recorded(1000, 1.0), WALL)
    player.due(WALL + 10, 1000)
    assert player.command("speed", 4.0, WALL + 10) == ""
    assert player.virtual_now(WALL + 10) == start + 10
    assert player.virtual_now(WALL + 15) == start + 30
    assert player.command("speed", 0.5, WALL + 15) == ""
    assert player.virtual_now(WALL + 17) == start + 31


def test_a_pause_stops_time(recorded: Recorded, start: float) -> None:
    player = Player(recorded(100, 1.0), WALL)
    player.due(WALL + 5, 1000)
    player.command("pause", None, WALL + 5.5)
    assert player.due(WALL + 500, 1000) == []
    assert player.virtual_now(WALL + 500) == start + 5.5
    assert not player.state(WALL + 500).playing
    player.command("play", None, WALL + 600)
    assert player.due(WALL + 600.25, 1000) == []
    assert len(events(player.due(WALL + 600.5, 1000))) == 1


def test_as_fast_as_possible_and_the_end(recorded: Recorded, start: float) -> None:
    player = Player(recorded(500, 10.0), WALL, speed=FASTEST)
    handed: list[str] = []
    rounds = 0
    while not player.finished:
        assert player.wait(WALL) == 0.0
        due = player.due(WALL, 100)
        assert len(events(due)) <= 100
        handed += events(due)
        rounds += 1
    assert len(handed) == 500
    assert rounds >= 5
    state = player.state(WALL + 99)
    assert (state.at, state.playing) == (start + 4990.0, False)


def test_a_slow_taker_gets_everything_and_time_waits_for_it(recorded: Recorded, start: float) -> None:
    player = Player(recorded(1000, 0.5), WALL, speed=60.0)
    first = events(player.due(WALL + 5.0, 50))
    assert len(first) == 50
    assert player.virtual_now(WALL + 5.0) == pytest.approx(start + 24.5)
    handed = first + play(player, WALL + 5.0, 30.0, tick=0.1, limit=50)
    assert handed == events([(item.frame, 0.0) for item in player.recording.timed()])


def test_the_end_is_the_end_and_play_begins_anew(recorded: Recorded, start: float) -> None:
    player = Player(recorded(10, 1.0), WALL)
    assert len(play(player, WALL, 20.0)) == 10
    assert player.finished
    assert player.wait(WALL + 20) == float("inf")
    assert player.command("play", None, WALL + 30) == ""
    assert player.take_reset()
    assert len(play(player, WALL + 30, 20.0)) == 10


def test_going_forward_hands_out_what_lies_between(recorded: Recorded, start: float) -> None:
    player = Player(recorded(1000, 1.0), WALL)
    handed = events(player.due(WALL + 10, 1000))
    assert player.command("seek", start + 500.0, WALL + 10) == ""
    assert player.seeking
    assert player.state(WALL + 10).speed == 0.0
    while player.seeking:
        due = player.due(WALL + 10, 64)
        assert len(events(due)) <= 64
        handed += events(due)
    assert not player.take_reset()
    assert len(handed) == 501
    assert player.virtual_now(WALL + 12) == start + 502.0


def test_going_back_asks_to_begin_anew_first(recorded: Recorded, start: float) -> None:
    player = Player(recorded(1000, 1.0), WALL)
    before = play(player, WALL, 100.0)
    player.command("pause", None, WALL + 100)
    player.command("seek", start + 30.0, WALL + 100)
    assert player.due(WALL + 101, 1000) == []  # nothing for the old centre
    assert player.take_reset()
    assert not player.take_reset()
    handed = []
    while player.seeking:
        handed += events(player.due(WALL + 101, 10))
    assert handed == before[:31]
    assert player.due(WALL + 200, 1000) == []
    assert player.state(WALL + 200).at == start + 30.0  # still paused


def test_where_to_go_is_kept_within_the_recording(recorded: Recorded, start: float) -> None:
    player = Player(recorded(10, 1.0), WALL)
    player.command("seek", 0.0, WALL)
    while player.seeking:
        player.due(WALL, 100)
    assert player.virtual_now(WALL) == start
    player.command("seek", 9e9, WALL)
    while player.seeking:
        player.due(WALL, 100)
    assert player.finished


@pytest.mark.parametrize(("action", "value"), [("seek", None), ("seek", float("nan")), ("speed", None), ("speed", -1.0),
                                               ("speed", float("nan")), ("rewind", 1.0)])  # fmt: skip
def test_what_it_cannot_do_changes_nothing(recorded: Recorded, action: str, value: float | None) -> None:
    player = Player(recorded(10, 1.0), WALL)
    before = player.state(WALL)
    assert player.command(action, value, WALL) == "bad_argument"
    assert player.state(WALL) == before


def test_the_census_counts_by_channel_over_time(recorded: Recorded, start: float) -> None:
    census = take_census(recorded(400, 1.0), bins=40)
    assert (census.start, census.end, census.events, census.rejected) == (start, start + 399.0, 400, 0)
    assert {channel: sum(bins) for channel, bins in census.counts.items()} == {"cctv": 300, "119": 100}
    assert all(len(bins) == 40 for bins in census.counts.values())
    assert max(census.counts["cctv"]) - min(census.counts["cctv"]) <= 2


def test_counting_takes_turns_with_playing_and_is_told_once(recorded: Recorded, start: float) -> None:
    recording = recorded(400, 1.0)
    player = Player(recording, WALL)
    assert player.state(WALL, counts=True).counts == {}
    turns = 0
    while not player.census.complete:
        player.due(WALL, 40)
        turns += 1
    assert turns > 10
    expected = take_census(recording).counts
    assert player.state(WALL).counts == expected
    assert player.state(WALL).counts == {}
    assert player.state(WALL, counts=True).counts == expected
    assert (player.census.start, player.census.end) == (start, start + 399.0)


@pytest.mark.parametrize("name", ["none.ndjson", "none.mcap"])
def test_a_recording_without_events_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"nothing\nat all\n")
    if name == "none.mcap":
        with writer(path, force=True) as out:
            out.write(b"nothing", b"cctv", 1.0)
    with open_recording(path) as recording, pytest.raises(InputError, match="is an event"):
        Player(recording, WALL)


def test_an_end_that_was_estimated_wrongly_is_found(recorded: Recorded, start: float) -> None:
    recording = recorded(100, 1.0)
    for wrong in (-40.0, 40.0):
        player = Player(recording, WALL)
        player.census.end += wrong
        assert len(play(player, WALL, 98.5)) == 99
        assert not player.finished
        assert len(play(player, WALL + 98.5, 2.0)) == 1
        assert player.finished
        assert player.state(WALL + 200).at == start + 99.0


class Centre:
    """The owner of an engine: begins anew when the player asks for it."""

    def __init__(self, player: Player) -> None:
        self.player = player
        self.engine = Engine(load_rules(None), NoPlaces())

    def turn(self, wall: float, limit: int) -> None:
        if self.player.take_reset():
            self.engine = Engine(load_rules(None), NoPlaces())
        for frame, received in self.player.due(wall, limit):
            self.engine.step(frame.batch, received)

    def incidents(self) -> list[bytes]:
        return [msgspec.json.encode(as_record(self.engine.incident(key))) for key in sorted(self.engine.open_keys())]


@pytest.mark.parametrize("target", [100.25, 249.0])
def test_seeking_ends_where_playing_would_have_ended(recorded: Recorded, start: float, target: float) -> None:
    recording = recorded(250, 1.0)
    played = Centre(Player(recording, WALL))
    for number in range(round(target * 4)):
        played.turn(WALL + (number + 1) / 4, 1000)
    expected = played.incidents()
    assert expected

    sought = Centre(Player(recording, WALL))
    for number in range(600):  # all the way, then back
        sought.turn(WALL + number / 2, 1000)
    sought.player.command("seek", start + target, WALL + 400)
    sought.turn(WALL + 400, 7)
    while sought.player.seeking:
        sought.turn(WALL + 400, 7)
    assert sought.incidents() == expected
