"""Events waiting to be put into envelopes, and the numbering of those."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Final

from alerts.events import Event, event_type
from feeds.publisher.rank import is_routine
from feeds.publisher.spool import Spool
from feeds.wire.envelope import MAX_EVENT, VERSION, Envelope, encode

MAX_PENDING: Final = 50_000
"""Events: whoever sends more than the publisher's thread can take waits for it."""
_LARGE: Final = 1024 * 1024


class Outbox:
    """Collects events by type, cuts them into envelopes, numbers them from 0, and hands them to the spool.

    Routine events and others do not share an envelope, so that the spool can give up the former alone. ``add`` may be
    called from any thread, ``flush`` from the publisher's own.
    """

    def __init__(self, source: str, epoch: int, spool: Spool, batch: int, packed: bool) -> None:
        self.source = source
        self.epoch = epoch
        self.next_seq = 0
        self.too_large = 0
        self._spool = spool
        self._batch = batch
        self._packed = packed
        self._pending: dict[tuple[str, bool], list[Event]] = {}
        self._count = 0
        self._room = threading.Condition()

    def add(self, events: Iterable[Event], alive: Callable[[], bool]) -> bool:
        """Take events in; waits while there are too many. Whether there is now a full envelope's worth."""
        full = False
        with self._room:
            while self._count >= MAX_PENDING and alive():
                self._room.wait(0.1)
            for event in events:
                pending = self._pending.setdefault((event_type(event), is_routine(event)), [])
                pending.append(event)
                self._count += 1
                full = full or len(pending) >= self._batch
        return full

    @property
    def pending(self) -> int:
        """Events not yet in an envelope."""
        return self._count

    def flush(self, now: float) -> None:
        """Put everything that waits into envelopes. ``now`` in seconds since the epoch."""
        with self._room:
            pending, self._pending, self._count = self._pending, {}, 0
            self._room.notify_all()
        for (topic, routine), events in pending.items():
            for start in range(0, len(events), self._batch):
                self._cut(topic, routine, events[start : start + self._batch], now)

    def _cut(self, topic: str, routine: bool, events: list[Event], now: float) -> None:
        sent = datetime.fromtimestamp(now, UTC)
        envelope = Envelope(VERSION, self.source, events, self.epoch, self.next_seq, sent)
        body = encode(envelope, self._packed)
        if len(body) > _LARGE and len(events) > 1:
            half = len(events) // 2
            self._cut(topic, routine, events[:half], now)
            self._cut(topic, routine, events[half:], now)
            return
        if len(body) > MAX_EVENT + _LARGE // 2:
            self.too_large += 1
            return
        self._spool.put(self.epoch, self.next_seq, topic.encode(), body, routine)
        self.next_seq += 1
