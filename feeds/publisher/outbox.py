"""Events waiting to be put into envelopes, and the numbering of those."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias, cast

import msgspec

from alerts.events import Event, event_type
from feeds.publisher.rank import is_routine
from feeds.publisher.spool import Spool
from feeds.wire.envelope import MAX_EVENT, VERSION, Envelope, encode

MAX_PENDING: Final = 50_000
"""Events: whoever sends more than the publisher's thread can take waits for it."""
_LARGE: Final = 1024 * 1024
_HEADER: Final = 1024
"""Bytes: more than an envelope without events takes."""
_Item: TypeAlias = "Event | msgspec.Raw | dict[str, Any]"


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
        self._pending: dict[tuple[str, bool], list[_Item]] = {}
        self._count = 0
        self._room = threading.Condition()

    def add(self, events: Iterable[Event], raws: Sequence[bytes] | None, alive: Callable[[], bool]) -> bool:
        """Take events in; waits while there are too many. Whether there is now a full envelope's worth.

        ``raws`` are the events as JSON, where they have fields that this program does not know.
        """
        full = False
        with self._room:
            while self._count >= MAX_PENDING and alive():
                self._room.wait(0.1)
            for index, event in enumerate(events):
                pending = self._pending.setdefault((event_type(event), is_routine(event)), [])
                pending.append(event if raws is None else self._known(raws[index]))
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
            pending, self._pending, taken = self._pending, {}, self._count
        try:
            for (topic, routine), events in pending.items():
                for start in range(0, len(events), self._batch):
                    self._cut(topic, routine, events[start : start + self._batch], now)
        finally:
            with self._room:  # only now: what is neither pending nor in the spool would count as delivered
                self._count -= taken
                self._room.notify_all()

    def _known(self, raw: bytes) -> _Item:
        return msgspec.json.decode(raw) if self._packed else msgspec.Raw(raw)

    def _cut(self, topic: str, routine: bool, events: list[_Item], now: float) -> None:
        sent = datetime.fromtimestamp(now, UTC)
        # what is raw has been decoded by whoever gave it, and goes out as it came
        envelope = Envelope(VERSION, self.source, cast("list[Event]", events), self.epoch, self.next_seq, sent)
        body = encode(envelope, self._packed)
        if len(body) > _LARGE and len(events) > 1:
            half = len(events) // 2
            self._cut(topic, routine, events[:half], now)
            self._cut(topic, routine, events[half:], now)
            return
        if len(events) == 1 and len(body) > MAX_EVENT + _HEADER:
            self.too_large += 1  # the hub would refuse it
            return
        self._spool.put(self.epoch, self.next_seq, topic.encode(), body, routine)
        self.next_seq += 1
