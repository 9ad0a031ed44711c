"""Events that came together, in order of arrival, and the bytes they came as."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from alerts.events import Event, to_json


class Raws(Protocol):
    """The bytes of a batch's events, by index."""

    def __getitem__(self, index: int, /) -> bytes: ...


class Batch:
    """A run of accepted events.

    ``raw(i)`` gives event ``i`` as the JSON it came as, with fields this program does not know; it is only looked up
    when the event is kept, because most events are not.
    """

    __slots__ = ("_raws", "events")

    def __init__(self, events: list[Event], raws: Callable[[], Raws] | None = None) -> None:
        self.events = events
        self._raws = raws

    def __len__(self) -> int:
        return len(self.events)

    def raw(self, index: int) -> bytes:
        """The event's JSON, as received where it came as JSON, otherwise as this program writes it."""
        if self._raws is None:
            return to_json(self.events[index])
        return bytes(self._raws()[index])
