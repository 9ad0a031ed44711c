"""Devices that are being worked on: their incidents are kept and labelled as ever, and wait at priority 4."""

from __future__ import annotations

from typing import Any

import pytest

ONCE = """
[[maintenance]]
name = "tunnel_cameras"
ko = "터널 카메라 교체"
en = "Cameras in the tunnel are replaced"
cameras = ["cam-7"]
sensors = ["s-7"]
since = 2026-03-02T10:00:00+09:00
until = 2026-03-02T11:00:00+09:00
"""


def rules_of(incident: Any) -> list[str]:
    return [reason.rule for reason in incident.why]


def test_a_device_worked_on_raises_nothing_and_keeps_its_reason(run_with: Any, make: Any) -> None:
    run = run_with(ONCE)
    quiet = make.camera(60, camera_id="cam-7", label="drowning")
    loud = make.camera(60, (5000, 0), camera_id="cam-8", label="drowning")
    run.step(quiet, loud)
    held = run.of(quiet)
    assert (held.priority, held.highest, run.of(loud).priority) == (4, 4, 2)
    reason = next(reason for reason in held.why if reason.rule == "maintenance")
    assert (reason.detail, reason.words) == ("tunnel_cameras", ["터널 카메라 교체", "Cameras in the tunnel are replaced"])
    assert [change.change for change in held.history] == ["opened", "held"]
    run.flush()
    assert run.labels[quiet.source, quiet.id], "it is labelled as ever"


@pytest.mark.parametrize(("at", "held"), [(-1, False), (0, True), (3599.9, True), (3600, False)])
def test_the_window_begins_and_ends_to_the_second(run_with: Any, make: Any, at: float, held: bool) -> None:
    run = run_with(ONCE)
    event = make.sensor(at, sensor_id="s-7", level="alarm")
    run.step(event)
    assert ("maintenance" in rules_of(run.of(event))) is held
    assert run.of(event).priority == (4 if held else 3)


def test_it_does_not_matter_how_urgent_it_would_be(run_with: Any, make: Any) -> None:
    run = run_with(ONCE)
    drowning = make.camera(60, camera_id="cam-7", label="drowning")
    run.step(drowning)
    assert run.of(drowning).priority == 4


def test_a_call_about_the_same_lets_it_go_at_once(run_with: Any, make: Any) -> None:
    run = run_with(ONCE + '[[priority]]\nname = "camera_fire"\nto = 3\nreports = ["cctv_fire"]\n')
    fire = make.camera(60, camera_id="cam-7", confidence=0.9)
    calls = [make.call(70 + at, (10, 0), text="3층에서 연기가 나요") for at in range(2)]
    run.step(fire)
    assert run.of(fire).priority == 4
    run.step(*calls)
    incident = run.of(fire)
    assert run.of(calls[0]).key == incident.key, "else the test shows nothing"
    assert incident.priority <= 2
    assert "released" in rules_of(incident)


def test_calls_are_never_held_by_the_district_they_come_from(run_with: Any, make: Any) -> None:
    run = run_with(
        """
        [[maintenance]]
        name = "district"
        ko = "구 전체 점검"
        en = "Whole district"
        districts = ["11140"]
        hours = ["00:00", "23:59"]
        """
    )
    call = make.call(0, region="11140", service="112", code="0", category="폭행")
    bell = make.sensor(0, (5000, 0), region="11140", quantity="bell", level="alarm")
    elsewhere = make.sensor(0, (9000, 0), region="11110", quantity="bell", level="alarm", sensor_id="s-2")
    run.step(call, bell, elsewhere)
    assert [run.of(event).priority for event in (call, bell, elsewhere)] == [2, 4, 3]


@pytest.mark.parametrize(
    ("hours", "days", "at_h", "held"),
    [
        ('["09:00", "11:00"]', "[]", 0.0, True),
        ('["09:00", "10:00"]', "[]", 0.0, False),
        ('["09:00", "11:00"]', '["mon"]', 0.0, True),
        ('["09:00", "11:00"]', '["tue"]', 0.0, False),
        ('["22:00", "05:00"]', '["mon"]', 13.0, True),
        ('["22:00", "05:00"]', '["mon"]', 18.0, True),
        ('["22:00", "05:00"]', '["tue"]', 18.0, False),
        ('["22:00", "05:00"]', '["mon"]', 19.0, False),
    ],
)
def test_weekly_hours_are_the_citys_own_and_cross_midnight(
    run_with: Any, make: Any, hours: str, days: str, at_h: float, held: bool
) -> None:
    """The events' day begins on a Monday at 10 in Seoul; they are sent with another offset."""
    run = run_with(
        f"""
        [[maintenance]]
        name = "weekly"
        ko = "주간 점검"
        en = "Weekly"
        source = ["sensors"]
        hours = {hours}
        days = {days}
        """
    )
    from datetime import UTC

    event = make.sensor(at_h * 3600.0, level="alarm")
    event.time = event.time.astimezone(UTC)
    run.step(event)
    assert (run.of(event).priority == 4) is held
