"""Alarm load as control rooms measure it (ISA-18.2 / IEC 62682; bounds from EEMUA 191, configurable)."""

from __future__ import annotations

from collections import deque
from typing import Final

from msgspec import Struct

from alerts.picture import Load

WINDOW_S: Final = 600.0
BIN_S: Final = 30.0


class LoadBounds(Struct, frozen=True):
    """A flood is more than ``flood_from`` new alarms in ten minutes, and over when there are fewer than ``flood_below``."""

    flood_from: int = 10
    flood_below: int = 5


class AlarmLoad:
    """Counts new alarms (priorities 1 to 3) in bins of 30 seconds over ten minutes, by receive time."""

    def __init__(self, bounds: LoadBounds | None = None) -> None:
        self._bounds = bounds or LoadBounds()
        self._bins: deque[tuple[int, int]] = deque()
        self._flood = False
        self._said: Load | None = None

    def alarm(self, now: float) -> None:
        """A new alarm is shown at ``now`` (seconds since the epoch)."""
        slot = int(now // BIN_S)
        if self._bins and self._bins[-1][0] >= slot:  # greater: the clock was set back
            self._bins[-1] = (self._bins[-1][0], self._bins[-1][1] + 1)
        else:
            self._bins.append((slot, 1))

    def at(self, now: float) -> Load:
        """The load at ``now``."""
        newest = int(now // BIN_S)
        count = int(WINDOW_S // BIN_S)
        while self._bins and self._bins[0][0] <= newest - count:
            self._bins.popleft()
        bins = [0] * count
        for slot, alarms in self._bins:
            if slot <= newest:
                bins[slot - newest + count - 1] = alarms
        total = sum(bins)
        self._flood = total >= self._bounds.flood_below if self._flood else total > self._bounds.flood_from
        return Load(total, bins, self._flood)

    def change(self, now: float) -> Load | None:
        """The load at ``now`` if it differs from what this gave last."""
        load = self.at(now)
        if load == self._said:
            return None
        self._said = load
        return load

    def save(self) -> tuple[list[tuple[int, int]], bool]:
        """What :meth:`restore` takes."""
        return list(self._bins), self._flood

    def restore(self, bins: list[tuple[int, int]], flood: bool) -> None:
        """Restore."""
        self._bins = deque(bins)
        self._flood = flood
