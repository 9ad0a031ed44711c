"""The common picture: the latest of everything, told once, bounded, and as it was after a restart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from alerts.events import Cctv, Dispatch, Journey, LineString, Sensor, Unit
from alerts.picture import SourceHealth
from alerts.situation import Situation
from alerts.situation.movers import Units
from alerts.situation.sources import Sources

START = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
NOW = START.timestamp()


def unit(name: str, second: float, lat: float | None = 37.5, **fields: Any) -> Unit:
    time = START + timedelta(seconds=second)
    return Unit(id=f"{name}{second}", source="avl", time=time, lat=lat, lon=127.0, service="112", unit_id=name, **fields)


def journey(name: str, second: float, stage: Any = "position", route: list[list[float]] | None = None) -> Journey:
    line = None if route is None else LineString(route)
    time = START + timedelta(seconds=second)
    return Journey(id=f"{name}{second}", source="app", time=time, lat=37.5, lon=127.0, journey_id=name, stage=stage, route=line)


def sensor(name: str, second: float, value: float) -> Sensor:
    time = START + timedelta(seconds=second)
    return Sensor(id=f"{name}{second}", source="iot", time=time, sensor_id=name, quantity="level", value=value, unit="m")


def call(name: str, service: Any, second: float = 0.0) -> Dispatch:
    time = START + timedelta(seconds=second)
    return Dispatch(id=name, source="cad", time=time, service=service, call_id=name, stage="received")


def test_only_the_latest_position_counts_and_is_told_once() -> None:
    situation = Situation()
    situation.take("avl", [unit("p1", 2, 37.2), unit("p1", 1, 37.1), unit("p2", 1, speed=3.0)], NOW)
    told = situation.changes(NOW).units
    assert [(spot.unit_id, spot.lat, spot.time) for spot in told] == [("p1", 37.2, NOW + 2), ("p2", 37.5, NOW + 1)]
    assert situation.changes(NOW).units == []
    situation.take("avl", [unit("p1", 1.5, 37.9)], NOW)
    assert situation.changes(NOW).units == [], "older than what is known"
    situation.take("avl", [unit("p1", 3, None, state="busy")], NOW)
    [spot] = situation.changes(NOW).units
    assert (spot.lat, spot.state) == (37.2, "busy"), "a state without a position moves nothing"
    assert len(situation.units(NOW)) == 2
    assert situation.units(NOW + 2 * 86_400) == [], "silent for days"


def test_a_unit_that_never_said_where_it_is_is_not_shown() -> None:
    situation = Situation()
    situation.take("avl", [unit("p1", 1, None)], NOW)
    assert situation.changes(NOW).units == situation.units(NOW) == []


def test_a_route_is_told_when_it_is_new_and_with_every_snapshot() -> None:
    situation = Situation()
    route = [[127.0, 37.5], [127.1, 37.6]]
    situation.take("app", [journey("j", 1, "started", route)], NOW)
    assert situation.changes(NOW).journeys[0].route == route
    situation.take("app", [journey("j", 2)], NOW)
    assert situation.changes(NOW).journeys[0].route == []
    assert situation.journeys(NOW)[0].route == route
    situation.take("app", [journey("j", 3, "arrived")], NOW)
    assert situation.journeys(NOW + 60)[0].stage == "arrived"
    assert situation.journeys(NOW + 3600) == []


def test_sensors_by_quantity() -> None:
    situation = Situation()
    situation.take("iot", [sensor("s", 1, 0.1), sensor("s", 2, 0.2), sensor("t", 1, 5.0)], NOW)
    assert [(reading.sensor_id, reading.value, reading.level) for reading in situation.changes(NOW).sensors] == [
        ("s", 0.2, "normal"), ("t", 5.0, "normal"),
    ]  # fmt: skip
    assert len(situation.sensors()) == 2


def test_tables_are_bounded_and_the_longest_silent_goes() -> None:
    units = Units(bound=3)
    for name in ("a", "b", "c", "a", "d"):
        units.take([unit(name, 1)])
    assert sorted(spot.unit_id for spot in units.all(NOW)) == ["a", "c", "d"]
    assert sorted(spot.unit_id for spot in units.changes()) == ["a", "c", "d"]
    sources = Sources(bound=2)
    for at, name in enumerate("aba"):
        sources.of(name).last = float(at)
    sources.of("c")
    assert sorted(row.source for row in sources.all()) == ["a", "c"]


def feeds(situation: Situation, now: float) -> dict[str, Any]:
    return {feed.channel: feed for feed in situation.changes(now).feeds}


def test_feeds_by_the_second_dispatch_by_service() -> None:
    situation = Situation()
    assert set(feeds(situation, NOW)) >= {"112", "119", "120", "cctv", "unit"}
    events = [call("a", "112", -2.0), call("b", "119"), call("c", "112", -4.0), unit("p", 0)]
    situation.take("cad", events, NOW + 0.2)
    assert feeds(situation, NOW + 0.9) == {}, "not before the second is over"
    told = feeds(situation, NOW + 1.0)
    assert (told["112"].rate, told["119"].rate, told["unit"].rate, told["120"].rate) == (2.0, 1.0, 1.0, 0.0)
    assert told["112"].delay == pytest.approx(4.2)
    assert (told["112"].last, told["112"].total) == (NOW + 0.2, 2)
    told = feeds(situation, NOW + 2.0)
    assert (told["112"].rate, told["112"].total, told["112"].delay) == (0.0, 2, pytest.approx(4.2))


def test_history_has_a_value_a_second_also_for_silence_and_at_most_an_hour() -> None:
    situation = Situation()
    feeds(situation, NOW)
    situation.take("cad", [call("a", "112")], NOW)
    feeds(situation, NOW + 5.0)
    situation.take("cad", [call("b", "112"), call("c", "112")], NOW + 5.5)
    feeds(situation, NOW + 6.0)
    assert situation.history() == {"112": [1.0, 0.0, 0.0, 0.0, 0.0, 2.0]}
    feeds(situation, NOW + 90_000.0)
    assert len(situation.history()["112"]) == 3_600
    feeds(situation, NOW)  # a clock set back is no reason to fall over
    assert len(situation.history()["112"]) == 3_600


@pytest.mark.parametrize(
    ("raw", "channel"),
    [
        (b'{"type":"cctv","id":7}', "cctv"), (b'{"type":"dispatch","service":"119"}', "119"), (b"{broken", "112"), (b"", "112"),
        (b'{"type":["cctv"]}', "112"), (msgspec.msgpack.encode({"type": "sensor"}), "sensor"), (b"\xff\xfe", "112"),
        (b'{"type":"telepathy"}', "112"),
    ],
)  # fmt: skip
def test_a_refused_event_is_counted_where_it_was_meant_for(raw: bytes, channel: str) -> None:
    situation = Situation()
    situation.take("cad", [call("a", "112")], NOW)
    situation.reject("cad", raw)
    told = {feed.channel: feed.rejected for feed in situation.feeds()}
    assert told == {name: int(name == channel) for name in told}
    assert [row.rejected for row in situation.sources()] == [1]


def test_losses_are_charged_to_what_the_source_feeds_and_only_news_is_news() -> None:
    situation = Situation()
    situation.take("cad", [call("a", "112"), call("b", "119")], NOW)
    row = SourceHealth("cad", 9.0, 5, 2, 1, 3, 0, NOW, 40, 7)
    assert situation.report(row) == (2, 3)
    assert situation.report(row) == (0, 0)
    assert situation.report(SourceHealth("cad", 9.0, 5, 0, 0, 0, 0, NOW, 0, 0)) == (0, 0), "a receiver that starts again"
    told = {feed.channel: feed.lost for feed in situation.feeds()}
    assert (told["112"], told["119"], told["cctv"]) == (3, 3, 0)


def test_duplicates_are_counted() -> None:
    situation = Situation()
    event = Cctv(id="x", source="vms", time=START, camera_id="c", label="fire")
    situation.duplicates([event, event, call("a", "112")], 2)
    assert {feed.channel: feed.duplicates for feed in situation.feeds() if feed.duplicates} == {"cctv": 2}


def test_a_restart_changes_nothing() -> None:
    situation = Situation()
    situation.take("avl", [unit("p", 1), journey("j", 1, "started", [[127.0, 37.5], [127.1, 37.6]]), sensor("s", 1, 1.0)], NOW)
    situation.reject("avl", b"{}")
    situation.load.alarm(NOW)
    feeds(situation, NOW)
    feeds(situation, NOW + 1)
    again = Situation()
    again.restore(situation.save())
    for ask in ("sensors", "areas", "feeds", "sources", "history"):
        assert getattr(again, ask)() == getattr(situation, ask)(), ask
    assert again.units(NOW) == situation.units(NOW)
    assert again.journeys(NOW) == situation.journeys(NOW)
    assert again.load.at(NOW) == situation.load.at(NOW)
    assert again.changes(NOW + 1).units == []
