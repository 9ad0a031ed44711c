"""An alarm that nobody takes up, and offers that nobody answers, in a centre with a real log."""

from __future__ import annotations

import sqlite3
from typing import Any

import msgspec

from alerts.rules.rules import UnansweredRule

RULE = UnansweredRule()


def wait(room: Any, seconds: float) -> None:
    room.now += seconds
    room.centre.tick(room.now)


def changes(room: Any, key: str) -> list[str]:
    """What the log says happened to it by itself, in order."""
    connection = sqlite3.connect(room.path)
    try:
        bodies = connection.execute("SELECT body FROM entry WHERE kind = 'lifecycle' ORDER BY n").fetchall()
    finally:
        connection.close()
    found = [msgspec.json.decode(body) for (body,) in bodies]
    return [body["change"] for body in found if body.get("key") == key]


def test_it_is_reminded_of_then_it_is_the_supervisors_and_both_are_in_the_log(room: Any) -> None:
    incident = room.opened(code="0")
    remind, escalate = (times[incident.priority - 1] for times in (RULE.remind_s, RULE.escalate_s))
    wait(room, remind - 10.0)
    assert room.one(incident.key).reminded is None
    wait(room, 11.0)
    assert room.one(incident.key).reminded is not None
    assert room.one(incident.key).escalated is None
    wait(room, escalate - remind + 1.0)
    assert room.one(incident.key).escalated is not None
    wait(room, 10 * escalate)
    room.tick()
    assert changes(room, incident.key) == ["reminded", "escalated"]
    assert room.do("acknowledge", incident.key).ok
    room.tick()
    shown = room.one(incident.key)
    assert (shown.reminded, shown.escalated) == (None, None)
    assert [line.change for line in shown.history][-3:] == ["reminded", "escalated", "acknowledged"]


def test_what_is_taken_up_in_time_or_shelved_is_left_in_peace(room: Any) -> None:
    taken, shelved = room.opened(code="0"), room.opened(code="0")
    room.do("acknowledge", taken.key)
    until = room.centre.moment(room.now + 3600.0)
    room.do("shelve", shelved.key, until=until, text="시험")
    wait(room, 1800.0)
    assert changes(room, taken.key) == changes(room, shelved.key) == []
    wait(room, 1801.0)
    room.tick()
    assert changes(room, shelved.key) == ["unshelved"]
    wait(room, RULE.remind_s[shelved.priority - 1])
    room.tick()
    assert changes(room, shelved.key) == ["unshelved", "reminded"]


def test_a_hub_that_dies_neither_forgets_nor_says_it_twice(room: Any) -> None:
    incident = room.opened(code="0")
    wait(room, RULE.remind_s[incident.priority - 1] + 1.0)
    room.tick()
    room.crash()
    assert room.one(incident.key).reminded is not None
    room.tick()
    assert changes(room, incident.key) == ["reminded"]
    room.crash()
    room.now += 20_000.0  # it was away for long: the supervisor hears of it at once
    room.open()
    room.tick()
    room.tick()
    assert changes(room, incident.key) == ["reminded", "escalated"]


def test_a_storm_is_spoken_of_in_parts(room: Any) -> None:
    keys = [room.opened(code="0").key for _ in range(130)]
    room.now += 3600.0
    told = []
    for _ in range(4):
        room.tick(1.0)
        told.append(sum(room.one(key).reminded is not None for key in keys))
    assert told[0] < len(keys) == told[-1]


def test_a_replay_reminds_nobody(room: Any) -> None:
    room.open(mode="replay")
    incident = room.opened(code="0")
    wait(room, 50_000.0)
    assert room.one(incident.key).reminded is None


def test_an_offer_is_accepted_declined_or_goes_back_by_itself(room: Any) -> None:
    incident = room.opened(code="0")
    room.do("acknowledge", incident.key, "kim")
    assert room.do("hand_over", incident.key, "lee", owner="park").error == "taken"
    assert room.do("hand_over", incident.key, "kim", owner="park", text="교대").ok
    assert room.do("accept", incident.key, "lee").error == "offered"
    assert room.do("decline", incident.key, "park", text="출동 중").ok
    room.tick()
    assert (room.one(incident.key).owner, room.one(incident.key).offer) == ("kim", None)
    room.do("hand_over", incident.key, "kim", owner="park")
    room.crash()
    assert room.one(incident.key).offer.to == "park"
    wait(room, RULE.offer_s + 1.0)
    room.tick()
    assert changes(room, incident.key) == ["offer_lapsed"]
    assert (room.one(incident.key).owner, room.one(incident.key).offer) == ("kim", None)
    room.do("hand_over", incident.key, "kim", owner="park")
    assert room.do("accept", incident.key, "park").ok
    room.tick()
    assert room.one(incident.key).owner == "park"


def test_the_first_of_two_changes_of_priority_wins_and_the_second_learns_of_it(room: Any) -> None:
    incident = room.opened(code="0")
    seen = str(incident.priority)
    assert room.do("set_priority", incident.key, "kim", priority=3, text="작음", seen=seen).ok
    late = room.do("set_priority", incident.key, "lee", priority=4, text="아주 작음", seen=seen)
    assert (late.ok, late.error, late.by, late.detail) == (False, "changed", "kim", "3")
    assert late.at is not None


def test_only_what_was_seen_is_taken_back(room: Any) -> None:
    incident = room.opened(code="0")
    room.do("set_priority", incident.key, "kim", priority=3, text="작음")
    room.tick()
    seen = room.one(incident.key).undo
    assert (seen.action, seen.by, seen.back) == ("priority", "kim", "")
    room.now += 1.0
    room.do("set_kind", incident.key, "lee", kind="fire", text="불")
    assert room.do("undo", incident.key, "kim", seen=seen.mark).error == "changed"
    assert room.do("undo", incident.key, "kim").ok
    assert room.do("undo", incident.key, "kim", seen=seen.mark).ok
    room.tick()
    assert room.one(incident.key).undo is None


def test_who_is_here_is_known_by_what_they_do(room: Any) -> None:
    incident = room.opened(code="0")
    room.do("acknowledge", incident.key, "kim")
    room.now += 1.0
    room.do("sign_on", "", "lee")
    assert room.centre.query("people", {}) == ["lee", "kim"]
    room.do("sign_off", "", "kim")
    assert room.centre.query("people", {}) == ["lee"]
