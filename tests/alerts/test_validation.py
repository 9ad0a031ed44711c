"""What the types cannot say is checked: times, finite numbers, areas."""

from __future__ import annotations

from datetime import UTC, datetime
from math import inf, nan

import pytest

from alerts.events import Cctv, Disaster, Event, Journey, LineString, MultiPolygon, Polygon, Sensor
from alerts.validation import MAX_POSITIONS, check

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SQUARE = [[127.0, 37.5], [127.1, 37.5], [127.1, 37.6], [127.0, 37.5]]


def cctv(**fields: object) -> Cctv:
    given = {"id": "1", "source": "c", "time": NOW, "camera_id": "k", "label": "crowd", **fields}
    return Cctv(**given)  # type: ignore[arg-type]


def sensor(value: float) -> Sensor:
    return Sensor(id="1", source="s", time=NOW, sensor_id="a", quantity="q", value=value, unit="m")


def disaster(area: Polygon | MultiPolygon | None = None, **fields: object) -> Disaster:
    given = {
        "id": "1",
        "source": "d",
        "time": NOW,
        "identifier": "i",
        "msg_type": "Alert",
        "event": "e",
        "area": area,
        **fields,
    }
    return Disaster(**given)  # type: ignore[arg-type]


def journey(line: list[list[float]]) -> Journey:
    route = LineString(line)
    return Journey(id="1", source="j", time=NOW, journey_id="j", stage="started", route=route)


GOOD: list[Event] = [
    cctv(),
    sensor(-3.5),
    disaster(Polygon([SQUARE])),
    disaster(MultiPolygon([[SQUARE], [SQUARE]]), onset=NOW, expires=NOW),
    journey([[127.0, 37.5], [127.1, 37.6]]),
    cctv(time=datetime(2000, 1, 1, tzinfo=UTC)),
    cctv(time=datetime(2099, 12, 31, tzinfo=UTC)),
]
BAD: list[tuple[Event, str]] = [
    (cctv(time=datetime(1999, 12, 31, tzinfo=UTC)), "time"),
    (cctv(time=datetime(2100, 1, 1, tzinfo=UTC)), "time"),
    (cctv(source="a\x1fb"), "source"),
    (sensor(nan), "value"),
    (sensor(inf), "value"),
    (disaster(Polygon([SQUARE[:3]])), "area"),
    (disaster(Polygon([[*SQUARE[:3], [127.0, 91.0], SQUARE[0]]])), "area"),
    (disaster(Polygon([[*SQUARE[:3], [nan, 37.0], SQUARE[0]]])), "area"),
    (disaster(Polygon([[[*p, inf] for p in SQUARE]])), "area"),
    (disaster(MultiPolygon([[]])), "area"),
    (disaster(Polygon([SQUARE * (MAX_POSITIONS // 4 + 1)])), "area"),
    (disaster(onset=datetime(1, 1, 1, tzinfo=UTC)), "onset"),
    (disaster(expires=datetime(9999, 1, 1, tzinfo=UTC)), "expires"),
    (journey([[127.0, 37.5], [181.0, 37.5]]), "route"),
]


def test_good_events_have_no_fault() -> None:
    assert check(GOOD) == []


@pytest.mark.parametrize(("event", "field"), BAD, ids=range(len(BAD)))  # type: ignore[arg-type]
def test_a_fault_names_the_field_and_leaves_the_neighbours(event: Event, field: str) -> None:
    faults = check([cctv(), event, sensor(1.0)])
    assert [(index, name) for index, name, _ in faults] == [(1, field)]
    assert faults[0][2]


def test_half_a_position_is_none() -> None:
    event = cctv(lat=37.5)
    assert check([event]) == []
    assert event.lat is None
    assert event.lon is None
