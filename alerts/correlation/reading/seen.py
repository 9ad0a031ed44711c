"""Which events have been taken in already: a duplicate is the same source and id."""

from __future__ import annotations

import math
from typing import Final

MAX_NAMES: Final = 1_000_000
"""Names in one of the two generations, at most: about 150 MB together. Reached only above 1,000 events a second."""


class Seen:
    """Names of events, forgotten after one to two times ``remember`` seconds of event time."""

    def __init__(self, remember: float) -> None:
        self.remember = remember
        self.young: set[tuple[str, str]] = set()
        self.old: set[tuple[str, str]] = set()
        self.since = -math.inf

    @property
    def turn_at(self) -> float:
        """The newest trusted time at which a new generation begins, seconds since the epoch."""
        return self.since + self.remember

    def turn(self, frontier: float) -> None:
        """Begin a new generation where it is time."""
        full = len(self.young) >= MAX_NAMES
        if not full and self.since == -math.inf:
            self.since = frontier  # until the clock is believed nothing grows old, and so nothing is forgotten
            return
        if full or frontier >= self.since + self.remember:
            self.old = self.young
            self.young = set()
            self.since = frontier
