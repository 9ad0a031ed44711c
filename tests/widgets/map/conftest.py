from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from alerts.incidents import Incident
from alerts.places import CityProfile, load_city
from widgets.map import CityMap

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def seoul() -> CityProfile:
    return load_city("seoul")


@pytest.fixture
def make() -> Callable[..., Incident]:
    """``make("a", priority=1, age=60)``: an incident with this key, last heard of so many seconds before noon."""

    def build(key: str, age: float = 0.0, **fields: Any) -> Incident:
        opened = NOON - timedelta(seconds=age)
        values: dict[str, Any] = {
            "id": f"INC-{key}", "kind": "crowd", "title": "인파 급증", "priority": 3, "state": "new", "opened": opened,
            "updated": opened, "lat": 37.5440, "lon": 127.0560, "radius_m": 60.0, "candidates": [], "event_ids": [],
            "related": [], "why": [], "history": [], "place": "성수동2가", "reports": 4,
        }  # fmt: skip
        return Incident(key=key, **(values | fields))

    return build


@pytest.fixture
def city_map(qtbot, wording, theme, seoul) -> Iterator[CityMap]:
    """A map of Seoul, 900 by 700 pixels, shown."""
    view = CityMap(wording, theme)
    qtbot.addWidget(view)
    view.setStyleSheet(theme.qss())
    view.resize(900, 700)
    view.set_city(seoul)
    with qtbot.waitExposed(view):
        view.show()
    return view
