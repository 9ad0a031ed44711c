"""What is still to happen, kept by time."""

from __future__ import annotations

from collections import defaultdict
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Agenda(Generic[Item]):
    """Items with a time (seconds since the epoch), taken out window by window, in order of time and then of being put in.

    Buckets make putting in cost the same however much is waiting. Windows must follow one another without a gap.
    """

    def __init__(self, bucket_s: float = 10.0) -> None:
        self._bucket = bucket_s
        self._waiting: defaultdict[int, list[tuple[float, int, Item]]] = defaultdict(list)
        self._count = 0
        self._reached = float("-inf")
        self._next = 0

    def put(self, time: float, item: Item) -> None:
        """Have it happen at this time; what comes late happens in the next window."""
        self._count += 1
        time = max(time, self._reached)
        self._waiting[int(time // self._bucket)].append((time, self._count, item))

    def due(self, until: float) -> list[tuple[float, Item]]:
        """What happens before this time, taken out."""
        last = int(until // self._bucket)
        if self._reached == float("-inf"):
            buckets = sorted(number for number in self._waiting if number <= last)
        else:
            buckets = [number for number in range(self._next, last + 1) if number in self._waiting]
        self._reached, self._next = until, last
        ready: list[tuple[float, int, Item]] = []
        for number in buckets:
            rows = self._waiting.pop(number)
            if number == last:
                kept = [row for row in rows if row[0] >= until]
                if kept:
                    self._waiting[number] = kept
                rows = [row for row in rows if row[0] < until]
            ready += rows
        ready.sort(key=lambda row: row[:2])
        return [(time, item) for time, _, item in ready]

    def __len__(self) -> int:
        return sum(len(rows) for rows in self._waiting.values())
