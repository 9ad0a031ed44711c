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

    def turn(self, frontier: float) -> None:
        """Begin a new generation where it is time."""
        if len(self.young) >= MAX_NAMES or frontier >= self.since + self.remember:
            self.old = self.young
            self.young = set()
            self.since = frontier
