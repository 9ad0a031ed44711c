"""Recordings for whoever asks a hub for one, wherever they are: made in the hub, fetched over the consoles' door.

The hub itself writes each recording, so nothing is lost on the way to it; it keeps a bounded part in memory until it has
been fetched, so nobody names files on its machine and nobody can fill its disk.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from msgspec import Struct

from alerts.errors import OutputError
from feeds.recordings.mcap.writer import McapWriter
from feeds.recordings.sink import MemorySink
from feeds.wire.frame import Frame

QUERIES: Final = frozenset({"tape_start", "tape_read", "tape_stop"})
MOST_TAPES: Final = 4
MOST_BYTES: Final = 64 << 20
"""Bytes of one tape that may wait to be fetched."""
READ_BYTES: Final = 1 << 20
"""Bytes fetched at a time."""
ABANDONED_S: Final = 30.0
"""A tape that nobody asks for so long is given up, seconds."""


class Piece(Struct):
    """The answer to every question about a tape: its name, bytes from the offset asked for, and how it stands.

    ``done`` says that the recording has ended and these are its last bytes. ``trouble`` is a sentence, empty where all is
    well. ``events`` counts what was recorded.
    """

    tape: str
    data: bytes = b""
    done: bool = False
    events: int = 0
    trouble: str = ""


class _Tape:
    def __init__(self, about: Mapping[str, str], schema: bytes, now: float) -> None:
        self.sink = MemorySink(MOST_BYTES)
        self.writer = McapWriter(self.sink, about, schema)
        self.asked = now
        self.events = 0
        self.running = True
        self.trouble = ""

    def take(self, frame: Frame, now: float) -> None:
        try:
            self.writer.write(frame.body, frame.topic, now, frame.sent, frame.seq)
            self.events += len(frame.batch)
        except OutputError as error:
            self._fail(error)

    def tick(self, now: float) -> None:
        try:
            self.writer.tick(now)
        except OutputError as error:
            self._fail(error)

    def stop(self) -> None:
        try:
            if self.running:
                self.running = False
                self.writer.close()
        except OutputError as error:
            self._fail(error)

    def _fail(self, error: OutputError) -> None:
        self.trouble = str(error)
        self.running = False


class Tapes:
    """The tapes being made in one hub."""

    def __init__(
        self, about: Mapping[str, str], schema: bytes = b"", name: Callable[[], str] = lambda: secrets.token_hex(8)
    ) -> None:
        self._about, self._schema, self._name = dict(about), schema, name
        self._tapes: dict[str, _Tape] = {}

    def take(self, frames: Sequence[Frame], now: float) -> None:
        """Record these; ``now`` in seconds since the epoch."""
        for tape in self._tapes.values():
            for frame in frames:
                if frame.body and tape.running:
                    tape.take(frame, now)

    def tick(self, now: float) -> None:
        """Let time pass: what waits is made ready to fetch, abandoned tapes go."""
        for name, tape in list(self._tapes.items()):
            if abs(now - tape.asked) > ABANDONED_S:
                del self._tapes[name]
            elif tape.running:
                tape.tick(now)

    def query(self, name: str, args: Mapping[str, Any], now: float) -> Piece:
        """``tape_start``; ``tape_read`` and ``tape_stop`` with ``tape`` and ``offset`` (bytes received so far).

        LookupError for another name; ValueError for a tape or an offset that is not there.
        """
        if name not in QUERIES:
            raise LookupError(name)
        if name == "tape_start":
            return self._start(now)
        tape = self._tapes.get(str(args.get("tape")))
        if tape is None:
            raise ValueError("this tape is no longer there: nobody asked for it for a while, or the hub was started again")
        tape.asked = now
        if name == "tape_stop":
            tape.stop()
        data = tape.sink.fetch(int(args.get("offset", 0)), READ_BYTES)
        done = not tape.running and len(data) < READ_BYTES
        return Piece(str(args["tape"]), data, done, tape.events, tape.trouble)

    def _start(self, now: float) -> Piece:
        if len(self._tapes) >= MOST_TAPES:
            with suppress(StopIteration):  # one that has ended makes room
                del self._tapes[next(name for name, tape in self._tapes.items() if not tape.running)]
        if len(self._tapes) >= MOST_TAPES:
            raise ValueError(f"{MOST_TAPES} recordings are being made already; stop one first")
        name = self._name()
        self._tapes[name] = _Tape(self._about, self._schema, now)
        return Piece(name)
