"""A large picture on its way to a desk's widgets: in slices, so that a key never waits for the whole of it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from operator import attrgetter
from typing import Final

from alerts.incidents import Incident
from console.bridge import Tick

AT_ONCE: Final = 600
"""So many incidents are shown at once: they take no longer than a repaint."""
SLICE: Final = 500
"""So many in each turn of the event loop that follows."""


class Arriving:
    """Incidents of a snapshot that the widgets have not been given yet, each as the snapshot tells it.

    What a tick speaks of must be asked for (:meth:`touched`) and shown before the tick: widgets then learn of every
    incident in the order in which the hub told of it, as if all had been shown at once.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, Incident] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def begin(self, incidents: Iterable[Incident], wanted: Iterable[str]) -> list[Incident]:
        """Start anew from these, and give those to be shown at once: the ``wanted`` keys, then alarms, the most urgent
        and the newest first. What waited before is forgotten.
        """
        alarms: list[Incident] = []
        others: list[Incident] = []
        for one in incidents:
            (alarms if one.is_alarm else others).append(one)
        alarms.sort(key=attrgetter("opened"), reverse=True)
        alarms.sort(key=attrgetter("priority"))
        self._waiting = {one.key: one for one in alarms + others}
        first = self.named(wanted)
        return first + self.next(max(0, AT_ONCE - len(first)))

    def next(self, most: int = SLICE) -> list[Incident]:
        """The next ones, at most so many."""
        return self.named(list(islice(self._waiting, most)))

    def named(self, keys: Iterable[str]) -> list[Incident]:
        """Those of these that have waited until now."""
        return [self._waiting.pop(key) for key in keys if key in self._waiting]

    def touched(self, tick: Tick) -> list[Incident]:
        """Those that this tick changes, renames or takes away."""
        if not self._waiting:
            return []
        return self.named({**tick.moved, **tick.incidents, **dict.fromkeys(tick.removed)})
