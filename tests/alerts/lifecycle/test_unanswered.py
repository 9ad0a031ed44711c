"""An alarm that nobody takes up, as pure decisions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from alerts.incidents import Change, Incident
from alerts.lifecycle.unanswered import since, upcoming, waits
from alerts.rules.rules import UnansweredRule

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
RULE = UnansweredRule((60.0, 180.0, 900.0), (150.0, 600.0, 2700.0))


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def alarm(**fields: Any) -> Incident:
    base = Incident("INC-1", "s\x1f1", "fire", "t", 2, "new", NOON, NOON, None, None, 0.0, [], [], [], [], [])
    return replace(base, **fields)


@pytest.mark.parametrize(("priority", "remind"), [(1, 60.0), (2, 180.0), (3, 900.0)])
def test_each_priority_has_its_own_patience(priority: int, remind: float) -> None:
    assert upcoming(alarm(priority=priority), RULE) == (at(remind), "reminded")


def test_after_the_reminder_comes_the_supervisor_and_then_nobody() -> None:
    assert upcoming(alarm(reminded=at(180)), RULE) == (at(600), "escalated")
    assert upcoming(alarm(reminded=at(180), escalated=at(600)), RULE) is None


def test_a_late_reminder_still_gives_the_operators_their_time() -> None:
    assert upcoming(alarm(reminded=at(5000)), RULE) == (at(5420), "escalated")


def test_it_waits_anew_when_it_becomes_more_urgent_or_comes_back_from_a_shelf() -> None:
    lines = [Change(at(0), "opened", 3, "engine"), Change(at(100), "raised", 2, "engine"), Change(at(120), "note", 2, "kim")]
    assert since(alarm(history=lines)) == at(100)
    assert since(alarm(history=[*lines, Change(at(900), "unshelved", 2, "engine")])) == at(900)
    assert since(alarm(history=[Change(at(0), "opened", 2, "engine"), Change(at(5), "lowered", 3, "kim")])) == at(0)
    raised = alarm(priority=1, reminded=at(200), history=[*lines, Change(at(300), "raised", 1, "engine")])
    assert upcoming(raised, RULE) == (at(360), "reminded")


@pytest.mark.parametrize("fields", [{"state": "acknowledged"}, {"priority": 4}, {"shelved_until": at(50)}])
def test_what_somebody_has_seen_to_does_not_wait(fields: dict[str, Any]) -> None:
    assert waits(alarm())
    assert not waits(alarm(**fields))
