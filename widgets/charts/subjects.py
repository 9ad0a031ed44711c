"""What the strips can show: how much comes in, how late, how much is refused, the alarm load, response times, sensors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from math import isnan
from statistics import median
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from alerts.incidents import Incident
from alerts.picture import FeedHealth, Load, SensorReading
from alerts.wording import Wording
from widgets.charts.series import MINUTE, SMOOTH, Series
from widgets.moments import span
from widgets.reports import report_text, unit_text

SUBJECTS: Final = ("rate", "delay", "rejects", "load", "response", "sensors")
MOST_ROWS: Final = 12
BOUNDS_10_MIN: Final = (1.0, 2.0, 10.0)
"""New alarms in ten minutes an operator: acceptable, the most manageable, a flood (ISA-18.2)."""
RESPONSE_S: Final[dict[str, float]] = {"acknowledge": 60.0, "arrive": 420.0}
"""Targets: taken up within a minute; 119 there within seven (2 of handling and 5 of travel)."""
WINDOW_S: Final = 1800.0
"""Response times are the median of what happened within this."""
_RECENT_S: Final = SMOOTH


class Held(Series):
    """A figure that is as it was until it is told anew: drawn as it is, not smoothed."""

    @property
    def slow(self) -> bool:
        return False

    @property
    def heard(self) -> bool:
        """Whether it was ever told."""
        return self.end >= 0

    @property
    def latest(self) -> float:
        """The last value; NaN while there is none."""
        known = self._values[np.isfinite(self._values)]
        return float(known[-1]) if known.size else float("nan")

    def _smooth(self) -> NDArray[np.float64]:
        known = np.isfinite(self._values)
        last = np.maximum.accumulate(np.where(known, np.arange(len(self._values)), -1))
        return np.where(last >= 0, self._values[np.maximum(last, 0)], np.nan)


class Subject(Protocol):
    """Rows that belong together, each with its series, name, figure and bounds."""

    def rows(self) -> list[str]:
        """The rows that have something to show, in their order."""

    def series(self, row: str) -> Series:
        """What is drawn in this row."""

    def title(self, row: str) -> str:
        """The row's name."""

    def figure(self, row: str) -> tuple[str, bool]:
        """How it stands now, and whether that is nothing."""

    def text(self, row: str, value: float) -> str:
        """A value of this row in words."""

    def bounds(self, row: str) -> Sequence[tuple[float, str]]:
        """Values that are marked by a line, each with the theme's token for its colour."""


class Rates:
    """Events a second by channel; a slow feed's a minute."""

    def __init__(self, wording: Wording, channels: Sequence[str]) -> None:
        self._wording = wording
        self.all: dict[str, Series] = {channel: Series() for channel in channels}
        self._heard: list[str] = []

    def rows(self) -> list[str]:
        self._heard = [channel for channel, series in self.all.items() if series.heard or channel in self._heard]
        return self._heard

    def series(self, row: str) -> Series:
        return self.all[row]

    def title(self, row: str) -> str:
        return channel_name(self._wording, row)

    def figure(self, row: str) -> tuple[str, bool]:
        series = self.all[row]
        rate = series.rate(MINUTE if series.slow else _RECENT_S)
        if isnan(rate):
            return self._wording("charts-silent"), True
        return self.text(row, rate * MINUTE if series.slow else rate), rate == 0.0

    def text(self, row: str, value: float) -> str:
        slow = self.all[row].slow
        figure = f"{value:,.0f}" if value >= 100 or (slow and value == int(value)) else f"{value:.1f}"
        return self._wording("charts-a-minute" if slow else "charts-a-second", n=figure)

    def bounds(self, row: str) -> Sequence[tuple[float, str]]:
        return ()

    def push(self, feeds: Iterable[FeedHealth], second: int) -> None:
        """Take the second ``second`` (seconds since the epoch)."""
        for feed in feeds:
            if feed.channel in self.all:
                self.all[feed.channel].push(feed.rate, second)


class Figures:
    """Rows of held values; what they are called and how they are said is for those derived from it."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self.all: dict[str, Held] = {}

    def rows(self) -> list[str]:
        return [row for row, series in self.all.items() if series.heard][:MOST_ROWS]

    def series(self, row: str) -> Series:
        return self.all[row]

    def title(self, row: str) -> str:
        return channel_name(self._wording, row)

    def figure(self, row: str) -> tuple[str, bool]:
        value = self.all[row].latest
        return ("", True) if isnan(value) else (self.text(row, value), value == 0.0)

    def text(self, row: str, value: float) -> str:
        return f"{value:g}"

    def bounds(self, row: str) -> Sequence[tuple[float, str]]:
        return ()

    def put(self, row: str, value: float, second: int) -> None:
        """The value as of this second."""
        self.all.setdefault(row, Held()).push(value, second)


class Delays(Figures):
    """From event to hub, seconds by channel."""

    def text(self, row: str, value: float) -> str:
        return self._wording("charts-seconds", n=f"{value:.1f}") if abs(value) < 60 else span(self._wording, value)

    def push(self, feeds: Iterable[FeedHealth], second: int) -> None:
        """Of the feeds that were heard in this second."""
        for feed in feeds:
            if feed.rate > 0:
                self.put(feed.channel, feed.delay, second)


class Rejects(Figures):
    """Rejected, doubled and lost messages since the hub began, by channel; a rise is what counts."""

    def text(self, row: str, value: float) -> str:
        return self._wording("charts-count", count=int(value))

    def push(self, feeds: Iterable[FeedHealth], second: int) -> None:
        """Only feeds that ever lost or refused anything have a row."""
        for feed in feeds:
            for name, count in (("rejected", feed.rejected), ("lost", feed.lost)):
                row = f"{feed.channel}\x1f{name}"
                if count or row in self.all:
                    self.put(row, float(count), second)

    def title(self, row: str) -> str:
        channel, _, what = row.partition("\x1f")
        return self._wording(f"charts-{what}", name=channel_name(self._wording, channel))


class Loads(Figures):
    """New alarms in the last ten minutes, against the bounds."""

    def title(self, row: str) -> str:
        return self._wording("charts-load")

    def text(self, row: str, value: float) -> str:
        return self._wording("charts-in-10-min", n=f"{value:.0f}")

    def bounds(self, row: str) -> Sequence[tuple[float, str]]:
        return tuple(zip(BOUNDS_10_MIN, ("muted", "priority_3", "priority_1"), strict=True))

    def push(self, load: Load, second: int) -> None:
        """The load as of this second."""
        self.put("load", float(load.last_10_min), second)


class Responses(Figures):
    """Median times of the last half hour, against their targets."""

    def __init__(self, wording: Wording) -> None:
        super().__init__(wording)
        self._times: dict[str, dict[str, tuple[float, float]]] = {name: {} for name in RESPONSE_S}
        self._looked: dict[str, int] = {}
        self._second = -1

    def title(self, row: str) -> str:
        return self._wording(f"charts-{row}")

    def text(self, row: str, value: float) -> str:
        return span(self._wording, value)

    def bounds(self, row: str) -> Sequence[tuple[float, str]]:
        return ((RESPONSE_S[row], "priority_2"),)

    def take(self, incidents: Iterable[Incident], second: int) -> None:
        """Alarms that were taken up, or reached, since."""
        taken, arrived = self._times["acknowledge"], self._times["arrive"]
        for one in incidents:
            if not one.is_alarm:
                continue
            if one.acknowledged is not None and one.key not in taken:
                taken[one.key] = _took(one, one.acknowledged)
            # looking through all reports for an arrival takes its time: once a second is soon enough
            if one.key not in arrived and self._looked.get(one.key) != second:
                self._looked[one.key] = second
                if one.arrived is not None:
                    arrived[one.key] = _took(one, one.arrived)
        if second == self._second:
            return
        self._second = second
        self._looked = {key: at for key, at in self._looked.items() if second - at <= WINDOW_S}
        for name, times in self._times.items():
            recent = {key: one for key, one in times.items() if second - one[0] <= WINDOW_S}
            self._times[name] = recent
            if recent:
                self.put(name, median(took for _, took in recent.values()), second)


class Sensors(Figures):
    """The latest readings, those at a level that is not normal first."""

    def __init__(self, wording: Wording) -> None:
        super().__init__(wording)
        self._readings: dict[str, SensorReading] = {}

    def rows(self) -> list[str]:
        order = sorted(self._readings, key=lambda row: (-_rank(self._readings[row].level), self.title(row)))
        return order[:MOST_ROWS]

    def title(self, row: str) -> str:
        one = self._readings[row]
        measured = report_text("sensor", f"{one.quantity} -", self._wording).removesuffix(" -")
        return f"{one.place or one.sensor_id} {measured}"

    def text(self, row: str, value: float) -> str:
        return f"{value:g} {unit_text(self._readings[row].unit, self._wording)}".strip()

    def push(self, readings: Iterable[SensorReading], second: int) -> None:
        """Readings as they come; ``second`` is when the console heard of them."""
        for one in readings:
            row = f"{one.sensor_id}\x1f{one.quantity}"
            self._readings[row] = one
            self.put(row, one.value, max(second, self.all[row].end if row in self.all else second))

    def figure(self, row: str) -> tuple[str, bool]:
        text, _ = super().figure(row)
        level = self._readings[row].level
        named = f"map-level-{level}"
        return (f"{text} · {self._wording(named)}" if _rank(level) and self._wording.has(named) else text), not _rank(level)


def _took(one: Incident, moment: datetime) -> tuple[float, float]:
    """When it was, and how long after the incident's opening; seconds."""
    at = moment.timestamp()
    return at, max(0.0, at - one.opened.timestamp())


def channel_name(wording: Wording, channel: str) -> str:
    """The channel as people call it."""
    known = f"channel-{channel}"
    return wording(known) if wording.has(known) else channel


def _rank(level: str) -> int:
    levels = ("normal", "attention", "warning", "alarm")
    return levels.index(level) if level in levels else 0
