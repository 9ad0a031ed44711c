"""When events of a recording without receive times may have arrived."""

from __future__ import annotations

from math import inf
from typing import Final

import numpy as np
from numpy.typing import NDArray

JUMP_S: Final = 600.0
"""A step forward of more than this must be borne out by the events around it."""
FOLLOWERS: Final = 16
_MIDDLE: Final = FOLLOWERS // 2 - 1


class ArrivalClock:
    """Receive times from event times, for events in their order of arrival.

    Nothing arrives before it happens and order is order of arrival, so the earliest possible receive time is the running
    maximum of the event times. One source whose clock is days ahead must not drag everything after it along: a step of
    more than ``JUMP_S`` seconds counts only where most of the ``FOLLOWERS`` events before or after agree.
    """

    def __init__(self, now: float = -inf) -> None:
        self.now = now

    def advance(self, times: NDArray[np.float64], last: bool) -> NDArray[np.float64]:
        """Receive times (seconds since the epoch, never falling) of the next events, whose event times these are (n,).

        ``last`` says that no more will follow, so that the final few events are taken at their word.
        """
        if not len(times):
            return times
        trusted = times
        if float(times.max()) - max(self.now, float(times[0])) > JUMP_S or self.now == -inf:
            after = _middle(np.concatenate([times[1:], np.full(FOLLOWERS, inf if last else -inf)]))
            before = _middle(np.concatenate([np.full(FOLLOWERS, self.now), times[:-1]]))
            trusted = np.where(times > np.maximum(after, before) + JUMP_S, -inf, times)
        arrivals = np.maximum.accumulate(np.maximum(trusted, self.now))
        if arrivals[0] == -inf:
            known = arrivals[arrivals > -inf]
            arrivals = np.where(arrivals == -inf, known[0] if len(known) else times.min(), arrivals)
        self.now = float(arrivals[-1])
        return arrivals


def _middle(times: NDArray[np.float64]) -> NDArray[np.float64]:
    """The lower median of each ``FOLLOWERS`` times in a row."""
    windows = np.lib.stride_tricks.sliding_window_view(times, FOLLOWERS)
    middle: NDArray[np.float64] = np.partition(windows, _MIDDLE, axis=1)[:, _MIDDLE]
    return middle
