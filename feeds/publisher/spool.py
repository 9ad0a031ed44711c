"""What was published and not yet acknowledged: kept until the hub has it on disk.

Bounded. When it is full, routine messages are given up first (a later one says the same), then the oldest; what was
given up is counted, and the hub is told which numbers cannot be had.
"""

from __future__ import annotations

from collections import deque
from typing import Final, NamedTuple

from feeds.publisher.shelf import Place, Shelf
from feeds.wire.control import Run

_OVERHEAD: Final = 200
"""Bytes an entry costs in memory beside its envelope, roughly."""


class Entry(NamedTuple):
    """One message. ``kept`` is the envelope itself, or where it lies."""

    topic: bytes
    kept: bytes | Place
    size: int


class Spool:
    """Messages by epoch and number. Not for several threads."""

    def __init__(self, limit: int, shelf: Shelf | None = None) -> None:
        """``limit`` in bytes of envelopes."""
        self._limit = limit
        self._shelf = shelf
        self._epochs: dict[int, dict[int, Entry]] = {}
        self._routine: deque[tuple[int, int]] = deque()
        self._tops: dict[int, int] = {}
        self._acknowledged: dict[int, int] = {}
        self.size = 0
        self.count = 0
        self.dropped = 0
        self.trouble = ""
        if shelf is not None:
            for found in shelf.load():
                entry = Entry(found.topic, found.place, found.place.length + _OVERHEAD)
                self._acknowledged.setdefault(found.epoch, found.seq)
                self._add(found.epoch, found.seq, entry, found.routine)
        self._make_room()

    def put(self, epoch: int, seq: int, topic: bytes, body: bytes, routine: bool) -> None:
        """Keep one message, giving up others where there is no room."""
        kept: bytes | Place = body
        if self._shelf is not None:
            try:
                kept = self._shelf.put(epoch, seq, topic, body, routine)
                self.trouble = ""
            except OSError as error:  # a full disk must not stop the feed: it is kept in memory, and said
                self.trouble = f"the spool cannot be written ({error.strerror}); kept in memory only"
        self._add(epoch, seq, Entry(topic, kept, len(body) + _OVERHEAD), routine)
        self._make_room()

    def get(self, epoch: int, seq: int) -> tuple[bytes, bytes] | None:
        """Topic and envelope of a message; None where it is no longer had."""
        entry = self._epochs.get(epoch, {}).get(seq)
        if entry is None:
            return None
        if isinstance(entry.kept, bytes):
            return entry.topic, entry.kept
        assert self._shelf is not None
        try:
            body = self._shelf.get(entry.kept)
        except OSError:
            return None
        return (entry.topic, body) if len(body) == entry.kept.length else None

    def next_kept(self, epoch: int, start: int, stop: int) -> int:
        """The first number from ``start`` on that can be had, at most ``stop``."""
        entries = self._epochs.get(epoch)
        if not entries:
            return stop
        if stop - start > len(entries):
            return min(stop, next((seq for seq in entries if seq >= start), stop))
        return next((seq for seq in range(start, stop) if seq in entries), stop)

    def acknowledge(self, epoch: int, next_seq: int) -> None:
        """Everything of this epoch before ``next_seq`` is on the hub's disk."""
        if epoch not in self._acknowledged:
            return
        self._acknowledged[epoch] = max(next_seq, self._acknowledged[epoch])
        entries = self._epochs.get(epoch)
        if not entries:
            return
        for seq in list(entries) if next_seq > self._tops[epoch] else _before(entries, next_seq):
            self._forget(epoch, seq)

    def runs(self) -> list[Run]:
        """What is not acknowledged, by epoch, oldest epoch first. There may be holes in a run."""
        return [Run(epoch, self._acknowledged[epoch], self._tops[epoch] + 1) for epoch in self._epochs]

    def close(self) -> None:
        """Close the files; what is in them stays."""
        if self._shelf is not None:
            self._shelf.close()

    def _add(self, epoch: int, seq: int, entry: Entry, routine: bool) -> None:
        self._epochs.setdefault(epoch, {})[seq] = entry
        self._acknowledged.setdefault(epoch, 0)
        self._tops[epoch] = max(seq, self._tops.get(epoch, 0))
        self.size += entry.size
        self.count += 1
        if routine:
            self._routine.append((epoch, seq))

    def _forget(self, epoch: int, seq: int) -> None:
        entries = self._epochs[epoch]
        entry = entries.pop(seq)
        self.size -= entry.size
        self.count -= 1
        if isinstance(entry.kept, Place):
            assert self._shelf is not None
            self._shelf.release(entry.kept)
        if not entries:
            del self._epochs[epoch]
            del self._tops[epoch]
            latest = max(self._acknowledged)
            self._acknowledged = {e: n for e, n in self._acknowledged.items() if e in self._epochs or e == latest}
        if not self.count:
            self._routine.clear()

    def _make_room(self) -> None:
        while self.size > self._limit and self.count > 1:
            epoch, seq = self._first_to_go()
            self._forget(epoch, seq)
            self.dropped += 1
        while self._shelf is not None and self._shelf.size > 2 * self._limit and self.count > 1:
            # holes left by routine messages keep segments alive: the oldest goes as a whole
            segment = self._shelf.oldest()
            for epoch, entries in list(self._epochs.items()):
                for seq in [s for s, e in entries.items() if isinstance(e.kept, Place) and e.kept.segment == segment]:
                    self._forget(epoch, seq)
                    self.dropped += 1
            if self._shelf.oldest() == segment:
                break

    def _first_to_go(self) -> tuple[int, int]:
        while self._routine:
            epoch, seq = self._routine.popleft()
            if seq in self._epochs.get(epoch, ()):
                return epoch, seq
        epoch, entries = next(iter(self._epochs.items()))
        return epoch, next(iter(entries))


def _before(entries: dict[int, Entry], next_seq: int) -> list[int]:
    found = []
    for seq in entries:  # in the order of their numbers
        if seq >= next_seq:
            break
        found.append(seq)
    return found
