"""Several messages' events as one batch."""

from __future__ import annotations

from collections.abc import Sequence

from alerts.batch import Batch, JoinedBatch
from alerts.centre.ports import FrameLike


def join(frames: Sequence[FrameLike]) -> Batch:
    """The events of these messages, in order."""
    batches = [frame.batch for frame in frames if len(frame.batch)]
    return batches[0] if len(batches) == 1 else JoinedBatch(batches)
