"""Which devices are being worked on when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from alerts.correlation.projection import to_degrees
from alerts.correlation.reading.report import Report
from alerts.events import Cctv, Sensor, Vehicle
from alerts.places.asked import Places
from alerts.rules import MaintenanceRule, Rules
from alerts.rules.declared import DAYS

DEVICES: Final = frozenset({"cctv", "sensor", "vehicle"})
"""Event types that maintenance may hold: what a person says or carries is never held because of work on a system."""


class Maintenance:
    """The ``[[maintenance]]`` windows."""

    def __init__(self, rules: Rules, places: Places) -> None:
        self._windows = [_Window(rule) for rule in rules.maintenance]
        self._places = places

    def __bool__(self) -> bool:
        return bool(self._windows)

    def __call__(self, report: Report) -> MaintenanceRule | None:
        """The first window that a device's report falls into, by the time it happened."""
        for window in self._windows:
            if window.names(report, self._region) and window.is_open(report.time):
                return window.rule
        return None

    def _region(self, report: Report) -> str:
        if report.region or len(report.spots) != 1:
            return report.region
        return self._places.region_of(*to_degrees(*report.spots[0][:2]))


class _Window:
    def __init__(self, rule: MaintenanceRule) -> None:
        self.rule = rule
        self._sources, self._districts = frozenset(rule.source), frozenset(rule.districts)
        self._cameras, self._sensors = frozenset(rule.cameras), frozenset(rule.sensors)
        self._since = rule.since.timestamp() if rule.since is not None else 0.0
        self._until = rule.until.timestamp() if rule.until is not None else 0.0
        self._zone = ZoneInfo(rule.timezone)
        self._days = frozenset(DAYS.index(day) for day in rule.days) or frozenset(range(7))
        self._hours = [_minutes(clock) for clock in rule.hours]

    def names(self, report: Report, region: Callable[[Report], str]) -> bool:
        """Whether the report comes from what is worked on: every key given must fit; cameras and sensors are one key."""
        event = report.event
        if self._sources and event.source not in self._sources:
            return False
        if self._cameras or self._sensors:
            known = (isinstance(event, Cctv | Vehicle) and event.camera_id in self._cameras) or (
                isinstance(event, Sensor) and event.sensor_id in self._sensors
            )
            if not known:
                return False
        return not self._districts or region(report) in self._districts

    def is_open(self, time: float) -> bool:
        """Whether this moment (seconds since the epoch) lies in the window; its end does not."""
        if not self._hours:
            return self._since <= time < self._until
        local = datetime.fromtimestamp(time, self._zone)
        minute = local.hour * 60 + local.minute
        begins, ends = self._hours
        if begins < ends:
            return begins <= minute < ends and local.weekday() in self._days
        if minute >= begins:
            return local.weekday() in self._days
        return minute < ends and (local.weekday() - 1) % 7 in self._days  # it began the evening before


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)
