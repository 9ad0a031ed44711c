"""An open incident explains others: they wait at priority 4 with its name, until it ends."""

from __future__ import annotations

from typing import Any

import pytest

from alerts.events import Disaster, EventRef, Journey, Polygon

POWER_CUT = """
[[suppress]]
name = "power_cut"
ko = "정전 영향"
en = "Explained by a power cut"
parent = { reports = ["call_facility"], words = ["정전"] }
child = { reports = ["sensor_water", "cctv_fire", "sensor_other"] }
within = "metres"
metres = 300.0
for_s = 1800.0
"""
FLOOD_AREA = """
[[suppress]]
name = "flood_warned"
ko = "호우 특보 구역"
en = "Inside a flood warning"
parent = { reports = ["alert_flood"] }
child = { reports = ["sensor_water"] }
within = "area"
for_s = 3600.0
"""


def cut(make: Any, at: float = 0, where: Any = (0, 0), **fields: Any) -> Any:
    return make.call(at, where, **({"service": "120", "category": "정전", "code": None} | fields))


def gauge(make: Any, at: float, where: Any = (100, 0), **fields: Any) -> Any:
    return make.sensor(at, where, **({"level": "alarm", "sensor_id": "g-1"} | fields))


def whys(incident: Any) -> list[str]:
    return [reason.rule for reason in incident.why if reason.rule in ("suppressed", "released")]


def test_a_child_waits_with_the_name_of_its_parent(run_with: Any, make: Any) -> None:
    run = run_with(POWER_CUT)
    parent, child, far = cut(make), gauge(make, 60), gauge(make, 61, (400, 0), sensor_id="g-2")
    run.step(parent, child, far)
    held = run.of(child)
    assert (held.priority, run.of(far).priority) == (4, 3)
    reason = next(reason for reason in held.why if reason.rule == "suppressed")
    assert reason.events == [EventRef(parent.source, parent.id)]
    assert (reason.detail, reason.words) == ("power_cut", ["정전 영향", "Explained by a power cut"])
    assert run.of(parent).key in [related.id for related in held.related]
    assert held.key in [related.id for related in run.of(parent).related]


def test_before_the_parent_and_after_it_nothing_is_held(run_with: Any, make: Any) -> None:
    run = run_with(POWER_CUT)
    before, parent, after = gauge(make, -1), cut(make), gauge(make, 1801, sensor_id="g-3")
    run.step(before, parent, after)
    assert (run.of(before).priority, run.of(after).priority) == (3, 3)


def test_another_facility_trouble_explains_nothing(run_with: Any, make: Any) -> None:
    run = run_with(POWER_CUT)
    parent, child = cut(make, category="가로등"), gauge(make, 60)
    run.step(parent, child)
    assert run.of(child).priority == 3


def test_it_is_let_go_when_the_parent_has_ended(run_with: Any, make: Any) -> None:
    run = run_with(POWER_CUT)
    child = gauge(make, 60)
    run.step(cut(make), child)
    run.step(cut(make, 1750, (9000, 0)))
    assert run.of(child).priority == 4
    run.step(cut(make, 1900, (9000, 0)))
    assert run.of(child).priority == 3
    assert whys(run.of(child)) == ["suppressed", "released"]


def test_it_is_let_go_when_an_operator_closes_the_parent(run_with: Any, make: Any) -> None:
    run = run_with(POWER_CUT)
    parent, child = cut(make), gauge(make, 60)
    run.step(parent, child)
    run.heard(run.engine.release(run.of(parent).key, make.moment(70).timestamp()))
    run.step(cut(make, 200, (9000, 0)))
    assert run.of(child).priority == 3


def test_an_alarm_that_is_held_does_not_expire(run_with: Any, make: Any) -> None:
    run = run_with(POWER_CUT.replace("1800.0", "80000.0"))
    parent, child = cut(make), gauge(make, 60)
    run.step(parent, child)
    for hour in range(1, 20):
        run.step(cut(make, hour * 3600.0, (9000, 0)), cut(make, hour * 3600.0, (0, 0), call_id=parent.call_id))
    assert run.of(child).state == "new"
    assert run.of(child).priority == 4


def test_what_becomes_urgent_is_not_held(run_with: Any, make: Any) -> None:
    run = run_with(POWER_CUT)
    fire = make.camera(60, (100, 0), confidence=0.9)
    run.step(cut(make), fire)
    assert run.of(fire).priority == 4
    calls = [make.call(70 + at, (100, 0), text="건물에서 불길이 보여요") for at in range(2)]
    run.step(*calls)
    assert run.of(calls[0]).key == run.of(fire).key
    assert run.of(fire).priority <= 2


def test_calls_for_help_are_never_held(run_with: Any, make: Any) -> None:
    rules = POWER_CUT.replace(
        'child = { reports = ["sensor_water", "cctv_fire", "sensor_other"] }', 'child = { kinds = ["facility"] }'
    )
    run = run_with(rules)
    lift = make.call(60, (-290, 0), service="119", category="승강기 갇힘", code="1")
    sos = Journey(**make.base("escort", 60, (100, 0)), journey_id="j", stage="sos")
    lamp = make.call(61, (290, 0), service="120", category="가로등", code=None)
    run.step(cut(make), lift, sos, lamp)
    assert all("suppressed" not in whys(run.of(event)) for event in (lift, sos))
    assert run.of(lamp).key not in (run.of(lift).key, run.of(sos).key)
    assert "suppressed" in whys(run.of(lamp)), "a call to 120 about a lamp is"


def test_a_warned_area_explains_its_gauges_until_it_is_cancelled(run_with: Any, make: Any) -> None:
    run = run_with(FLOOD_AREA)
    corners = [make.point(east, north) for east, north in ((-1000, -1000), (1000, -1000), (1000, 1000), (-1000, 1000))]
    ring = [[corner["lon"], corner["lat"]] for corner in (*corners, corners[0])]
    alert = Disaster(
        **make.base("alerts", 0, None), identifier="A1", msg_type="Alert", event="호우 경보", area=Polygon([ring]),
        expires=make.moment(7200),
    )  # fmt: skip
    inside, outside = make.sensor(60, level="alarm"), make.sensor(60, (3000, 0), level="alarm", sensor_id="s-2")
    run.step(alert, inside, outside)
    assert (run.of(inside).priority, run.of(outside).priority) == (4, 3)
    cancel = Disaster(
        **make.base("alerts", 4000, None), identifier="A2", msg_type="Cancel", event="호우 경보", references=["kma,A1,x"]
    )
    run.step(cancel)
    run.step(make.sensor(4100, (9000, 0), level="alarm", sensor_id="s-3"))
    assert run.of(inside).priority == 3


@pytest.mark.parametrize("within", ["radius", "district"])
def test_other_ways_of_being_near(run_with: Any, make: Any, within: str) -> None:
    run = run_with(POWER_CUT.replace('"metres"', f'"{within}"').replace("metres = 300.0", ""))
    many = [
        cut(make, at, (at * 4.0, 0), region="11140", text="동네가 다 정전이에요", place="청계 상가") for at in range(0, 60, 10)
    ]
    near = gauge(make, 70, (10, 0), region="11140")
    far = gauge(make, 70, (2000, 0), region="11110", sensor_id="g-9")
    run.step(*many, near, far)
    assert (run.of(near).priority, run.of(far).priority) == (4, 3)


@pytest.mark.parametrize("size", [1, 1000])
def test_what_ended_before_its_parent_is_not_let_go(run_with: Any, make: Any, size: int) -> None:
    run = run_with(POWER_CUT.replace("1800.0", "1000.0"))
    parent = cut(make)
    child = make.sensor(60, (100, 0), sensor_id="door-1", quantity="door", level="alarm")
    news = [cut(make, at, call_id=parent.call_id) for at in range(100, 3500, 100)]
    after = [cut(make, at, (9000 + at, 0)) for at in range(3510, 5000, 50)]
    events = [parent, child, *news, *after]
    for at in range(0, len(events), size):
        run.step(*events[at : at + size])
    run.flush()
    [record] = [record for record in run.records() if record["event_ids"] == [child.id]]
    assert record["disposition"] == "expired"
    assert [reason.rule for reason in record["why"] if reason.rule != "open"] == ["suppressed"]
