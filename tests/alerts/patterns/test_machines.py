"""Count, sequence and absence as pure functions of a group's events and deadlines."""

from __future__ import annotations

from typing import Any

import pytest

from alerts.earth import WHOLE_METRES_PER_DEGREE
from alerts.patterns.machines import follow, lapse
from alerts.patterns.state import MOST, GroupState, Seen
from alerts.rules import PatternRule, Selector

ANY = Selector(reports=["some"])


def rule(**fields: Any) -> PatternRule:
    """A pattern of three gauges within 600 s, unless it says something else."""
    told: dict[str, Any] = {
        "name": "p", "ko": "가", "en": "P", "type": "count", "by": "district", "within_s": 600.0, "kind": "flood",
        "priority": 2,
    }  # fmt: skip
    told |= fields
    if told["type"] == "count":
        told = {"of": ANY, "many": 3} | told
    return PatternRule(**told)


SEQUENCE = {"type": "sequence", "steps": [ANY, ANY, ANY]}
ABSENCE = {"type": "absence", "after": ANY, "without": ANY, "by": "entity"}


class Group:
    """One group's stream: what has met the pattern, as (time, names of the events)."""

    def __init__(self, pattern: PatternRule) -> None:
        self.rule = pattern
        self.state: GroupState | None = None
        self.met: list[tuple[float, list[str]]] = []
        self.due: float | None = None
        self.many = 0

    def event(
        self, time: float, bits: int = 1, origin: str = "", at: tuple[float, float] = (0.0, 0.0), home: bool = True
    ) -> None:
        self.until(time, late=False)
        self.many += 1
        seen = Seen(
            time,
            "feed",
            f"e{self.many}",
            origin or f"o{self.many}",
            bits,
            at[1] / WHOLE_METRES_PER_DEGREE,
            at[0] / WHOLE_METRES_PER_DEGREE,
        )
        self.take(time, follow(self.rule, self.state, seen, home))

    def until(self, time: float, late: bool = True) -> None:
        """Deadlines up to a time; those at the very time come after its events."""
        while self.due is not None and (self.due < time or (late and self.due == time)):
            assert self.state is not None
            self.take(self.due, lapse(self.rule, self.state, self.due))

    def take(self, time: float, outcome: Any) -> None:
        self.state = outcome.state
        self.met += [(time, [seen.id for seen in met]) for met in outcome.met]
        self.due = outcome.due
        assert (self.due is None) == (self.state is None)
        assert self.due is None or self.due > time


def test_a_count_is_met_by_different_origins_within_the_window() -> None:
    group = Group(rule())
    for time, origin in ((0, "a"), (10, "b"), (20, "a"), (620, "c"), (625, "b")):
        group.event(time, origin=origin)
    assert group.met == [], "a, the third, is 601 s old when b comes again"
    group.event(630, origin="d")
    assert group.met == [(630, ["e4", "e5", "e6"])]


def test_a_count_of_events_takes_one_origin_and_of_feeds_does_not() -> None:
    events, feeds = Group(rule(distinct="event")), Group(rule(distinct="feed"))
    for group in (events, feeds):
        for time in (0, 10, 20):
            group.event(time, origin="a")
    assert len(events.met) == 1
    assert feeds.met == []


def test_a_count_that_goes_on_is_met_once_and_again_after_a_pause() -> None:
    group = Group(rule(many=2))
    for time in (0, 10, 300, 800):
        group.event(time)
    assert [time for time, _ in group.met] == [10]
    group.event(1401)
    group.event(1402)
    assert [time for time, _ in group.met] == [10, 1402]


def test_a_count_by_place_needs_them_near() -> None:
    group = Group(rule(by="place", metres=300.0))
    group.event(0, at=(0.0, 0.0))
    group.event(1, at=(301.0, 0.0))
    group.event(2, at=(290.0, 0.0), home=False)
    assert group.met == [], "an event from next door is remembered and decides nothing here"
    group.event(3, at=(10.0, 0.0))
    assert group.met == [(3, ["e1", "e2", "e3", "e4"])]


def test_a_sequence_needs_its_steps_in_order() -> None:
    group = Group(rule(**SEQUENCE))
    group.event(0, bits=2)
    group.event(1, bits=1)
    group.event(2, bits=4)
    assert group.met == []
    group.event(3, bits=2)
    group.event(4, bits=2)
    group.event(5, bits=4)
    assert group.met == [(5, ["e2", "e5", "e6"])], "the latest of each step"


def test_one_event_is_not_two_steps() -> None:
    group = Group(rule(type="sequence", steps=[ANY, ANY]))
    group.event(0, bits=3)
    assert group.met == []
    group.event(1, bits=3)
    assert group.met == [(1, ["e1", "e2"])]


def test_a_sequence_that_takes_too_long_is_none() -> None:
    group = Group(rule(type="sequence", steps=[ANY, ANY]))
    group.event(0, bits=1)
    group.event(600.5, bits=2)
    assert group.met == []
    group.event(700, bits=1)
    group.event(1300, bits=2)
    assert group.met == [(1300, ["e3", "e4"])], "600 s are within 600 s"


def test_an_absence_is_found_when_its_time_is_over_and_not_before() -> None:
    group = Group(rule(**ABSENCE))
    group.event(0, bits=1)
    group.until(599)
    assert group.met == []
    group.until(600)
    assert group.met == [(600, ["e1"])]


def test_what_was_waited_for_ends_the_wait_also_at_the_very_last_moment() -> None:
    group = Group(rule(**ABSENCE))
    group.event(0, bits=1)
    group.event(600, bits=2)
    group.until(5000)
    assert group.met == []


def test_the_first_event_of_a_thing_counts_and_its_copies_do_not_prolong_the_wait() -> None:
    group = Group(rule(**ABSENCE))
    group.event(0, bits=1)
    group.event(500, bits=1)
    group.until(5000)
    assert group.met == [(600, ["e1"])]


def test_an_absence_by_place_waits_for_each_origin_and_ends_for_those_near() -> None:
    group = Group(rule(type="absence", after=ANY, without=ANY, by="place", metres=100.0))
    group.event(0, bits=1, origin="bell-1", at=(0.0, 0.0))
    group.event(10, bits=1, origin="bell-2", at=(500.0, 0.0))
    group.event(20, bits=2, at=(90.0, 0.0), home=False)
    group.until(5000)
    assert group.met == [(610, ["e2"])]


def test_what_came_shortly_before_counts_as_come() -> None:
    for gap, many in ((60, 0), (61, 1)):
        group = Group(rule(before_s=60.0, **ABSENCE))
        group.event(0, bits=2)
        group.event(gap, bits=1)
        group.until(5000)
        assert len(group.met) == many


@pytest.mark.parametrize("pattern", [rule(), rule(**SEQUENCE), rule(**ABSENCE), rule(before_s=900.0, **ABSENCE)])
def test_a_silent_group_leaves_nothing_and_a_storm_is_bounded(pattern: PatternRule) -> None:
    group = Group(pattern)
    for time in range(1000):
        group.event(float(time), bits=1 + time % 3)
        if group.state is not None:
            assert len(group.state.seen) <= MOST
    group.until(10_000)
    assert group.state is None
    assert group.due is None
