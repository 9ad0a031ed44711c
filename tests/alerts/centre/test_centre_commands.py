"""Commands: answered once they are on disk, done once, and done again by nobody."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from alerts.commands import Command
from alerts.log.audit.verify import verify


def on_disk(room: Any, command: str) -> bool:
    connection = sqlite3.connect(room.path)
    try:
        return connection.execute("SELECT 1 FROM action WHERE command = ?", (command,)).fetchone() is not None
    finally:
        connection.close()


def test_an_answer_means_it_is_on_disk_and_names_the_update_that_shows_it(room: Any) -> None:
    incident = room.opened()
    answer = room.do("acknowledge", incident.key, id="a1")
    assert answer.ok
    assert on_disk(room, "a1")
    update = room.tick()
    assert update.n == answer.n
    assert [(one.state, one.owner) for one in update.incidents] == [("acknowledged", "kim")]


def test_the_same_command_again_is_answered_again_and_done_once_also_after_a_restart(room: Any) -> None:
    incident = room.opened()
    first = room.do("note", incident.key, id="n1", text="하나")
    assert room.do("note", incident.key, id="n1", text="하나") == first
    room.crash()
    assert room.do("note", incident.key, id="n1", text="하나") == first
    assert room.one(incident.key).notes == 1
    assert verify(room.path).actions == 1


def test_the_second_of_two_operators_learns_who_was_first(room: Any) -> None:
    incident = room.opened()
    room.do("acknowledge", incident.key, "kim")
    late = room.do("acknowledge", incident.key, "lee", id="late")
    assert (late.ok, late.error, late.by) == (False, "taken", "kim")
    assert not on_disk(room, "late")
    assert room.do("close", incident.key, "lee", expect="new", disposition="handled").error == "wrong_state"


@pytest.mark.parametrize(
    ("command", "error"),
    [
        (Command("", "kim", "note", "x"), "bad_argument"),
        (Command("c", "", "note", "x"), "bad_argument"),
        (Command("c", "kim", "note", "nobody", text="t"), "unknown_incident"),
        (Command("c", "kim", "play"), "wrong_mode"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(room: Any, command: Command, error: str) -> None:
    room.opened()
    before = room.shown()
    assert room.centre.command(command, room.now).error == error
    assert room.shown() == before


def test_signing_on_and_off_is_logged(room: Any) -> None:
    assert room.do("sign_on", id="on").ok
    assert room.do("sign_off", id="off").ok
    assert on_disk(room, "on")
    assert on_disk(room, "off")


def test_the_log_says_what_a_command_changed(room: Any) -> None:
    incident = room.opened(code="0")
    room.do("set_priority", incident.key, priority=4, text="오인", id="p")
    connection = sqlite3.connect(room.path)
    [(actor, body)] = connection.execute("SELECT actor, body FROM entry WHERE kind = 'command'").fetchall()
    connection.close()
    said = msgspec.json.decode(body)
    assert actor == "kim"
    assert (said["incident"], said["command"]["text"]) == (incident.key, "오인")
    assert (said["before"]["priority"], said["after"]["priority"]) == (incident.priority, 4)
    assert room.centre.query("incidents", {"priorities": [4]}).total == 1, "found under its new priority at once"


def test_a_shelf_ends_by_itself_also_across_a_restart(room: Any) -> None:
    incident = room.opened()
    until = datetime.fromtimestamp(room.now + 100.0, UTC)
    room.do("shelve", incident.key, until=until, text="중복")
    assert room.tick(50.0).incidents[0].shelved_until == until
    room.crash()
    assert room.one(incident.key).shelved_until == until
    [back] = room.tick(60.0).incidents
    assert back.shelved_until is None
    room.crash()
    assert room.one(incident.key).shelved_until is None
    assert [change.change for change in room.one(incident.key).history][-2:] == ["shelved", "unshelved"]


def test_a_merge_puts_all_reports_together_and_a_reopening_takes_them_apart(room: Any) -> None:
    first, second = room.opened(), room.opened()
    assert room.do("merge", second.key, other=first.key).ok
    room.tick()
    assert room.one(second.key).state == "merged"
    assert room.one(first.key).reports == 2
    assert room.do("reopen", second.key).ok
    room.tick()
    assert room.one(first.key).event_ids == first.event_ids
    assert room.one(second.key).event_ids == second.event_ids
    assert room.one(second.key).state == "acknowledged"
    assert verify(room.path).broken == 0


def test_a_split_gives_the_events_an_incident_of_their_own(room: Any) -> None:
    where = {"lat": 37.6, "lon": 127.1}
    room.report(
        *(room.call("불이 났어요 화재", code="0", call_id="same", stage=stage, **where) for stage in ("received", "dispatched"))
    )
    [incident] = room.tick().incidents
    assert incident.reports == 2
    leaving = incident.members[1]
    assert room.do("split", incident.key, events=[f"{leaving.source}\x1f{leaving.id}"], text="다른 사건").ok
    room.tick()
    assert room.one(incident.key).event_ids == [incident.members[0].id]
    [other] = [one for one in room.shown() if one.key != incident.key]
    assert other.event_ids == [leaving.id]
    room.crash()
    assert {tuple(one.event_ids) for one in room.shown()} == {(incident.members[0].id,), (leaving.id,)}


def test_nothing_joins_what_an_operator_closed(room: Any) -> None:
    room.report(room.call("화재", lat=37.6, lon=127.1, code="0"))
    [incident] = room.tick().incidents
    room.do("close", incident.key, disposition="handled")
    room.tick()
    room.report(room.call("화재", lat=37.6, lon=127.1, code="0"))
    room.tick()
    assert room.one(incident.key).reports == 1
    assert len(room.shown()) == 2


def test_a_look_for_training_needs_no_incident_but_a_recording_and_a_law(room: Any) -> None:
    grounds = {"cameras": ["가-1"], "purpose": "training", "basis": "제28조"}
    assert room.do("look", "gone", **grounds).error == "unknown_incident"
    assert room.do("look", "gone", **grounds, other="어제 녹화").ok
    assert room.do("look", "gone", **(grounds | {"basis": ""}), other="어제 녹화").error == "needs_purpose"
    assert room.do("look", "gone", **(grounds | {"cameras": []}), other="어제 녹화").error == "bad_argument"
    room.tick()
    room.crash()
    assert verify(room.path).why == "", "the chain and its tables agree on them"
