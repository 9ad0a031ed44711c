"""One message as it was understood."""

from __future__ import annotations

from dataclasses import dataclass, field

from alerts.batch import Batch
from alerts.validation import Rejection


@dataclass(slots=True)
class Frame:
    """The events of one message that were accepted, and those that were not.

    ``seq`` is None where the message carried no number; ``sent`` is in seconds since the epoch. ``misplaced`` counts
    events whose type is not the message's topic: they are accepted, and the publisher is worth a look.
    """

    source: str
    batch: Batch
    epoch: int = 0
    seq: int | None = None
    sent: float | None = None
    rejections: list[Rejection] = field(default_factory=list)
    body: bytes = b""
    topic: bytes = b""
    misplaced: int = 0
