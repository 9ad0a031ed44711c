"""Spooled messages as files, so that they survive the publisher's own end.

Append-only segments of records; a segment is removed when nothing in it is needed any more. A record that was cut off by
a crash fails its checksum and ends its segment. Nothing is forced to the disk's platter: the spool survives the process,
and after a power failure the hub counts what is missing.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, NamedTuple

from alerts.errors import WireError
from feeds.paths import private_folder

_HEADER: Final = struct.Struct(">2sIIQQHB")
_MAGIC: Final = b"GW"
_SUFFIX: Final = ".spool"


class Place(NamedTuple):
    """Where a message's envelope lies."""

    segment: int
    offset: int
    length: int


@dataclass(slots=True)
class Found:
    """A message that was on the shelf when it was opened."""

    epoch: int
    seq: int
    topic: bytes
    routine: bool
    place: Place


@dataclass(slots=True)
class _Segment:
    path: Path
    file: IO[bytes]
    size: int
    needed: int


class Shelf:
    """The files of one publisher; WireError where another process has them."""

    def __init__(self, folder: Path, segment_bytes: int) -> None:
        self._folder = private_folder(folder)
        self._lock = _lock(folder / "lock")
        self._segment_bytes = segment_bytes
        self._segments: dict[int, _Segment] = {}
        self._current = 0

    def load(self) -> Iterator[Found]:
        """What lies there from before, oldest first; each counts as needed until it is released."""
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")):
            number = int(path.stem) if path.stem.isdigit() else 0
            if not number:
                continue
            segment = self._segments[number] = _Segment(path, path.open("r+b", buffering=0), 0, 0)
            self._current = max(self._current, number)
            yield from self._read(number, segment)
            if not segment.needed:
                self._remove(number)

    def put(self, epoch: int, seq: int, topic: bytes, body: bytes, routine: bool) -> Place:
        """Keep one message. OSError where the disk will not."""
        segment = self._segments.get(self._current)
        if segment is None or segment.size >= self._segment_bytes:
            segment = self._begin()
        rest = struct.pack(">QQHB", epoch, seq, len(topic), routine) + topic + body
        header = _MAGIC + struct.pack(">II", zlib.crc32(rest), len(body))
        segment.file.seek(segment.size)
        data = header + rest
        written = segment.file.write(data)
        if written != len(data):
            raise OSError(28, "No space left on device")
        place = Place(self._current, segment.size + len(data) - len(body), len(body))
        segment.size += len(data)
        segment.needed += 1
        return place

    def get(self, place: Place) -> bytes:
        """A message's envelope. OSError where it cannot be read."""
        return os.pread(self._segments[place.segment].file.fileno(), place.length, place.offset)

    def release(self, place: Place) -> None:
        """A message is no longer needed."""
        segment = self._segments[place.segment]
        segment.needed -= 1
        if not segment.needed and place.segment != self._current:
            self._remove(place.segment)

    def oldest(self) -> int:
        """The segment that was begun first."""
        return min(self._segments, default=0)

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(segment.size for segment in self._segments.values())

    def close(self) -> None:
        """Close all files; those with nothing needed in them are removed."""
        for number in list(self._segments):
            if self._segments[number].needed:
                self._segments.pop(number).file.close()
            else:
                self._remove(number)
        self._lock.close()

    def _begin(self) -> _Segment:
        current = self._segments.get(self._current)
        if current is not None and not current.needed:
            self._remove(self._current)
        self._current += 1
        path = self._folder / f"{self._current:012d}{_SUFFIX}"
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        segment = self._segments[self._current] = _Segment(path, os.fdopen(handle, "r+b", buffering=0), 0, 0)
        return segment

    def _remove(self, number: int) -> None:
        segment = self._segments.pop(number)
        segment.file.close()
        segment.path.unlink(missing_ok=True)

    def _read(self, number: int, segment: _Segment) -> Iterator[Found]:
        data = segment.file.read()
        at = 0
        while at + _HEADER.size <= len(data):
            magic, crc, length, epoch, seq, topic_length, flags = _HEADER.unpack_from(data, at)
            start = at + _HEADER.size
            end = start + topic_length + length
            if magic != _MAGIC or end > len(data) or zlib.crc32(data[at + 10 : end]) != crc:
                break
            segment.size = end
            segment.needed += 1
            place = Place(number, end - length, length)
            yield Found(epoch, seq, data[start : start + topic_length], bool(flags & 1), place)
            at = end


def _lock(path: Path) -> IO[bytes]:
    file = path.open("ab")
    try:
        if os.name == "posix":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise WireError(f"{path.parent}: another feed is using this spool; stop it or choose another folder") from error
    return file
