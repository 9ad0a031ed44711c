"""Names like one that nothing has: what somebody may have meant."""

from __future__ import annotations

import difflib

KEPT = 2_000
"""Names compared at the end, at most; of more, those that begin or end alike."""


class Nearest:
    """Is offered all the names there are, and keeps few."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._start, self._end = name[: max(3, 2 * len(name) // 3)], name[len(name) // 2 :]
        self._alike: dict[str, None] = {}
        self._any: dict[str, None] = {}

    def offer(self, name: str) -> None:
        """One name that there is."""
        if (name.startswith(self._start) or name.endswith(self._end)) and len(self._alike) < KEPT:
            self._alike[name] = None
        elif len(self._any) < KEPT:
            self._any[name] = None

    def best(self, many: int = 3) -> list[str]:
        """The nearest ones, the nearest first."""
        return difflib.get_close_matches(self._name, [*self._alike, *self._any], many, 0.5)


def nearest(name: str, names: list[str], many: int = 3) -> list[str]:
    """The ones of ``names`` that are most like ``name``."""
    found = Nearest(name)
    for one in names:
        found.offer(one)
    return found.best(many)
