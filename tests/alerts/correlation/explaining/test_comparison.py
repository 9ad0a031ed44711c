"""Why two events are not in one incident: every reason that the engine has, with its figures."""

from __future__ import annotations

from typing import Any

import pytest

from alerts.correlation import Engine, NoPlaces
from alerts.events import Disaster, Event, EventRef
from alerts.explaining import Comparison
from alerts.explaining.live import compare
from alerts.explaining.rerun import Rerun


@pytest.fixture
def why(rules: Any) -> Any:
    """Runs these events and compares two of them, stopped at the decision."""

    def ask(events: list[Event], one: Event, other: Event) -> Comparison:
        names = [f"{event.source}:{event.id}" for event in (one, other)]
        rerun = Rerun(rules, NoPlaces(), names)
        rerun.take(events)
        rerun.finish()
        assert rerun.unknown() == []
        found = rerun.comparison()
        plain = Engine(rules, NoPlaces(), eager=False)
        from alerts.batch import Batch

        final = [*plain.step(Batch(events), 0.0).final, *plain.flush().final]
        labels = {(one.ref.source, one.ref.id): one.incident_id for one in final}
        for told in (found.first, found.second):
            assert told.incident == labels[told.source, told.id], "looking on changes nothing"
        return found

    return ask


def codes(found: Comparison) -> list[str]:
    return [obstacle.code for obstacle in found.against]


def test_together_with_the_terms_of_the_join(why: Any, make: Any) -> None:
    first, second = make.call(0, text="연기가 나요"), make.call(20, (15, 0), text="연기가 많이")
    found = why([first, second], second, first)
    assert found.together
    assert (found.first.id, found.second.id) == (first.id, second.id)
    assert found.second.how.rule == "join"
    assert sum(found.terms.values()) == pytest.approx(found.nats, abs=0.01)
    assert found.metres == pytest.approx(15, abs=0.1)
    assert found.against == []


def test_too_far(why: Any, make: Any) -> None:
    first, second = make.call(0), make.call(20, (400, 0))
    found = why([first, second], first, second)
    [obstacle, *_] = found.against
    assert (obstacle.code, obstacle.value, obstacle.limit) == ("too_far", pytest.approx(400, abs=1), 240.0)
    assert found.nats is None
    assert found.terms["place"] < -5


def test_so_far_that_nothing_is_left_to_divide_by(why: Any, make: Any) -> None:
    first, second = make.call(0), make.call(20, (40_000, 0))
    assert codes(why([first, second], first, second))[0] == "too_far"


def test_too_late(why: Any, make: Any) -> None:
    first, second = make.call(0), make.call(2500, (5, 0))
    found = why([first, second], first, second)
    [obstacle, *_] = found.against
    assert (obstacle.code, obstacle.detail) == ("too_late", "quiet")
    assert obstacle.value == 2500.0
    assert obstacle.limit == 1950.0, "15 times tau"


def test_the_incident_was_over(why: Any, make: Any) -> None:
    # told to 112: nobody waits for an ambulance that does not come, which would make an alarm of it and keep it open
    first, second = make.call(0, service="112"), make.call(9000, (5, 0), service="112")
    found = why([first, make.call(4000, (3000, 0), service="112"), second], first, second)
    assert (found.against[0].code, found.against[0].value) == ("over", 1800.0)


def test_incidents_that_the_engine_has_long_forgotten(rules: Any, make: Any) -> None:
    def seen(at: float, camera: str, north: float = 0.0) -> Event:
        return make.camera(at, (0.0, north), camera_id=camera, label="loitering")

    first, second = seen(0, "cam-1"), seen(2500, "cam-2", 15.0)
    rerun = Rerun(rules, NoPlaces(), [f"{event.source}:{event.id}" for event in (first, second)])
    others = [seen(3 * n, f"cam-{n + 3}", 9000.0 + 5.0 * n) for n in range(4000)]
    events = sorted([first, second, *others], key=lambda event: event.time)
    for at in range(0, len(events), 100):  # a run waits until there is much to settle
        rerun.take(events[at : at + 100])
    rerun.finish()
    found = rerun.comparison()
    assert not found.together
    assert [side.how.rule for side in (found.first, found.second)] == ["open", "open"]
    assert found.first.incident < found.second.incident
    assert codes(found)[0] == "over"


def test_kinds_that_do_not_go_together(why: Any, make: Any) -> None:
    first, second = make.call(0), make.camera(20, (5, 0), label="stopped_vehicle")
    found = why([first, second], first, second)
    assert "kinds" in codes(found)
    assert next(one for one in found.against if one.code == "kinds").detail.startswith("fire/")
    assert found.nats is None


def test_all_in_all_too_little(why: Any, make: Any) -> None:
    first, second = make.call(0), make.ems(900, (150, 0))
    found = why([first, second], first, second)
    assert {"distance", "wait", "weak"} <= set(codes(found))
    assert sum(found.terms.values()) == pytest.approx(found.nats, abs=0.01)
    assert found.against[-1].code == "weak"
    assert found.nats < found.needed


def test_ordinary_here(why: Any, make: Any) -> None:
    """At a hospital's door many calls an hour are nothing new."""
    usual = [make.ems(at * 60, (0, 0), source="b", call_id=f"x{at}") for at in range(240)]
    other = [make.call(at * 600, (3000, 3000), source="a") for at in range(24)]
    first, second = usual[-2], usual[-1]
    found = why(sorted([*usual, *other], key=lambda event: event.time), first, second)
    assert not found.together
    ordinary = next(one for one in found.against if one.code == "ordinary")
    assert ordinary.value > 20
    assert ordinary.limit == 200.0
    assert found.background > 100


def test_another_incident_explained_it_better(why: Any, make: Any) -> None:
    here = [make.call(at * 10, (at, 0)) for at in range(4)]
    there = [make.call(at * 10 + 5, (330 + at, 0)) for at in range(4)]
    last = make.call(50, (200, 0))
    found = why([*here, *there, last], here[0], last)
    assert codes(found)[0] == "better"
    assert found.better.nats == found.against[0].value > found.against[0].limit == found.nats
    assert found.against[0].detail == found.second.incident == found.better.incident
    assert sum(found.better.terms.values()) == pytest.approx(found.better.nats, abs=0.01)


def test_one_camera_is_no_second_witness(why: Any, make: Any) -> None:
    first, second = make.camera(0), make.camera(200)
    found = why([first, second], first, second)
    assert codes(found)[0] == "same_source"


def test_exercise_and_reality(why: Any, make: Any) -> None:
    first, second = make.call(0), make.call(20, status="exercise")
    found = why([first, second], first, second)
    assert (found.against[0].code, found.against[0].detail) == ("status", "exercise/actual")


def test_no_place_known(why: Any, make: Any) -> None:
    first, second = make.call(0, region="11140"), make.call(20, None, region="11680")
    found = why([first, second], first, second)
    assert codes(found)[:2] == ["no_place", "district"]
    assert found.against[1].detail == "11140/11680"


def test_never_a_report(why: Any, make: Any) -> None:
    first, second = make.call(0), make.sensor(10, level="normal", quantity="수위")
    found = why([first, second], first, second)
    assert codes(found) == ["no_report"]
    assert "level=normal" in found.against[0].detail
    assert found.second.report == ""


def test_a_later_stage_went_to_its_own_call(why: Any, make: Any) -> None:
    far, near = make.call(0, (5000, 0), call_id="c1"), make.call(5)
    stage = make.call(20, (2, 0), call_id="c1", stage="arrived")
    found = why([far, near, stage], near, stage)
    assert (found.against[0].code, found.against[0].detail) == ("entity", "call_id")


def test_an_alert_is_context(why: Any, make: Any) -> None:
    alert = Disaster(**make.base("kma", 0, (0, 0)), identifier="w1", msg_type="Alert", event="홍수")
    call = make.call(20)
    assert codes(why([alert, call], alert, call))[0] == "alert"


def test_names_that_nothing_has(rules: Any, make: Any) -> None:
    call = make.call(0, source="call-119")
    rerun = Rerun(rules, NoPlaces(), ["call-119:e00001", "INC-20260302-0009"])
    rerun.take([call])
    rerun.finish()
    assert rerun.unknown() == [("call-119:e00001", [f"call-119:{call.id}"]), ("INC-20260302-0009", ["INC-20260302-0001"])]


def test_a_running_engine_says_the_same(run: Any, make: Any, why: Any) -> None:
    here = [make.call(at * 10, (at * 3, 0), text="연기가 나요") for at in range(4)]
    far, odd = make.call(45, (300, 0)), make.camera(50, (20, 0), label="stopped_vehicle")
    events = [*here, far, odd]
    run.step(*events)
    refs = [EventRef(event.source, event.id) for event in (here[0], far, odd)]
    before = run.engine.save()
    for ref, event in zip(refs[1:], (far, odd), strict=True):
        live, exact = compare(run.engine, ref, refs[0]), why(events, here[0], event)
        assert live is not None
        assert codes(live) == codes(exact)
        assert live.metres == pytest.approx(exact.metres, abs=0.01)
        assert live.terms == pytest.approx(exact.terms, abs=0.02)
        assert (live.exact, exact.exact) == (False, True)
    together = compare(run.engine, refs[0], EventRef(here[2].source, here[2].id))
    assert together is not None
    assert together.together
    assert together.nats is not None
    assert run.engine.save() == before, "asking changes nothing"
    assert compare(run.engine, refs[0], EventRef("nobody", "knows")) is None


def test_what_a_person_split_is_told(run: Any, make: Any) -> None:
    here = [make.call(at * 10, (at * 3, 0)) for at in range(4)]
    run.step(*here)
    refs = [EventRef(event.source, event.id) for event in here]
    run.heard(run.engine.split(run.of(here[0]).key, refs[2:], make.moment(60).timestamp()))
    found = compare(run.engine, refs[0], refs[2])
    assert found is not None
    assert (found.against[0].code, found.against[0].detail) == ("operator", "split")
