"""Disaster alerts in force (CAP 1.2): an update replaces what it refers to, a cancel ends it, and all of them expire."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Final

import msgspec
from msgspec import Struct

from alerts.events import Disaster
from alerts.picture import WarnedArea

AREAS: Final = 2_000
ENDED: Final = 5_000
"""Identifiers remembered as ended, so that an alert that comes after its own cancellation does not rise again."""
UNDATED_S: Final = 24 * 3600.0
"""How long an alert without an expiry time is shown, from its own time; the sender can always cancel or update it."""


class _Saved(Struct):
    areas: list[WarnedArea]
    ended: list[str]


class Areas:
    """Warned areas by CAP identifier."""

    def __init__(self, bound: int = AREAS) -> None:
        self._bound = bound
        self._areas: dict[str, WarnedArea] = {}
        self._ended: OrderedDict[str, None] = OrderedDict()
        self._changed: dict[str, None] = {}
        self._gone: dict[str, None] = {}
        self.dropped = 0

    def take(self, events: Iterable[Disaster]) -> None:
        """Take alerts, updates and cancellations in; acknowledgements and errors concern their sender only."""
        for event in events:
            if event.msg_type not in ("Alert", "Update", "Cancel"):
                continue
            if event.msg_type != "Alert":
                for reference in event.references or ():
                    self._end(identifier_of(reference), but=event.identifier)
            if event.msg_type == "Cancel":
                self._end(event.identifier)
            elif event.identifier not in self._ended:
                self._put(_area(event))

    def age(self, now: float) -> None:
        """Take off what has expired at ``now`` (seconds since the epoch)."""
        for identifier, area in list(self._areas.items()):
            if now >= (area.onset + UNDATED_S if area.expires is None else area.expires):
                self._remove(identifier)

    def changes(self) -> tuple[list[WarnedArea], list[str]]:
        """The areas that came or changed since the last call, and the identifiers of those that went."""
        changed = [self._areas[identifier] for identifier in self._changed]
        gone = list(self._gone)
        self._changed = {}
        self._gone = {}
        return changed, gone

    def all(self) -> list[WarnedArea]:
        """Every area in force."""
        return list(self._areas.values())

    def save(self) -> bytes:
        """What :meth:`restore` takes."""
        return msgspec.msgpack.encode(_Saved(self.all(), list(self._ended)))

    def restore(self, data: bytes) -> None:
        """Restore; msgspec.DecodeError on other data."""
        saved = msgspec.msgpack.decode(data, type=_Saved)
        self._areas = {area.identifier: area for area in saved.areas}
        self._ended = OrderedDict.fromkeys(saved.ended)

    def _put(self, area: WarnedArea) -> None:
        if len(self._areas) >= self._bound and area.identifier not in self._areas:
            # the one that would have gone first by itself
            first = min(self._areas.values(), key=lambda item: (item.expires or item.onset + UNDATED_S, item.identifier))
            self._remove(first.identifier)
            self.dropped += 1
        self._areas[area.identifier] = area
        self._changed[area.identifier] = None
        self._gone.pop(area.identifier, None)

    def _end(self, identifier: str, but: str = "") -> None:
        if not identifier or identifier == but:
            return
        self._ended[identifier] = None
        while len(self._ended) > ENDED:
            self._ended.popitem(last=False)
        self._remove(identifier)

    def _remove(self, identifier: str) -> None:
        if self._areas.pop(identifier, None) is not None:
            self._changed.pop(identifier, None)
            self._gone[identifier] = None


def identifier_of(reference: str) -> str:
    """The identifier in a CAP reference, which is ``sender,identifier,sent`` or, from some senders, the identifier alone."""
    parts = reference.split(",")
    return parts[1].strip() if len(parts) == 3 else reference.strip()


def _area(event: Disaster) -> WarnedArea:
    return WarnedArea(
        event.identifier, event.event, event.severity or "Unknown", event.headline or "", event.area_name or event.place or "",
        event.area, (event.onset or event.time).timestamp(), None if event.expires is None else event.expires.timestamp(),
        event.status,
    )  # fmt: skip
