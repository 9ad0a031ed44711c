"""Memory over time: a series of bounded length, and how fast it grows."""

from __future__ import annotations

import numpy as np

EVERY_S = 10.0
MOST = 720
"""Readings kept: two hours at the beginning, then every second one goes and readings come half as often."""


class Memory:
    """Readings of resident memory: (seconds of a clock that never steps, MB)."""

    def __init__(self) -> None:
        self.readings: list[tuple[float, float]] = []
        self._every = EVERY_S

    def clear(self) -> None:
        """Start over."""
        self.readings, self._every = [], EVERY_S

    def due(self, now: float) -> bool:
        """Whether it is time for another reading."""
        return not self.readings or now - self.readings[-1][0] >= self._every

    def add(self, now: float, megabytes: float) -> None:
        """Take in one reading."""
        self.readings.append((now, megabytes))
        if len(self.readings) > MOST:
            self.readings, self._every = self.readings[::2], self._every * 2

    def slope(self) -> float:
        """MB an hour over the later half of the time, by least squares: what the start fills is no growth. 0 for too little."""
        if len(self.readings) < 4:
            return 0.0
        table = np.array(self.readings)
        table = table[table[:, 0] >= (table[0, 0] + table[-1, 0]) / 2]
        if len(table) < 2:
            return 0.0
        return float(np.polyfit(table[:, 0] - table[0, 0], table[:, 1], 1)[0]) * 3600.0

    def series(self) -> list[tuple[float, float]]:
        """(seconds since the first reading, MB), rounded."""
        first = self.readings[0][0] if self.readings else 0.0
        return [(round(at - first), round(megabytes, 1)) for at, megabytes in self.readings]
