"""Incidents are there at once, numbered when nothing can change their order, and final things stay as they are."""

from __future__ import annotations

import random
from typing import Any

from alerts.events import EventRef
from alerts.incidents import as_record


def test_an_incident_shows_in_the_very_step_its_report_comes(run: Any, make: Any) -> None:
    for at in range(7):
        report = make.call(at * 20, (at * 2000, 0), source=f"centre-{at % 2}")
        delta = run.step(report)
        key = run.engine.locate(EventRef(report.source, report.id))
        assert key in delta.changed
        assert delta.numbered == {}
        assert delta.final == []
    assert len(run.engine.open_keys()) == 7


def test_a_report_that_joins_shows_its_incident_again(run: Any, make: Any) -> None:
    first, second = make.call(0), make.call(30, (10, 0))
    run.step(first)
    key = run.engine.locate(EventRef(first.source, first.id))
    assert run.step(second).changed == [key]
    assert run.engine.incident(key).reports == 2


def test_numbers_are_given_behind_the_watermark_only_and_in_opening_order(run: Any, make: Any) -> None:
    calls = [make.call(at * 10, (at * 1500, 0), source=f"centre-{at % 3}") for at in range(40)]
    early = calls[:6]
    random.Random(5).shuffle(early)
    calls[:6] = early
    for call in calls:
        delta = run.step(call)
        for key in delta.numbered:
            assert run.engine.incident(key).opened.timestamp() < run.engine.watermark
        for key in set(run.engine.open_keys()) - set(run.ids):
            incident = run.engine.incident(key)
            assert incident.id == ""
            assert incident.opened.timestamp() >= run.engine.watermark
    assert 20 < len(run.ids) < 40
    run.flush()
    assert list(run.ids.values()) == [f"INC-20260302-{n:04d}" for n in range(1, 41)]
    opened = [record["opened"] for record in run.records()]
    assert opened == sorted(opened)


def test_numbers_begin_again_every_day(run: Any, make: Any) -> None:
    day = 86_400.0
    run.step(
        make.call(0), make.call(1, (2000, 0), source="b"), make.call(day, source="a"), make.call(day + 1, (2000, 0), source="b")
    )
    run.flush()
    assert list(run.ids.values()) == ["INC-20260302-0001", "INC-20260302-0002", "INC-20260303-0001", "INC-20260303-0002"]


def test_an_earlier_founder_moves_the_incident_to_its_key(run: Any, make: Any) -> None:
    later, earlier = make.call(60), make.call(30, (10, 0))
    run.step(later)
    old = run.keys(later)[0]
    delta = run.step(earlier)
    new = run.keys(earlier)[0]
    assert run.keys(later) == [new]
    assert new != old
    assert delta.moved == {old: new}
    assert delta.removed == [old]
    assert new in delta.changed


def test_events_beyond_the_lateness_bound_are_counted_and_labelled_and_change_nothing_final(run: Any, make: Any) -> None:
    fire = [make.call(0), make.call(20, (15, 0), source="b")]
    run.step(*fire)
    run.step(make.call(400, (5000, 0), source="a"), make.call(401, (5000, 0), source="b"))
    final = dict(run.labels)
    key = run.keys(fire[0])[0]
    assert run.ids[key] == "INC-20260302-0001"
    before = as_record(run.engine.incident(key))
    late = [make.call(-30, (4000, 0)), make.call(100, (-4000, 0))]
    assert run.step(*late).late == 2
    assert as_record(run.engine.incident(key)) == before
    run.flush()
    assert {name: run.labels[name] for name in final} == final
    assert all(run.labels[event.source, event.id] for event in late)
    marked = [record for record in run.records() if any(why.rule == "late" for why in record["why"])]
    assert [record["event_ids"] for record in marked] == [[event.id] for event in late]
    assert marked[0]["id"] > run.ids[key]  # it happened first, but it is told of later


def test_one_clock_an_hour_ahead_makes_nobody_else_late(run: Any, make: Any) -> None:
    for at in range(120):
        run.step(make.call(at * 5, (at * 700, 0), source="a"), make.sensor(at * 5, (0, at * 700), source="b", level="alarm"))
        run.step(make.camera(3600 + at * 5, (at * 700, 9000), source="fast", camera_id=f"cam-{at}"))
        assert run.engine.watermark < make.moment(at * 5).timestamp()
    assert run.late == 0
    run.flush()
    assert len(run.labels) == 360


def test_a_source_that_is_alone_is_believed_after_a_gap(run: Any, make: Any) -> None:
    for at in range(80):
        run.step(make.call(at * 200, (at * 900, 0)))
    assert run.ids, "with one source only, its incidents are numbered all the same"
    assert run.late == 0


def test_copies_are_known_from_the_first_event_on(run: Any, make: Any) -> None:
    readings = [make.sensor(at, level="normal") for at in range(3)]
    for event in (*readings, *readings):
        run.step(event)
    assert run.duplicates == 3
    run.flush()
    assert len(run.labels) == 3
