"""A device that says the same again and again is one alarm with a count."""

from __future__ import annotations

from typing import Any

import pytest


def told(incident: Any) -> list[Any]:
    return [reason for reason in incident.why if reason.rule == "chatter"]


def test_twelve_times_in_four_minutes_is_one_alarm(run: Any, make: Any) -> None:
    alarms = [make.camera(at, label="fight", track_id=f"t{at}") for at in range(0, 240, 20)]
    run.step(*alarms)
    assert len(set(run.keys(*alarms))) <= 3, "the first of an unknown chatterer may stand alone, no more"
    incident = run.of(alarms[-1])
    [reason] = told(incident)
    assert reason.entity == "camera_id:cam-1"
    assert reason.value == len(incident.event_ids)
    assert reason.seconds == pytest.approx(220.0 - 20.0 * (12 - len(incident.event_ids)))
    assert incident.sources == 1


def test_a_gauge_at_its_threshold_counts_up(run: Any, make: Any) -> None:
    alarms = []
    for at in range(0, 240, 10):
        level = "alarm" if at % 20 == 0 else "normal"
        event = make.sensor(at, level=level)
        alarms += [event] if level == "alarm" else []
        run.step(event)
    assert len(set(run.keys(*alarms))) == 1
    [reason] = told(run.of(alarms[0]))
    assert (reason.value, reason.seconds, reason.entity) == (12.0, 220.0, "sensor_id:s-1")


def test_one_alarm_a_minute_is_no_chatter(run: Any, make: Any) -> None:
    alarms = [make.sensor(at, level="alarm") for at in range(0, 600, 60)]
    run.step(*alarms)
    assert told(run.of(alarms[0])) == []


def test_two_devices_are_not_one_that_chatters(run: Any, make: Any) -> None:
    alarms = [make.sensor(at, level="alarm", sensor_id=f"s-{at % 3}") for at in range(6)]
    run.step(*alarms)
    assert all(told(run.of(event)) == [] for event in alarms)


@pytest.mark.parametrize(("off_delay", "one"), [(50.0, False), (100.0, True)])
def test_an_alarm_that_comes_back_within_the_off_delay_was_not_over(
    run_with: Any, make: Any, off_delay: float, one: bool
) -> None:
    run = run_with(f"[chatter]\nmany = 3\nwithin_s = 60.0\noff_delay_s = {off_delay}")
    first, again = make.camera(0, label="crowd"), make.camera(90, label="crowd")
    run.step(first, again)
    assert (run.of(first).key == run.of(again).key) is one


def test_how_many_is_chatter_is_declared(run_with: Any, make: Any) -> None:
    run = run_with("[chatter]\nmany = 5\nwithin_s = 60.0\noff_delay_s = 120.0")
    alarms = [make.sensor(at, level="alarm") for at in range(0, 60, 15)]
    run.step(*alarms)
    assert told(run.of(alarms[0])) == []
    run.step(make.sensor(60, level="alarm"))
    assert [reason.value for reason in told(run.of(alarms[0]))] == [5.0]
