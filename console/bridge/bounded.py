"""What keeps a console's memory bounded, however long it runs and however much comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from alerts.incidents import Incident
from alerts.picture import MOST_ORDINARY

REMEMBERED: Final = 20_000
"""Keys remembered, so as not to count an incident twice that leaves the screen and comes back."""


class Raised:
    """How many incidents were ever seen, and the latest of them by key."""

    def __init__(self) -> None:
        self._latest: dict[str, None] = {}
        self._forgotten = 0

    def __len__(self) -> int:
        return self._forgotten + len(self._latest)

    def __contains__(self, key: object) -> bool:
        return key in self._latest

    def add(self, keys: Iterable[str]) -> None:
        """These were seen."""
        for key in keys:
            self._latest[key] = None
        while len(self._latest) > REMEMBERED:
            del self._latest[next(iter(self._latest))]
            self._forgotten += 1

    def rename(self, old: str, new: str) -> None:
        """An incident goes by another key."""
        self._latest.pop(old, None)
        self._latest[new] = None


class Ordinary:
    """The ordinary reports on the screens that nobody has in hand, the longest unchanged first."""

    def __init__(self) -> None:
        self._keys: dict[str, None] = {}

    def note(self, key: str, incident: Incident) -> None:
        """This one is new or has changed."""
        self._keys.pop(key, None)
        if incident.is_ordinary:
            self._keys[key] = None

    def forget(self, key: str) -> None:
        """This one is gone, or goes by another key."""
        self._keys.pop(key, None)

    def too_many(self) -> Iterator[str]:
        """Takes off the oldest until no more than :data:`MOST_ORDINARY` are left, and names them."""
        while len(self._keys) > MOST_ORDINARY:
            key = next(iter(self._keys))
            del self._keys[key]
            yield key
