"""Plates, alerts, gauges, devices and calls over time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec import structs

from alerts.correlation import Engine
from alerts.events import Disaster, Polygon, Tracker, Vehicle
from alerts.places import Gazetteer, load_city


def found(incident: Any) -> list[str]:
    return [reason.detail for reason in incident.why if reason.rule == "finding"]


def only(run: Any) -> Any:
    (key,) = run.engine.open_keys()
    return run.engine.incident(key)


def later(run: Any, make: Any, at: float) -> None:
    """Time goes on: something else happens far away, often enough to be believed."""
    now = max(run.engine.mark.frontier - make.moment(0).timestamp(), 0.0)
    while now < at:
        now = min(now + 100.0, at)
        run.step(make.sensor(now, (9000, 9000), sensor_id="far", level="normal"))


@pytest.fixture(scope="module")
def seoul() -> Gazetteer:
    return Gazetteer(load_city("seoul"))


def hit(make: Any, at: float, where: tuple[float, float], camera: str, **fields: Any) -> Vehicle:
    return Vehicle(**make.base("anpr", at, where), camera_id=camera, plate="12가3456", list="wanted", **fields)


def test_two_hits_are_a_track_with_speed_heading_and_the_cameras_ahead(
    new_run: Any, make: Any, rules: Any, seoul: Gazetteer
) -> None:
    run = type(new_run())(Engine(rules, seoul))
    run.step(hit(make, 0, (0, 0), "a"), second := hit(make, 60, (0, 600), "b"))
    facts = {fact.name: fact for fact in run.of(second).facts}
    assert facts["speed"].value == pytest.approx(36, abs=1)
    assert facts["heading"].value == 0
    assert facts["next_cameras"].text
    for named in facts["next_cameras"].text.split(", "):
        lat, lon, _ = seoul.camera(named.split(" ")[0])
        assert lat > second.lat
        assert abs(lon - second.lon) < lat - second.lat


def test_a_plate_in_two_places_at_once_is_perhaps_a_copy(run: Any, make: Any) -> None:
    run.step(hit(make, 0, (0, 0), "a"), second := hit(make, 60, (0, 9000), "b"))
    assert found(run.of(second)) == ["vehicle_cloned"]


def alert(make: Any, at: float, name: str, kind: str = "Alert", **fields: Any) -> Disaster:
    corners = [make.point(*corner) for corner in ((-3000, -3000), (3000, -3000), (3000, 3000), (-3000, 3000), (-3000, -3000))]
    area = Polygon([[[corner["lon"], corner["lat"]] for corner in corners]])
    told = {"identifier": name, "msg_type": kind, "event": "호우경보", "area": area} | fields
    return Disaster(**make.base("weather", at, None), **told)


def test_an_alert_counts_what_lies_inside_and_expires(new_run: Any, make: Any, rules: Any, seoul: Gazetteer) -> None:
    run = type(new_run())(Engine(rules, seoul))
    run.step(make.sensor(0, (100, 100), level="normal"), make.sensor(1, (9000, 0), sensor_id="s-2", level="normal"))
    run.step(given := alert(make, 10, "A1", expires=make.moment(10) + timedelta(seconds=1500)))
    facts = {fact.name: fact.value for fact in run.of(given).facts}
    assert facts["cameras_inside"] > 50
    assert (facts["sensors_inside"], facts["journeys_inside"]) == (1, 0)
    later(run, make, 1600)
    assert found(run.of(given)) == ["disaster_expired"]


def test_a_cancelled_alert_does_not_expire_as_well(run: Any, make: Any) -> None:
    given = alert(make, 10, "A1", expires=make.moment(510))
    run.step(given, alert(make, 100, "A2", "Cancel", references=["weather,A1,2026"]))
    later(run, make, 700)
    assert found(run.of(given)) == ["disaster_cancelled"]


def test_an_alert_is_called_by_its_newest_update(run: Any, make: Any) -> None:
    given = alert(make, 10, "A1", event="호우주의보", area_name="마포구")
    run.step(
        given, alert(make, 100, "A2", "Update", references=["weather,A1,2026"], event="호우경보", area_name="마포구, 은평구")
    )
    assert (run.of(given).title, run.of(given).place) == ("호우경보 · 마포구, 은평구", "마포구, 은평구")
    run.step(alert(make, 200, "A3", "Cancel", references=["weather,A2,2026"], event="해제"))
    assert run.of(given).title == "호우경보 · 마포구, 은평구"


def test_a_gauge_that_will_reach_a_level_soon_is_an_alarm_before_it_does(run: Any, make: Any) -> None:
    rise = [make.sensor(at, quantity="water_depth", unit="cm", value=1.0 + at / 180.0) for at in range(0, 721, 90)]
    run.step(*rise[:3])
    assert not run.engine.open_keys()
    run.step(*rise[3:])
    incident = only(run)
    assert (incident.kind, incident.priority, found(incident)) == ("flood", 3, ["sensor_rising"])
    facts = {fact.name: fact for fact in incident.facts}
    assert facts["rate"].value == pytest.approx(20.0, rel=0.05)


def test_a_noisy_gauge_does_not_rise(run: Any, make: Any) -> None:
    for at in range(0, 7200, 90):
        run.step(make.sensor(at, quantity="water_depth", unit="cm", value=4.0 + 0.4 * ((at * 7919) % 11) / 11.0))
    assert not run.engine.open_keys()


def test_a_gauge_that_flaps_is_marked(run: Any, make: Any) -> None:
    readings = [
        make.sensor(at, quantity="water_depth", unit="cm", value=1.0, level=("normal", "alarm")[at // 60 % 2])
        for at in range(0, 600, 60)
    ]
    run.step(*readings)
    assert found(run.of(readings[-1])) == ["sensor_flapping"]


def tag(make: Any, at: float, kind: str) -> Tracker:
    return Tracker(**make.base("tags", at, (0, 0)), person_ref="P1", programme="dementia", alert=kind)


def test_who_does_not_come_back_and_whose_device_fails_is_urgent(run: Any, make: Any) -> None:
    run.step(out := tag(make, 0, "geofence_exit"))
    assert run.of(out).priority > 2
    run.step(tag(make, 300, "low_battery"))
    assert (run.of(out).priority, found(run.of(out))) == (2, ["tracker_fading"])
    later(run, make, 1900)
    assert found(run.of(out)) == ["tracker_fading", "tracker_no_return"]


def test_who_is_back_is_not_missed(run: Any, make: Any) -> None:
    run.step(out := tag(make, 0, "geofence_exit"), tag(make, 900, "zone_entry"))
    later(run, make, 4000)
    assert found(run.of(out)) == ["tracker_returned"]


def test_nobody_there_seven_minutes_after_a_call_for_a_fire(run: Any, make: Any) -> None:
    call = make.call(0, call_id="C1")
    run.step(call, make.call(60, call_id="C1", stage="dispatched"), make.call(90, call_id="C1", stage="en_route"))
    later(run, make, 419)
    assert (run.of(call).priority, found(run.of(call))) == (4, [])
    later(run, make, 421)
    incident = run.of(call)
    assert (incident.priority, found(incident)) == (3, ["dispatch_not_arrived"])
    assert incident.history[-1].change == "priority"


def test_a_city_may_wait_longer_with_the_alarm_than_with_the_record(rules: Any, new_engine_run: Any, make: Any) -> None:
    figures = structs.replace(rules.analysts.dispatch, alarm_119_s=600.0)
    run = new_engine_run(structs.replace(rules, analysts=structs.replace(rules.analysts, dispatch=figures)))
    run.step(call := make.call(0, call_id="C1"), make.call(60, call_id="C1", stage="dispatched"))
    later(run, make, 590)
    assert (run.of(call).priority, found(run.of(call))) == (4, ["dispatch_not_arrived"])
    later(run, make, 601)
    assert (run.of(call).priority, found(run.of(call))) == (3, ["dispatch_not_arrived"] * 2)


def test_an_arrival_that_comes_late_but_in_time_takes_the_finding_back(run: Any, make: Any) -> None:
    call = make.call(0, call_id="C1")
    run.step(call, make.call(60, call_id="C1", stage="dispatched"))
    later(run, make, 430)
    assert run.of(call).priority == 3
    run.step(make.call(400, call_id="C1", stage="arrived"))
    assert (run.of(call).priority, found(run.of(call))) == (4, [])


def test_a_second_caller_of_an_incident_that_is_being_handled_misses_no_target(run: Any, make: Any) -> None:
    calls = [make.call(at, call_id=f"C{at}", text="3층에서 연기가 나요") for at in (0, 10)]
    run.step(*calls, make.call(50, call_id="C0", stage="dispatched"), make.call(200, call_id="C0", stage="arrived"))
    assert run.of(calls[0]).key == run.of(calls[1]).key
    later(run, make, 500)
    assert found(run.of(calls[1])) == []


def test_an_ambulance_that_is_late_goes_on_the_record_only(run: Any, make: Any) -> None:
    run.step(call := make.ems(0, call_id="C1"), make.ems(60, call_id="C1", stage="dispatched"))
    later(run, make, 700)
    assert (run.of(call).priority, found(run.of(call))) == (4, ["dispatch_not_arrived"])


def test_a_late_rescue_is_an_alarm_only_where_a_life_is_at_stake(run: Any, make: Any) -> None:
    locked = make.call(0, (0, 0), call_id="C1", code="rescue", category="구조", text="문이 안 열려서 갇혔어요")
    drowning = make.call(0, (9000, 0), call_id="C2", code="rescue", category="구조", text="사람이 물에 빠졌어요")
    heart = make.call(0, (0, 9000), call_id="C3", code="ems", category="구급", text="아버지가 심정지예요")
    smell = make.call(0, (9000, 9000), call_id="C4", code="fire", category="화재 의심", text="연기가 나는 것 같아요")
    run.step(locked, drowning, heart, smell)
    later(run, make, 700)
    assert [run.of(call).priority == 3 for call in (locked, drowning, heart, smell)] == [False, True, True, False]
    assert all(found(run.of(call)) for call in (locked, drowning, heart, smell))
