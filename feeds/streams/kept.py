"""A cut of a live stream's ring, shown like a recording."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from av import error
from av.codec.context import CodecContext
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from feeds.streams.address import Address
from feeds.streams.pace import Pace
from feeds.streams.picture import Picture
from feeds.streams.reading import Reading
from feeds.streams.ring import Cut


class KeptReading(Reading):
    """As :class:`Reading`; there is nothing to open, and it ends with the last packet."""

    def __init__(self, address: Address, open_s: float, silent_s: float, fit: tuple[int, int]) -> None:
        super().__init__(address, open_s, silent_s, fit)
        assert address.cut is not None
        self._cut: Cut = address.cut
        self._codec: VideoCodecContext

    def __enter__(self) -> KeptReading:
        """Raises FFmpeg's errors (ValueError) where there is no such decoder."""
        codec = CodecContext.create(self._cut.codec, "r")
        assert isinstance(codec, VideoCodecContext)
        if self._cut.extradata:
            codec.extradata = self._cut.extradata
        codec.thread_count = 1
        self._codec = codec
        return self

    def pictures(self, stop: threading.Event) -> Iterator[Picture]:
        """The pictures at the pace they came in."""
        yield from self._once(self._codec, self._kept_frames(stop), Pace(None), stop)

    def _kept_frames(self, stop: threading.Event) -> Iterator[VideoFrame | None]:
        for kept in self._cut.packets:
            if stop.is_set():
                return
            packet = Packet(kept.data)
            packet.pts, packet.dts = kept.pts, kept.dts
            if kept.base is not None:
                packet.time_base = kept.base
            try:
                frames = self._codec.decode(packet)
            except (error.InvalidDataError, error.PatchWelcomeError):
                yield None
                continue
            yield from frames
