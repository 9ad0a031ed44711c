"""How the feeds do, by channel, one figure a second."""

from __future__ import annotations

from collections import deque
from typing import Final

from msgspec import Struct

from alerts.picture import FEEDS, FeedHealth

HISTORY_S: Final = 3_600


class Channel(Struct):
    """One channel's counters: those of the running second, and those since the start. Times in epoch seconds."""

    count: int = 0
    delay_sum: float = 0.0
    delay_samples: int = 0
    rate: float = 0.0
    delay: float = 0.0
    last: float = 0.0
    total: int = 0
    rejected: int = 0
    duplicates: int = 0
    lost: int = 0


class Health:
    """Counts by channel; the second that has ended is what is shown."""

    def __init__(self) -> None:
        self._channels = {name: Channel() for name in FEEDS}
        self._history: dict[str, deque[float]] = {name: deque(maxlen=HISTORY_S) for name in FEEDS}
        self._second = -1
        self._closed = False

    def count(self, channel: str, events: int, delay: float, now: float) -> None:
        """Events of a channel came at ``now``; ``delay`` is the newest one's, seconds."""
        self._advance(now)  # events are counted in their second, however many seconds pass between two looks
        at = self._channels[channel]
        at.count += events
        at.total += events
        at.delay_sum += delay
        at.delay_samples += 1
        at.last = now

    def rejected(self, channel: str) -> None:
        """An event of a channel was refused."""
        self._channels[channel].rejected += 1

    def duplicates(self, channel: str, count: int) -> None:
        """Events of a channel had come before."""
        self._channels[channel].duplicates += count

    def lost(self, channels: list[str], messages: int) -> None:
        """Messages of a source that feeds these channels cannot be had again."""
        for channel in channels:
            self._channels[channel].lost += messages

    def roll(self, now: float) -> bool:
        """Close the seconds that are over; whether there was one since the last call."""
        self._advance(now)
        closed, self._closed = self._closed, False
        return closed

    def _advance(self, now: float) -> None:
        second = int(now)
        if second == self._second:
            return
        self._closed = True
        if self._second < 0 or second < self._second:  # the first call, or a clock set back: nothing to close
            self._second = second
            return
        silent = min(second - self._second - 1, HISTORY_S)
        for name, at in self._channels.items():
            history = self._history[name]
            history.append(float(at.count))
            history.extend([0.0] * silent)
            at.rate = 0.0 if silent else float(at.count)
            if at.delay_samples:
                at.delay = at.delay_sum / at.delay_samples
            at.count, at.delay_sum, at.delay_samples = 0, 0.0, 0
        self._second = second

    def shown(self) -> list[FeedHealth]:
        """Every channel, in the order of :data:`alerts.picture.FEEDS`."""
        return [
            FeedHealth(name, at.rate, at.delay, at.last, at.total, at.rejected, at.duplicates, at.lost)
            for name, at in self._channels.items()
        ]

    def history(self) -> dict[str, list[float]]:
        """Events a second, oldest first, at most an hour; channels that never had any are left out."""
        return {name: list(values) for name, values in self._history.items() if self._channels[name].total}

    def save(self) -> tuple[dict[str, Channel], dict[str, list[float]], int]:
        """What :meth:`restore` takes."""
        return self._channels, {name: list(values) for name, values in self._history.items()}, self._second

    def restore(self, channels: dict[str, Channel], history: dict[str, list[float]], second: int) -> None:
        """Restore; channels this program does not know any more are passed over."""
        for name in self._channels:
            self._channels[name] = channels.get(name, Channel())
            self._history[name].extend(history.get(name, ()))
        self._second = second
