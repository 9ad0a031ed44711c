"""A window that only says things, and incidents to say them of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from alerts.incidents import Incident
from console.window.notice import NoticeBar

NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@dataclass
class Place:
    notices: NoticeBar


def incident(key: str, priority: int, **fields: Any) -> Incident:
    given: dict[str, Any] = {
        "id": "", "key": key, "kind": "fire", "title": key, "priority": priority, "state": "new", "opened": NOON,
        "updated": NOON, "lat": 37.5, "lon": 127.0, "radius_m": 30.0, "candidates": [], "event_ids": [], "related": [],
        "why": [], "history": [],
    }  # fmt: skip
    return Incident(**(given | fields))
