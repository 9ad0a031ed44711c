"""Keeps one picture as a file."""

from __future__ import annotations

from pathlib import Path

import av
from av.error import FFmpegError

from alerts.errors import OutputError
from feeds.paths import private_folder
from feeds.streams.picture import Pixels


def write_still(path: Path, pixels: Pixels) -> None:
    """Write (height, width, 4) uint8 pixels as PNG, for its owner alone; OutputError where that fails."""
    try:
        private_folder(path.parent)
        frame = av.VideoFrame.from_ndarray(pixels, format="bgra").reformat(format="rgb24")
        codec = av.CodecContext.create("png", "w")
        codec.width, codec.height, codec.pix_fmt = frame.width, frame.height, "rgb24"
        codec.framerate = 1  # type: ignore[assignment]
        data = b"".join(bytes(packet) for packet in (*codec.encode(frame), *codec.encode(None)))
        path.touch(mode=0o600)
        path.write_bytes(data)
    except (OSError, FFmpegError) as error:
        raise OutputError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
