"""Alarm load: ten minutes in bins of thirty seconds, a flood with two bounds."""

from __future__ import annotations

from alerts.situation.load import AlarmLoad, LoadBounds

NOW = 1_000_000_020.0
"""The start of a bin."""


def test_alarms_are_counted_in_their_bins_and_forgotten_after_ten_minutes() -> None:
    load = AlarmLoad()
    for at in (0.0, 29.9, 30.0):
        load.alarm(NOW + at)
    now = load.at(NOW + 30.0)
    assert (now.last_10_min, len(now.bins), now.bins[-2:]) == (3, 20, [2, 1])
    later = load.at(NOW + 590.0)
    assert (later.last_10_min, later.bins[:2]) == (3, [2, 1])
    assert load.at(NOW + 600.0).bins[0] == 1
    assert load.at(NOW + 630.0).last_10_min == 0


def test_a_flood_begins_above_ten_and_ends_below_five() -> None:
    load = AlarmLoad()
    for at in range(10):
        load.alarm(NOW + 30 * (at // 3))
    assert not load.at(NOW + 90).flood, "ten are the most manageable"
    load.alarm(NOW + 120)
    assert load.at(NOW + 120).flood
    assert load.at(NOW + 600).flood, "eight left: not over"
    assert load.at(NOW + 630).flood, "five left"
    assert not load.at(NOW + 660).flood, "two left"
    assert not AlarmLoad(LoadBounds(20, 2)).at(NOW).flood


def test_only_a_change_is_told() -> None:
    load = AlarmLoad()
    assert load.change(NOW) is not None
    assert load.change(NOW + 1) is None
    load.alarm(NOW + 2)
    changed = load.change(NOW + 2)
    assert changed is not None
    assert changed.last_10_min == 1
    assert load.change(NOW + 29) is None
    assert load.change(NOW + 30) is not None, "the bins have moved on"


def test_an_alarm_under_a_clock_set_back_counts_as_the_newest() -> None:
    load = AlarmLoad()
    load.alarm(NOW + 60)
    load.alarm(NOW)
    assert load.at(NOW + 60).bins[-1] == 2
