"""Checks the chain beside the work, a few entries at a time, for the screen to say how far it is verified."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from msgspec import Struct

from alerts.log.audit import chain
from alerts.log.audit.sealing import existing_key
from alerts.log.reading.reader import connect_read_only
from alerts.log.work import Draft

ENTRIES: Final = 64
"""Entries checked at a time, at most."""
BYTES: Final = 200_000
"""Bytes hashed at a time, about: half a millisecond's work."""
AGAIN_S: Final = 3600.0
"""After so long it begins once more with the first entry: an old one may have been changed meanwhile."""


class ChainState(Struct, omit_defaults=True):
    """How far the chain is verified. ``time`` is when (seconds since the epoch) entry ``verified`` was found right.

    ``entries`` is how many there were to be checked then; all of them, once ``verified`` has come up to it. ``broken`` is the
    first broken entry's number (0: none) and stays until the hub starts anew. ``whole`` is when a check from the first
    entry to the sealed end was last finished; 0 where none was.
    """

    verified: int = 0
    entries: int = 0
    time: float = 0.0
    whole: float = 0.0
    broken: int = 0


class ChainWatch:
    """Goes along the chain and begins again; one connection of its own, which cannot write. LogError if it cannot be had.

    It checks what makes the chain: every entry's hash and the seal at the end. That the search tables show what the entries
    say is for :func:`alerts.log.audit.verify.verify`.
    """

    def __init__(self, path: Path) -> None:
        self._connection = connect_read_only(path)
        self._key = existing_key(path)
        name = self._connection.execute("SELECT value FROM meta WHERE name = 'name'").fetchone()
        self._start = chain.genesis(name[0].encode() if name else b"")
        self._front = _Cursor(0, self._start)
        self._again: _Cursor | None = None
        self.state = ChainState()

    def advance(self, now: float) -> None:
        """Check the next few entries; ``now`` in seconds since the epoch. What cannot be read now is read the next time."""
        if not self.state.broken:
            try:
                self._connection.execute("BEGIN")  # the end and its seal are seen at one moment
                try:
                    self._advance(now)
                finally:
                    self._connection.execute("COMMIT")
            except sqlite3.OperationalError:
                return  # a busy file, not a broken one
            except sqlite3.DatabaseError:
                self._break(self._front.n + 1, now)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _advance(self, now: float) -> None:
        sealed = self._connection.execute("SELECT n, hash, seal FROM head WHERE row = 1").fetchone()
        if sealed is None:
            return
        head = chain.Head(*sealed)
        self.state.entries = head.n
        new = self._front.n < head.n
        if not self._walk(self._front, head, now):
            return
        if self._front.n >= self.state.verified:
            self.state.verified, self.state.time = self._front.n, now
        if new or self._front.n < head.n:
            return
        if not self.state.whole:
            self.state.whole = now
        elif self._again is not None:
            if self._walk(self._again, head, now) and self._again.n == head.n:
                self._again, self.state.whole = None, now
        elif abs(now - self.state.whole) >= AGAIN_S:
            self._again = _Cursor(0, self._start)

    def _walk(self, cursor: _Cursor, head: chain.Head, now: float) -> bool:
        """A few entries more; False where one is broken."""
        before, hashed = cursor.n, 0
        rows = self._connection.execute("SELECT * FROM entry WHERE n > ? ORDER BY n LIMIT ?", (before, ENTRIES))
        for n, time, kind, actor, body, blob, digest in rows:
            if n != cursor.n + 1 or n > head.n or not _holds(cursor.digest, n, (time, kind, actor, body, blob), digest):
                return self._break(cursor.n + 1, now)
            cursor.n, cursor.digest = n, digest
            hashed += len(body) + len(blob)
            if hashed > BYTES:
                break
        if cursor.n == before < head.n:  # the log was sealed with more entries than it has
            return self._break(before + 1, now)
        if cursor.n == head.n and (
            head.hash != cursor.digest or (self._key is not None and not chain.is_sealed(self._key, head))
        ):
            return self._break(head.n, now)
        return True

    def _break(self, n: int, now: float) -> bool:
        self.state.broken, self.state.time = n, now
        return False


class _Cursor:
    """An entry known to be right, and its hash."""

    def __init__(self, n: int, digest: bytes) -> None:
        self.n = n
        self.digest = digest


def _holds(previous: bytes, n: int, content: tuple[object, ...], digest: bytes) -> bool:
    time, kind, actor, body, blob = content
    if not (isinstance(time, float) and isinstance(body, str) and isinstance(blob, bytes)):
        return False
    if not (isinstance(kind, str) and isinstance(actor, str)):
        return False
    return chain.link(previous, n, Draft(time, kind, actor, body.encode(), blob)) == digest
