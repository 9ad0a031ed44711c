"""Sensors: what they read last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from alerts.events import Sensor
from alerts.picture import SensorReading
from alerts.situation.bounded import Latest

SENSORS: Final = 50_000


class Sensors:
    """The latest reading of each quantity of each sensor."""

    def __init__(self, bound: int = SENSORS) -> None:
        self._latest: Latest[tuple[str, str], Sensor] = Latest(bound)

    def take(self, events: Iterable[Sensor]) -> None:
        """Take readings in; one older than what is known changes nothing."""
        latest = self._latest
        known = latest.values
        for event in events:
            key = (event.sensor_id, event.quantity)
            before = known.get(key)
            if before is None or before.time <= event.time:
                latest.put(key, event)

    def changes(self) -> list[SensorReading]:
        """The readings that came since the last call."""
        return [_reading(event) for event in self._latest.changes()]

    def all(self) -> list[SensorReading]:
        """Every sensor's last reading."""
        return [_reading(event) for event in self._latest.values.values()]

    def events(self) -> list[Sensor]:
        """What :meth:`fill` takes after a restart."""
        return list(self._latest.values.values())

    def fill(self, events: Sequence[Sensor]) -> None:
        """Restore."""
        self._latest.fill(((event.sensor_id, event.quantity), event) for event in events)


def _reading(event: Sensor) -> SensorReading:
    return SensorReading(
        event.sensor_id, event.quantity, event.value, event.unit, event.level or "normal", event.lat, event.lon,
        event.place or "", event.time.timestamp(),
    )  # fmt: skip
