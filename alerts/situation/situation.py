"""The common operating picture besides incidents: built from every event, told as what has changed."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import msgspec
from msgspec import Struct

from alerts.events import Cctv, Disaster, Dispatch, Event, Journey, Sensor, Tracker, Unit, Vehicle
from alerts.picture import FEEDS, FeedHealth, JourneySpot, Load, SensorReading, SourceHealth, UnitSpot, WarnedArea
from alerts.situation.areas import Areas
from alerts.situation.health import Channel, Health
from alerts.situation.load import AlarmLoad, LoadBounds
from alerts.situation.movers import Journeys, Units
from alerts.situation.sensors import Sensors
from alerts.situation.sources import Source, Sources

_CHANNEL: Final[dict[type, str]] = {
    Cctv: "cctv", Unit: "unit", Disaster: "disaster", Journey: "journey", Tracker: "tracker", Vehicle: "vehicle",
    Sensor: "sensor",
}  # fmt: skip


class Changes(Struct):
    """What has changed since the last time; ``feeds`` and ``sources`` once a second, ``load`` where it changed."""

    units: list[UnitSpot]
    journeys: list[JourneySpot]
    sensors: list[SensorReading]
    areas: list[WarnedArea]
    areas_gone: list[str]
    feeds: list[FeedHealth]
    sources: list[SourceHealth]
    load: Load | None

    def __bool__(self) -> bool:
        return bool(
            self.units
            or self.journeys
            or self.sensors
            or self.areas
            or self.areas_gone
            or self.feeds
            or self.sources
            or self.load
        )


class _Kind(Struct):
    """As much of a refused event as says which channel it was meant for."""

    type: Any = None
    service: Any = None


class _Saved(Struct):
    units: list[Unit]
    journeys: list[tuple[Journey, list[list[float]]]]
    sensors: list[Sensor]
    areas: bytes
    health: tuple[dict[str, Channel], dict[str, list[float]], int]
    sources: dict[str, Source]
    load: tuple[list[tuple[int, int]], bool]


class Situation:
    """Positions, readings, warned areas, feeds and load. Every table in it is bounded."""

    def __init__(self, bounds: LoadBounds | None = None) -> None:
        self.load = AlarmLoad(bounds)
        self._units = Units()
        self._journeys = Journeys()
        self._sensors = Sensors()
        self._areas = Areas()
        self._health = Health()
        self._sources = Sources()
        self._rolled = 0.0

    def take(self, source: str, events: list[Event], now: float) -> None:
        """Take the accepted events of one message in; ``now`` is the receive time, seconds since the epoch."""
        by_type: dict[type, list[Any]] = {}
        for event in events:
            kind = type(event)
            if kind in by_type:
                by_type[kind].append(event)
            else:
                by_type[kind] = [event]
        channels: dict[str, list[Any]] = {}
        for kind, group in by_type.items():
            if kind is Dispatch:
                for call in group:
                    channels.setdefault(call.service, []).append(call)
                continue
            channels[_CHANNEL[kind]] = group
            if kind is Unit:
                self._units.take(group)
            elif kind is Sensor:
                self._sensors.take(group)
            elif kind is Journey:
                self._journeys.take(group)
            elif kind is Disaster:
                self._areas.take(group)
        at = self._sources.of(source)
        at.count += len(events)
        at.last = now
        for channel, group in channels.items():
            self._health.count(channel, len(group), now - group[-1].time.timestamp(), now)
            if channel not in at.channels:
                at.channels.append(channel)

    def reject(self, source: str, raw: bytes) -> None:
        """An event of a source was refused; ``raw`` is the event as far as it is known."""
        at = self._sources.of(source)
        at.rejected += 1
        self._health.rejected(_meant_for(raw, at.channels))

    def duplicates(self, events: list[Event], count: int) -> None:
        """``count`` of these events had come before; of several channels, the one with most of the events is charged."""
        weights = Counter(_CHANNEL.get(type(event)) or event.service for event in events)  # type: ignore[union-attr]
        self._health.duplicates(weights.most_common(1)[0][0], count)

    def position(self, source: str, next_seq: int) -> None:
        """The next message expected of a publisher."""
        self._sources.of(source).next_seq = next_seq

    def report(self, row: SourceHealth) -> tuple[int, int]:
        """What the receiver says of a publisher; how many gaps and lost messages are new."""
        gaps, lost = self._sources.report(row)
        if lost:
            self._health.lost(self._sources.of(row.source).channels, lost)
        return gaps, lost

    def changes(self, now: float) -> Changes:
        """All that changed since the last call."""
        feeds: list[FeedHealth] = []
        sources: list[SourceHealth] = []
        if self._health.roll(now):
            self._sources.roll(max(now - self._rolled, 1.0) if self._rolled else 1.0)
            self._rolled = now
            self._areas.age(now)
            feeds = self._health.shown()
            sources = self._sources.changes()
        areas, gone = self._areas.changes()
        return Changes(
            self._units.changes(), self._journeys.changes(), self._sensors.changes(), areas, gone, feeds, sources,
            self.load.change(now),
        )  # fmt: skip

    def units(self, now: float) -> list[UnitSpot]:
        """Every unit, for a snapshot."""
        return self._units.all(now)

    def journeys(self, now: float) -> list[JourneySpot]:
        """Every journey, for a snapshot."""
        return self._journeys.all(now)

    def sensors(self) -> list[SensorReading]:
        """Every sensor, for a snapshot."""
        return self._sensors.all()

    def areas(self) -> list[WarnedArea]:
        """Every warned area, for a snapshot."""
        return self._areas.all()

    def feeds(self) -> list[FeedHealth]:
        """Every channel, for a snapshot."""
        return self._health.shown()

    def sources(self) -> list[SourceHealth]:
        """Every publisher, for a snapshot."""
        return self._sources.all()

    def history(self) -> dict[str, list[float]]:
        """Events a second by channel, for a snapshot."""
        return self._health.history()

    def save(self) -> bytes:
        """What :meth:`restore` takes."""
        return msgspec.msgpack.encode(
            _Saved(
                self._units.events(), self._journeys.events(), self._sensors.events(), self._areas.save(), self._health.save(),
                self._sources.save(), self.load.save(),
            )
        )  # fmt: skip

    def restore(self, data: bytes) -> None:
        """Restore; msgspec.DecodeError on other data."""
        saved = msgspec.msgpack.decode(data, type=_Saved)
        self._units.fill(saved.units)
        self._journeys.fill(saved.journeys)
        self._sensors.fill(saved.sensors)
        self._areas.restore(saved.areas)
        self._health.restore(*saved.health)
        self._sources.restore(saved.sources)
        self.load.restore(*saved.load)


def _meant_for(raw: bytes, known: list[str]) -> str:
    """The channel a refused event was meant for, as far as it says; else the one its source sends."""
    try:
        kind = msgspec.json.decode(raw, type=_Kind) if raw[:1] == b"{" else msgspec.msgpack.decode(raw, type=_Kind)
    except (ValueError, RecursionError):  # msgspec's errors are ValueErrors; it was refused, so it may be anything
        kind = _Kind()
    for name in (kind.service, kind.type):
        if isinstance(name, str) and name in FEEDS:
            return name
    return known[0] if known else "sensor"
