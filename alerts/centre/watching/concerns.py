"""What is not as it should be around a hub: two feeds of one name, clocks that are wrong. Said once each, while it lasts."""

from __future__ import annotations

import logging
from typing import Final

from alerts.centre.keeping.staging import Staging
from alerts.centre.watching.clocks import Clocks
from alerts.events import Event
from alerts.picture import Concern, SourceHealth

MOST: Final = 100
"""Concerns that stand at a time; what is beyond them is logged only."""
SET_STANDS_S: Final = 600.0
"""For how long it is said that the clock was set."""
_log: Final = logging.getLogger("alerts.centre")
_SENTENCES: Final = {
    "same_name": "{figure:.0f} feeds publish as {subject!r} at the same time: events of the same id are taken for one event; "
    "give one of them another name (--source)",
    "source_clock": "events of {subject!r} are {figure:+.0f} s old when they come: is its clock wrong, or is it sending what "
    "it had kept?",
    "hub_clock": "events of all feeds are {figure:+.0f} s old when they come: is the clock of this machine wrong?",
    "clock_set": "the clock of this machine was set by {figure:+.0f} s (or it slept); what waits for a time of day follows the "
    "new time",
}


class Concerns:
    """Those that stand. Each is written into the log when it comes up and when it is over; times in seconds since the epoch."""

    def __init__(self, staging: Staging) -> None:
        self._staging = staging
        self._standing: dict[tuple[str, str], Concern] = {}
        self._changed = False
        self._clocks = Clocks()

    def all(self) -> list[Concern]:
        """What stands, the oldest first."""
        return list(self._standing.values())

    def news(self) -> list[Concern] | None:
        """What stands, where that is not what the last call gave."""
        changed, self._changed = self._changed, False
        return self.all() if changed else None

    def heard(self, source: str, events: list[Event], now: float) -> None:
        """Events of a source came."""
        self._clocks.heard(source, events, now)

    def reported(self, row: SourceHealth, now: float) -> None:
        """The receiver's word on a source."""
        if row.publishers > 1:
            self._stand(Concern("same_name", row.source, float(row.publishers), now))
        else:
            self._over("same_name", row.source, now)

    def clock_set(self, by: float, now: float) -> None:
        """The hub's own clock was set by so many seconds."""
        self._clocks.begin()
        self._over("clock_set", "", now)
        self._stand(Concern("clock_set", "", by, now))

    def look(self, now: float) -> None:
        """Let time pass."""
        standing = self._standing.get(("clock_set", ""))
        if standing is not None and not 0.0 <= now - standing.since < SET_STANDS_S:
            self._over("clock_set", "", now)
        judged = self._clocks.judged(now)
        if judged is None:
            return
        whole, each = judged
        if whole is not None:
            self._stand(Concern("hub_clock", "", whole, now))
        else:
            self._over("hub_clock", "", now)
        for source, delay in each.items():
            if delay is None:
                self._over("source_clock", source, now)
            else:
                self._stand(Concern("source_clock", source, delay, now))

    def _stand(self, concern: Concern) -> None:
        name = (concern.code, concern.subject)
        if name in self._standing:
            return
        if len(self._standing) < MOST:
            self._standing[name] = concern
            self._changed = True
            self._staging.entry(
                concern.since,
                "concern",
                "hub",
                {"code": concern.code, "subject": concern.subject, "figure": round(concern.figure)},
            )
            _log.warning(_SENTENCES[concern.code].format(subject=concern.subject, figure=concern.figure))

    def _over(self, code: str, subject: str, now: float) -> None:
        if self._standing.pop((code, subject), None) is not None:
            self._changed = True
            self._staging.entry(now, "concern", "hub", {"code": code, "subject": subject, "over": True})
