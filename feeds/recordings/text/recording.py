"""Recordings as text: one event a line, in order of arrival, plain or compressed with zstd."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import Any, Final, Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from alerts.batch import Batch
from alerts.errors import InputError
from alerts.events import Event
from alerts.picture import Damage
from alerts.validation import Rejection, check
from feeds.recordings.closing import Closing
from feeds.recordings.recording import Received
from feeds.recordings.text.arrival import ArrivalClock
from feeds.recordings.text.lines import Block, blocks, open_text, tail
from feeds.recordings.trouble import cannot_read
from feeds.wire.codec import Decoder
from feeds.wire.envelope import MAX_EVENT
from feeds.wire.faults import rejection
from feeds.wire.frame import Frame

TAIL: Final = 1 << 18
"""Bytes of text at the end from which the end's time is taken."""
FRAME: Final = 1024
"""Events in one frame at most."""


class LineParser:
    """Lines to frames. The good path is one typed decode of up to ``FRAME`` lines."""

    def __init__(self) -> None:
        self._decoder = Decoder()
        self._events: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)

    def frames(self, block: Block) -> Iterator[Frame]:
        """The frames of a block, in order; rejections carry their line."""
        for first in range(0, len(block.lines), FRAME):
            lines = block.lines[first : first + FRAME]
            last_is_cut = block.cut and first + len(lines) == len(block.lines)
            yield self._together(lines, block.number + first) or self._apart(lines, block.number + first, last_is_cut)

    def _together(self, lines: list[bytes], number: int) -> Frame | None:
        """The frame of lines that are all well-formed events, else None.

        With ``}`` before and ``{`` after every line's end no value can span two lines (``}{`` is nowhere valid inside one,
        nor is a bare line feed inside a string), so as many values as lines means one value on each.
        """
        text = b"\n".join(lines)
        if text[:1] != b"{" or text[-1:] != b"}" or text.count(b"}\n{") != len(lines) - 1 or max(map(len, lines)) > MAX_EVENT:
            return None
        try:
            if not text.isascii():
                str(text, "utf-8")  # fields this program does not know are not looked at by the decoder
            events = self._events.decode_lines(text)
        except (ValueError, RecursionError, OverflowError):
            return None
        if len(events) != len(lines):
            return None
        faults = check(events)
        if not faults:
            return Frame("", Batch(events, lambda: lines))
        bad = {index for index, _, _ in faults}
        kept = [index for index in range(len(events)) if index not in bad]
        kept_lines = [lines[index] for index in kept]
        frame = Frame("", Batch([events[index] for index in kept], lambda: kept_lines))
        for index, name, reason in faults:
            event = events[index]
            frame.rejections.append(_numbered(rejection(event.source, event.id, name, reason, lines[index]), number + index))
        return frame

    def _apart(self, lines: list[bytes], number: int, last_is_cut: bool) -> Frame:
        events: list[Event] = []
        kept: list[bytes] = []
        frame = Frame("", Batch(events, lambda: kept))
        for index, line in enumerate(lines):
            text = line.strip()
            if not text:
                continue
            got: Any = self._decoder.line(text)
            if isinstance(got, Rejection):
                if last_is_cut and index == len(lines) - 1:
                    got.reason = f"the last line is cut short: {got.reason}"
                elif len(text) > MAX_EVENT:
                    got.reason = f"a line of more than {MAX_EVENT} bytes"
                frame.rejections.append(_numbered(got, number + index))
            else:
                events.append(got)
                kept.append(text)
        return frame


def _numbered(refused: Rejection, line: int) -> Rejection:
    refused.line = line
    return refused


class NdjsonRecording(Closing):
    """A text recording. Receive times are not in it: they are estimated from event times (:class:`ArrivalClock`)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.about: Mapping[str, str] = {}
        self.losses: list[str] = []
        self.damage: Damage = ""
        self.fraction = 0.0
        self._parser = LineParser()
        self._span: tuple[float, float] | None = None
        # where reading may begin: the clock before a block, the block's byte offset and line number
        self._marks: list[tuple[float, int, int]] = []

    @property
    def start(self) -> float:
        if self._span is None:
            first = next((item for item in self.timed(step=0.2) if item.received > -inf), None)
            if first is None:
                raise self._nothing()
            return first.received
        return self._span[0]

    @property
    def end(self) -> float:
        """From the last lines alone, until the whole has been read once: what came earlier is seldom later."""
        if self._span is None:
            now = self._last_lines()
            if now > -inf:
                return now
            for _ in self.timed(step=inf):
                pass
        if self._span is None or self._span[1] == -inf:
            raise self._nothing()
        return self._span[1]

    def __iter__(self) -> Iterator[Frame]:
        for block in self._blocks(0, 1):
            yield from self._parser.frames(block)

    def timed(self, since: float = -inf, step: float = 1.0) -> Iterator[Received]:
        """Frames with their estimated receive times (seconds since the epoch), ``step`` seconds at most in each."""
        mark = bisect_left(self._marks, (since,)) - 1
        now, offset, number = self._marks[mark] if mark >= 0 else (-inf, 0, 1)
        clock = ArrivalClock(now)
        first = now
        for block, is_last in _and_whether_last(self._blocks(offset, number)):
            self._mark(clock.now, block)
            frames = list(self._parser.frames(block))
            arrivals = clock.advance(_times(frames), is_last)
            if first == -inf and len(arrivals):
                first = float(arrivals[0])
            at = 0
            for frame in frames:
                count = len(frame.batch)
                received = arrivals[at : at + count]
                at += count
                for piece in _cut(frame, received, step, clock.now):
                    if piece.received >= since:
                        yield piece
        if self._span is None and offset == 0:
            self._span = (first, clock.now)

    def close(self) -> None:
        """Nothing is held open between readings."""

    def _blocks(self, offset: int, number: int) -> Iterator[Block]:
        try:
            size = max(self.path.stat().st_size, 1)
            text = open_text(self.path, offset, self._cut_short)
        except OSError as error:
            raise cannot_read(self.path, error) from error
        try:
            for block in blocks(text, offset, number):
                self.fraction = min(text.tell() / size, 1.0)
                yield block
        except OSError as error:
            raise cannot_read(self.path, error) from error
        finally:
            text.close()

    def _cut_short(self) -> None:
        self.damage = "cut"
        loss = "the compressed data ends too soon or is damaged; everything before that was read"
        if loss not in self.losses:
            self.losses.append(loss)

    def _mark(self, now: float, block: Block) -> None:
        if not self._marks or block.offset > self._marks[-1][1]:
            self._marks.append((now, block.offset, block.number))

    def _last_lines(self) -> float:
        """The clock after the last lines; minus infinity where none of them is an event."""
        try:
            lines = tail(self.path, TAIL).split(b"\n")
        except OSError as error:
            raise cannot_read(self.path, error) from error
        clock = ArrivalClock()
        clock.advance(_times(list(self._parser.frames(Block(0, 1, lines)))), last=True)
        return clock.now

    def _nothing(self) -> InputError:
        return InputError(f"{self.path}: no line of it is an event")


def _times(frames: list[Frame]) -> NDArray[np.float64]:
    return np.array([event.time.timestamp() for frame in frames for event in frame.batch.events], np.float64)


def _cut(frame: Frame, received: NDArray[np.float64], step: float, now: float) -> Iterator[Received]:
    """The frame in pieces of at most ``step`` seconds of receive time; refused lines go with the first."""
    if not len(received):
        if frame.rejections:
            yield Received(frame, now)
        return
    if math.isinf(step) or received[-1] - received[0] < step:
        yield Received(frame, float(received[-1]))
        return
    slots = np.floor_divide(received, step)
    ends = np.flatnonzero(slots[1:] != slots[:-1]) + 1
    for begin, end in pairwise([0, *ends.tolist(), len(received)]):
        piece = Frame(
            "",
            Batch(frame.batch.events[begin:end], _Part(frame.batch, begin)),
            rejections=frame.rejections if begin == 0 else [],
        )
        yield Received(piece, float(received[end - 1]))


class _Part:
    """The bytes of some of a batch's events, counted from ``begin``."""

    __slots__ = ("_batch", "_begin")

    def __init__(self, batch: Batch, begin: int) -> None:
        self._batch = batch
        self._begin = begin

    def __getitem__(self, index: int, /) -> bytes:
        return self._batch.raw(self._begin + index)

    def __call__(self) -> Self:
        return self


def _and_whether_last(all_blocks: Iterator[Block]) -> Iterator[tuple[Block, bool]]:
    before: Block | None = None
    for block in all_blocks:
        if before is not None:
            yield before, False
        before = block
    if before is not None:
        yield before, True
