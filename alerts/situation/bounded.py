"""A table of the latest of each thing, that cannot outgrow its bound."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Latest(Generic[K, V]):
    """The latest value by key, what has changed since it was last asked, and a bound.

    Over the bound the values go that were set the longest time ago; ``dropped`` counts them.
    """

    __slots__ = ("_bound", "_changed", "dropped", "values")

    def __init__(self, bound: int) -> None:
        self._bound = bound
        self._changed: dict[K, None] = {}
        self.values: dict[K, V] = {}
        self.dropped = 0

    def put(self, key: K, value: V) -> None:
        """Set the value and mark it as changed."""
        values = self.values
        if len(values) >= self._bound and key not in values:
            oldest = next(iter(values))
            del values[oldest]
            self._changed.pop(oldest, None)
            self.dropped += 1
        else:
            values.pop(key, None)  # to the end of the row: the oldest is then the one not heard of for longest
        values[key] = value
        self._changed[key] = None

    def pop(self, key: K) -> V | None:
        """Take the value off, if it is there."""
        self._changed.pop(key, None)
        return self.values.pop(key, None)

    def changes(self) -> list[V]:
        """The values set since the last call."""
        if not self._changed:
            return []
        values = self.values
        changed = [values[key] for key in self._changed]
        self._changed = {}
        return changed

    def fill(self, items: Iterable[tuple[K, V]]) -> None:
        """Set values without marking them, as after a restart."""
        self.values.update(items)
