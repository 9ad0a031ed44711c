"""Incidents carry the probability that they become major ones, priority rules may ask for it, and what is not known is held."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from alerts.correlation import Engine, NoPlaces
from alerts.events import EventRef
from alerts.rules import Rules
from alerts.rules.rules import PriorityRule

LONG_S = 4 * 3600.0


def fire(make: Any, count: int, since: float = 0.0) -> list[Any]:
    return [make.call(since + 12.0 * number, (6.0 * number, 0)) for number in range(count)]


def asked(rules: Rules, **condition: Any) -> Rules:
    """Rules in which only this makes anything more urgent."""
    only = PriorityRule("likely", 1, **condition)
    reports = [msgspec.structs.replace(report, priority=4) for report in rules.reports]
    return msgspec.structs.replace(rules, priorities=[only], reports=reports)


def test_probability_rises_with_every_caller(run: Any, make: Any) -> None:
    known = []
    calls = fire(make, 9)
    for call in calls:
        run.step(call)
        known.append(run.of(call).probability)
    assert known[0] is None
    assert known[1:] == sorted(known[1:])
    assert known[-1] > known[1] + 0.2


def test_probability_goes_back_with_what_is_taken_back(new_run: Any, make: Any) -> None:
    """An engine that had to settle again, and one restored in the middle, know what one knows that had everything in order."""
    calls = fire(make, 8)
    in_order, late, restored = new_run(), new_run(), new_run()
    in_order.step(*calls)
    late.step(*calls[1:5])
    late.step(*calls[5:])
    late.step(calls[0])
    restored.step(*calls[:4])
    restored.restored()
    restored.step(*calls[4:])
    expected = in_order.of(calls[3])
    for run in (late, restored):
        incident = run.of(calls[3])
        assert (incident.sources, incident.probability) == (expected.sources, expected.probability)


def test_a_rule_may_ask_for_the_probability(rules: Rules, make: Any) -> None:
    engine = Engine(asked(rules, kinds=["fire"], probability=0.5), NoPlaces())
    levels = []
    from alerts.batch import Batch

    for call in fire(make, 9):
        engine.step(Batch([call]), 0.0)
        key = engine.locate(EventRef(call.source, call.id))
        assert key is not None
        incident = engine.incident(key)
        levels.append((incident.probability or 0.0, incident.priority))
    assert {priority for probability, priority in levels if probability < 0.499} == {4}
    assert {priority for probability, priority in levels if probability > 0.501} == {1}


@pytest.mark.parametrize(("condition", "held"), [({}, True), ({"kinds": ["medical", "fire"]}, False)])
def test_figures_alone_make_nothing_critical_where_nothing_is_known_yet(
    rules: Rules, make: Any, condition: dict[str, Any], held: bool
) -> None:
    from alerts.batch import Batch

    engine = Engine(asked(rules, sources=4, **condition), NoPlaces())

    def priority(calls: list[Any]) -> int:
        engine.step(Batch(calls), 0.0)
        key = engine.locate(EventRef(calls[-1].source, calls[-1].id))
        assert key is not None
        return engine.incident(key).priority

    first = fire(make, 6)
    assert priority(first) == (4 if held else 1)
    assert priority([make.camera(80.0, (10, 0))]) == 1, "a second channel is more than a rate"
    engine.step(Batch([make.call(LONG_S - 60.0, (9000, 9000))]), 0.0)
    assert priority(fire(make, 6, LONG_S)) == 1


def test_what_a_person_joins_counts_and_what_he_takes_out_does_not(run: Any, make: Any) -> None:
    here, there = fire(make, 3), [make.call(12.0 * n + 5, (300 + 6.0 * n, 0)) for n in range(3)]
    run.step(*here, *there)
    apart = run.of(here[0]).probability
    run.heard(run.engine.merge(run.of(there[0]).key, run.of(here[0]).key, make.moment(60).timestamp()))
    together = run.of(here[0])
    assert together.sources == 6
    assert together.probability > apart
    out = [EventRef(e.source, e.id) for e in there]
    run.heard(run.engine.split(together.key, out, make.moment(70).timestamp()))
    assert run.of(here[0]).probability == apart
