from datetime import UTC, datetime

from alerts.incidents import Incident
from alerts.picture import JourneySpot, Snapshot, Update
from console.bridge.picture import Picture
from console.bridge.tick import Tick

NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def incident(key: str, title: str = "화재") -> Incident:
    return Incident(
        id="", key=key, kind="fire", title=title, priority=2, state="new", opened=NOON, updated=NOON, lat=37.5, lon=127.0,
        radius_m=30.0, candidates=[], event_ids=[], related=[], why=[], history=[],
    )  # fmt: skip


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
    assert picture.raised == {"a", "b", "c"}


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
