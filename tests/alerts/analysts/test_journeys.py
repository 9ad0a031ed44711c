"""Safe-return journeys that go wrong."""

from __future__ import annotations

from typing import Any

from alerts.events import Journey, LineString

EAST = [(0, 0), (600, 0)]


def journey(make: Any, at: float, where: Any, stage: str = "position", **fields: Any) -> Journey:
    return Journey(**make.base("escort", at, where), journey_id="J1", stage=stage, **fields)


def started(make: Any, at: float = 0.0, eta: float = 600.0) -> Journey:
    ends = [make.point(*end) for end in EAST]
    route = LineString([[end["lon"], end["lat"]] for end in ends])
    return journey(make, at, (0, 0), "started", route=route, eta=make.moment(eta))


def found(incident: Any) -> list[str]:
    return [reason.detail for reason in incident.why if reason.rule == "finding"]


def test_off_the_route_for_two_minutes_is_an_alarm_and_for_less_it_is_not(run: Any, make: Any) -> None:
    run.step(started(make), *[journey(make, at, (at, 90)) for at in range(30, 181, 30)])
    run.step(*[journey(make, at, (200, 160)) for at in (210, 240, 300)])
    assert not run.engine.open_keys()
    off = journey(make, 335, (200, 320))
    run.step(off)
    incident = run.of(off)
    assert (incident.kind, incident.priority, found(incident)) == ("journey", 3, ["journey_off_route"])
    assert [(fact.name, fact.value) for fact in incident.facts] == [("off_route", 320)]
    back = journey(make, 380, (260, 10))
    run.step(back)
    assert found(run.of(back)) == ["journey_off_route", "journey_back"]


def test_who_stands_still_is_asked_after_and_a_second_sign_is_urgent(run: Any, make: Any) -> None:
    run.step(started(make), *[journey(make, at, (100, 5)) for at in range(40, 361, 40)])
    incident = run.engine.incident(run.engine.open_keys()[0])
    assert (incident.priority, found(incident)) == (3, ["journey_still"])
    for at in range(400, 1000, 100):
        run.step(make.sensor(at, (5000, 5000), level="normal"))
    incident = run.engine.incident(incident.key)
    assert incident.priority == 2
    assert found(incident) == ["journey_still", "journey_silent"]


def test_an_overdue_journey_opens_an_incident_without_an_event(run: Any, make: Any) -> None:
    positions = [journey(make, at, (at / 4.0, 0)) for at in range(40, 1240, 40)]
    run.step(make.sensor(0, (5000, 5000), level="normal"), started(make, eta=590.0), *positions)
    (key,) = run.engine.open_keys()
    incident = run.engine.incident(key)
    assert incident.event_ids == [positions[-1].id]
    assert incident.channels == {"journey": 1}
    assert found(incident) == ["journey_overdue"]
    assert incident.opened == make.moment(1190)
    assert incident.lat is not None
    over = journey(make, 1300, (320, 0), "arrived")
    run.step(over)
    incident = run.of(over)
    assert incident.key == key
    assert found(incident) == ["journey_overdue", "journey_ended"]
    run.flush()
    (record,) = run.records()
    assert all(run.labels["escort", name] == record["id"] for name in record["event_ids"])
    assert run.labels["escort", positions[0].id] == ""


def test_a_cancelled_sos_is_told_and_lowers_nothing(run: Any, make: Any) -> None:
    sos, cancelled = journey(make, 60, (60, 0), "sos"), journey(make, 80, (60, 0), "sos_cancelled")
    run.step(started(make), sos, cancelled)
    incident = run.of(sos)
    assert incident.priority == 2
    assert found(incident) == ["journey_sos_cancelled"]
    assert incident.history[-1].change == "finding"


def test_a_journey_that_goes_well_says_nothing(run: Any, make: Any) -> None:
    run.step(
        started(make), *[journey(make, at, (at, 10)) for at in range(12, 588, 12)], journey(make, 590, (600, 0), "arrived")
    )
    run.step(make.sensor(4000, (5000, 5000), level="normal"))
    assert not run.engine.open_keys()
    assert not run.engine.timeline.streams.save()["journeys"]
