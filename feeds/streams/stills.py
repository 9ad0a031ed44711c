"""Keeps one picture as a file."""

from __future__ import annotations

from pathlib import Path

import av
from av.error import FFmpegError

from alerts.errors import OutputError
from feeds.paths import private_folder
from feeds.streams.picture import Pixels


def png_of(pixels: Pixels) -> bytes:
    """(height, width, 4) uint8 pixels as PNG; OutputError where that fails."""
    try:
        frame = av.VideoFrame.from_ndarray(pixels, format="bgra").reformat(format="rgb24")
        codec = av.CodecContext.create("png", "w")
        codec.width, codec.height, codec.pix_fmt = frame.width, frame.height, "rgb24"
        codec.framerate = 1  # type: ignore[assignment]
        return b"".join(bytes(packet) for packet in (*codec.encode(frame), *codec.encode(None)))
    except FFmpegError as error:
        raise OutputError(f"the picture cannot be kept: {error}") from error


def write_still(path: Path, data: bytes) -> None:
    """Write a picture's file, whole, for its owner alone; OutputError where that fails."""
    part = path.with_suffix(".part")
    try:
        private_folder(path.parent)
        part.touch(mode=0o600)
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(f"{path}: {error.strerror or error}") from error
