from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from alerts.incidents import Incident

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def noon() -> datetime:
    return NOON


@pytest.fixture
def make() -> Callable[..., Incident]:
    """``make("a", priority=1, age=60)``: an incident with this key, opened this many seconds before noon."""

    def build(key: str, age: float = 0.0, **fields: Any) -> Incident:
        opened = NOON - timedelta(seconds=age)
        values: dict[str, Any] = {
            "id": "", "kind": "crowd", "title": "인파 급증", "priority": 3, "state": "new", "opened": opened, "updated": opened,
            "lat": 37.54, "lon": 127.05, "radius_m": 60.0, "candidates": [], "event_ids": [], "related": [], "why": [],
            "history": [], "place": "성수동2가", "region": "11200", "channels": {"112": 4, "cctv": 2},
        }  # fmt: skip
        return Incident(key=key, **(values | fields))

    return build
