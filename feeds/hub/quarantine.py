"""Events that were refused: the latest in memory, more of them in a file that starts anew before it grows large."""

from __future__ import annotations

import errno
import logging
import os
from collections import Counter, deque
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from alerts.validation import Rejection

LATEST: Final = 1_000
KEPT_BYTES: Final = 4_096
FILE_BYTES: Final = 16 * 1024 * 1024
MAX_SOURCES: Final = 10_000
RETRY_S: Final = 30.0
"""After a failure (the disk is full) the file is tried again no sooner than this, seconds."""
_log = logging.getLogger("feeds.hub")


class Refused(Struct):
    """One line of the quarantine file."""

    time: float
    source: str
    id: str
    field: str
    reason: str
    raw: str


class Quarantine:
    """Keeps what was refused, bounded, and counts it by source (beyond ``MAX_SOURCES`` under an empty name)."""

    def __init__(self, file: Path | None) -> None:
        self._path = file
        self._handle: int | None = None
        self._size = 0
        self._retry: float | None = None
        self.latest: deque[Refused] = deque(maxlen=LATEST)
        self.counts: Counter[str] = Counter()
        self.total = 0

    def add(self, rejections: Iterable[Rejection], now: float) -> None:
        """Take refused events in; ``now`` in seconds since the epoch."""
        lines = []
        for rejection in rejections:
            raw = rejection.raw[:KEPT_BYTES].decode(errors="backslashreplace")
            refused = Refused(now, rejection.source, rejection.event_id, rejection.field, rejection.reason, raw)
            self.latest.append(refused)
            known = rejection.source in self.counts or len(self.counts) < MAX_SOURCES
            self.counts[rejection.source if known else ""] += 1
            self.total += 1
            lines.append(msgspec.json.encode(refused))
        waits = self._retry is not None and 0.0 < self._retry - now <= RETRY_S
        if lines and self._path is not None and not waits:
            self._write(b"\n".join(lines) + b"\n", now)

    def show(self, source: str | None = None, limit: int = 100) -> list[Refused]:
        """The latest refused events, newest first: of one source, or of all."""
        found = [refused for refused in reversed(self.latest) if source is None or refused.source == source]
        return found[: max(0, limit)]

    def close(self) -> None:
        """Close the file."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _write(self, data: bytes, now: float) -> None:
        assert self._path is not None
        try:
            if self._handle is not None and self._size + len(data) > FILE_BYTES:
                self.close()
                self._path.replace(self._path.with_suffix(".1" + self._path.suffix))
            if self._handle is None:
                self._handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
                self._size = os.fstat(self._handle).st_size
            written = os.write(self._handle, data)
            self._size += written
            if written < len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as error:
            if self._retry is None:  # counted and kept in memory all the same; a full disk must not stop the hub
                _log.warning("%s: refused events cannot be written there (%s)", self._path, error.strerror)
            self._retry = now + RETRY_S
        else:
            if self._retry is not None:
                _log.warning("%s: refused events are written again", self._path)
            self._retry = None
