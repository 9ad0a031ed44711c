"""Marks at the steps of a procedure: recorded, changed, passed over with a reason, and asked for at the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from alerts.commands import Command
from alerts.incidents import Incident
from alerts.lifecycle import Lifecycle
from alerts.procedures import load_procedures
from alerts.refusal import Refusal

NOW = datetime(2026, 11, 21, tzinfo=UTC)
KEY = "119\x1fc1"


class Desk:
    def __init__(self, priority: int = 1) -> None:
        self.lifecycle = Lifecycle(procedures=load_procedures())
        self.base = Incident(
            "INC-1",
            KEY,
            "fire",
            "화재",
            priority,
            "new",
            NOW,
            NOW,
            37.5,
            127.0,
            10.0,
            [],
            [],
            [],
            [],
            [],
            1,  # type: ignore[arg-type]
        )
        self.sent = 0

    @property
    def incident(self) -> Incident:
        return self.lifecycle.compose(self.base)

    def do(self, action: Any, **fields: Any) -> Incident:
        self.sent += 1
        command = Command(f"c{self.sent}", "kim", action, KEY, **fields)
        _, outcome = self.lifecycle.decide(
            command, lambda key: self.incident if key == KEY else None, NOW + timedelta(seconds=self.sent)
        )
        self.lifecycle.hold(KEY, outcome)
        return self.incident


def test_a_mark_is_kept_with_who_and_when_and_a_new_one_replaces_it() -> None:
    desk = Desk()
    assert [(one.step, one.outcome, one.by) for one in desk.do("step", step="look", outcome="nothing").steps] == [
        ("look", "nothing", "kim")
    ]
    after = desk.do("step", step="look", outcome="fire")
    assert [(one.step, one.outcome) for one in after.steps] == [("look", "fire")]
    assert [(one.change, one.why) for one in after.history] == [("step", "look=nothing"), ("step", "look=fire")]
    assert desk.do("step", step="look").steps == []
    assert desk.incident.history[-1].change == "step_open"


def test_a_required_step_is_passed_over_only_with_a_reason() -> None:
    desk = Desk()
    with pytest.raises(Refusal) as refused:
        desk.do("step", step="look", outcome="skipped")
    assert refused.value.error == "needs_reason"
    assert desk.do("step", step="look", outcome="skipped", text="카메라 점검 중").steps[0].why == "카메라 점검 중"
    assert desk.do("step", step="signals", outcome="skipped").steps[-1].outcome == "skipped", "this one is not required"


@pytest.mark.parametrize(
    ("step", "outcome", "said"), [("none", "done", "step"), ("look", "done", "outcome"), ("out", "x", "outcome")]
)
def test_a_step_or_an_answer_that_does_not_exist_is_refused(step: str, outcome: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        Desk().do("step", step=step, outcome=outcome)
    assert (refused.value.error, refused.value.detail) == ("bad_argument", said)


def test_an_alarm_handled_with_required_steps_open_wants_a_reason() -> None:
    desk = Desk()
    with pytest.raises(Refusal) as refused:
        desk.do("close", disposition="handled")
    assert (refused.value.error, refused.value.detail) == ("needs_reason", "procedure: 1")
    desk.do("step", step="look", outcome="nothing")
    assert desk.do("close", disposition="handled").state == "closed"


def test_other_endings_ordinary_reports_and_a_given_reason_are_not_held_up() -> None:
    assert Desk().do("close", disposition="false_alarm").state == "closed"
    assert Desk(priority=4).do("close", disposition="handled").state == "closed"
    assert Desk().do("close", disposition="handled", text="119가 먼저 끝냄").state == "closed"


def test_when_two_incidents_become_one_the_marks_of_both_are_kept() -> None:
    desk = Desk()
    desk.do("step", step="look", outcome="fire")
    from alerts.lifecycle.overlay import Overlay, joined

    first, second = desk.lifecycle.overlay(KEY), Desk()
    second.do("step", step="look", outcome="nothing")
    second.do("step", step="signals", outcome="done")
    both = joined(first or Overlay(), second.lifecycle.overlay(KEY) or Overlay())
    assert [(one.step, one.outcome) for one in both.steps] == [("look", "fire"), ("signals", "done")]
