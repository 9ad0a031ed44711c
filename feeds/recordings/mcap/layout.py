"""Where things lie in an MCAP file: found by walking its records, so that a file which was never finished opens as well.

The walk reads the head of each record and jumps over the rest. It does not rely on the summary at the end, which a crash
leaves out; chunks carry their first and last time in front.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass, field
from math import floor
from typing import BinaryIO, Final

from mcap.data_stream import ReadDataStream
from mcap.exceptions import McapError
from mcap.opcode import Opcode
from mcap.records import Channel, Metadata

MAGIC: Final = b"\x89MCAP0\r\n"
MAX_SMALL: Final = 1 << 20
"""Bytes of a record about the file (a channel, metadata): more is damage."""
LOOSE_RUN: Final = 1 << 20
"""Bytes of messages outside chunks that are read at a time."""
DAMAGED: Final = (McapError, struct.error, UnicodeDecodeError, ValueError, OverflowError)
"""What the library's record readers raise for bytes that are no such record."""
_HEAD: Final = struct.Struct("<BQ")
_TIMES: Final = struct.Struct("<QQ")
_MESSAGE: Final = struct.Struct("<HIQQ")


def to_ns(seconds: float) -> int:
    """Nanoseconds, exact to what a float of seconds says; nothing before 1970."""
    whole = floor(seconds)
    return max(0, whole * 1_000_000_000 + round((seconds - whole) * 1e9))


def to_seconds(nanoseconds: int) -> float:
    """Seconds since the epoch: the inverse of :func:`to_ns`."""
    whole, rest = divmod(nanoseconds, 1_000_000_000)
    return whole + rest / 1e9


@dataclass(slots=True)
class Part:
    """A chunk, or a run of messages outside chunks (``loose``): where its content lies and its times (ns)."""

    offset: int
    length: int
    first: int
    last: int
    loose: bool = False


@dataclass(slots=True)
class Layout:
    """What the walk found. ``finished`` says whether the file was closed properly; ``whole`` where what is sound ends."""

    parts: list[Part] = field(default_factory=list)
    channels: dict[int, Channel] = field(default_factory=dict)
    metadata: dict[str, dict[str, str]] = field(default_factory=dict)
    finished: bool = False
    whole: int = len(MAGIC)
    size: int = 0


def survey(file: BinaryIO) -> Layout:
    """Walk over the records of an MCAP file. OSError where it cannot be read."""
    layout = Layout(size=file.seek(0, io.SEEK_END))
    at = len(MAGIC)
    while at + _HEAD.size <= layout.size and not layout.finished:
        file.seek(at)
        opcode, length = _HEAD.unpack(file.read(_HEAD.size))
        content = at + _HEAD.size
        if opcode == 0 or content + length > layout.size:
            break
        if not _note(layout, file, opcode, content, length):
            break
        at = content + length
        layout.whole = at
    return layout


def _note(layout: Layout, file: BinaryIO, opcode: int, content: int, length: int) -> bool:
    """Take one record into the layout; whether it is a sound one."""
    if opcode == Opcode.CHUNK:
        if length < _TIMES.size:
            return False
        first, last = _TIMES.unpack(file.read(_TIMES.size))
        layout.parts.append(Part(content, length, first, last))
    elif opcode == Opcode.MESSAGE:
        if length < _MESSAGE.size:
            return False
        _note_loose(layout, content, length, _MESSAGE.unpack(file.read(_MESSAGE.size))[2])
    elif opcode in (Opcode.CHANNEL, Opcode.METADATA):
        if length > MAX_SMALL:
            return False
        stream = ReadDataStream(io.BytesIO(file.read(length)))
        try:
            if opcode == Opcode.CHANNEL:
                channel = Channel.read(stream)
                layout.channels[channel.id] = channel
            else:
                metadata = Metadata.read(stream)
                layout.metadata[metadata.name] = metadata.metadata
        except DAMAGED:
            return False
    elif opcode == Opcode.FOOTER:
        layout.finished = True
    return True


def _note_loose(layout: Layout, content: int, length: int, time: int) -> None:
    start = content - _HEAD.size
    run = layout.parts[-1] if layout.parts else None
    if run is not None and run.loose and run.offset + run.length == start and run.length < LOOSE_RUN:
        run.length += _HEAD.size + length
        run.last = max(run.last, time)
        run.first = min(run.first, time)
    else:
        layout.parts.append(Part(start, _HEAD.size + length, time, time, loose=True))
