"""Many at one address at once are one incident, whatever such calls usually are; a busy address is none."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

HOTEL = (0.0, 0.0)
WATCHED_S = 7200.0


def quiet_city(make: Any, seed: int, until: float) -> list[Any]:
    """An ordinary city's calls, one a minute from two hundred addresses."""
    chance = random.Random(seed)
    addresses = [(chance.uniform(-4000, 4000), chance.uniform(-4000, 4000)) for _ in range(200)]
    calls, at = [], 0.0
    while at < until:
        at += chance.expovariate(1 / 60)
        sort = chance.choice(["구급", "화재경보", "교통사고", "건물 화재", "시설"])
        calls.append(make.call(at, chance.choice(addresses), category=sort, code="other"))
    return calls


def pieces(run: Any, calls: list[Any]) -> list[int]:
    return [count for _, count in Counter(run.keys(*calls)).most_common()]


@pytest.mark.parametrize("sort", ["시설", "화재경보", "구급", "기타 출동"])
@pytest.mark.parametrize(("many", "every_s"), [(12, 0.0), (30, 20.0)])
def test_units_sent_to_one_alarm_are_one_incident(run: Any, make: Any, sort: str, many: int, every_s: float) -> None:
    units = [make.call(WATCHED_S + 60 + at * every_s, HOTEL, category=sort, code="other") for at in range(many)]
    run.step(*quiet_city(make, 1, WATCHED_S), *units)
    assert pieces(run, units) == [many]


def test_also_where_there_were_alarms_before(run: Any, make: Any) -> None:
    before = [make.call(1500.0 * at, HOTEL, category="시설", code="other") for at in (1, 1.001, 2, 2.001, 3, 3.001, 4, 4.001)]
    units = [make.call(WATCHED_S + 60 + 10.0 * at, HOTEL, category="시설", code="other") for at in range(20)]
    run.step(*before, *quiet_city(make, 2, WATCHED_S), *units)
    largest, *others = pieces(run, units)
    assert largest >= 15
    assert others == [1] * (20 - largest), "what came before it was one too many stands alone"


def test_a_busy_address_is_no_incident_in_a_city_not_yet_known(run: Any, make: Any) -> None:
    """A hospital with 125 calls an hour, from the first minute on."""
    chance = random.Random(3)
    times = sorted(chance.uniform(0, 3600) for _ in range(125))
    calls = [make.ems(at, HOTEL, text=f"환자 {at:.0f}") for at in times]
    run.step(*calls)
    assert max(pieces(run, calls)) < 10
    assert all(run.of(call).highest > 1 for call in calls if run.keys(call) != [None])


def test_a_burst_does_not_depend_on_how_it_comes(new_run: Any, new_make: Any) -> None:
    def labels(size: int, restart: bool) -> Any:
        run, make = new_run(), new_make()
        city = quiet_city(make, 4, WATCHED_S)
        units = [make.call(WATCHED_S + 9.0 * at, HOTEL, category="시설", code="other") for at in range(14)]
        units += [make.call(WATCHED_S + 9.0 * at + 4, (3.0, 2.0), category="시설", code="other") for at in range(5)]
        events = city + sorted(units, key=lambda event: event.time)
        for start in range(0, len(events), size):
            run.step(*events[start : start + size])
            if restart and start > len(city):
                run.restored()
        run.flush()
        return run.labels, run.records()

    whole = labels(1000, restart=False)
    assert labels(1, restart=False) == whole
    assert labels(5, restart=True) == whole


@pytest.mark.parametrize("sort", ["시설", "구급", "기타 출동"])
def test_calls_from_all_around_one_building_are_one(run: Any, make: Any, sort: str) -> None:
    """Such a call seldom brings a second one, no two give the same coordinates, and they come slower and slower."""
    chance = random.Random(5)
    times = sorted(min(chance.expovariate(1 / 90), 300.0) for _ in range(24))
    calls = [make.call(WATCHED_S + at, (chance.gauss(0, 40), chance.gauss(0, 40)), category=sort, code="other") for at in times]
    run.step(*quiet_city(make, 5, WATCHED_S), *calls)
    assert pieces(run, calls) == [24]
