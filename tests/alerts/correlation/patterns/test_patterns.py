"""Declared patterns through the engine: what they raise, what they open, and what they leave alone."""

from __future__ import annotations

from typing import Any

import pytest

from alerts.events import EventRef, Journey, Unit

GAUGES = """
[[pattern]]
name = "gauges"
ko = "같은 구 수위계 여러 곳 경보"
en = "Several water gauges of a district"
type = "count"
of = { reports = ["sensor_water"], level = ["warning", "alarm"], type = "sensor" }
many = 3
by = "district"
within_s = 600.0
kind = "flood"
priority = 2
"""
STALKED = """
[[pattern]]
name = "stalked"
ko = "미행 뒤 안심귀가 SOS"
en = "Followed, then an SOS on the way home"
type = "sequence"
steps = [{ reports = ["cctv_stalking"] }, { reports = ["journey_sos"] }]
by = "place"
metres = 300.0
within_s = 300.0
kind = "journey"
priority = 1
"""
BELL = """
[[pattern]]
name = "bell_alone"
ko = "비상벨 뒤 112 신고 없음"
en = "An emergency bell and no call to 112"
type = "absence"
after = { reports = ["sensor_bell"] }
without = { type = "dispatch", service = ["112"], stage = ["received"] }
by = "place"
metres = 300.0
within_s = 180.0
before_s = 60.0
kind = "violence"
priority = 2
"""
NO_ARRIVAL = """
[[pattern]]
name = "ambulance_lost"
ko = "구급차 도착 없음"
en = "An ambulance sent did not arrive"
type = "absence"
after = { type = "dispatch", service = ["119"], stage = ["dispatched"] }
without = { type = "unit", state = ["arrived", "on_scene"] }
by = "entity"
within_s = 600.0
kind = "medical"
priority = 2
"""


def patterns_of(incident: Any) -> list[Any]:
    return [reason for reason in incident.why if reason.rule == "pattern"]


def gauge(make: Any, at: float, number: int, east: float, level: str = "warning", region: str = "11680") -> Any:
    return make.sensor(at, (east, 0), sensor_id=f"g-{number}", level=level, region=region)


def pass_time(run: Any, make: Any, since: float, until: float) -> None:
    """Something elsewhere each minute, the last at ``until``: a clock that jumps is not believed at once."""
    while since < until:
        since = min(since + 60.0, until)
        run.step(make.call(since, (30_000, 0), category="주차", service="120", code=None, source="city-120"))


def test_three_gauges_of_a_district_raise_the_incident_of_the_third_and_link_the_others(run_with: Any, make: Any) -> None:
    run = run_with(GAUGES)
    gauges = [gauge(make, at, number, number * 3000.0) for number, at in enumerate((0, 100, 599))]
    run.step(*gauges[:2])
    assert [patterns_of(run.of(event)) for event in gauges[:2]] == [[], []]
    run.step(gauges[2])
    incident = run.of(gauges[2])
    [reason] = patterns_of(incident)
    assert (reason.detail, reason.value, reason.unit) == ("gauges", 599.0, "s")
    assert reason.words == ["같은 구 수위계 여러 곳 경보", "Several water gauges of a district"]
    assert reason.events == [EventRef(event.source, event.id) for event in gauges]
    assert (incident.priority, run.of(gauges[0]).priority) == (2, 3)
    assert {one.id for one in incident.related} == {run.of(gauges[0]).key, run.of(gauges[1]).key}


@pytest.mark.parametrize(
    "third",
    [{"region": "11110"}, {"at": 601.0}, {"number": 1}, {"level": "attention"}],
    ids=["another district", "too late", "one of the two again", "attention only"],
)
def test_what_is_not_a_third_gauge_raises_nothing(run_with: Any, make: Any, third: dict[str, Any]) -> None:
    run = run_with(GAUGES)
    told: dict[str, Any] = {"at": 300.0, "number": 3, "east": 9000.0} | third
    run.step(gauge(make, 0, 1, 0), gauge(make, 10, 2, 4000), gauge(make, **told))
    pass_time(run, make, 300, 1500)
    run.flush()
    assert all(reason["rule"] != "pattern" for record in run.records() for reason in _plain(record["why"]))


def _plain(why: list[Any]) -> list[dict[str, Any]]:
    return [{"rule": reason.rule} for reason in why]


def test_an_exercise_does_not_count_with_what_is_real(run_with: Any, make: Any) -> None:
    run = run_with(GAUGES)
    gauges = [gauge(make, number, number, number * 3000.0) for number in range(3)]
    gauges[1].status = "exercise"
    run.step(*gauges)
    assert all(patterns_of(run.of(event)) == [] for event in gauges)


def test_a_storm_of_gauges_tells_it_once(run_with: Any, make: Any) -> None:
    run = run_with(GAUGES)
    gauges = [gauge(make, at * 20.0, at % 5, (at % 5) * 3000.0) for at in range(40)]
    run.step(*gauges)
    told = [len(patterns_of(run.engine.incident(key))) for key in run.engine.open_keys()]
    assert sorted(told) == [0, 0, 0, 0, 1]


def test_followed_then_sos(run_with: Any, make: Any) -> None:
    run = run_with(STALKED)
    seen = make.camera(0, (0, 0), label="stalking", camera_id="c-1")
    far = Journey(**make.base("escort", 60, (700, 0)), journey_id="j-9", stage="sos")
    near = Journey(**make.base("escort", 100, (250, 0)), journey_id="j-1", stage="sos")
    run.step(seen, far, near)
    assert patterns_of(run.of(far)) == []
    assert run.of(far).priority == 2
    [reason] = patterns_of(run.of(near))
    assert run.of(near).priority == 1
    assert reason.events == [EventRef(seen.source, seen.id), EventRef(near.source, near.id)]


def test_the_other_way_round_is_no_sequence(run_with: Any, make: Any) -> None:
    run = run_with(STALKED)
    sos = Journey(**make.base("escort", 0, (0, 0)), journey_id="j-1", stage="sos")
    run.step(sos, make.camera(10, (50, 0), label="stalking"))
    assert run.of(sos).priority == 2


@pytest.mark.parametrize(
    ("call_at", "east", "alone"),
    [(None, 0, True), (100, 0, False), (180, 0, False), (180.5, 0, True), (-60, 0, False), (-61, 0, True), (100, 400, True)],
)
def test_a_bell_without_a_call(run_with: Any, make: Any, call_at: float | None, east: float, alone: bool) -> None:
    run = run_with(BELL)
    bell = make.sensor(0, (0, 0), quantity="bell", level="alarm")
    calls = [] if call_at is None else [make.call(call_at, (east, 20), service="112", code="3", category="소음")]
    pass_time(run, make, -200, -100)
    before = [call for call in calls if call.time < bell.time]
    run.step(*before, bell)
    pass_time(run, make, 0, call_at if call_at and call_at > 0 else 170)
    run.step(*(call for call in calls if call not in before))
    pass_time(run, make, 180.5, 181)
    assert bool(patterns_of(run.of(bell))) is alone
    assert run.of(bell).priority == (2 if alone else 3)


def test_an_absence_opens_an_incident_where_there_is_none(run_with: Any, make: Any) -> None:
    """The calls of the 112 room are stages only: none of them is a report by its category, so no incident is there."""
    run = run_with(NO_ARRIVAL.replace('service = ["119"], stage = ["dispatched"]', 'stage = ["dispatched"]'))
    sent = make.ems(0, (0, 0), call_id="A", stage="dispatched")
    other = make.ems(1, (5000, 0), call_id="B", stage="dispatched")
    there = Unit(**make.base("avl", 300, (5000, 0)), service="119", unit_id="u-1", call_id="B", state="on_scene")
    run.step(sent, other, there)
    pass_time(run, make, 300, 599)
    assert run.of(sent).priority == 4
    pass_time(run, make, 599, 602)
    assert run.of(sent).priority == 2
    assert [reason.detail for reason in patterns_of(run.of(sent))] == ["ambulance_lost"]
    assert patterns_of(run.of(other)) == []


def test_what_is_no_report_founds_an_incident_by_its_absence(run_with: Any, make: Any) -> None:
    run = run_with(
        """
        [[pattern]]
        name = "gauge_stuck"
        ko = "수위계 응답 없음"
        en = "A gauge stopped answering"
        type = "absence"
        after = { type = "sensor", ids = ["g-1"], level = ["normal"] }
        without = { type = "sensor", ids = ["g-1"], level = ["attention", "warning", "alarm"] }
        by = "entity"
        within_s = 120.0
        kind = "facility"
        priority = 3
        """
    )
    reading = make.sensor(0, (0, 0), sensor_id="g-1", level="normal", region="11680")
    run.step(reading, make.sensor(0, (0, 0), sensor_id="g-2", level="normal"))
    pass_time(run, make, 0, 121)
    [incident] = [one for one in map(run.engine.incident, run.engine.open_keys()) if patterns_of(one)]
    assert (incident.kind, incident.priority, incident.title, incident.title_en) == (
        "facility", 3, "수위계 응답 없음", "A gauge stopped answering",
    )  # fmt: skip
    assert incident.event_ids == []
    assert incident.lat == pytest.approx(reading.lat, abs=1e-6)
    run.flush()
    assert run.labels[reading.source, reading.id] == ""


def test_members_of_one_incident_are_a_group(run_with: Any, make: Any) -> None:
    run = run_with(
        """
        [[pattern]]
        name = "hit_and_called"
        ko = "화재 신고 뒤 구급 신고"
        en = "A fire call, then two for an ambulance"
        type = "sequence"
        steps = [{ reports = ["call_fire"] }, { reports = ["call_medical"] }, { reports = ["call_medical"] }]
        by = "incident"
        within_s = 300.0
        kind = "fire"
        priority = 1
        """
    )
    text = "3층에서 연기가 나고 사람이 쓰러졌어요"
    fire, one, two = make.call(0, text=text), make.ems(30, text=text), make.ems(60, text=text)
    run.step(fire, one)
    assert run.of(one).key == run.of(fire).key, "else the test shows nothing"
    assert patterns_of(run.of(fire)) == []
    run.step(two)
    assert run.of(two).key == run.of(fire).key
    assert [reason.detail for reason in patterns_of(run.of(fire))] == ["hit_and_called"]
    assert run.of(fire).priority == 1
