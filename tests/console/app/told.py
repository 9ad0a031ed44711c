"""A window that only says things, what it hears of, and incidents to say them of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from PySide6.QtCore import QObject

from alerts.incidents import Incident
from alerts.picture import Snapshot, Update
from alerts.wording import Wording
from console.bridge import Bridge, Tick
from console.window.notice import NoticeBar
from widgets.theme import Theme

NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@dataclass
class Place:
    notices: NoticeBar


class Telling:
    """Kim's bridge, and what ``kind`` (made as the console makes it) says of what comes over it."""

    def __init__(self, kind: Any) -> None:
        wording = Wording("en")
        self._bridge, self._parent = Bridge("kim"), QObject()
        self._notices = NoticeBar(wording, Theme())
        kind(self._bridge, lambda: cast(Any, [Place(self._notices)]), wording, self._parent)

    def begins(self, *incidents: Incident) -> str:
        """A first picture; what is said of it."""
        tick, picture = Tick(self._bridge.picture, 0.0), self._bridge.picture
        picture.take(Snapshot(n=0, epoch=1, now=1.0, mode="live", city="seoul", incidents=list(incidents)), tick)
        self._bridge.ticked.emit(tick)
        return self._notices.text()

    def hears(self, *incidents: Incident) -> str:
        """An update; what is said of it."""
        tick = Tick(self._bridge.picture, 0.0)
        self._bridge.picture.apply(Update(n=1, epoch=1, now=1.0, incidents=list(incidents)), tick)
        self._notices.note.dismiss()
        self._bridge.ticked.emit(tick)
        return self._notices.text()


def incident(key: str, priority: int, **fields: Any) -> Incident:
    given: dict[str, Any] = {
        "id": "", "key": key, "kind": "fire", "title": key, "priority": priority, "state": "new", "opened": NOON,
        "updated": NOON, "lat": 37.5, "lon": 127.0, "radius_m": 30.0, "candidates": [], "event_ids": [], "related": [],
        "why": [], "history": [],
    }  # fmt: skip
    return Incident(**(given | fields))
