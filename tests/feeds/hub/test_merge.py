"""Two updates told as one bring a console to the same picture as one after the other."""

from datetime import UTC, datetime
from typing import Any

from alerts.incidents import Incident
from alerts.picture import JourneySpot, SensorReading, UnitSpot, Update, WarnedArea
from feeds.hub.consoles.merge import merge

TIME = datetime(2026, 1, 1, tzinfo=UTC)


def incident(key: str, title: str) -> Incident:
    return Incident("", key, "fire", title, 2, "new", TIME, TIME, None, None, 0.0, [], [], [], [], [])


def update(n: int, **fields: Any) -> Update:
    return Update(n, 1, float(n), **fields)


def shown(*updates: Update) -> dict[str, str]:
    """Incidents as a console would have them."""
    incidents = {"known": "as it was"}
    for one in updates:
        for old, new in one.moved.items():
            if old in incidents:
                incidents[new] = incidents.pop(old)
        incidents |= {each.key: each.title for each in one.incidents}
        for key in one.removed:
            incidents.pop(key, None)
    return incidents


def test_incidents_that_change_move_and_go() -> None:
    cases = [
        (update(1, incidents=[incident("a", "1")]), update(2, incidents=[incident("a", "2"), incident("b", "1")])),
        (update(1, incidents=[incident("a", "1")]), update(2, removed=["a"])),
        (update(1, removed=["known"]), update(2, incidents=[incident("known", "back")])),
        (update(1, incidents=[incident("a", "1")]), update(2, moved={"a": "b"}, incidents=[incident("b", "2")])),
        (update(1, moved={"known": "a"}), update(2, moved={"a": "b"})),
        (update(1, moved={"known": "a"}, incidents=[incident("a", "1")]), update(2, moved={"a": "b"}, removed=["b"])),
        (update(1), update(2, moved={"known": "b"}, incidents=[incident("b", "1")])),
    ]
    for first, then in cases:
        merged = merge(first, then)
        assert shown(merged) == shown(first, then)
        assert (merged.n, merged.now) == (2, 2.0)


def test_the_latest_of_everything_else() -> None:
    route = [[127.0, 37.0], [127.1, 37.0]]
    first = update(
        1,
        units=[UnitSpot("u1", "112", 37.0, 127.0, 0.0, "", 1.0), UnitSpot("u2", "112", 37.0, 127.0, 0.0, "", 1.0)],
        journeys=[JourneySpot("j", "started", 37.0, 127.0, 1.0, route)],
        sensors=[SensorReading("s", "q", 1.0, "m", "normal", None, None, "", 1.0)],
        areas=[WarnedArea("a", "호우", "", "", "", None, 1.0, None), WarnedArea("b", "호우", "", "", "", None, 1.0, None)],
        areas_gone=["c"],
        trouble="disk_full",
        published=[1.0],
    )
    then = update(
        2,
        units=[UnitSpot("u1", "112", 38.0, 127.0, 0.0, "", 2.0)],
        journeys=[JourneySpot("j", "position", 37.5, 127.0, 2.0)],
        areas=[WarnedArea("c", "호우", "", "", "", None, 2.0, None)],
        areas_gone=["a"],
        published=[2.0],
    )
    merged = merge(first, then)
    assert {unit.unit_id: unit.lat for unit in merged.units} == {"u1": 38.0, "u2": 37.0}
    assert [(spot.stage, spot.route) for spot in merged.journeys] == [("position", route)]
    assert len(merged.sensors) == 1
    assert [area.identifier for area in merged.areas] == ["b", "c"]
    assert merged.areas_gone == ["a"]
    assert merged.trouble == "disk_full"
    assert merged.published == [1.0, 2.0]
