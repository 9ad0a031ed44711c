"""A place that may be several: weighed at each, settled by an exact report or by a person, and in doubt again."""

from __future__ import annotations

from typing import Any

import pytest

from alerts.correlation import Engine
from alerts.events import Candidate
from alerts.places import Gazetteer, load_city


@pytest.fixture
def doubtful(make: Any) -> Any:
    """A call from one of two places of one name, 3 km apart."""
    spots = [Candidate(name, **make.point(*where)) for name, where in (("시청역 1번", (0, 0)), ("시청역 2번", (3000, 0)))]
    return make.call(0, None, place="시청역", candidates=spots, text="연기가 나요")


def meant(incident: Any) -> list[Any]:
    return [why.detail for why in incident.why if why.rule == "place"]


def test_it_says_which_places_are_meant_and_what_would_settle_it(run: Any, make: Any, doubtful: Any) -> None:
    run.step(doubtful)
    incident = run.of(doubtful)
    assert [spot.place for spot in incident.candidates] == ["시청역 1번", "시청역 2번"]
    assert (incident.lat, incident.lon) == (None, None)
    [reason] = [why for why in incident.why if why.rule == "place"]
    assert (reason.detail, reason.value) == ("ask_landmark", 2.0)
    assert reason.words == ["시청역 1번", "시청역 2번"]
    near = [Candidate("가", **make.point(0, 5000)), Candidate("나", **make.point(90, 5000))]
    run.step(close := make.call(1, None, place="역", candidates=near))
    assert meant(run.of(close)) == ["ask_exit"]


@pytest.mark.parametrize("east", [10, 3010])
def test_an_exact_report_settles_it(run: Any, make: Any, doubtful: Any, east: float) -> None:
    run.step(doubtful, exact := make.call(20, (east, 5), text="연기가 나요"))
    assert run.keys(doubtful) == run.keys(exact)
    incident = run.of(doubtful)
    assert incident.candidates == []
    assert meant(incident) == ["settled"]
    assert incident.lon == pytest.approx(exact.lon, abs=1e-3)


def test_the_doubtful_name_itself_settles_nothing_a_surer_name_does(new_run: Any, make: Any, rules: Any) -> None:
    run = type(new_run())(Engine(rules, Gazetteer(load_city("seoul"))))
    spots = [Candidate(name, *where) for name, where in (("강남역", (37.4979, 127.0276)), ("강남대로", (37.5100, 127.0200)))]
    first = make.call(0, None, place="강남역", candidates=spots, text="연기가 나요")
    run.step(first, again := make.call(20, None, place=" 강남역 ", text="연기가 나요"))
    assert run.keys(first) == run.keys(again)
    assert [spot.place for spot in run.of(first).candidates] == ["강남역", "강남대로"]
    run.step(surer := make.call(40, None, place="강남역 사거리", text="강남역 연기가 나요"))
    assert run.keys(first) == run.keys(surer)
    assert meant(run.of(first)) == ["settled"]


def test_a_person_settles_it_and_takes_it_back(run: Any, make: Any, doubtful: Any) -> None:
    run.step(doubtful)
    key, there = run.of(doubtful).key, doubtful.candidates[1]
    delta = run.heard(run.engine.set_place(key, (there.lat, there.lon), make.moment(10).timestamp()))
    assert delta.changed == [key]
    settled = run.of(doubtful)
    assert settled.candidates == []
    assert (settled.lat, settled.lon) == (pytest.approx(there.lat, abs=1e-6), pytest.approx(there.lon, abs=1e-6))
    assert meant(settled) == ["by_hand"]
    run.step(elsewhere := make.call(20, (5, 0)), here := make.call(25, (3005, 0)))
    assert run.keys(elsewhere) != [key], "what a person said holds against a report at the other place"
    assert run.keys(here) == [key]
    run.restored()
    run.step(later := make.call(15, (3004, 4)), again := make.call(30, (6, 3)))
    assert run.keys(later) == [key], "also after a restart, and for a report that comes late"
    assert run.keys(again) == run.keys(elsewhere)


def test_in_doubt_again_it_is_weighed_at_each_place(run: Any, make: Any, doubtful: Any) -> None:
    run.step(doubtful)
    key, there = run.of(doubtful).key, doubtful.candidates[1]
    run.heard(run.engine.set_place(key, (there.lat, there.lon), make.moment(10).timestamp()))
    run.heard(run.engine.set_place(key, None, make.moment(20).timestamp()))
    incident = run.of(doubtful)
    assert [spot.place for spot in incident.candidates] == ["시청역 1번", "시청역 2번"]
    assert meant(incident) == ["ask_landmark", "by_hand", "in_doubt_again"]
    run.step(exact := make.call(30, (8, 0)))
    assert run.keys(exact) == [key]
    assert run.of(doubtful).candidates == []


def test_a_caller_without_a_place_is_given_one(run: Any, make: Any) -> None:
    run.step(first := make.call(0, None, region="11140", text="불이야"))
    key = run.of(first).key
    assert run.of(first).region == "11140"
    point = make.point(500, 500)
    run.heard(run.engine.set_place(key, (point["lat"], point["lon"]), make.moment(10).timestamp()))
    run.step(near := make.call(20, (505, 500)), far := make.call(25, (5000, 0)))
    assert run.keys(near, far) == [key, run.of(far).key]
    assert run.of(far).key != key


def test_what_people_do_survives_what_comes_late_and_a_restart(new_run: Any, new_make: Any) -> None:
    def result(*, late: bool, restart: bool) -> Any:
        run, make = new_run(), new_make()
        spots = [Candidate(name, **make.point(*where)) for name, where in (("가", (0, 0)), ("나", (3000, 0)))]
        doubtful = make.call(0, None, place="시청역", candidates=spots)
        there = [make.call(at * 10 + 5, (3000 + at * 5, 400)) for at in range(3)]
        others = [make.call(at * 10 + 7, (at * 5, 0)) for at in range(3)]
        between = make.call(6, (-4, 3))
        run.step(doubtful, *there, *others, *([] if late else [between]))
        key, other, third = run.of(doubtful).key, run.of(there[0]).key, run.of(others[2]).key
        for act in (
            lambda at: run.engine.set_place(key, (spots[1].lat, spots[1].lon), at),
            lambda at: run.engine.merge(other, key, at),
            lambda at: run.engine.set_kind(key, "facility", at),
            lambda at: run.engine.unmerge(other, at),
            lambda at: run.engine.set_place(key, None, at),
            lambda at: run.engine.keep_open(third, at),
        ):  # fmt: skip
            run.heard(act(make.moment(40).timestamp()))
        if late:
            run.step(between)
        if restart:
            run.restored()
        run.step(make.call(45, (3, 3)), make.call(46, (3003, 402)))
        run.flush()
        return run.labels, run.records()

    plain = result(late=False, restart=False)
    assert result(late=False, restart=True) == plain
    assert result(late=True, restart=False) == plain
    assert result(late=True, restart=True) == plain


def test_three_code_0_calls_are_critical_wherever_they_are_from(run: Any, make: Any) -> None:
    """Nobody knows which of two places is meant, but that all three tell of one thing."""
    spots = [Candidate(name, **make.point(*where)) for name, where in (("센터 1", (0, 0)), ("센터 2", (3000, 0)))]
    text = "센터에서 칼부림 났어요"
    calls = [
        make.call(at, None, place="센터", candidates=spots, service="112", code="0", category="폭력", text=text)
        for at in (0, 70, 140)
    ]
    run.step(*calls[:2])
    assert run.of(calls[0]).priority == 2
    run.step(calls[2])
    assert len(set(run.keys(*calls))) == 1, "else the test shows nothing"
    assert run.of(calls[2]).priority == 1
    assert [why.detail for why in run.of(calls[2]).why if why.rule == "pattern"] == ["code_0_incident"]
