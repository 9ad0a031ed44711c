"""Whose clock is wrong: how old events say they are when they come, by source, minute by minute."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from alerts.events import Disaster, Event

MINUTE_S: Final = 60.0
OLD_S: Final = 600.0
"""From so many seconds on the newest event of a minute is too old: beyond what a busy line explains, and twice the lateness
within which order of arrival does not matter."""
AHEAD_S: Final = 60.0
"""From so many seconds on an event cannot be of the future by chance."""
FEWEST: Final = 10
"""Events from which a clock is judged: one that sends fewer in a minute is judged after as many minutes as it takes."""
ALIKE_S: Final = 120.0
"""Sources that are wrong by the same, within this: it is the hub's clock."""
MOST: Final = 2_000
"""Sources watched; of others nothing is said."""


class _Heard(Struct):
    least: float
    most: float
    many: int
    said: bool = False


class Clocks:
    """Delays of each source since it was last judged. Times in seconds since the epoch."""

    def __init__(self) -> None:
        self._heard: dict[str, _Heard] = {}
        self._since = 0.0

    def begin(self) -> None:
        """What was heard until now says nothing any more: the clock was set."""
        for heard in self._heard.values():
            heard.least, heard.most, heard.many = float("inf"), float("-inf"), 0
        self._since = 0.0

    def heard(self, source: str, events: list[Event], now: float) -> None:
        """Events of one message; of each message the first and the last are looked at, for it is of one moment."""
        for event in (events[0], events[-1]):
            if type(event) is Disaster:
                return  # an alert is fetched again for as long as it is in force
        heard = self._heard.get(source)
        if heard is None:
            if len(self._heard) >= MOST:
                return
            heard = self._heard[source] = _Heard(float("inf"), float("-inf"), 0)
        first, last = now - events[0].time.timestamp(), now - events[-1].time.timestamp()
        heard.least = min(heard.least, first, last)
        heard.most = max(heard.most, first, last)
        heard.many += len(events)

    def judged(self, now: float) -> tuple[float | None, dict[str, float | None]] | None:
        """Once a minute: by how much the hub's own clock seems to be wrong, if it does, and each source of which something is
        to be said: its delay, or None where it is well again. Nothing where it is not yet time.
        """
        if not 0.0 <= now - self._since < 10 * MINUTE_S:  # the first look, or a clock set
            self._since = now
            return None
        if now - self._since < MINUTE_S:
            return None
        self._since = now
        wrong: dict[str, float] = {}
        well: list[str] = []
        for source, heard in self._heard.items():
            if heard.many < FEWEST:
                continue
            if heard.least > OLD_S:
                wrong[source] = heard.least
            elif heard.most < -AHEAD_S:
                wrong[source] = heard.most
            else:
                well.append(source)
            heard.least, heard.most, heard.many = float("inf"), float("-inf"), 0
        if not wrong and not well:
            return None
        delays = sorted(wrong.values())
        if len(wrong) > 1 and not well and delays[-1] - delays[0] <= ALIKE_S:
            each: dict[str, float | None] = dict.fromkeys(self._said())
            for heard in self._heard.values():
                heard.said = False
            return delays[len(delays) // 2], each
        each = {}
        for source in well:
            if self._heard[source].said:
                self._heard[source].said = False
                each[source] = None
        for source, delay in wrong.items():
            self._heard[source].said = True
            each[source] = delay
        return None, each

    def _said(self) -> list[str]:
        return [source for source, heard in self._heard.items() if heard.said]
