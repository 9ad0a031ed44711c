"""Several messages' events as one batch."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from alerts.batch import Batch
from alerts.centre.ports import FrameLike


class JoinedBatch(Batch):
    """The batches of several messages, one after the other; the bytes are looked up in the batch they came in."""

    __slots__ = ("_batches", "_starts")

    def __init__(self, batches: list[Batch]) -> None:
        super().__init__([event for batch in batches for event in batch.events])
        self._batches = batches
        self._starts: list[int] = []
        total = 0
        for batch in batches:
            self._starts.append(total)
            total += len(batch)

    def raw(self, index: int) -> bytes:
        at = bisect_right(self._starts, index) - 1
        return self._batches[at].raw(index - self._starts[at])


def join(frames: Sequence[FrameLike]) -> Batch:
    """The events of these messages, in order."""
    batches = [frame.batch for frame in frames if len(frame.batch)]
    return batches[0] if len(batches) == 1 else JoinedBatch(batches)
