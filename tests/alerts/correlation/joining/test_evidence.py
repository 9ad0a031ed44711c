"""Which reports are one incident, and which are not."""

from __future__ import annotations

from typing import Any

import pytest

from alerts.correlation.projection import to_plane
from alerts.events import Candidate, Disaster, Journey, Unit, Vehicle


def test_several_calls_about_one_fire_are_one_incident_and_say_why(run: Any, make: Any) -> None:
    spots = [(0, 0), (40, 10), (-30, 20), (10, -45), (20, 30)]
    calls = [make.call(at * 45, where, text="건물에서 불이 나요") for at, where in enumerate(spots)]
    priorities = []
    for call in calls:
        run.step(call)
        priorities.append(run.of(calls[0]).priority)
    assert len(set(run.keys(*calls))) == 1
    incident = run.of(calls[0])
    assert (incident.kind, incident.reports, incident.sources, incident.channels) == ("fire", 5, 5, {"119": 5})
    assert incident.event_ids == [call.id for call in calls]
    joins = [why for why in incident.why if why.rule == "join"]
    assert [why.events[0].id for why in joins] == [call.id for call in calls[1:]]
    assert joins[0].distance_m is not None
    assert 35 < joins[0].distance_m < 47
    for why in joins:
        assert why.distance_m is not None
        assert 0 < why.distance_m <= 75
        assert why.seconds == 45.0
        assert why.nats is not None
        assert why.nats >= run.engine.rules.engine.join_nats
    assert priorities == sorted(priorities, reverse=True)
    assert priorities[0] == 4
    assert priorities[-1] <= 2


def test_two_fires_300_m_apart_in_the_same_minute_stay_two(run: Any, make: Any) -> None:
    here = [make.call(at * 12, (at * 8, 0)) for at in range(5)]
    there = [make.call(at * 12 + 5, (300 + at * 8, 0)) for at in range(5)]
    for pair in zip(here, there, strict=True):
        run.step(*pair)
    assert len(set(run.keys(*here))) == 1
    assert len(set(run.keys(*there))) == 1
    assert run.of(here[0]).key != run.of(there[0]).key


def test_a_fire_call_to_the_police_joins_the_fire(run: Any, make: Any) -> None:
    run.step(*[make.call(at * 20, (at * 10, 0)) for at in range(3)])
    police = make.call(70, (25, 20), service="112", code="2", category="화재", source="call-112")
    run.step(police)
    assert run.of(police).sources == 4
    assert run.of(police).channels == {"119": 3, "112": 1}


def test_callers_of_one_smell_of_gas_are_one_incident_and_urgent(run: Any, make: Any) -> None:
    gas = {"code": None, "category": "가스 누출", "text": "가스 냄새가 나요"}
    spots = [(0, 0), (90, 20), (-60, 70), (30, -80), (70, 60)]
    calls = [make.call(at * 120, where, service="119" if at % 2 else "112", **gas) for at, where in enumerate(spots)]
    run.step(*calls)
    assert len(set(run.keys(*calls))) == 1
    assert run.of(calls[0]).priority == 1


def test_two_cameras_that_see_one_crowd_are_one_incident(run: Any, make: Any) -> None:
    sites = {f"h{at}": (9000 + at * 90, 0) for at in range(4)} | {f"c{at}": (at % 6 * 900, at // 6 * 900) for at in range(30)}
    for hour in range(1):  # cameras that see a crowd now and then, each where it stands
        for at, (camera, where) in enumerate(sites.items()):
            run.step(make.camera(hour * 3600 + at * 100, where, camera_id=camera, label="crowd", track_id=f"o{hour}{at}"))
    here = [
        make.camera(12_100 + at * 30, where, camera_id=camera, label="crowd", track_id=f"n{at}")
        for at, (camera, where) in enumerate(list(sites.items())[:4])
    ]
    call = make.call(12_130, (9060, 30), service="112", code="1", category="인파 밀집")
    run.step(*sorted([*here, call], key=lambda event: event.time))
    assert len(set(run.keys(*here, call))) == 1


def test_priority_never_falls_by_itself(run: Any, make: Any) -> None:
    fire = [make.call(at * 20, (at * 5, 0)) for at in range(7)]
    run.step(*fire)
    assert run.of(fire[0]).priority == 1
    for at in range(300, 2400, 60):
        run.step(make.sensor(at, (8000, 8000), sensor_id=f"n{at}", level="attention"), make.ems(at, (-9000, at * 10)))
        assert run.of(fire[0]).priority == 1
    run.step(*[make.call(2400, (6, 0), call_id=call.call_id, stage="closed") for call in fire])
    assert run.of(fire[0]).priority == 1
    assert run.of(fire[0]).highest == 1


def test_an_hour_later_at_the_same_place_is_another_incident(run: Any, make: Any) -> None:
    run.step(first := make.call(0))
    run.step(second := make.call(4000))
    assert run.of(first).key != run.of(second).key


def test_exercises_and_tests_do_not_mix_with_what_is_real(run: Any, make: Any) -> None:
    run.step(real := make.call(0), drill := make.call(5, (3, 0), status="exercise"))
    assert run.of(real).key != run.of(drill).key
    assert (run.of(real).status, run.of(drill).status) == ("actual", "exercise")


def test_positions_and_normal_readings_alone_are_no_incident(run: Any, make: Any) -> None:
    silent = []
    for at in range(30):
        silent += [
            Unit(**make.base("avl", at * 10, (0, 0)), service="112", unit_id="p1", call_id="c1"),
            make.sensor(at * 10, level="normal"),
            make.sensor(at * 10, sensor_id="s-2"),
            Journey(**make.base("escort", at * 10, (0, 0)), journey_id="j1", stage="position"),
        ]
    for event in silent:
        delta = run.step(event)
        assert delta.changed == []
    run.flush()
    assert len(run.labels) == len(silent)
    assert set(run.labels.values()) == {""}
    assert run.ids == {}


def test_links_join_for_certain_wherever_they_are(run: Any, make: Any) -> None:
    far = (9000.0, 9000.0)
    call = [make.call(0), make.call(300, far, call_id="x", stage="arrived")]
    call[0].call_id = "x"
    journey = [
        Journey(**make.base("escort", 10, (0, 500)), journey_id="j1", stage="sos"),
        Journey(**make.base("escort", 400, far), journey_id="j1", stage="position"),
    ]
    plate = [
        Vehicle(**make.base("plates", 20, (0, 1000)), camera_id="a", plate="12가3456", list="stolen"),
        Vehicle(**make.base("plates", 500, far), camera_id="b", plate="12가3456", list="stolen"),
    ]
    alert = [
        Disaster(**make.base("cap", 30, None), identifier="KR-1", msg_type="Alert", event="호우주의보"),
        Disaster(
            **make.base("cap", 600, far), identifier="KR-2", msg_type="Update", event="호우경보",
            references=["kma@korea.kr,KR-1,2026-03-02T10:00:30+09:00"],
        ),
    ]  # fmt: skip
    groups = {"call_id": call, "journey_id": journey, "plate": plate, "identifier": alert}
    run.step(*sorted((event for group in groups.values() for event in group), key=lambda event: event.time))
    assert len({run.of(group[0]).key for group in groups.values()}) == 4
    for name, (first, second) in groups.items():
        incident = run.of(first)
        assert run.of(second).key == incident.key
        assert [(why.entity, why.events[0].id) for why in incident.why if why.rule == "entity"] == [(name, second.id)]


def test_another_call_or_plate_as_far_away_is_another_incident(run: Any, make: Any) -> None:
    run.step(here := make.call(0), there := make.call(10, (9000, 9000)))
    assert run.of(here).key != run.of(there).key


def _spot(make: Any, name: str, where: tuple[float, float]) -> Candidate:
    return Candidate(name, **make.point(*where))


def test_a_place_with_two_meanings_keeps_both_until_an_exact_event_settles_it(run: Any, make: Any) -> None:
    both = [_spot(make, "중앙시장 서문", (0, 0)), _spot(make, "중앙시장", (6000, 0))]
    run.step(unsure := make.call(0, None, place="중앙시장", candidates=both))
    assert [c.place for c in run.of(unsure).candidates] == ["중앙시장 서문", "중앙시장"]
    assert any(why.rule == "place" for why in run.of(unsure).why)
    run.step(exact := make.call(30, (6010, 5)))
    incident = run.of(exact)
    assert incident.key == run.of(unsure).key
    assert incident.candidates == []
    assert "settled" in [why.detail for why in incident.why if why.rule == "place"]
    spot = make.point(6010, 5)
    assert incident.lat is not None
    assert abs(incident.lat - spot["lat"]) < 1e-3
    assert incident.lon is not None
    assert abs(incident.lon - spot["lon"]) < 1e-3
    run.step(other := make.call(60, (0, 0)))  # the meaning that was ruled out takes no more reports
    assert run.of(other).key != incident.key


def test_a_call_from_nowhere_known_is_an_incident_of_its_district(run: Any, make: Any) -> None:
    run.step(lost := make.call(0, None, place="우리 집", region="11140"))
    incident = run.of(lost)
    assert (incident.region, incident.lat, incident.lon, incident.kind) == ("11140", None, None, "fire")
    run.flush()
    assert run.labels[lost.source, lost.id] == "INC-20260302-0001"


def test_different_plates_are_different_vehicles_however_near(run: Any, make: Any) -> None:
    first = Vehicle(**make.base("plates", 0, (0, 0)), camera_id="a", plate="12가3456", list="stolen")
    second = Vehicle(**make.base("plates", 5, (0, 0)), camera_id="b", plate="34나7890", list="stolen")
    run.step(first, second)
    assert run.of(first).key != run.of(second).key


def test_the_same_words_do_not_join_vague_calls_across_kilometres(run: Any, make: Any) -> None:
    told = {
        "service": "120",
        "code": None,
        "category": "상하수도",
        "text": "길에서 물이 솟아요 상수도 누수 같아요",
        "region": "11140",
    }
    run.step(here := make.call(0, (0, 0), place="중구 필동1가 12-3", **told))
    run.step(
        far := make.call(60, (2500, 0), place="중구 신당동", **told), near := make.call(90, (350, 0), place="중구 필동", **told)
    )
    assert run.of(far).key != run.of(here).key
    assert run.of(near).key == run.of(here).key


def test_a_quarter_s_name_alone_joins_no_strangers(run: Any, make: Any) -> None:
    for at in range(240):
        run.step(make.call(at * 30, (at * 50 - 6000, at % 7 * 900), service="120", code=None, category="쓰레기",
                           region=f"11{at % 5}40", place=f"구{at % 5}구 동{at % 20}동"))  # fmt: skip
    fire = [make.call(7300 + at * 20, (at * 10, 0), region="11140", place="구1구 동1동 12-3") for at in range(4)]
    litter = make.call(7400, None, service="120", code=None, category="쓰레기", region="11140", place="구1구 동1동",
                       text="쓰레기를 무단으로 버렸어요")  # fmt: skip
    run.step(*fire, litter)
    assert run.of(litter).key != run.of(fire[0]).key


def test_the_same_address_joins_what_place_and_time_leave_open(run: Any, make: Any) -> None:
    drunk = {"service": "112", "code": "2", "category": "주취자"}
    here = make.call(0, (0, 0), place="역삼동 한빛아파트 105동", **drunk)
    same = make.call(150, (80, 40), place="역삼동 한빛아파트 105동", **drunk)
    other = make.call(150, (80, -40), place="역삼동 푸른빌라 2동", **drunk)
    run.step(here, same, other)
    assert run.of(same).key == run.of(here).key
    assert run.of(other).key != run.of(here).key
    [join] = [why for why in run.of(here).why if why.rule == "join"]
    assert "역삼동 한빛아파트 105동" in join.words


def test_an_address_that_everybody_there_names_proves_little(run: Any, make: Any) -> None:
    ill = {"service": "119", "code": "ems", "category": "질병"}
    for at in range(120):
        run.step(make.call(at * 120, (at % 5 * 10, at % 7 * 10), place="중앙병원 응급실", **ill))
    run.step(make.call(14_400, (20, 30), place="중앙병원 응급실", **ill))
    background, spot = run.engine.background, (0.0, 0.0)
    assert background.naming(14_400 + make.moment(0).timestamp(), "@중앙병원 응급실", *_plane(make, spot)) > 0.6
    assert background.naming(14_400 + make.moment(0).timestamp(), "@중앙병원 뒷문", *_plane(make, spot)) < 0.05


def _plane(make: Any, where: tuple[float, float]) -> tuple[float, float]:
    spot = make.point(*where)
    return to_plane(spot["lat"], spot["lon"])[:2]


def test_a_sure_detection_is_joined_where_an_unsure_one_is_not(run: Any, make: Any) -> None:
    keys = []
    for at, sure in enumerate((0.9, 0.45)):
        seen = make.camera(0, (at * 9000, 0), camera_id=f"c{at}", label="smoke", confidence=sure)
        call = make.call(10, (at * 9000 + 60, 30))
        run.step(seen)
        keys.append((seen, call))
    run.step(*[call for _, call in keys])
    assert [run.of(seen).key == run.of(call).key for seen, call in keys] == [True, False]


def test_fillers_are_no_reasons(run: Any, make: Any) -> None:
    text = "여기 좀 빨리 와주세요 남자가 있어요 지붕에서 불길이 솟구쳐요"
    first, second = make.call(0, (0, 0), text=text), make.call(30, (20, 0), text=text)
    run.step(first, second)
    words = next(why.words for why in run.of(second).why if why.rule == "join")
    assert {"지붕", "불길"} <= set(words), words
    assert not {"여기", "좀", "빨리", "남자", "있어"} & set(words)


@pytest.mark.parametrize("together", [True, False])
def test_once_a_place_is_settled_nothing_joins_at_the_other(run: Any, make: Any, together: bool) -> None:
    spots = [(0.0, 0.0), (5000.0, 0.0)]
    doubtful = make.call(0, None, place="중앙시장", candidates=[Candidate("중앙시장", **make.point(*spot)) for spot in spots])
    run.step(doubtful)
    here, there = make.call(20, (10, 0)), make.call(30, (5010, 0))
    for events in ([here, there],) if together else ([here], [there]):
        run.step(*events)
    assert run.of(here).key == run.of(doubtful).key
    assert run.of(there).key != run.of(doubtful).key


def _drunk(make: Any, at: float, where: tuple[float, float], **fields: Any) -> Any:
    return make.call(at, where, **({"service": "112", "code": "2", "category": "주취자"} | fields))


def test_what_a_call_is_put_under_tells_two_everyday_troubles_apart(run: Any, make: Any) -> None:
    first = _drunk(make, 0, (0, 0))
    again, other = _drunk(make, 120, (20, 0)), _drunk(make, 120, (0, 20), category="분실물")
    run.step(first, again, other)
    assert run.of(again).key == run.of(first).key
    assert run.of(other).key != run.of(first).key
    [join] = [why for why in run.of(first).why if why.rule == "join"]
    assert join.terms["heading"] > 0.3


def test_each_service_has_headings_of_its_own(run: Any, make: Any) -> None:
    run.step(*[make.call(at * 20, (at * 10, 0)) for at in range(3)])
    police = make.call(70, (25, 20), service="112", code="2", category="폭발", source="call-112")
    run.step(police)
    [join] = [why for why in run.of(police).why if why.events and why.events[0].id == police.id and why.rule == "join"]
    assert "heading" not in join.terms


def test_somebody_who_is_lost_is_looked_for_around_where_they_were_seen_last(run: Any, make: Any) -> None:
    lost = {"service": "112", "code": "2", "category": "보호조치", "text": "할머니가 잠옷 차림으로 헤매고 있어요"}
    seen = [make.call(at * 200, (at * 170, 0), **lost) for at in range(4)]
    run.step(*seen)
    assert len(set(run.keys(*seen))) == 1
    fire = [make.call(at * 200, (at * 170, 3000)) for at in range(4)]
    run.step(*fire)
    assert len(set(run.keys(*fire))) > 1


def test_a_caller_who_names_only_the_quarter_is_found_by_the_next_who_knows_the_house(run: Any, make: Any) -> None:
    vague = make.call(0, (430, 0), place="중구 필동", region="11140", text="연기가 나요")
    exact = make.call(40, (0, 0), place="중구 필동1가 12-3", region="11140", text="건물에서 연기가 나요")
    run.step(vague, exact)
    assert run.of(vague).key == run.of(exact).key
    incident = run.of(exact)
    assert incident.lon is not None
    assert incident.lon == pytest.approx(make.point(0, 0)["lon"], abs=3e-4)
    late = make.call(80, (-480, 0), place="중구 필동", region="11140", text="연기가 보여요")
    far = make.call(90, (420, 30), place="중구 필동2가 7", region="11140", text="불이 나요")
    run.step(late, far)
    assert run.of(late).key == incident.key
    assert run.of(far).key != incident.key
    incident = run.of(exact)
    assert incident.radius_m < 120.0, "who names only the quarter says nothing of how wide it is"
    assert incident.lon == pytest.approx(make.point(0, 0)["lon"], abs=1e-6)
    [join] = [why for why in incident.why if why.events and why.events[0].id == late.id]
    assert join.distance_m is None
