"""Looks at footage: bound to an incident and a purpose, at any state, and nothing changes but the history."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from alerts.commands import Command
from alerts.events import EventRef
from alerts.incidents import Incident, key_of
from alerts.lifecycle import Lifecycle, Outcome
from alerts.refusal import Refusal

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
KEY = key_of(EventRef("112", "1"))
BASE = Incident("INC-1", KEY, "fire", "화재", 2, "new", NOW, NOW, 37.5, 127.0, 0.0, [], ["1"], [], [], [], 2)
GOOD: dict[str, Any] = {"cameras": ["A", "B"], "purpose": "fire", "basis": "법 제25조", "text": "화재 예방"}


def do(lifecycle: Lifecycle, action: str, expect: str = "", **fields: Any) -> Outcome:
    def shown(key: str) -> Incident | None:
        return lifecycle.compose(BASE) if key == KEY else None

    command = Command("c", "kim", action, incident=fields.pop("incident", KEY), expect=expect, **fields)  # type: ignore[arg-type]
    found, outcome = lifecycle.decide(command, shown, NOW)
    lifecycle.hold(found.key, outcome)
    return outcome


def test_a_look_stands_in_the_history_and_leaves_the_rest() -> None:
    lifecycle = Lifecycle()
    do(lifecycle, "look", **GOOD)
    after = lifecycle.compose(BASE)
    assert [(line.change, line.actor, line.why) for line in after.history] == [("looked", "kim", "화재 예방 · A, B")]
    assert replace(after, history=[], updated=BASE.updated) == BASE


def test_others_may_have_changed_the_incident_meanwhile() -> None:
    lifecycle = Lifecycle()
    do(lifecycle, "acknowledge")
    do(lifecycle, "look", expect="new", **GOOD)
    do(lifecycle, "close", disposition="handled")
    do(lifecycle, "look", expect="new", **GOOD)  # what was closed is reviewed too
    assert [line.change for line in lifecycle.compose(BASE).history].count("looked") == 2


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"purpose": ""}, "needs_purpose"), ({"basis": " "}, "needs_purpose"), ({"cameras": []}, "bad_argument"),
        ({"cameras": ["A", " "]}, "bad_argument"), ({"cameras": ["A"] * 65}, "bad_argument"),
        ({"incident": "nobody"}, "unknown_incident"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("action", ["look", "snapshot"])
def test_without_incident_purpose_or_camera_it_does_not_open(action: str, wrong: dict[str, Any], error: str) -> None:
    lifecycle = Lifecycle()
    with pytest.raises(Refusal) as refused:
        do(lifecycle, action, **(GOOD | {"cameras": ["A"]} | wrong))
    assert refused.value.error == error
    assert lifecycle.compose(BASE) == BASE


def test_a_still_is_of_one_camera_and_closing_is_for_the_ledger_alone() -> None:
    lifecycle = Lifecycle()
    with pytest.raises(Refusal):
        do(lifecycle, "snapshot", **GOOD)
    do(lifecycle, "snapshot", **(GOOD | {"cameras": ["A"], "text": "A.png"}))
    do(lifecycle, "look_away", cameras=["A"], value=12.0)
    assert [line.change for line in lifecycle.compose(BASE).history] == ["snapshot"]
