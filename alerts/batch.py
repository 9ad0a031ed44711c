"""Events that came together, in order of arrival, and the bytes they came as."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
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
        received = self.received(index)
        return to_json(self.events[index]) if received is None else received

    def received(self, index: int) -> bytes | None:
        """The event's JSON as received; None where it did not come as JSON, so that the event says all there is."""
        return None if self._raws is None else bytes(self._raws()[index])


class JoinedBatch(Batch):
    """Several batches, one after the other; the bytes are looked up in the batch they came in."""

    __slots__ = ("_batches", "_starts")

    def __init__(self, batches: Sequence[Batch]) -> None:
        super().__init__([event for batch in batches for event in batch.events])
        self._batches = batches
        self._starts = [0, *accumulate(len(batch) for batch in batches)]

    def received(self, index: int) -> bytes | None:
        at = bisect_right(self._starts, index) - 1
        return self._batches[at].received(index - self._starts[at])
