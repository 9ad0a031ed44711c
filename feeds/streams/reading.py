"""One opened stream: packets in, pictures out, at the pace and in the size that are wanted."""

from __future__ import annotations

import errno
import threading
import time
from collections import deque
from collections.abc import Iterator
from types import TracebackType
from typing import Final

import av
import numpy as np
from av import error
from av.codec.context import CodecContext
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter
from av.video.stream import VideoStream

from feeds.streams.address import Address
from feeds.streams.load import Load
from feeds.streams.pace import Pace
from feeds.streams.picture import Picture, Pixels
from feeds.streams.ring import Ring
from feeds.streams.trouble import Damaged, NoVideo

BAD_PACKETS: Final = 60
"""So many in a row that cannot be decoded are no hiccup."""
MOST_FPS: Final = 25.0
"""More pictures a second than this are decoded, but not scaled: nobody sees them on a wall."""


class Reading:
    """Opens on entering and closes on leaving; belongs to one thread, but for :meth:`still` and the figures."""

    def __init__(self, address: Address, open_s: float, silent_s: float, fit: tuple[int, int]) -> None:
        self._address, self._patience, self._begin = address, (open_s, silent_s), address.begin
        self.fit = fit
        self.ring: Ring | None = None
        """Takes the packets of a live stream too."""
        self.size = (0, 0)
        self.last = time.monotonic()
        self.load = Load(time.thread_time(), time.monotonic())
        self._container: InputContainer | None = None
        self._frame: VideoFrame | None = None
        self._scaler = VideoReformatter()
        self._shown: deque[float] = deque(maxlen=32)
        self._number = 0
        self._start = 0.0

    def __enter__(self) -> Reading:
        """Raises FFmpeg's errors (OSError, ValueError) where it cannot be opened, NoVideo where there is nothing to see."""
        address = self._address
        if address.is_file and not address.path.is_file():
            raise FileNotFoundError(address.path)
        text = str(address.path) if address.is_file else address.text
        began = time.monotonic()
        try:
            container = av.open(text, options=address.options(), timeout=self._patience)
        except error.InvalidDataError as failure:  # what FFmpeg says of an answer that it stopped waiting for
            if time.monotonic() - began < 0.9 * self._patience[0]:
                if text.startswith("rtsp"):  # no picture ever came: somebody hung up, or speaks another language
                    raise ConnectionResetError(errno.ECONNRESET, "no RTSP answer") from failure
                raise
            raise TimeoutError(f"no answer within {self._patience[0]:g} s") from failure
        self._container = container
        if not container.streams.video:
            self.__exit__(None, None, None)
            raise NoVideo
        return self

    def __exit__(self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None) -> None:
        container, self._container = self._container, None
        if container is not None:
            container.close()

    def pictures(self, stop: threading.Event) -> Iterator[Picture]:
        """Picture after picture, a file's when they are due, a live stream's as they come; ends with it or with ``stop``."""
        assert self._container is not None
        video = self._container.streams.video[0]
        video.codec_context.thread_count = 1  # a wall of twelve must not fill every core; Load sees what one thread does
        pace = Pace(video.average_rate) if self._address.is_file else None
        if self._begin > 0.0:
            self._seek(self._begin, video)
        ring = self.ring if not self._address.is_file else None
        if ring is not None:
            ring.begin(video.codec_context)
        self._start = 0.0 if video.start_time is None or video.time_base is None else float(video.start_time * video.time_base)
        while True:
            yield from self._once(video.codec_context, self._frames(video, ring, stop), pace, stop)
            if stop.is_set() or not self._address.loop or not self._number:
                return
            self._begin = 0.0
            self._seek(0.0, video)
            if pace is not None:
                pace.restart()

    def still(self) -> Pixels | None:
        """The last picture as it came, in its whole size."""
        frame = self._frame
        return None if frame is None else _pixels(VideoReformatter().reformat(frame, format="bgra"))

    def fps(self, now: float) -> float:
        """Pictures a second over the last two seconds."""
        lately = [moment for moment in tuple(self._shown) if now - moment < 2.0]
        return (len(lately) - 1) / (lately[-1] - lately[0]) if len(lately) > 1 and lately[-1] > lately[0] else 0.0

    # -- inside

    def _once(
        self, codec: CodecContext, frames: Iterator[VideoFrame | None], pace: Pace | None, stop: threading.Event
    ) -> Iterator[Picture]:
        bad, before = 0, 0.0
        for frame in frames:
            if stop.is_set():
                return
            now = time.monotonic()
            if frame is None:
                bad += 1
                if bad >= BAD_PACKETS:
                    raise Damaged
                continue
            bad = 0
            self.last, self._frame, self.size = now, frame, (frame.width, frame.height)
            stamp = None if frame.pts is None or frame.time_base is None else float(frame.pts * frame.time_base)
            at = self._place(stamp)
            if pace is not None:
                if at < self._begin:
                    continue
                if stop.wait(max(0.0, pace.due(stamp, now) - now)):
                    return
                self.last = time.monotonic()
            self.load.look(codec, time.thread_time(), self.last)
            self._shown.append(self.last)
            if self.last - before >= 0.9 / MOST_FPS:
                before = self.last
                yield self._scaled(frame, at)

    def _frames(self, video: VideoStream, ring: Ring | None, stop: threading.Event) -> Iterator[VideoFrame | None]:
        """Decoded pictures; None for a packet that could not be decoded."""
        assert self._container is not None
        for packet in self._container.demux(video):
            if stop.is_set():
                return
            if ring is not None:
                ring.add(packet, time.time())
            try:
                frames = packet.decode()
            except (error.InvalidDataError, error.PatchWelcomeError):
                yield None
                continue
            yield from frames

    def _place(self, stamp: float | None) -> float:
        """Seconds from the beginning of the file."""
        return 0.0 if stamp is None or not self._address.is_file else stamp - self._start

    def _seek(self, seconds: float, video: VideoStream) -> None:
        assert self._container is not None
        start = self._container.start_time or 0
        self._container.seek(start + round(seconds * av.time_base))

    def _scaled(self, frame: VideoFrame, at: float) -> Picture:
        width, height = fitted(frame.width, frame.height, *self.fit)
        self._number += 1
        small = self._scaler.reformat(
            frame, width=width, height=height, format="bgra", interpolation="FAST_BILINEAR", threads=1
        )  # by default each scaler would start a thread for every core
        return Picture(_pixels(small), self._number, at)


def fitted(width: int, height: int, room_width: int, room_height: int) -> tuple[int, int]:
    """The largest even size of the same shape that fits into the room (pixels); never larger than twice the picture."""
    factor = min(room_width / max(width, 1), room_height / max(height, 1), 2.0)
    return max(2, round(width * factor) & ~1), max(2, round(height * factor) & ~1)


def _pixels(frame: VideoFrame) -> Pixels:
    pixels: Pixels = np.ascontiguousarray(frame.to_ndarray())  # its rows may be padded
    return pixels
