"""Clocks that are wrong: they neither make everybody else late nor cost the others anything."""

from __future__ import annotations

import random
from typing import Any

import pytest

from alerts.correlation import Engine, NoPlaces
from tests.alerts.correlation.conftest import START

FAR = 3600.0


def others(run: Any, make: Any, begin: int, end: int) -> None:
    """Five sources whose clocks are right, a report every other second."""
    for at in range(begin, end, 2):
        run.step(make.call(at, (at * 50, 0), source=f"right-{at % 5}"))


def behind(run: Any) -> float:
    """How far (s) the watermark is behind the start."""
    return float(START.timestamp() - run.engine.watermark)


def test_whoever_speaks_first_may_be_the_one_whose_clock_is_wrong(run: Any, make: Any) -> None:
    for at in range(100):
        run.step(make.call(FAR + at * 0.1, source="fast"))
    others(run, make, 10, 60)
    assert run.late == 0
    assert behind(run) > 60


def test_two_fast_clocks_do_not_outvote_five_right_ones(run: Any, make: Any) -> None:
    others(run, make, 0, 20)
    for at in range(20, 200, 20):
        run.step(make.call(at + FAR, source="fast-1"))
        others(run, make, at, at + 10)
        run.step(make.call(at + FAR, source="fast-2"))
        others(run, make, at + 10, at + 20)
    assert run.late == 0
    assert behind(run) > -100


def test_a_clock_that_jumps_is_soon_not_believed(run: Any, make: Any) -> None:
    others(run, make, 0, 20)
    for at in range(20, 60, 2):
        run.step(make.call(at + FAR, source="jumps"), make.call(at, source="jumps"))
        others(run, make, at, at + 2)
    assert run.late == 0
    limit = START.timestamp() + FAR / 2
    ahead = [report for report in run.engine.book.where.values() if report.order[0] > limit]
    assert len(ahead) == 1, "after its first jump its reports take effect when they arrive"


def findings(run: Any, event: Any) -> list[float]:
    return [why.value for why in run.of(event).why if why.detail == "dispatch_not_arrived"]


def test_the_only_feed_of_a_quiet_town_is_believed_though_it_speaks_seldom(run: Any, make: Any) -> None:
    """An event in five minutes, each beyond what a clock may jump: nobody else is there to confirm any of them."""
    run.step(call := make.call(0, text="집에 불이 났어요"))
    for at in range(200, 1100, 200):
        run.step(make.call(at, (at * 20, 9000)))
    assert findings(run, call) == [7.0]
    run.step(stray := make.call(40 * 86_400, (9000, -9000)), make.call(1060, (-9000, -9000)), make.call(1100, (-9000, 9000)))
    assert run.late == 0, "one time that is far off is no reason to call the others late"
    assert run.of(stray).reports == 1


@pytest.mark.parametrize("eager", [True, False])
def test_at_the_end_of_a_short_recording_its_last_event_says_when_that_is(
    eager: bool, rules: Any, new_run: Any, make: Any
) -> None:
    run = type(new_run())(Engine(rules, NoPlaces(), eager=eager))
    call = make.call(0, text="집에 불이 났어요", call_id="C")
    run.step(make.camera(-30, (5000, 0)), call, make.call(900, None, stage="arrived", call_id="C"))
    run.flush()
    assert findings(run, call) == [7.0]


@pytest.mark.parametrize("eager", [True, False])
def test_what_was_settled_before_its_time_was_trusted_ends_no_deadline_before_it(
    eager: bool, rules: Any, new_run: Any, make: Any
) -> None:
    run = type(new_run())(Engine(rules, NoPlaces(), eager=eager))
    call = make.call(0, text="집에 불이 났어요", call_id="C")
    run.step(make.camera(-30, (5000, 0)), call)
    run.step(make.call(900, None, stage="arrived", call_id="C"))
    run.step(make.camera(905, (9000, 0), camera_id="cam-2"))
    run.flush()
    assert findings(run, call) == [7.0]


def test_at_the_end_of_a_long_recording_one_clock_that_is_ahead_decides_nothing(run: Any, make: Any) -> None:
    run.step(call := make.call(0, text="집에 불이 났어요"))
    others(run, make, 2, 300)
    run.step(make.call(300 + FAR, (0, 5000), source="fast"))
    run.flush()
    assert findings(run, call) == []


@pytest.mark.parametrize("seed", range(12))
def test_few_events_far_apart_come_to_the_same_in_any_order(seed: int, rules: Any, new_run: Any, make: Any) -> None:
    """Times that nobody confirms for long, from one to three sources; settled at once as in a hub, or once they are final."""
    chance = random.Random(seed)
    at, events = 0.0, []
    for _ in range(20):
        at += chance.choice([5, 30, 100, 200, 400, 900])
        call = f"C{chance.randrange(6)}"
        stage = chance.choice(["received", "received", "dispatched", "arrived"])
        source = f"feed-{chance.randrange(1 + seed % 3)}"
        events.append(
            make.call(at, (chance.uniform(-200, 200), 0), call_id=call, stage=stage, source=source, text="불이 났어요")
        )
    told = set()
    for eager in (False, True, True):
        run = type(new_run())(Engine(rules, NoPlaces(), eager=eager))
        for event in events:
            run.step(event)
        run.flush()
        told.add((str(sorted(run.labels.items())), str([run.of(event) for event in sorted(events, key=lambda one: one.time)])))
        events.sort(key=lambda one: one.time.timestamp() + chance.uniform(0, 100))
    assert len(told) == 1


@pytest.mark.parametrize("next_of", ["b", "a"])
def test_what_only_came_before_its_turn_is_believed_when_the_others_come_near(run: Any, make: Any, next_of: str) -> None:
    run.step(make.call(0, (0, 0), source="a"))
    run.step(make.call(1, (900, 0), source="b"))
    run.step(make.call(155, (1800, 0), source="b"))  # farther ahead than a time may be that is believed at once
    assert run.engine.mark.frontier == START.timestamp() + 1
    run.step(make.call(60, (2700, 0), source=next_of))
    assert run.engine.mark.frontier == START.timestamp() + 155, "as if they had come in order"
    run.step(make.call(70, (3600, 0), source="a"))
    assert run.late == 0


def test_a_clock_a_little_ahead_is_not_believed_because_the_others_catch_up(run: Any, make: Any) -> None:
    for at in range(0, 300, 2):
        run.step(make.call(at, (at * 50, 0), source=f"right-{at % 5}"))
        if at >= 20:
            run.step(make.call(at + 170, (at * 50, 5000), source="ahead"))
    assert run.late == 0
    assert run.engine.mark.frontier <= START.timestamp() + 300 + 120
