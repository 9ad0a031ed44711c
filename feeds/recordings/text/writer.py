"""Writes recordings as text: one event a line."""

from __future__ import annotations

from typing import Final, Protocol

import msgspec
import zstandard

from alerts.batch import Batch
from alerts.errors import OutputError
from feeds.recordings.closing import Closing
from feeds.recordings.mcap.writer import CRASH_SECONDS
from feeds.recordings.sink import AT_ONCE, Sink
from feeds.wire.codec import Decoder

LEVEL: Final = 3


class _Packer(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self, mode: int, /) -> bytes: ...


class NdjsonWriter(Closing):
    """Events one a line, as they came; plain, or ``packed`` with zstd.

    Only accepted events are written, and no receive times: to keep everything as it was, record MCAP.
    """

    def __init__(self, sink: Sink, packed: bool = False, crash_seconds: float = CRASH_SECONDS) -> None:
        self._sink = sink
        self._packer: _Packer | None = zstandard.ZstdCompressor(level=LEVEL).compressobj() if packed else None
        self._decoder = Decoder()
        self._lines: list[bytes] = []
        self._size = 0
        self._crash_seconds = crash_seconds
        self._began: float | None = None
        self._failed: OutputError | None = None
        self._closed = False

    def write(self, body: bytes, topic: bytes, received: float, sent: float | None = None, seq: int | None = None) -> None:
        """Add the events of one message. OutputError as :meth:`feeds.recordings.mcap.writer.McapWriter.write`."""
        self.write_batch(self._decoder.frame(topic, body).batch, received)

    def write_batch(self, batch: Batch, received: float) -> None:
        """Add these events."""
        if self._failed is not None:
            raise self._failed
        self.tick(received)
        if self._began is None:
            self._began = received
        for index in range(len(batch)):
            line = one_line(batch.raw(index))
            self._lines.append(line)
            self._size += len(line) + 1
        if self._size > AT_ONCE:
            self._pass_on(zstandard.COMPRESSOBJ_FLUSH_BLOCK)

    def tick(self, now: float) -> None:
        """Pass lines to the file if they have waited long enough. ``now`` in the same clock as ``received``."""
        if self._began is not None and not 0.0 <= now - self._began < self._crash_seconds:
            self._pass_on(zstandard.COMPRESSOBJ_FLUSH_BLOCK)

    def close(self) -> None:
        """Finish the file."""
        if self._closed:
            return
        self._closed = True
        try:
            if self._failed is None:
                self._pass_on(zstandard.COMPRESSOBJ_FLUSH_FINISH)
        finally:
            self._sink.close()

    def _pass_on(self, mode: int) -> None:
        data = b"\n".join([*self._lines, b""])
        self._lines.clear()
        self._size = 0
        self._began = None
        if self._packer is not None:
            data = self._packer.compress(data) + self._packer.flush(mode)
        self._sink.write(data)
        try:
            self._sink.flush()
        except OutputError as error:
            self._failed = error
            raise


def one_line(raw: bytes) -> bytes:
    """JSON on one line: unchanged where it is already, otherwise without the white space between its parts."""
    if b"\n" in raw or b"\r" in raw:
        return msgspec.json.format(raw, indent=-1)
    return raw.strip()
