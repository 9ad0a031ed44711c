"""What comes out depends on what happened, not on how and in what pieces it came."""

from __future__ import annotations

import os
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from alerts.correlation import Engine, NoPlaces
from alerts.events import Event, Journey, Tracker, Unit, Vehicle
from alerts.rules import Rules
from tests.alerts.correlation.days.declared import DECLARED
from tests.alerts.correlation.days.hasty import hasty
from tests.alerts.correlation.days.nowhere_day import nowhere_day
from tests.alerts.correlation.days.stream_day import impatient, stream_day
from tests.alerts.correlation.days.surge_day import surge_day, touchy

# an example is two days' work of an engine: a few on every run, many where new ones are looked for
EXAMPLES = 60 if os.environ.get("GWANJE_FUZZ") else 15
GENTLE = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SEEDS = st.integers(0, 10**9)
DELAY_S = 110.0  # less than the lateness bound of the rules


def _event(make: Any, chance: random.Random, at: float, spots: list[tuple[float, float]]) -> Event:
    """One of many kinds of event near one of a few places, some with a link to others, some without a point."""
    near = chance.choice(spots)
    where = None if chance.random() < 0.1 else (near[0] + chance.gauss(0, 40), near[1] + chance.gauss(0, 40))
    link = str(chance.randrange(4))
    match chance.randrange(9):
        case 0 | 1:
            return make.call(at, where, text="3층에서 연기가 나요", region="11140")
        case 2:
            return make.ems(at, where, call_id=f"shared-{link}", stage=chance.choice(["received", "arrived", "closed"]))
        case 3:
            return make.camera(at, where, camera_id=f"cam-{link}", label=chance.choice(["fire", "crowd", "fall"]))
        case 4:
            return make.camera(at, where, camera_id=f"cam-{link}", track_id=f"t{link}", label="fight", confidence=0.9)
        case 5:
            return make.sensor(at, where, sensor_id=f"s-{link}", level=chance.choice(["normal", "alarm", None]))
        case 6:
            return Journey(**make.base("escort", at, where), journey_id=f"j-{link}", stage=chance.choice(["position", "sos"]))
        case 7:
            return Vehicle(**make.base("plates", at, where), camera_id="p", plate=f"12가{link}", list="stolen")
        case _:
            return (
                Unit(**make.base("avl", at, where), service="119", unit_id="u")
                if chance.random() < 0.5
                else Tracker(**make.base("tags", at, where), person_ref=f"p{link}", programme="child", alert="sos")
            )


def _day(make: Any, chance: random.Random) -> list[Event]:
    spots = [(chance.uniform(-600, 600), chance.uniform(-600, 600)) for _ in range(4)]
    times = sorted(round(chance.uniform(0, 900), chance.choice([0, 3])) for _ in range(60))
    return [_event(make, chance, at, spots) for at in times]


def _either_day(make: Any, chance: random.Random) -> list[Event]:
    return (nowhere_day if chance.random() < 0.5 else _day)(make, chance)


def _result(run: Any, events: list[Event], size: int = 60, restore_after: int = -1) -> tuple[Any, Any]:
    for start in range(0, len(events), size):
        run.step(*events[start : start + size])
        if start <= restore_after < start + size:
            run.restored()
    run.flush()
    return run.labels, run.records()


class Case:
    """A kind of day, and engines for it."""

    def __init__(self, rules: Rules, day: Any, make: Any, run: Any) -> None:
        self._rules, self._day, self._make, self._run = rules, day, make, run

    def run(self, eager: bool = True) -> Any:
        """A run with an empty engine that knows no place."""
        return self._run(Engine(self._rules, NoPlaces(), eager=eager))

    def whole(self, seed: int) -> tuple[list[Event], tuple[Any, Any], random.Random]:
        """The day of a seed, and its result where everything came in order and in one piece."""
        chance = random.Random(seed)
        events = self._day(self._make(), chance)
        return events, _result(self.run(), events), chance


@pytest.fixture(scope="session", params=["reports", "nowhere", "hasty", "streams", "declared", "surges"])
def case(request: pytest.FixtureRequest, rules: Rules, with_rules: Any, new_make: Any, new_run: Any) -> Case:
    kind = type(new_run())
    if request.param == "reports":
        return Case(rules, _day, new_make, kind)
    if request.param == "hasty":
        return Case(hasty(with_rules(DECLARED)), _either_day, new_make, kind)
    if request.param == "nowhere":
        return Case(rules, nowhere_day, new_make, kind)
    if request.param == "surges":
        return Case(touchy(rules), surge_day, new_make, kind)
    if request.param == "declared":
        return Case(with_rules(DECLARED), _day, new_make, kind)
    return Case(impatient(rules), stream_day, new_make, kind)


@GENTLE
@given(seed=SEEDS, size=st.integers(1, 61))
@example(seed=14, size=1)
@example(seed=2643196, size=1)
def test_the_size_of_batches_changes_nothing(case: Case, seed: int, size: int) -> None:
    events, expected, _ = case.whole(seed)
    assert len(expected[0]) == len(events)
    assert expected[1], "a day of reports has incidents"
    assert _result(case.run(), events, size) == expected


@GENTLE
@given(seed=SEEDS, size=st.integers(1, 20))
@example(seed=199814, size=1)
def test_the_order_of_arrival_changes_nothing(case: Case, seed: int, size: int) -> None:
    events, expected, chance = case.whole(seed)
    arrival = sorted(events, key=lambda event: event.time.timestamp() + chance.uniform(0, DELAY_S))
    run = case.run()
    assert _result(run, arrival, size) == expected
    assert run.late == 0


@GENTLE
@given(seed=SEEDS, size=st.integers(1, 20))
@example(seed=10_000_000, size=4)
def test_a_second_copy_of_everything_changes_nothing(case: Case, new_make: Any, seed: int, size: int) -> None:
    events, _, chance = case.whole(seed)
    make = new_make()
    going = [make.call(-5, (3000, 0), id="a", source="a"), make.call(-5, (-3000, 0), id="b", source="b")]
    expected = _result(case.run(), going + events)
    twice = [(event.time.timestamp() + chance.uniform(0, DELAY_S), event) for event in events for _ in range(2)]
    run = case.run()
    run.step(*going)  # a stream under way
    assert _result(run, [event for _, event in sorted(twice, key=lambda pair: pair[0])], size) == expected
    assert run.duplicates == len(events)


@GENTLE
@given(seed=SEEDS, size=st.integers(1, 20), cut=st.integers(0, 79))
@example(seed=657, size=1, cut=0)
@example(seed=0, size=1, cut=39)
@example(seed=4, size=5, cut=30)
def test_an_engine_restored_in_the_middle_goes_on_as_the_old_one(case: Case, seed: int, size: int, cut: int) -> None:
    events, expected, chance = case.whole(seed)
    arrival = sorted(events, key=lambda event: event.time.timestamp() + chance.uniform(0, DELAY_S))
    assert _result(case.run(), arrival, size, restore_after=cut) == expected


@GENTLE
@given(seed=SEEDS, size=st.integers(1, 40))
def test_settling_only_what_is_final_changes_nothing(case: Case, seed: int, size: int) -> None:
    events, expected, chance = case.whole(seed)
    arrival = sorted(events, key=lambda event: event.time.timestamp() + chance.uniform(0, DELAY_S))
    assert _result(case.run(eager=False), arrival, size) == expected


def test_every_declaration_is_met_in_these_days(new_engine_run: Any, with_rules: Any, new_make: Any) -> None:
    """Else the tests above would say nothing of them."""
    found: set[str] = set()
    rules = with_rules(DECLARED)
    for seed in range(12):
        _, records = _result(new_engine_run(rules), _day(new_make(), random.Random(seed)), size=7)
        found |= {reason.detail or reason.rule for record in records for reason in record["why"]}
        found |= {reason.rule for record in records for reason in record["why"]}
    wanted = {rule.name for rule in (*rules.patterns, *rules.suppressions, *rules.maintenance)}
    assert wanted | {"pattern", "suppressed", "released", "maintenance", "chatter"} <= found


def test_these_days_have_surges(new_engine_run: Any, rules: Rules, new_make: Any) -> None:
    """Else the tests above would say nothing of them."""
    for seed in range(3):
        _, records = _result(new_engine_run(touchy(rules)), surge_day(new_make(), random.Random(seed)), size=7)
        assert any(reason.rule == "surge" for record in records for reason in record["why"])
        assert any(record["state"] == "merged" for record in records)
