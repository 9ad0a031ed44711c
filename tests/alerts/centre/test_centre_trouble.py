"""The disk fails: the centre goes on showing, says so, acknowledges nothing, and catches up by itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from alerts.centre import CentreSettings
from alerts.log.audit.verify import verify


def test_a_full_disk_is_shown_survived_and_made_up_for(room: Any, fill_disk: Callable[[Any], Callable[[], None]]) -> None:
    known = room.opened()
    before = room.centre.positions()
    free = fill_disk(room)
    troubles = []
    for _ in range(30):
        room.report(*(room.call("침수 " * 40) for _ in range(20)))
        update = room.tick()
        troubles.append(update.trouble)
        assert sum(one.reports for one in room.shown()) == 1 + 20 * len(troubles), "it goes on showing"
    assert "disk_full" in troubles
    assert set(troubles) == {"", "disk_full"}
    assert troubles.count("disk_full") == 1, "said once, and in every snapshot"
    assert room.centre.snapshot(room.now).trouble == "disk_full"
    refused = room.do("acknowledge", known.key, id="a")
    assert (refused.ok, refused.error) == (False, "not_written")
    assert str(room.path) in refused.detail
    assert room.one(known.key).state == "new", "what is not written did not happen"
    held = room.centre.positions()
    assert held.get(("cad", 7), 0) < room.seq
    free()
    said = [room.tick(6.0).trouble for _ in range(2)]
    assert "ok" in said
    assert room.centre.positions() == {("cad", 7): room.seq}
    assert held.keys() >= before.keys()
    assert room.do("acknowledge", known.key, id="a").ok, "the same command again"
    room.let_final()
    check = verify(room.path)
    assert (check.broken, check.events) == (0, 601)
    reports = sum(one.reports for one in room.shown())
    room.crash()
    assert sum(one.reports for one in room.shown()) == reports


def test_a_lock_of_another_program_is_waited_out(room: Any, expected_log: Callable[[str], None]) -> None:
    expected_log("another program has locked the incident log")
    expected_log("the incident log is written again")
    room.opened()
    other = sqlite3.connect(room.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    room.report(room.call())
    assert room.tick().trouble == "locked"
    assert room.do("sign_on").error == "not_written"
    other.execute("COMMIT")
    other.close()
    assert [room.tick(6.0).trouble for _ in range(2)].count("ok") == 1
    assert room.centre.positions() == {("cad", 7): 2}
    assert room.centre.snapshot(room.now).trouble == ""


def test_trouble_that_a_command_meets_first_is_told_to_everybody(
    room: Any, fill_disk: Callable[[Any], Callable[[], None]]
) -> None:
    incident = room.opened()
    free = fill_disk(room)
    answers = [room.do("note", incident.key, text="x" * 9_000).error for _ in range(40)]
    assert "not_written" in answers
    assert room.tick().trouble == "disk_full"
    free()
    assert room.do("note", incident.key, text="x").ok
    assert room.tick().trouble == "ok"


def test_what_waits_is_bounded_and_the_whole_state_makes_up_for_it(
    room: Any, fill_disk: Callable[[Any], Callable[[], None]]
) -> None:
    room.open(CentreSettings(held_bytes=20_000))
    free = fill_disk(room)
    for _ in range(12):
        room.report(*(room.call("침수 " * 40) for _ in range(20)))
        room.tick()
    assert room.centre.staging.whole_state
    free()
    for _ in range(2):
        room.tick(6.0)
    assert not room.centre.staging.whole_state
    reports = sum(one.reports for one in room.shown())
    room.report(room.call())
    room.tick()
    room.crash()
    assert sum(one.reports for one in room.shown()) == reports + 1 == 241
    assert verify(room.path).broken == 0


def test_joins_that_wait_are_bounded_and_what_is_left_out_is_counted(
    room: Any, fill_disk: Callable[[Any], Callable[[], None]]
) -> None:
    room.open(CentreSettings(held_joins=50))
    free = fill_disk(room)
    for _ in range(10):
        room.report(*(room.call("침수 " * 40) for _ in range(20)))
        room.tick()
        room.let_final()
    free()
    for _ in range(2):
        room.tick(6.0)
    room.let_final()
    connection = sqlite3.connect(room.path)
    left_out = connection.execute("SELECT sum(json_extract(body, '$.not_logged')) FROM entry WHERE kind = 'step'").fetchone()[0]
    connection.close()
    assert left_out
    assert verify(room.path).events + left_out == 200
