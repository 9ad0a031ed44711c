"""Recordings as MCAP: one message of the wire a record, in compressed, checksummed chunks with times."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from itertools import accumulate
from math import inf
from pathlib import Path
from typing import Final

from alerts.batch import JoinedBatch
from alerts.errors import InputError
from alerts.picture import Damage
from feeds.recordings.closing import Closing
from feeds.recordings.mcap.chunk import MAX_CHUNK, Stored, messages, unpack
from feeds.recordings.mcap.chunk import Damage as Damaged
from feeds.recordings.mcap.layout import Part, survey, to_ns, to_seconds
from feeds.recordings.recording import Received
from feeds.recordings.trouble import cannot_read
from feeds.wire.codec import Decoder
from feeds.wire.frame import Frame

ABOUT: Final = "gwanje"
"""Name of the metadata record in which a recorder says what it recorded."""
TOGETHER: Final = 1024
"""Events of several messages that are given together at most, where times do not matter."""
_ENCODINGS: Final = frozenset({"json", "msgpack", ""})


class McapRecording(Closing):
    """An MCAP recording: whole, unfinished (its recorder was killed) or damaged in places; what is sound is read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.losses: list[str] = []
        self.damage: Damage = ""
        self.fraction = 0.0
        self._decoder = Decoder()
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise cannot_read(path, error) from error
        try:
            layout = survey(self._file)
        except OSError as error:
            self._file.close()
            raise cannot_read(path, error) from error
        self._parts = layout.parts
        self._size = layout.size
        self._channels = layout.channels
        self.about: Mapping[str, str] = layout.metadata.get(ABOUT, {})
        if not self._parts:
            self._file.close()
            how = "it holds no messages" if layout.finished else "it is cut short before the first whole chunk"
            raise InputError(f"{path}: {how}")
        # running maximum: receive times never fall while playing, whatever a foreign recorder wrote
        self._ends = list(accumulate((part.last for part in self._parts), max))
        if not layout.finished:
            self.damage = "cut"
        if layout.whole < layout.size and not layout.finished:
            left = layout.size - layout.whole
            self.losses.append(
                f"cut short: nothing after {_told(self.end)} can be read (its last {left} bytes are no whole chunk)"
            )
        elif not layout.finished:
            self.losses.append(f"its recorder was stopped before it could finish the file: it ends at {_told(self.end)}")

    @property
    def start(self) -> float:
        return to_seconds(self._parts[0].first)

    @property
    def end(self) -> float:
        return to_seconds(self._ends[-1])

    def __iter__(self) -> Iterator[Frame]:
        """As the protocol says: messages are put together, for many are small and each step of an engine has its price."""
        waiting: list[Frame] = []
        events = 0
        for stored, number in self._messages(0):
            frame = self._frame(stored, number)
            if waiting and events + len(frame.batch) > TOGETHER:
                yield _joined(waiting)
                waiting, events = [], 0
            waiting.append(frame)
            events += len(frame.batch)
        if waiting:
            yield _joined(waiting)

    def timed(self, since: float = -inf, step: float = 1.0) -> Iterator[Received]:
        """As the protocol says; a message is one moment and is never cut, so ``step`` plays no part."""
        first = 0 if since <= 0.0 else bisect_left(self._ends, to_ns(since))
        now = to_seconds(self._ends[first - 1]) if first else -inf
        for stored, number in self._messages(first):
            now = max(now, to_seconds(stored.log_time))
            if now >= since:
                yield Received(self._frame(stored, number), now)

    def close(self) -> None:
        self._file.close()

    def _messages(self, first: int) -> Iterator[tuple[Stored, int]]:
        """Readable messages from part ``first`` on, each with its number from 1 (counted from where reading began)."""
        number = 0
        for part in self._parts[first:]:
            try:
                for stored in messages(self._content(part), self._channels):
                    number += 1
                    if self._is_ours(stored.channel, part):
                        yield stored, number
                self.fraction = (part.offset + part.length) / self._size
            except Damaged as damage:
                self.damage = "parts"
                self._lost(f"the chunk at byte {part.offset} was left out: {damage}")

    def _content(self, part: Part) -> bytes:
        if part.length > MAX_CHUNK:
            raise Damaged("it is too large")
        try:
            self._file.seek(part.offset)
            record = self._file.read(part.length)
        except OSError as error:
            raise cannot_read(self.path, error) from error
        if len(record) < part.length:
            raise Damaged("the file has become shorter")
        return record if part.loose else unpack(record)

    def _is_ours(self, channel: int, part: Part) -> bool:
        if channel not in self._channels:
            self._learn_channels(part)
        found = self._channels.get(channel)
        if found is None:
            self._lost(f"messages of channel {channel} were left out: it is not described")
            return False
        if found.message_encoding not in _ENCODINGS:
            self._lost(
                f"messages on {found.topic!r} were left out: their encoding {found.message_encoding!r} is not known here"
            )
            return False
        return True

    def _learn_channels(self, before: Part) -> None:
        """Read the descriptions of channels in earlier chunks: an unfinished file has them nowhere else."""
        for part in self._parts:
            if part is before:
                break
            with suppress(Damaged):
                for _ in messages(self._content(part), self._channels):
                    pass

    def _frame(self, stored: Stored, number: int) -> Frame:
        frame = self._decoder.frame(self._channels[stored.channel].topic.encode(), stored.data)
        for refused in frame.rejections:
            refused.line = number
        return frame

    def _lost(self, loss: str) -> None:
        if len(self.losses) < 100 and loss not in self.losses:
            self.losses.append(loss)


def _told(moment: float) -> str:
    """A time as this machine's people say it, with its offset."""
    return datetime.fromtimestamp(moment, UTC).astimezone().isoformat(sep=" ", timespec="seconds")


def _joined(frames: list[Frame]) -> Frame:
    """The events and the refusals of these messages, in order; they no longer have one source or number."""
    if len(frames) == 1:
        return frames[0]
    return Frame(
        "", JoinedBatch([frame.batch for frame in frames]), rejections=[one for frame in frames for one in frame.rejections]
    )
