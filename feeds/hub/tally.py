"""How much passed through a hub since it started."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from alerts.picture import Update


@dataclass(frozen=True, slots=True)
class Counts:
    """Seconds, accepted and refused events, messages that could not be had, incidents raised."""

    seconds: float
    events: int
    rejected: int
    lost: int
    incidents: int


class Incidents:
    """Counts the incidents raised since the hub started, from its updates."""

    def __init__(self, before: Iterable[str]) -> None:
        """``before``: the keys of those that were there."""
        self._before = set(before)
        self._raised: dict[str, bool] = {}

    def note(self, update: Update) -> None:
        """Take an update in."""
        for old, new in update.moved.items():
            if old in self._before:
                self._before.add(new)
            if self._raised.pop(old, None) is not None:
                self._raised[new] = True
        for incident in update.incidents:
            if incident.key not in self._before:
                self._raised[incident.key] = incident.is_open
        for key in update.removed:
            if self._raised.get(key):  # dissolved before it was final; a closed one only leaves the screen
                del self._raised[key]

    @property
    def raised(self) -> int:
        """So many."""
        return len(self._raised)
