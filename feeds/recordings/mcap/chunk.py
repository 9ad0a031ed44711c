"""What is inside one chunk of an MCAP file: unpacked within bounds, checked, and taken apart."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

import lz4.frame  # type: ignore[import-untyped]  # comes with mcap
import zstandard
from mcap.data_stream import ReadDataStream
from mcap.opcode import Opcode
from mcap.records import Channel

from feeds.recordings.mcap.layout import DAMAGED

MAX_CHUNK: Final = 1 << 27
"""Bytes of a chunk, packed or unpacked. Recorders write chunks of about 1 MiB; more than this is damage or malice."""
_FRONT: Final = struct.Struct("<QQQII")
_HEAD: Final = struct.Struct("<BQ")
_MESSAGE: Final = struct.Struct("<HIQQ")


class Damage(Exception):
    """The chunk cannot be read; the text says why."""


class Stored(NamedTuple):
    """A message as stored. ``log_time`` is its receive time, ns since the epoch."""

    channel: int
    log_time: int
    data: bytes


def unpack(record: bytes) -> bytes:
    """The records inside a chunk record's content, checksum verified. Raises Damage."""
    if len(record) < _FRONT.size:
        raise Damage("too short")
    _, _, size, checksum, name_length = _FRONT.unpack_from(record)
    at = _FRONT.size + name_length
    if size > MAX_CHUNK or name_length > 64 or at + 8 > len(record):
        raise Damage("it claims an impossible size")
    name = record[_FRONT.size : at]
    (length,) = struct.unpack_from("<Q", record, at)
    packed = record[at + 8 :]
    if length != len(packed):
        raise Damage("it claims an impossible size")
    data = _decompress(name, packed, size)
    if len(data) != size or (checksum and zlib.crc32(data) != checksum):
        raise Damage("its checksum is wrong")
    return data


def _decompress(name: bytes, packed: bytes, size: int) -> bytes:
    if name == b"":
        return packed
    try:
        if name == b"zstd":
            # the frame's own claim decides how much memory is taken, so it is checked before
            if zstandard.frame_content_size(packed) > MAX_CHUNK:
                raise Damage("it claims an impossible size")
            return zstandard.ZstdDecompressor().decompress(packed, max_output_size=size)
        if name == b"lz4":
            with lz4.frame.open(io.BytesIO(packed)) as file:
                return bytes(file.read(size + 1))
    except (zstandard.ZstdError, RuntimeError, EOFError, OSError, ValueError, MemoryError) as error:
        raise Damage("it does not unpack") from error
    raise Damage(f"its compression {name.decode(errors='replace')!r} is unknown")


def messages(data: bytes, channels: dict[int, Channel]) -> Iterator[Stored]:
    """The messages among these records, in order; channels defined on the way are added. Raises Damage."""
    at, end = 0, len(data)
    while at < end:
        if at + _HEAD.size > end:
            raise Damage("a record is cut short")
        opcode, length = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        if at + length > end:
            raise Damage("a record is cut short")
        if opcode == Opcode.MESSAGE:
            if length < _MESSAGE.size:
                raise Damage("a message is cut short")
            channel, _, log_time, _ = _MESSAGE.unpack_from(data, at)
            yield Stored(channel, log_time, data[at + _MESSAGE.size : at + length])
        elif opcode == Opcode.CHANNEL:
            try:
                found = Channel.read(ReadDataStream(io.BytesIO(data[at : at + length])))
            except DAMAGED as error:
                raise Damage("a channel's description is damaged") from error
            channels[found.id] = found
        at += length
