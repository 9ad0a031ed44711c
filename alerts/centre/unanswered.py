"""Which alarms nobody has taken up, and when each of them is due for a word."""

from __future__ import annotations

from collections.abc import Callable

from alerts.incidents import Incident
from alerts.lifecycle.unanswered import upcoming, waits
from alerts.rules.rules import UnansweredRule

AT_ONCE = 100
"""Incidents spoken of in one round; in a storm the others wait for the next, the longest waiting first."""


class Unanswered:
    """Due times by key (seconds since the epoch), for the incidents as they were last shown."""

    def __init__(self, rule: Callable[[], UnansweredRule]) -> None:
        """``rule`` gives the rule in force."""
        self.rule = rule
        self._due: dict[str, float] = {}

    def note(self, incident: Incident) -> None:
        """It looks like this now."""
        step = upcoming(incident, self.rule()) if waits(incident) else None
        if step is None:
            self._due.pop(incident.key, None)
        else:
            self._due[incident.key] = step[0].timestamp()

    def forget(self, key: str) -> None:
        """It is off the screens, or goes by another key."""
        self._due.pop(key, None)

    def due(self, now: float) -> list[str]:
        """The keys that are due at ``now``, the longest due first."""
        due = sorted((at, key) for key, at in self._due.items() if at <= now)
        return [key for _, key in due[:AT_ONCE]]
