"""What the hub says of alarms nobody takes up: one sentence a tick, however many they are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from console.app.notices.nagging import Nagging
from tests.console.app.told import NOON, Telling, incident


def test_many_are_one_sentence_and_each_is_said_once(qapp: Any) -> None:
    telling = Telling(Nagging)
    hears = telling.hears
    late = NOON + timedelta(minutes=2)
    before = [incident("before", 1, reminded=late)]
    assert telling.begins(*before) == "", "what was so before is not said again"
    many = [incident(f"c{n}", 1 if n == 700 else 3, reminded=late) for n in range(1200)]
    said = hears(*many)
    assert "1,200" in said
    assert "c700" in said
    assert hears(*many, *before) == ""
    assert hears(incident("smoke", 2, reminded=late)) == "Nobody has acknowledged it yet: smoke"
    said = hears(incident("smoke", 2, reminded=late, escalated=late), incident("c1", 3, reminded=late, escalated=late))
    assert said == "2 alarms passed to the supervisor; the most urgent: smoke"
