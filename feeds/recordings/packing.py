"""Events to messages, as a feed would have sent them: what a text recording becomes in MCAP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from alerts.batch import Batch
from alerts.events import event_type
from feeds.wire.envelope import VERSION

MOST: Final = 256
"""Events in one message."""
MOST_BYTES: Final = 1 << 20


def messages_of(batch: Batch) -> Iterator[tuple[bytes, bytes]]:
    """(topic, body) of unnumbered envelopes with these events, in their order, each as the bytes it came as.

    Neighbours of one type and one source share an envelope; order is not given up to make them neighbours.
    """
    topic, source = "", ""
    waiting: list[bytes] = []
    size = 0
    for index, event in enumerate(batch.events):
        kind = event_type(event)
        if waiting and (kind != topic or event.source != source or len(waiting) >= MOST or size > MOST_BYTES):
            yield topic.encode(), _envelope(source, waiting)
            waiting, size = [], 0
        topic, source = kind, event.source
        waiting.append(batch.raw(index))
        size += len(waiting[-1])
    if waiting:
        yield topic.encode(), _envelope(source, waiting)


def _envelope(source: str, raws: list[bytes]) -> bytes:
    return b'{"v":%d,"source":%s,"events":[%s]}' % (VERSION, msgspec.json.encode(source), b",".join(raws))
