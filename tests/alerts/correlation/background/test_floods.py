"""Much of the same: busy addresses, chattering cameras, and a storm of calls."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

CALLS = 20_000


def test_ordinary_calls_at_a_hospital_s_door_are_not_one_disaster(run: Any, make: Any) -> None:
    chance = random.Random(11)
    calls = []
    at = 0.0
    while at < 4 * 3600.0:
        run.step(call := make.ems(at, (chance.gauss(0, 10), chance.gauss(0, 10))))
        if at >= 2 * 3600.0:
            calls.append(call)
            assert all(run.engine.incident(key).priority >= 2 for key in run.keys(call))
        run.step(make.ems(at + 30, (chance.uniform(-8000, 8000), chance.uniform(-8000, 8000)), source="other"))
        at += chance.uniform(90, 150)
    run.flush()
    sizes = Counter(run.labels[call.source, call.id] for call in calls)
    assert len(calls) > 50
    assert max(sizes.values()) <= 6, "six calls in ten minutes at most are taken for one"
    assert len(sizes) > len(calls) / 3


@pytest.mark.parametrize("tracks", ["none", "one", "several", "new"])
def test_a_chattering_camera_is_one_source_and_never_critical(run: Any, make: Any, tracks: str) -> None:
    seen = []
    for at in range(150):
        track = {"none": None, "one": "t1", "several": f"t{at % 4}", "new": f"t{at}"}[tracks]
        seen.append(make.camera(at * 6, label="fire", track_id=track, confidence=0.95))
        run.step(seen[-1])
        incident = run.of(seen[-1])
        assert incident.priority == 4, "as urgent as one camera's word and no more"
        assert incident.sources == 1
    assert len(set(run.keys(*seen))) <= 5


def test_the_end_of_a_track_is_no_second_detection(run: Any, make: Any) -> None:
    first = [make.camera(0, label="loitering", track_id="a"), make.camera(20, label="loitering", track_id="a", ended=True)]
    run.step(*first, second := make.camera(30, label="loitering", track_id="b"))
    assert len(set(run.keys(*first))) == 1
    assert run.of(second).key != run.of(first[0]).key, "two tracks within a minute are not chatter yet"
    run.step(third := make.camera(50, label="loitering", track_id="c"))
    assert run.of(third).key == run.of(second).key


def test_a_camera_that_always_says_much_is_not_taken_for_chatter(run: Any, make: Any) -> None:
    for at in range(0, 3 * 3600, 40):
        run.step(make.camera(at, label="loitering", track_id=f"t{at}"))
    seen = [make.camera(3 * 3600 + at, label="loitering", track_id=f"u{at}") for at in range(0, 120, 20)]
    run.step(*seen)
    assert len(set(run.keys(*seen))) == len(seen)


def test_a_chattering_camera_makes_a_real_fire_no_more_certain_than_once(run: Any, make: Any) -> None:
    run.step(call := make.call(0), *[make.camera(10 + at * 6, (5, 5), track_id=f"t{at}") for at in range(60)])
    assert run.of(call).sources <= 2


def test_twenty_thousand_calls_from_one_point_in_one_second_end_and_stay_bounded(run: Any, make: Any) -> None:
    calls = [make.call(at / CALLS) for at in range(CALLS)]
    run.step(*calls)
    run.step(*calls[-500:])
    assert run.duplicates == 500
    run.flush()
    assert len(run.labels) == CALLS
    assert all(run.labels.values())
    assert 1 <= len(run.ids) <= 5, "one incident, or the few that a district's worst day is"
    assert sum(record["reports"] for record in run.records()) == CALLS


@pytest.mark.parametrize("label", ["fire", "loitering"])
def test_twenty_thousand_cameras_at_one_point_in_one_second_are_one_incident(run: Any, make: Any, label: str) -> None:
    seen = [make.camera(at / CALLS, camera_id=f"c{at}", label=label, track_id=f"t{at}") for at in range(CALLS)]
    run.step(*seen)
    run.step(make.call(120, (5000, 5000)))  # time goes on, and what stayed alone is looked at again
    assert len(set(run.keys(*seen))) == 1
    assert run.of(seen[0]).sources == CALLS


def test_one_camera_that_says_much_from_one_pole_is_not_many(run: Any, make: Any) -> None:
    seen = [make.camera(at * 25, camera_id="c", label="loitering", track_id=f"t{at}") for at in range(20)]
    run.step(*seen)
    assert all(run.of(event).sources == 1 for event in seen)


def test_a_kind_of_alarm_that_is_never_corroborated_is_believed_less(run: Any, make: Any) -> None:
    chance = random.Random(5)
    for at in range(600):  # a city whose cameras see stopped vehicles that nobody else ever speaks of
        where = (chance.uniform(-9000, 9000), chance.uniform(-9000, 9000))
        run.step(make.camera(at * 20, where, camera_id=f"c{at}", label="stopped_vehicle", track_id=f"t{at}"))
    rules = [report.name for report in run.engine.rules.reports]
    given = [report.real for report in run.engine.rules.reports]
    learned = run.engine.background.real
    stopped, smoke = rules.index("cctv_traffic"), rules.index("cctv_smoke")
    assert learned[stopped] < given[stopped] / 3
    assert learned[smoke] == given[smoke]
    run.restored()
    assert run.engine.background.real == learned


def test_when_every_camera_is_loud_none_of_them_chatters(run: Any, make: Any) -> None:
    chance = random.Random(3)
    seen = []
    for at in range(9000):  # 300 cameras, each of which loses and finds cars once in 15 s: a storm, or dense traffic
        camera = chance.randrange(300)
        where = (camera % 20 * 400, camera // 20 * 400)
        seen.append(make.camera(at / 10, where, camera_id=f"c{camera}", label="stopped_vehicle", track_id=f"t{at}"))
    run.step(*seen)
    run.flush()
    late = [run.labels[event.source, event.id] for event in seen[6000:]]
    assert len(set(late)) > 0.97 * len(late)


def test_a_quiet_camera_that_chatters_in_a_loud_city_still_does(run: Any, make: Any) -> None:
    for at in range(0, 3 * 3600, 60):
        camera = at // 60 % 30
        where = (camera % 6 * 900, camera // 6 * 900)
        run.step(make.camera(at, where, camera_id=f"c{camera}", label="loitering", track_id=f"o{at}"))
    seen = [make.camera(3 * 3600 + at, (9000, 0), label="loitering", track_id=f"u{at}") for at in range(0, 120, 15)]
    run.step(*seen)
    assert len(set(run.keys(*seen))) <= 3


def test_complaints_of_one_station_are_no_collision(run: Any, make: Any) -> None:
    told = {"service": "120", "code": None, "category": "대중교통"}
    texts = ["버스가 정류장을 그냥 지나갔어요", "지하철에 우산을 두고 내렸어요", "에스컬레이터가 멈췄어요"]
    calls = [make.call(at * 90, (at * 30, 0), text=text, **told) for at, text in enumerate(texts)]
    run.step(*calls)
    assert len(set(run.keys(*calls))) == 3
