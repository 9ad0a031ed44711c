"""Lines of a text file, read in blocks, so that neither a huge file nor a huge line fills the memory."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple, Protocol

import zstandard

from feeds.wire.envelope import MAX_EVENT

PIECE: Final = 1 << 20
"""Bytes asked for at a time."""
ZSTD_MAGIC: Final = b"\x28\xb5\x2f\xfd"
_MARK: Final = b"\xef\xbb\xbf"
_FEED: Final = 2048
"""Compressed bytes given to zstd at a time: one block of 128 KiB takes 4 bytes at best, so at most 64 MiB come out."""


class Block(NamedTuple):
    """Lines without their ends. ``offset`` (bytes of text) and ``number`` (from 1) are those of the first line.

    A line longer than ``MAX_EVENT`` bytes may be shortened to a little more than that: enough to see that it is too long.
    ``cut`` says that the last line has no end: it is the last of the file.
    """

    offset: int
    number: int
    lines: list[bytes]
    cut: bool = False


class Text(Protocol):
    """A text being read from some point on."""

    def read(self, size: int) -> bytes:
        """About this many bytes; empty at the end."""

    def tell(self) -> int:
        """Bytes of the file gone through."""

    def close(self) -> None: ...


def blocks(text: Text, offset: int = 0, number: int = 1) -> Iterator[Block]:
    """The lines of ``text``, which stands at byte ``offset``, the start of line ``number``."""
    begun = b""
    start = position = offset
    while data := text.read(PIECE):
        position += len(data)
        head, newline, tail = data.rpartition(b"\n")
        if not newline:
            begun += data[: MAX_EVENT + 1 - len(begun)]
            continue
        lines = head.split(b"\n")
        lines[0] = begun if len(begun) > MAX_EVENT else begun + lines[0]
        if start == 0 and lines[0].startswith(_MARK):
            lines[0] = lines[0][len(_MARK) :]
        yield Block(start, number, lines)
        number += len(lines)
        start = position - len(tail)
        begun = tail[: MAX_EVENT + 1]
    if begun:
        yield Block(start, number, [begun.removeprefix(_MARK) if start == 0 else begun], cut=True)


def open_text(path: Path, offset: int, on_cut: Callable[[], None]) -> Text:
    """The text of a plain or zstd-compressed file from byte ``offset`` of the text on; OSError where it cannot be.

    ``on_cut`` is called where compressed data ends too soon or is damaged; the text then simply ends.
    """
    # closed by whoever reads the text
    file = io.FileIO(path, "rb")
    if file.read(len(ZSTD_MAGIC)) != ZSTD_MAGIC:
        file.seek(offset)
        return file
    file.seek(0)
    text = _Unpacked(file, on_cut)
    while offset > 0 and (skipped := text.read(min(offset, PIECE))):
        offset -= len(skipped)
    return text


def tail(path: Path, size: int) -> bytes:
    """The last bytes of the text in a file, at least ``size`` if it has as many. OSError where it cannot be read."""
    text = open_text(path, 0, lambda: None)
    try:
        if isinstance(text, io.FileIO):
            text.seek(-min(size, text.seek(0, io.SEEK_END)), io.SEEK_END)
            return text.readall()
        last = before = b""
        while data := text.read(max(size, PIECE)):
            before, last = last, data
        return before + last
    finally:
        text.close()


class _Unpacked:
    """The text inside one zstd file, which may be several frames one after another."""

    def __init__(self, file: io.FileIO, on_cut: Callable[[], None]) -> None:
        self._file = file
        self._on_cut = on_cut
        self._decompressor = zstandard.ZstdDecompressor(max_window_size=1 << 27)
        self._frame = self._decompressor.decompressobj()
        self._begun = False
        self._packed = b""
        self._at = 0
        self._ready = bytearray()
        self._ended = False

    def read(self, size: int) -> bytes:
        while len(self._ready) < size and not self._ended:
            self._unpack()
        data = bytes(self._ready[:size])
        del self._ready[:size]
        return data

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        self._file.close()

    def _unpack(self) -> None:
        if self._at >= len(self._packed):
            self._packed, self._at = self._file.read(PIECE // 4), 0
            if not self._packed:
                self._ended = True
                if self._begun:
                    self._on_cut()
                return
        piece = self._packed[self._at : self._at + _FEED]
        self._at += len(piece)
        try:
            self._ready += self._frame.decompress(piece)
        except zstandard.ZstdError:
            self._ended = True
            self._on_cut()
            return
        self._begun = True
        if self._frame.eof:
            self._at -= len(self._frame.unused_data)
            self._frame = self._decompressor.decompressobj()
            self._begun = False
