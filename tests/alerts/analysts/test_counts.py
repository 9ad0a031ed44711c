"""Silence and surges: what is not there, and what is there too often."""

from __future__ import annotations

import random
from typing import Any

import pytest

from alerts.analysts.surges import tail


def cameras(make: Any, since: int, until: int, every: int, region: str) -> list[Any]:
    return [
        make.camera(at, (at % 977 * 9, at % 1013 * 9), camera_id=f"{region}-{at % 40}", track_id=f"{region}{at}",
                    label="loitering", region=region, source=f"cctv-{region}")
        for at in range(since, until, every)
    ]  # fmt: skip


def alarms(run: Any) -> list[Any]:
    incidents = [run.engine.incident(key) for key in run.engine.open_keys()]
    return [one for one in incidents if any(reason.rule == "finding" for reason in one.why)]


def test_a_district_that_falls_silent_is_one_alarm_and_speaks_again(run: Any, make: Any) -> None:
    run.step(*cameras(make, 0, 1800, 5, "11140"), *cameras(make, 0, 3000, 5, "11170"))
    (silent,) = alarms(run)
    assert (silent.kind, silent.priority, silent.region, silent.event_ids) == ("facility", 3, "11140", [])
    assert silent.title == "카메라 무응답 · 11140"
    run.step(*cameras(make, 3000, 3100, 5, "11140"))
    (again,) = alarms(run)
    assert [reason.detail for reason in again.why] == ["silence_cameras", "silence_over"]


def test_nothing_is_silent_before_it_is_known(run: Any, make: Any) -> None:
    run.step(*cameras(make, 0, 600, 5, "11140"), *cameras(make, 0, 3000, 5, "11170"))
    assert alarms(run) == []


def test_a_district_that_hardly_ever_speaks_is_never_silent(run: Any, make: Any) -> None:
    run.step(*cameras(make, 0, 7200, 600, "11140"), *cameras(make, 0, 9000, 5, "11170"))
    assert alarms(run) == []


def floods(make: Any, since: float, until: float, count: int, seed: int) -> list[Any]:
    chance = random.Random(seed)
    times = sorted(chance.uniform(since, until) for _ in range(count))
    return [
        make.call(at, (chance.uniform(-9000, 9000), chance.uniform(-9000, 9000)), service="112", code="3", category="침수",
                  region="11140")
        for at in times
    ]  # fmt: skip


def test_many_floods_in_a_district_are_one_surge(run: Any, make: Any) -> None:
    usual = floods(make, 0, 14_400, 4, 1)
    for call in usual:
        run.step(call)
    assert alarms(run) == []
    for call in floods(make, 14_400, 15_300, 14, 2):
        run.step(call)
    run.step(make.call(15_400, (0, 0), region="11170"))
    (surge,) = [one for one in alarms(run) if any(reason.detail == "rate_surge" for reason in one.why)]
    assert (surge.kind, surge.priority, surge.region) == ("flood", 3, "11140")


def test_a_surge_of_what_a_district_has_never_had_is_one(run: Any, make: Any) -> None:
    for at in range(0, 14_400, 240):
        run.step(make.call(at, (at % 7000, 4000), service="112", code="3", category="교통사고", region="11170"))
    assert alarms(run) == []
    for call in floods(make, 14_400, 15_000, 12, 2):
        run.step(call)
    run.step(make.call(15_400, (0, 0), region="11170"))
    (surge,) = [one for one in alarms(run) if any(reason.detail == "rate_surge" for reason in one.why)]
    assert (surge.kind, surge.region) == ("flood", "11140")


def test_the_first_hours_know_no_surge(run: Any, make: Any) -> None:
    for call in floods(make, 3600, 5000, 14, 2):
        run.step(call)
    run.step(make.call(6000, (0, 0), region="11170"))
    assert not [one for one in alarms(run) if any(reason.detail == "rate_surge" for reason in one.why)]


def test_the_chance_of_a_count_is_poissons_where_the_rate_is_known() -> None:
    assert tail(3, 1e7, 1e7, 1.0) == pytest.approx(0.0803, abs=2e-4)  # Poisson(1): P(K >= 3)
    assert tail(3, 2.0, 2.0, 1.0) > tail(3, 1e7, 1e7, 1.0)
