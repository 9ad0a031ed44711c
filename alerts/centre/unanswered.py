"""Which alarms nobody has taken up, and when each of them is due for a word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from alerts.incidents import Incident
from alerts.lifecycle.unanswered import Next, since, upcoming, waits
from alerts.rules.rules import UnansweredRule

AT_ONCE = 100
"""Incidents spoken of in one round; in a storm the others wait for the next, the longest waiting first."""


class Unanswered:
    """Due times by key (seconds since the epoch), for the incidents as they were last shown."""

    def __init__(self, rule: Callable[[], UnansweredRule]) -> None:
        """``rule`` gives the rule in force."""
        self.rule = rule
        self._due: dict[str, float] = {}
        self._heard: dict[str, tuple[float, float]] = {}
        """Since when it says that it waits, and when it was known to, by the hub's clock."""

    def note(self, incident: Incident, now: float) -> None:
        """It looks like this at ``now``."""
        step = self.step(incident, now)
        if step is None:
            self.forget(incident.key)
        else:
            self._due[incident.key] = step[0].timestamp()

    def step(self, incident: Incident, now: float) -> Next | None:
        """What is to be done about it, and when; None where there is nothing."""
        if not waits(incident):
            return None
        start = since(incident).timestamp()
        said, heard = self._heard.get(incident.key, (start, now))
        if said != start:
            heard = now
        heard = min(heard, now)  # the hub's own clock was set back
        self._heard[incident.key] = (start, heard)
        return upcoming(incident, self.rule(), datetime.fromtimestamp(heard, UTC))

    def clock_set(self, by: float) -> None:
        """The hub's clock was set back by so many seconds (negative): what was due by the old time is due as much sooner."""
        if by < 0.0:
            self._due = {key: at + by for key, at in self._due.items()}
            self._heard = {key: (start, heard + by) for key, (start, heard) in self._heard.items()}

    def forget(self, key: str) -> None:
        """It waits no more, is off the screens, or goes by another key."""
        self._due.pop(key, None)
        self._heard.pop(key, None)

    def due(self, now: float) -> list[str]:
        """The keys that are due at ``now``, the longest due first."""
        due = sorted((at, key) for key, at in self._due.items() if at <= now)
        return [key for _, key in due[:AT_ONCE]]
