"""Writes MCAP recordings so that a crash loses at most about a second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mcap.writer import CompressionType, Writer

from alerts.errors import OutputError
from feeds.recordings.closing import Closing
from feeds.recordings.mcap.layout import to_ns
from feeds.recordings.mcap.recording import ABOUT
from feeds.recordings.sink import AT_ONCE, Sink

CRASH_SECONDS: Final = 1.0
"""A chunk is finished and written when it is this old (receive time, seconds): what a crash may lose."""
CHUNK_BYTES: Final = 1 << 20
"""A chunk is finished when it is this large (before compression): what a reader holds at a time."""
MAX_CHANNELS: Final = 64
"""Topics with a channel of their own; further ones share one by the first part of their name."""


class McapWriter(Closing):
    """Messages of the wire into an MCAP file: a channel per topic and encoding, log time = receive time."""

    def __init__(
        self,
        sink: Sink,
        about: Mapping[str, str],
        schema: bytes = b"",
        crash_seconds: float = CRASH_SECONDS,
    ) -> None:
        """``schema`` is the JSON Schema of the messages, empty for none. OutputError where ``sink`` takes nothing."""
        self._sink = sink
        # the library takes anything with write, tell and flush
        self._writer = Writer(self._sink, chunk_size=CHUNK_BYTES, compression=CompressionType.ZSTD)  # type: ignore[arg-type]
        self._channels: dict[tuple[bytes, bool], int] = {}
        self._schema = schema
        self._schema_id = 0
        self._crash_seconds = crash_seconds
        self._chunk_began: float | None = None
        self._failed: OutputError | None = None
        self._closed = False
        self._writer.start(profile="", library="gwanje")
        self._writer.add_metadata(ABOUT, dict(about))
        self._flush()

    def write(self, body: bytes, topic: bytes, received: float, sent: float | None = None, seq: int | None = None) -> None:
        """Add one message, unchanged. ``received`` and ``sent`` in seconds since the epoch.

        OutputError where the file takes no more; it is then closed as it is, and every later call raises the same.
        """
        self._check()
        self.tick(received)
        self._writer.add_message(
            self._channel(topic, body[:1] < b"\x80"),  # MessagePack maps begin at 0x80
            log_time=to_ns(received),
            data=body,
            publish_time=to_ns(received if sent is None else sent),
            sequence=(seq or 0) & 0xFFFF_FFFF,
        )
        if self._chunk_began is None:
            self._chunk_began = received
        if self._sink.waiting > AT_ONCE:
            self._flush(finish_chunk=False)

    def tick(self, now: float) -> None:
        """Finish the chunk at hand if it is old enough. ``now`` in the same clock as ``received``."""
        began = self._chunk_began
        # a clock that was set back must not keep a chunk open for hours
        if began is not None and not 0.0 <= now - began < self._crash_seconds:
            self._check()
            self._flush()

    def close(self) -> None:
        """Finish the file with its index and summary. OutputError where there is no room even for that."""
        if self._closed:
            return
        self._closed = True
        try:
            if self._failed is None:
                self._flush()
                self._writer.finish()  # type: ignore[no-untyped-call]
                self._sink.flush()
        finally:
            self._sink.close()

    def _check(self) -> None:
        if self._failed is not None:
            raise self._failed

    def _flush(self, finish_chunk: bool = True) -> None:
        try:
            if finish_chunk:
                self._chunk_began = None
                self._writer.flush()  # type: ignore[no-untyped-call]
            else:
                self._sink.flush()
        except OutputError as error:
            self._failed = error
            self._sink.close()
            raise

    def _channel(self, topic: bytes, is_json: bool) -> int:
        known = self._channels.get((topic, is_json))
        if known is not None:
            return known
        if len(self._channels) >= MAX_CHANNELS:
            topic = topic.partition(b".")[0] if (topic.partition(b".")[0], is_json) in self._channels else b"other"
            known = self._channels.get((topic, is_json))
            if known is not None:
                return known
        if not self._schema_id and self._schema:
            self._schema_id = self._writer.register_schema("gwanje.Envelope", "jsonschema", self._schema)
        channel = self._writer.register_channel(
            topic.decode(errors="replace"), "json" if is_json else "msgpack", self._schema_id if is_json else 0
        )
        self._channels[topic, is_json] = channel
        return channel
