"""The nearest units and cameras, with distance and bearing, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from alerts.cameras import Register
from alerts.cameras.camera import Camera
from alerts.incidents import Incident
from alerts.picture import UnitSpot
from widgets.card import IncidentCard
from widgets.card.nearby import nearby_lines

NOW = 1_795_000_000.0


def unit(name: str, north_m: float, east_m: float, state: str = "patrol", age: float = 5.0) -> UnitSpot:
    lat = 37.54 + north_m / 111_195.0
    return UnitSpot(name, "112", lat, 127.05 + east_m / 88_160.0, 0.0, state, NOW - age)


def test_free_units_first_with_distance_and_bearing(crush: Callable[..., Incident], wording: Any) -> None:
    units = [
        unit("busy", 100, 0, "on_scene"), unit("far", 0, 12_000), unit("old", 50, 0, age=900), unit("north", 500, 0),
        unit("east", 0, 300), unit("south-west", -400, -400),
    ]  # fmt: skip
    lines = nearby_lines(crush(), units, None, wording, NOW)
    assert [line.text.partition(" · ")[0] for line in lines] == ["east", "north", "south-west"]
    assert lines[0].tag == "경찰"
    assert lines[0].aside == "동쪽 300 m"
    assert lines[2].aside.startswith("남서쪽 56")


def test_cameras_that_see_the_place_and_nothing_without_one(
    crush: Callable[..., Incident], wording: Any, theme: Any, qtbot: Any
) -> None:
    cameras = Register([Camera("c1", 37.5403, 127.05), Camera("c2", 37.70, 127.05)])
    lines = nearby_lines(crush(), [], cameras, wording, NOW)
    assert len(lines) == 1
    assert "c1" in lines[0].text
    assert nearby_lines(crush(lat=None, lon=None), [unit("north", 1, 0)], cameras, wording, NOW) == []
    card = IncidentCard(wording, theme)
    qtbot.addWidget(card)
    card.show_incident(crush())
    card.show_nearby(lines)
    assert card.body.headings["nearby"].isVisibleTo(card)
    card.show_nearby([])
    assert not card.body.headings["nearby"].isVisibleTo(card)
