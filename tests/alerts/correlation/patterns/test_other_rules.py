"""A state saved under some rules goes on under others."""

from __future__ import annotations

from typing import Any

import pytest

from alerts.correlation import Engine, NoPlaces
from alerts.rules import Rules, parse_rules, rules_text


def edited(*changes: tuple[str, str]) -> Rules:
    text = rules_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return parse_rules(text)


def without(name: str) -> Rules:
    """The shipped rules without this pattern."""
    text = rules_text()
    at = text.index(f'[[pattern]]\nname = "{name}"')
    return parse_rules(text[:at] + text[text.index("\n\n", at) :])


def moved(run: Any, rules: Rules) -> None:
    run.engine = Engine.restore(run.engine.save(), rules, NoPlaces())


@pytest.mark.parametrize(
    "other",
    [
        edited(("tau_s = 130.0", "tau_s = 777.0")),
        edited(("tau_s = 130.0", "tau_s = 145.0"), ("learn_after_s = 300.0", "learn_after_s = 444.0")),
        edited(('name = "call_fire"', 'name = "call_blaze"'), ("many = 3\nwithin_s = 60.0", "many = 5\nwithin_s = 60.0")),
    ],
    ids=["another tau", "fewer taus and another delay", "another name"],
)
def test_incidents_stay_and_take_more_reports(run: Any, make: Any, other: Rules) -> None:
    before = [make.call(at, (at, 0), text="3층에서 연기가 나요") for at in range(0, 40, 10)]
    run.step(*before, make.camera(5), make.sensor(6, (900, 0), level="alarm"))
    for at in (60, 120, 170):  # what is final stays; the last two minutes would be settled again
        run.step(make.call(at, (30_000, 0), category="주차", service="120", code=None, source="city-120"))
    key, priority = run.of(before[0]).key, run.of(before[0]).priority
    moved(run, other)
    assert (run.of(before[0]).key, run.of(before[0]).priority) == (key, priority)
    assert run.of(before[3]).kind == "fire"
    after = make.call(175, (20, 0), text="3층에서 연기가 나요")
    run.step(after)
    assert run.of(after).key == key
    run.flush()
    assert len(run.labels) == 10


def test_an_incident_of_a_pattern_that_is_no_more_stays(run: Any, make: Any) -> None:
    bell = make.sensor(0, (0, 0), quantity="bell", level="alarm")
    run.step(bell)
    for at in range(60, 361, 60):
        run.step(make.call(at, (30_000, 0), category="주차", service="120", code=None, source="city-120"))
    told = [reason.detail for reason in run.of(bell).why if reason.rule == "pattern"]
    assert told == ["bell_without_call"]
    moved(run, without("bell_without_call"))
    assert [reason.detail for reason in run.of(bell).why if reason.rule == "pattern"] == told
    run.flush()
    assert run.labels[bell.source, bell.id]


def test_a_pattern_that_was_changed_begins_anew(run: Any, make: Any) -> None:
    gauges = [make.sensor(at, (at * 100.0, 0), sensor_id=f"g{at}", level="alarm", region="11680") for at in (0, 10, 20)]
    for event in (*gauges[:2], *(make.call(at, (30_000, 0), category="주차", service="120") for at in (30, 90, 140, 200))):
        run.step(event)
    moved(run, edited(('many = 3\nby = "district"', 'many = 2\nby = "district"')))
    third = make.sensor(210, (9000, 0), sensor_id="g9", level="alarm", region="11680")
    fourth = make.sensor(220, (12_000, 0), sensor_id="g10", level="alarm", region="11680")
    run.step(third)
    assert all(reason.rule != "pattern" for reason in run.of(third).why), "what came before the change does not count"
    run.step(fourth)
    assert any(reason.rule == "pattern" for reason in run.of(fourth).why)
