"""One value a second, for a little more than an hour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

HOUR: Final = 3600
MINUTE: Final = 60
SMOOTH: Final = 10
"""Seconds: single seconds of a random stream are noise, and would hide that it rises."""


class Series:
    """The rate of one feed, events a second by second; seconds in which nobody spoke of it are NaN.

    ``end`` is the second (whole seconds since the epoch) of the latest value, -1 while there is none.
    """

    def __init__(self, seconds: int = HOUR + MINUTE) -> None:
        self._values: NDArray[np.float64] = np.full(seconds, np.nan)
        self.end = -1
        self._curve: NDArray[np.float64] | None = None

    def fill(self, values: Sequence[float], end: int) -> None:
        """Start anew with these values, oldest first; the last one is that of second ``end``."""
        self._curve = None
        self._values[:] = np.nan
        known = np.asarray(values[-len(self._values) :], dtype=np.float64)
        if known.size:
            self._values[-known.size :] = known
        self.end = end

    def push(self, value: float, second: int) -> None:
        """Add the value of this second; one earlier than the latest starts anew (someone went back in a recording)."""
        if self.end < 0 or second < self.end:
            self.fill([value], second)
            return
        self._curve = None
        step = second - self.end
        if step:
            step = min(step, len(self._values))
            self._values[:-step] = self._values[step:]
            self._values[-step:] = np.nan
        self._values[-1] = value
        self.end = second

    @property
    def heard(self) -> bool:
        """Whether anything above nothing ever came."""
        return bool(np.any(self._values > 0))

    @property
    def known_s(self) -> int:
        """How many seconds back its oldest value is; 0 while there is none."""
        known = np.flatnonzero(np.isfinite(self._values))
        return len(self._values) - int(known[0]) if known.size else 0

    @property
    def slow(self) -> bool:
        """Whether it comes so seldom (less than once a second) that events a minute say more than events a second."""
        known = self._values[np.isfinite(self._values)]
        return not known.size or float(known.mean()) < 1.0

    def rate(self, seconds: int) -> float:
        """Events a second over the latest ``seconds``; NaN where nothing is known."""
        latest = self._values[-seconds:]
        known = latest[np.isfinite(latest)]
        return float(known.mean()) if known.size else float("nan")

    def curve(self) -> NDArray[np.float64]:
        """What is drawn, shape (n,), the last value that of second :attr:`end`.

        The mean of the latest :data:`SMOOTH` seconds before each, in events a second; of a slow feed the sum of the latest
        minute, in events a minute. NaN where the second itself is unknown.
        """
        if self._curve is None:  # a window is drawn many times a second, and changes once
            self._curve = self._smooth()
        return self._curve

    def _smooth(self) -> NDArray[np.float64]:
        known = np.isfinite(self._values)
        width = MINUTE if self.slow else SMOOTH
        total = np.concatenate((np.zeros(width + 1), np.cumsum(np.where(known, self._values, 0.0))))
        sums = total[width + 1 :] - total[1:-width]
        if not self.slow:
            count = np.concatenate((np.zeros(width + 1), np.cumsum(known)))
            sums = sums / np.maximum(count[width + 1 :] - count[1:-width], 1.0)
        return np.where(known, sums, np.nan)
