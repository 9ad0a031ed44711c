from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime

import msgspec
import pytest

from alerts.events import Event, Sensor, Unit, event_type, to_json
from alerts.places import CityProfile
from alerts.validation import check
from feeds.city import DEMO, City, Disturbance

Lived = tuple[City, list[Event]]
START = datetime.fromisoformat("2026-11-21T21:00:00+09:00")
BEGIN = START.timestamp()


def test_the_same_seed_makes_the_same_city_in_whatever_steps(seoul: CityProfile) -> None:
    once = City(seoul, 5, START, pace=DEMO)
    events = once.stream(BEGIN + 120)
    again, pieces, at = City(seoul, 5, START, pace=DEMO), [], BEGIN
    for step in (0.05, 3.0, 0.4, 41.0, 8.0, 67.55):
        at += step
        pieces += again.stream(at)
    assert b"\n".join(map(to_json, pieces)) == b"\n".join(map(to_json, events))
    common = {name: again.truth[name] for name in ((e.source, e.id) for e in events) if name in again.truth}
    assert common == {name: label for name, label in once.truth.items() if name in common}
    assert common


def test_another_seed_makes_another_city_with_other_ids(live: Callable[..., Lived]) -> None:
    _, one = live(30, seed=1)
    _, other = live(30, seed=2)
    assert not {(e.source, e.id) for e in one} & {(e.source, e.id) for e in other}


def test_advance_gives_the_same_by_source(seoul: CityProfile) -> None:
    whole = City(seoul, 5, START).stream(BEGIN + 40)
    by_source = City(seoul, 5, START).advance(BEGIN + 40)
    assert dict(by_source) == {source: [e for e in whole if e.source == source] for source, _ in by_source}
    assert sum(len(events) for _, events in by_source) == len(whole)


def test_events_come_in_order_of_time_up_to_the_time_asked_for(evening: Lived) -> None:
    _, events = evening
    times = [event.time.timestamp() for event in events]
    assert times == sorted(times)
    assert times[0] >= BEGIN
    assert times[-1] <= BEGIN + 5400
    assert all(event.time.utcoffset() == START.utcoffset() for event in events)


def test_names_are_unique(evening: Lived) -> None:
    _, events = evening
    assert len({(event.source, event.id) for event in events}) == len(events)


def test_every_event_is_valid_and_survives_the_wire(evening: Lived) -> None:
    _, events = evening
    assert check(events) == []
    some = [event for event in events if not isinstance(event, Unit)][::3]
    assert msgspec.json.decode(msgspec.json.encode(some), type=list[Event]) == some
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(some[:2000]), type=list[Event]) == some[:2000]


def test_about_fifty_events_a_second_and_a_tenth_of_them_reports(evening: Lived) -> None:
    city, events = evening
    assert 35 < len(events) / 5400 < 65
    reports = sum((event.source, event.id) in city.truth for event in events)
    assert 0.08 < reports / len(events) < 0.17
    kinds = Counter(event_type(event) for event in events)
    assert set(kinds) == {"cctv", "dispatch", "unit", "disaster", "journey", "tracker", "vehicle", "sensor"}
    sources = {event.source for event in events}
    assert sources >= {"112", "119", "120", "units", "safe-return", "sensors", "weather", "trackers", "anpr", "cctv-seongdong"}


def test_every_report_has_its_truth_and_nothing_else_has_one(evening: Lived) -> None:
    city, events = evening
    for event in events:
        ordinary = isinstance(event, Unit) or (isinstance(event, Sensor) and event.level == "normal")
        if event_type(event) == "journey":
            ordinary = event.stage not in ("sos", "sos_cancelled")  # type: ignore[union-attr]
            if city.truth.get((event.source, event.id), "").startswith(("off-route-", "overdue-")):
                continue
        assert ((event.source, event.id) in city.truth) is not ordinary, event


@pytest.mark.parametrize("rate", [0.2, 20.0])
def test_the_rate_scales_what_happens(live: Callable[..., Lived], rate: float) -> None:
    seconds = 300 / rate
    _, events = live(seconds, rate=rate, scripted=False)
    assert 0.6 < len(events) / 300 / 47 < 1.4
    positions = sum(isinstance(event, Unit) for event in events)
    assert 0.55 < positions / len(events) < 0.85


def test_a_thousandfold_city_is_still_a_city(live: Callable[..., Lived]) -> None:
    city, events = live(0.5, rate=1000)
    assert 12_000 < len(events) < 45_000
    assert check(events) == []
    assert len({(event.source, event.id) for event in events}) == len(events)
    assert len({event.unit_id for event in events if isinstance(event, Unit)}) > 5000
    assert city.truth


def test_more_reports_without_more_positions(live: Callable[..., Lived]) -> None:
    usual, _ = live(240, scripted=False)
    storm, events = live(240, scripted=False, disturbance=Disturbance(reports=6.0))
    assert len(storm.truth) > 4 * len(usual.truth)
    assert sum(isinstance(event, Unit) for event in events) < 12_000


def test_needs_an_offset_and_a_rate(seoul: CityProfile) -> None:
    with pytest.raises(ValueError, match="offset"):
        City(seoul, 1, datetime(2026, 11, 21))  # noqa: DTZ001
    with pytest.raises(ValueError, match="rate"):
        City(seoul, 1, START, 0.0)


def test_without_truth_nothing_piles_up(live: Callable[..., Lived]) -> None:
    city, _ = live(60, keep_truth=False)
    assert city.truth == {}
