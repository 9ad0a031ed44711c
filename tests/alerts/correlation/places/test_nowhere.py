"""Incidents of which nobody has said yet where they are: in their district, found by what may be about them, and settled."""

from __future__ import annotations

from typing import Any

import pytest

from alerts.correlation import Engine
from alerts.events import Candidate, EventRef
from alerts.places import Gazetteer, load_city

HERE, ELSEWHERE = "11440", "11500"
SMOKE: dict[str, Any] = {"text": "지하 기계실에서 연기가 나요", "place": "상암동 12-3"}


def details(incident: Any) -> list[Any]:
    return [why.detail for why in incident.why if why.rule == "place"]


@pytest.fixture
def founder(make: Any) -> Any:
    return make.call(0, None, region=HERE, **SMOKE)


def test_it_is_an_incident_in_its_district_and_says_what_to_ask(run: Any, make: Any, founder: Any) -> None:
    run.step(founder, unknown := make.camera(2, None, camera_id="not-registered", label="abandonment", region=ELSEWHERE))
    incident = run.of(founder)
    assert (incident.lat, incident.lon, incident.region, incident.candidates) == (None, None, HERE, [])
    assert details(incident) == ["ask_address"]
    assert details(run.of(unknown)) == ["not_located"]


def test_a_report_of_its_district_without_a_place_finds_it(run: Any, make: Any, founder: Any) -> None:
    run.step(
        founder, same := make.call(30, None, region=HERE, **SMOKE), other := make.call(40, None, region=ELSEWHERE, **SMOKE)
    )
    assert run.keys(same) == run.keys(founder)
    assert run.keys(other) != run.keys(founder)


def test_one_who_does_not_know_the_district_finds_it_by_the_words_of_its_place(run: Any, make: Any, founder: Any) -> None:
    run.step(founder, told := make.call(30, None, **SMOKE), untold := make.call(40, None, text="빨리 와주세요"))
    assert run.keys(told) == run.keys(founder)
    assert run.keys(untold) != run.keys(founder)


def test_the_district_is_learned_from_a_second_caller(run: Any, make: Any) -> None:
    run.step(first := make.call(0, None, **SMOKE), second := make.call(20, None, region=HERE, **SMOKE))
    assert run.keys(first) == run.keys(second)
    assert run.of(first).region == HERE
    run.step(third := make.call(40, (0, 0), region=HERE, **SMOKE))
    assert run.keys(third) == run.keys(first)


def test_an_exact_report_settles_it(run: Any, make: Any, founder: Any) -> None:
    run.step(founder, exact := make.call(30, (100, 50), region=HERE, **SMOKE))
    assert run.keys(exact) == run.keys(founder)
    incident = run.of(founder)
    assert details(incident) == ["settled"]
    assert [why.events[0].id for why in incident.why if why.rule == "place"] == [exact.id]
    assert (incident.lat, incident.lon) == (pytest.approx(exact.lat, abs=1e-6), pytest.approx(exact.lon, abs=1e-6))
    [join] = [why for why in incident.why if why.rule == "join"]
    assert join.distance_m is None
    assert sum(join.terms.values()) == pytest.approx(join.nats, abs=0.01)
    run.step(near := make.call(45, (110, 45), text="불길이 보여요"), far := make.call(50, (2500, 0), text="불길이 보여요"))
    assert run.keys(near) == run.keys(founder)
    assert run.keys(far) != run.keys(founder), "what is settled is in one place"


def test_a_call_elsewhere_in_the_district_about_something_else_leaves_it(run: Any, make: Any, founder: Any) -> None:
    run.step(founder, other := make.ems(30, (900, 900), region=HERE, text="할머니가 넘어지셨어요", place="성산동 4-1"))
    assert run.keys(other) != run.keys(founder)
    assert details(run.of(founder)) == ["ask_address"]


@pytest.mark.parametrize("doubtful", [False, True])
def test_a_later_stage_of_the_call_settles_it(run: Any, make: Any, doubtful: bool) -> None:
    spots = [Candidate(name, **make.point(*where)) for name, where in (("가", (0, 0)), ("나", (3000, 0)))]
    told = {"candidates": spots} if doubtful else {"region": HERE}
    first = make.call(0, None, call_id="one", **told)
    later = make.call(60, (3030, 5), call_id="one", stage="dispatched")
    run.step(first, later, near := make.call(70, (3040, 0)), far := make.call(75, (10, 0)))
    assert run.keys(later, near) == run.keys(first) * 2
    assert run.keys(far) != run.keys(first)
    assert (details(run.of(first)), run.of(first).candidates) == (["settled"], [])


def test_a_person_settles_it_and_puts_it_in_doubt_again(run: Any, make: Any, founder: Any) -> None:
    run.step(founder)
    key, spot = run.of(founder).key, make.point(700, 0)
    run.heard(run.engine.set_place(key, (spot["lat"], spot["lon"]), make.moment(10).timestamp()))
    run.step(near := make.call(20, (705, 0)), far := make.call(22, (-1500, 0), region=HERE))
    assert run.keys(near) == [key]
    assert run.keys(far) != [key]
    run.heard(run.engine.set_place(key, None, make.moment(25).timestamp()))
    assert details(run.of(founder)) == ["by_hand", "in_doubt_again"]


def test_without_any_member_that_has_a_place_it_is_nowhere_again(run: Any, make: Any, founder: Any) -> None:
    run.step(founder)
    key, spot = run.of(founder).key, make.point(700, 0)
    for place in ((spot["lat"], spot["lon"]), None):
        run.heard(run.engine.set_place(key, place, make.moment(10).timestamp()))
    assert details(run.of(founder)) == ["ask_address", "by_hand", "in_doubt_again"]
    run.restored()
    run.step(exact := make.call(30, (-1500, 0), region=HERE, **SMOKE))
    assert run.keys(exact) == [key]


def test_a_merge_settles_it_and_taking_that_back_does_not_leave_it_settled(run: Any, make: Any, founder: Any) -> None:
    other = make.camera(5, (400, 0), camera_id="cam-9", label="abandonment")
    run.step(founder, other)
    key, into = run.of(other).key, run.of(founder).key
    assert key != into
    run.heard(run.engine.merge(key, into, make.moment(10).timestamp()))
    assert details(run.of(founder)) == []
    run.step(near := make.call(20, (405, 0), text="불이야"))
    assert run.keys(near) == [into]
    run.heard(run.engine.split(into, [_ref(near)], make.moment(25).timestamp()))
    run.heard(run.engine.unmerge(key, make.moment(30).timestamp()))
    assert details(run.of(founder)) == ["ask_address"]
    run.step(same := make.call(40, None, region=HERE, **SMOKE))
    assert run.keys(same) == [into]


def _ref(event: Any) -> Any:
    return EventRef(event.source, event.id)


def test_the_district_is_read_from_what_the_caller_calls_it(run: Any, make: Any, rules: Any) -> None:
    run.engine = Engine(rules, Gazetteer(load_city()))
    run.step(call := make.call(0, None, place="서울시도봉구 어디쯤", text="연기가 나요"))
    assert (run.of(call).region, details(run.of(call))) == ("11320", ["ask_address"])
    run.step(two := make.call(1, None, place="중앙시장에서", text="불이야"))
    assert {spot.place for spot in run.of(two).candidates} == {
        "중구 서울중앙시장",
        "영등포구 대림중앙시장",
        "관악구 신림중앙시장",
    }
    assert details(run.of(two)) == ["ask_district"]
