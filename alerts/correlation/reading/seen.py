"""Which events have been taken in already: a duplicate is the same source and id."""

from __future__ import annotations

import math
from typing import Final

MAX_NAMES: Final = 1_000_000
"""Names in one of the two generations, at most: about 110 MB each. Reached only above 1,000 events a second."""

SavedNames = dict[str, list[str]]


class Names:
    """Names of events: ids by source, so that a source's name is held once."""

    __slots__ = ("_sources",)

    def __init__(self) -> None:
        self._sources: dict[str, set[str]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._sources.values()))

    def of(self, source: str) -> set[str]:
        """The ids of one source, to look at and to add to."""
        ids = self._sources.get(source)
        if ids is None:
            ids = self._sources[source] = set()
        return ids

    @property
    def sources(self) -> list[str]:
        """The sources of which there are names."""
        return [source for source, ids in self._sources.items() if ids]

    def only(self, source: str) -> bool:
        """Whether there is a name of no other source."""
        return all(not ids or known == source for known, ids in self._sources.items())

    def save(self) -> SavedNames:
        """All there is to keep."""
        return {source: list(ids) for source, ids in self._sources.items()}

    @classmethod
    def restored(cls, saved: SavedNames) -> Names:
        """The names that :meth:`save` gave."""
        names = cls()
        names._sources = {source: set(ids) for source, ids in saved.items()}
        return names


class Seen:
    """Names of events, forgotten after one to two times ``remember`` seconds of event time."""

    def __init__(self, remember: float) -> None:
        self.remember = remember
        self.young = Names()
        self.old = Names()
        self.many = 0
        """How many are young; who adds one counts it."""
        self.since = -math.inf

    def alone(self, source: str) -> bool:
        """Whether no other source has been heard lately."""
        return self.young.only(source) and self.old.only(source)

    @property
    def lone(self) -> bool:
        """Whether one source at most has been heard lately."""
        return len({*self.young.sources, *self.old.sources}) <= 1

    @property
    def turns(self) -> float:
        """The trusted time from which on a new generation is due."""
        return self.since + self.remember

    def turn(self, frontier: float) -> None:
        """Begin a new generation where it is time."""
        full = self.many >= MAX_NAMES
        if not full and self.since == -math.inf:
            self.since = frontier  # until the clock is believed nothing grows old, and so nothing is forgotten
            return
        if full or frontier >= self.since + self.remember:
            self.old = self.young
            self.young = Names()
            self.many = 0
            self.since = frontier
