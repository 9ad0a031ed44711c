"""Clocks that are wrong, the hub's own among them: said once each, and no alarm waits longer for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from alerts.events import Unit
from alerts.rules.rules import UnansweredRule

HOUR_S = 3_600.0
RULE = UnansweredRule()


def hear(room: Any, offsets: dict[str, float], seconds: int = 70) -> list[list[tuple[str, str, int]]]:
    """Units of each source speak for so long, with their clocks so many seconds off; what was said, each time it changed."""
    said = []
    for _ in range(seconds):
        for source, off in offsets.items():
            at = datetime.fromtimestamp(room.now + off, UTC)
            room.report(Unit(id=f"u{next(room.numbers)}", source=source, time=at, service="112", unit_id=source))
        update = room.tick()
        if update.concerns is not None:
            said.append([(one.code, one.subject, round(one.figure, -1)) for one in update.concerns])
    return said


@pytest.fixture
def sources(room: Any) -> Any:
    """The room, where messages go by the source of their events."""
    plain = room.frame

    def frame(*events: Any) -> Any:
        made = plain(*events)
        made.source = events[0].source
        return made

    room.frame = frame
    return room


def test_a_source_an_hour_behind_or_ahead_is_named_once(sources: Any, expected_log: Callable[[str], None]) -> None:
    expected_log("events of 'old' are +3600 s old when they come")
    expected_log("events of 'new' are -3600 s old when they come")
    said = hear(sources, {"old": -HOUR_S, "new": HOUR_S, "right": 0.0}, 200)
    assert said == [[("source_clock", "old", 3600), ("source_clock", "new", -3600)]]
    assert sources.centre.snapshot(sources.now).concerns
    assert hear(sources, {"old": 0.0, "new": 0.0, "right": 0.0}, 130)[-1] == []
    sources.centre.commit(sources.now, durable=True)
    connection = sqlite3.connect(sources.path)
    bodies = [msgspec.json.decode(body) for (body,) in connection.execute("SELECT body FROM entry WHERE kind = 'concern'")]
    connection.close()
    assert [(body["subject"], "over" in body) for body in bodies] == [
        ("old", False),
        ("new", False),
        ("old", True),
        ("new", True),
    ]


def test_where_all_are_wrong_alike_it_is_the_hubs_clock(sources: Any, expected_log: Callable[[str], None]) -> None:
    expected_log("events of all feeds are -3600 s old")
    assert hear(sources, {"a": HOUR_S, "b": HOUR_S + 5.0}) == [[("hub_clock", "", -3600)]]


def test_a_source_that_is_late_now_and_then_is_not_named(sources: Any) -> None:
    for _ in range(3):
        assert hear(sources, {"a": 0.0, "b": -200.0}, 30) == []
        assert hear(sources, {"a": -HOUR_S, "b": 0.0}, 5) == []


@pytest.mark.parametrize("by", [HOUR_S, -HOUR_S])
def test_a_clock_that_was_set_is_said_and_then_no_more(sources: Any, by: float, expected_log: Callable[[str], None]) -> None:
    expected_log(f"the clock of this machine was set by {by:+.0f} s")
    hear(sources, {"a": 0.0}, 5)
    sources.now += by
    sources.centre.clock_set(by, sources.now)
    assert hear(sources, {"a": 0.0}, 700) == [[("clock_set", "", by)], []]


@pytest.mark.parametrize("set_back", ["the hub's", "the feed's is ahead"])
def test_no_alarm_waits_longer_for_a_wrong_clock(room: Any, set_back: str, expected_log: Callable[[str], None]) -> None:
    expected_log("the clock of this machine was set")
    room.opened()
    ahead = 0.0 if set_back == "the hub's" else HOUR_S
    incident = room.opened(code="0", time=datetime.fromtimestamp(room.now + ahead, UTC))
    if not ahead:
        room.now -= HOUR_S
        room.centre.clock_set(-HOUR_S, room.now)
    remind = RULE.remind_s[incident.priority - 1]
    room.tick(remind - 10.0)
    assert room.one(incident.key).reminded is None
    room.tick(11.0)
    assert room.one(incident.key).reminded is not None
