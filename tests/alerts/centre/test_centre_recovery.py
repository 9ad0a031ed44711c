"""Starting where the last run stood, however it ended."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from alerts.centre import CentreSettings
from alerts.events import Sensor, Unit
from alerts.log.audit.verify import verify


def busy(room: Any, rng: random.Random, rounds: int) -> None:
    """Reports in and out of order, and people who handle them."""
    for _ in range(rounds):
        for _ in range(rng.randrange(4)):
            late = datetime.fromtimestamp(room.now - rng.random() * 80, UTC)
            room.report(room.call(rng.choice(["화재 연기", "싸움", "침수"]), lat=37.5 + rng.randrange(5) / 50, time=late))
        time = datetime.fromtimestamp(room.now, UTC)
        room.report(
            Unit(id=f"u{room.seq}", source="cad", time=time, service="112", unit_id="p", lat=37.5, lon=127.0),
            Sensor(id=f"s{room.seq}", source="cad", time=time, sensor_id="w", quantity="level", value=1.0, unit="m"),
        )
        room.tick(rng.random() * 8)
        keys = sorted(incident.key for incident in room.shown())
        if keys and rng.random() < 0.5:
            action = rng.choice(["acknowledge", "start", "note", "take", "set_priority", "close", "merge"])
            room.do(action, rng.choice(keys), text="메모", priority=2, disposition="handled", other=rng.choice(keys))


def picture(room: Any) -> dict[str, Any]:
    """What a console that starts now would see, times and counts of the run itself left out."""
    showing = room.centre.showing
    showing.board.dirty.update(dict.fromkeys(showing.board.cases))  # figures in reasons may be older than the engine's
    showing.refresh(room.now, everything=True)
    snapshot = msgspec.to_builtins(room.centre.snapshot(room.now))
    for name in ("n", "epoch", "load", "feeds", "sources", "history"):
        snapshot.pop(name, None)
    for incident in snapshot["incidents"]:
        # the engine names the other one by its id as soon as it has one, and does not say that it has changed
        incident["merged_into"] = bool(incident["merged_into"])
    snapshot["incidents"].sort(key=lambda incident: incident["key"])
    return snapshot


@pytest.mark.parametrize("checkpoint_s", [1e9, 5.0])
def test_a_crash_changes_nothing_that_can_be_seen(room: Any, checkpoint_s: float) -> None:
    rng = random.Random(5)
    settings = CentreSettings(checkpoint_s=checkpoint_s, refresh_s=0.0)
    room.open(settings)
    for _ in range(4):
        busy(room, rng, 10)
        room.tick(25.0)
        if checkpoint_s < 1e9 and rng.random() < 0.7:  # else it is killed before its child is done
            room.checkpoint()
            assert room.centre.log.recovered().checkpoint is not None
        before, positions = picture(room), room.centre.positions()
        room.crash()
        room.open(settings)
        assert picture(room) == before
        assert room.centre.positions() == positions
        assert verify(room.path).broken == 0


@pytest.mark.parametrize("light_events", [0, 20_000])
def test_an_orderly_end_leaves_little_to_do_again(room: Any, light_events: int) -> None:
    room.open(CentreSettings(light_events=light_events, checkpoint_s=1e9))
    busy(room, random.Random(3), 20)
    before = picture(room)
    room.centre.close(room.now)
    room._centre = None
    room.open()
    assert picture(room) == before
    connection = sqlite3.connect(room.path)
    [body] = connection.execute("SELECT body FROM entry WHERE kind = 'start' ORDER BY n DESC LIMIT 1").fetchone()
    connection.close()
    assert (msgspec.json.decode(body)["journal"] == 0) == (light_events > 0)
    assert msgspec.json.decode(body)["checkpoint"] == (light_events > 0)


def test_decisions_made_before_and_after_a_crash_are_each_logged_once(room: Any) -> None:
    for at in range(8):
        room.report(*(room.call("화재 연기", lat=37.5 + 0.01 * at) for _ in range(3)))
        room.tick(20.0)
        if at % 3 == 2:
            room.crash()
    room.let_final()
    assert verify(room.path).events == 24
    rows = room.centre.query("incidents", {"limit": 1000}).rows
    ids = [row.id for row in rows if row.id]
    assert len(ids) == len(set(ids)) == len(rows)


def test_a_checkpoint_is_made_beside_the_work_and_covers_what_came_before_it_only(room: Any) -> None:
    room.open(CentreSettings(checkpoint_s=10.0))
    first = room.opened()
    room.tick(11.0)  # begins it
    second = room.opened()  # comes while it is made
    room.checkpoint()
    log = room.centre.log.recovered()
    assert log.checkpoint is not None
    assert len(log.journal) >= 1, "what came later is still in the journal"
    room.crash()
    assert {incident.key for incident in room.shown()} == {first.key, second.key}


def test_a_checkpoint_that_fails_is_told_and_loses_nothing(
    room: Any, expected_log: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected_log("a checkpoint could not be made: MemoryError: none left")
    room.open(CentreSettings(checkpoint_s=10.0))
    incident = room.opened()

    def fail(last: bool) -> bytes:
        raise MemoryError("none left")

    monkeypatch.setattr(room.centre.checkpoints, "_make", fail)
    room.tick(11.0)
    assert not room.checkpoint()
    room.tick()
    room.crash()
    assert [one.key for one in room.shown()] == [incident.key]


@pytest.mark.parametrize("how", ["garbage", "version", "engine", "journal"])
def test_a_state_that_cannot_be_used_costs_no_incident_and_no_number(
    room: Any, expected_log: Callable[[str], None], how: str
) -> None:
    expected_log("the engine starts afresh")
    room.open()
    kept = room.opened(text="화재")
    room.do("acknowledge", kept.key)
    room.let_final()
    before = room.one(kept.key)
    assert before.id
    room.centre.commit(room.now, durable=True, point=room.centre.checkpoints.whole(room.now))
    room.crash()
    spoil(room, how)
    centre = room.open()
    shown = room.one(kept.key)
    assert (shown.id, shown.state, shown.owner, shown.event_ids) == (before.id, "acknowledged", "kim", before.event_ids)
    assert shown.history == before.history
    fresh = room.opened(text="침수")
    room.let_final()
    assert room.one(fresh.key).id not in ("", before.id)
    assert room.do("close", kept.key, disposition="handled").ok
    room.tick()
    ids = sorted(incident.id for incident in room.shown())
    centre.commit(room.now, durable=True, point=centre.checkpoints.whole(room.now))
    room.crash()
    assert sorted(incident.id for incident in room.shown()) == ids, "the raised numbers are kept"
    check = verify(room.path)
    assert (check.broken, check.events) == (0, 2)


def spoil(room: Any, how: str) -> None:
    import zstandard

    from alerts.centre.keeping.state import State, unpack

    connection = sqlite3.connect(room.path)
    if how == "journal":
        connection.execute("INSERT INTO journal(data) VALUES (x'00')")
        connection.commit()
        connection.close()
        return
    [data] = connection.execute("SELECT data FROM checkpoint").fetchone()
    state = unpack(data)
    if how == "garbage":
        data = data[:40]
    else:
        changed = {"version": 99} if how == "version" else {"engine": b"of another time"}
        spoilt: State = msgspec.structs.replace(state, **changed)  # type: ignore[arg-type]
        data = zstandard.compress(msgspec.msgpack.encode(spoilt))
    connection.execute("UPDATE checkpoint SET data = ?", (data,))
    connection.commit()
    connection.close()


def test_a_log_that_somebody_changed_is_used_and_says_so(room: Any, expected_log: Callable[[str], None]) -> None:
    expected_log("changed from outside")
    room.opened()
    room.crash()
    connection = sqlite3.connect(room.path)
    connection.executescript("DROP TRIGGER entry_no_delete; DELETE FROM entry WHERE n = (SELECT max(n) FROM entry)")
    connection.close()
    room.open()
    connection = sqlite3.connect(room.path)
    [body] = connection.execute("SELECT body FROM entry WHERE kind = 'start' ORDER BY n DESC LIMIT 1").fetchone()
    connection.close()
    assert "altered" in msgspec.json.decode(body)


def test_progress_is_told_while_the_journal_is_done_again(room: Any) -> None:
    for _ in range(5):
        room.opened()
    room.crash()
    heard: list[tuple[int, int]] = []
    room.open(progress=lambda done, total: heard.append((done, total)))
    assert heard == [(at, len(heard)) for at in range(1, len(heard) + 1)]
    assert len(heard) >= 5
