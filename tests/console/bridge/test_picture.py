from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from alerts.incidents import Incident
from alerts.picture import JourneySpot, Snapshot, Update
from console.bridge import bounded
from console.bridge.picture import Picture
from console.bridge.tick import Tick

NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def incident(key: str, title: str = "화재", **fields: Any) -> Incident:
    given: dict[str, Any] = {
        "id": "", "key": key, "kind": "fire", "title": title, "priority": 2, "state": "new", "opened": NOON, "updated": NOON,
        "lat": 37.5, "lon": 127.0, "radius_m": 30.0, "candidates": [], "event_ids": [], "related": [], "why": [], "history": [],
    }  # fmt: skip
    return Incident(**(given | fields))


def snapshot(n: int, *incidents: Incident) -> Snapshot:
    return Snapshot(n=n, epoch=1, now=100.0, mode="live", city="seoul", incidents=list(incidents))


def test_updates_of_one_tick_are_joined_and_the_last_word_counts() -> None:
    picture = Picture()
    tick = Tick(picture, 0.0)
    picture.apply(Update(n=1, epoch=1, now=1.0, incidents=[incident("a", "연기")]), tick)
    picture.apply(Update(n=2, epoch=1, now=2.0, incidents=[incident("a", "건물 화재"), incident("b")]), tick)
    picture.apply(Update(n=3, epoch=1, now=3.0, removed=["b"]), tick)
    assert {key: item.title for key, item in tick.incidents.items()} == {"a": "건물 화재"}
    assert tick.removed == {"b"}
    assert set(picture.incidents) == {"a"}
    assert tick.now == 3.0


def test_a_tick_says_when_each_critical_alarm_was_raised() -> None:
    picture = Picture()
    tick = Tick(picture, 0.0)
    picture.apply(Update(n=1, epoch=1, now=1.0, incidents=[incident("a"), incident("b", priority=1)]), tick)
    picture.apply(Update(n=2, epoch=1, now=2.0, incidents=[incident("a", priority=1), incident("b", "연기", priority=1)]), tick)
    picture.apply(Update(n=3, epoch=1, now=3.0, incidents=[incident("c", priority=1, state="acknowledged")]), tick)
    assert tick.raised == [1.0, 2.0]


def test_an_incident_that_moves_keeps_its_place() -> None:
    picture = Picture()
    picture.apply(Update(n=1, epoch=1, now=1.0, incidents=[incident("late")]), Tick(picture, 0.0))
    tick = Tick(picture, 0.0)
    picture.apply(Update(n=2, epoch=1, now=2.0, moved={"late": "early"}, incidents=[incident("early")]), tick)
    picture.apply(Update(n=3, epoch=1, now=3.0, moved={"early": "first"}, incidents=[incident("first")]), tick)
    assert set(picture.incidents) == {"first"}
    assert tick.moved == {"late": "first", "early": "first"}
    assert set(tick.incidents) == {"first"}


def test_a_snapshot_replaces_everything_and_says_what_is_gone() -> None:
    picture = Picture()
    picture.take(snapshot(5, incident("a"), incident("b")), Tick(picture, 0.0))
    tick = Tick(picture, 0.0)
    picture.take(snapshot(9, incident("b"), incident("c")), tick)
    assert tick.fresh
    assert tick.removed == {"a"}
    assert set(tick.incidents) == {"b", "c"}
    assert len(picture.raised) == 3


def test_a_journey_keeps_its_route_until_it_ends() -> None:
    picture = Picture()
    tick = Tick(picture, 0.0)
    route = [[127.0, 37.5], [127.1, 37.6]]
    picture.apply(Update(n=1, epoch=1, now=1.0, journeys=[JourneySpot("j", "started", 37.5, 127.0, 1.0, route)]), tick)
    picture.apply(Update(n=2, epoch=1, now=2.0, journeys=[JourneySpot("j", "position", 37.51, 127.0, 2.0)]), tick)
    assert picture.journeys["j"].route == route
    picture.apply(Update(n=3, epoch=1, now=3.0, journeys=[JourneySpot("j", "arrived", 37.6, 127.1, 3.0)]), tick)
    assert picture.journeys == {}
    assert tick.journeys["j"].stage == "arrived"


def test_nothing_happened_is_an_empty_tick() -> None:
    picture = Picture()
    assert Tick(picture, 0.0).empty
    tick = Tick(picture, 0.0)
    picture.apply(Update(n=1, epoch=1, now=1.0, removed=["x"]), tick)
    assert not tick.empty


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MOST_ORDINARY", 3)
    monkeypatch.setattr(bounded, "REMEMBERED", 4)


def ordinary(*keys: str, **fields: Any) -> list[Incident]:
    return [incident(key, priority=4, **fields) for key in keys]


@pytest.mark.usefixtures("small")
def test_of_too_many_ordinary_reports_the_longest_unchanged_leave_and_are_counted() -> None:
    picture = Picture()
    kept = [incident("alarm"), *ordinary("mine", owner="kim"), *ordinary("done", state="closed")]
    picture.apply(Update(n=1, epoch=1, now=1.0, incidents=kept + ordinary("a", "b", "c")), Tick(picture, 0.0))
    picture.apply(Update(n=2, epoch=1, now=2.0, incidents=ordinary("a")), Tick(picture, 0.0))
    tick = Tick(picture, 0.0)
    picture.apply(Update(n=3, epoch=1, now=3.0, moved={"c": "first"}, incidents=ordinary("first")), tick)
    picture.apply(Update(n=4, epoch=1, now=4.0, incidents=ordinary("d", "e")), tick)
    assert set(picture.incidents) == {"alarm", "mine", "done", "first", "d", "e"}
    assert tick.removed == {"a", "b"}
    assert set(tick.incidents) == {"first", "d", "e"}
    assert picture.let_go == 2
    picture.apply(Update(n=5, epoch=1, now=5.0, removed=["d"], incidents=ordinary("b")), tick)
    assert set(picture.incidents) == {"alarm", "mine", "done", "first", "e", "b"}, "what speaks again comes back"
    assert "b" not in tick.removed


@pytest.mark.usefixtures("small")
def test_of_a_large_snapshot_the_newest_ordinary_reports_are_shown() -> None:
    picture, tick = Picture(), Tick(Picture(), 0.0)
    reports = [incident(key, priority=4, updated=NOON.replace(minute=at)) for key, at in zip("edcba", range(5), strict=True)]
    picture.take(snapshot(1, *reversed(reports), incident("alarm")), tick)
    assert set(picture.incidents) == set(tick.incidents) == {"c", "b", "a", "alarm"}
    assert picture.let_go == 2
    assert len(picture.raised) == 6


def test_what_the_hub_held_back_is_told_as_well() -> None:
    picture = Picture()
    held = msgspec.structs.replace(snapshot(1, *ordinary("a")), held_back=7)
    picture.take(held, Tick(picture, 0.0))
    assert picture.let_go == 7


@pytest.mark.usefixtures("small")
def test_incidents_are_counted_once_though_few_are_remembered() -> None:
    picture = Picture()
    for n, key in enumerate("abcdefedf"):
        picture.apply(Update(n=n, epoch=1, now=1.0, incidents=[incident(key)], removed=list("abc")), Tick(picture, 0.0))
    assert len(picture.raised) == 6
