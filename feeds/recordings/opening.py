"""Finds out what a file is, from what is in it, and opens it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import zstandard

from alerts.errors import InputError
from feeds.recordings.recording import Recording
from feeds.recordings.segments import segments_of
from feeds.recordings.text.lines import ZSTD_MAGIC, open_text
from feeds.recordings.text.recording import NdjsonRecording
from feeds.recordings.trouble import cannot_read

MCAP_MAGIC: Final = b"\x89MCAP0\r\n"
_PEEK: Final = 65_536
_OTHERS: Final[dict[bytes, str]] = {
    b"\x1f\x8b": "it is compressed with gzip; unpack it first, or use zstd",
    b"PK\x03\x04": "it is a zip archive; unpack it first",
    b"BZh": "it is compressed with bzip2; unpack it first, or use zstd",
    b"\xfd7zXZ\x00": "it is compressed with xz; unpack it first, or use zstd",
    b"SQLite format 3\x00": "it is a database, not a recording",
    b"\xff\xfe": "it is UTF-16 text; a recording is UTF-8",
    b"\xfe\xff": "it is UTF-16 text; a recording is UTF-8",
    b"<": "it is XML; `convert` turns CAP alerts into a recording",
}


def open_recording(path: Path | str) -> Recording:
    """Open a recording: MCAP, NDJSON or NDJSON in zstd, told apart by content; or a folder of the rolling recorder's segments.

    Raises InputError, one sentence, where the file is missing, empty, a folder, or of another kind.
    """
    path = Path(path)
    if segments_of(path):
        from feeds.recordings.segments_recording import SegmentsRecording

        return SegmentsRecording(path)
    head = head_of(path)
    if head.startswith(MCAP_MAGIC):
        from feeds.recordings.mcap.recording import McapRecording

        return McapRecording(path)
    if path.suffix == ".mcap":
        raise InputError(f"{path}: it is no MCAP recording (it does not begin like one)")
    if head.startswith(ZSTD_MAGIC):
        head = _unpacked_head(path)
    _must_be_text(path, head)
    return NdjsonRecording(path)


def head_of(path: Path) -> bytes:
    """The first bytes of a file. InputError where it is missing, empty, a folder, or no ordinary file."""
    try:
        if path.is_dir():
            raise IsADirectoryError
        if path.exists() and not path.is_file():
            raise InputError(f"{path}: this is not a file that can be read from the start; save it to a file first")
        with path.open("rb") as file:
            head = file.read(_PEEK)
    except OSError as error:
        raise cannot_read(path, error) from error
    if not head:
        raise InputError(f"{path}: it is empty")
    return head


def _unpacked_head(path: Path) -> bytes:
    try:
        text = open_text(path, 0, lambda: None)
        try:
            head = text.read(_PEEK)
        finally:
            text.close()
    except (OSError, zstandard.ZstdError) as error:
        raise InputError(f"{path}: its compressed data cannot be read") from error
    if not head:
        raise InputError(f"{path}: its compressed data is empty, cut short or damaged from the start")
    return head


def _must_be_text(path: Path, head: bytes) -> None:
    for magic, why in _OTHERS.items():
        if head.startswith(magic):
            raise InputError(f"{path}: {why}")
    if b"\0" in head or sum(byte < 9 or 13 < byte < 32 for byte in head[:4096]) > len(head[:4096]) // 10:
        raise InputError(f"{path}: it is a binary file of a kind this program does not read")
    if not head.strip():
        raise InputError(f"{path}: it is empty (blank lines only)")
