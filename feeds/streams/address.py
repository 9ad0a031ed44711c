"""Where footage is: an address of the network or a file. It may hold a password, so that it is never logged or shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from feeds.streams.ring import Cut

SCHEMES: Final = ("rtsp", "rtsps", "http", "https", "rtmp", "udp", "srt")


@dataclass(frozen=True, slots=True)
class Address:
    """``text`` is as the register has it; ``loop``: a file that is shown as if it were live begins again at its end;
    ``begin``: seconds into a file that is a recording.
    """

    text: str
    loop: bool = False
    begin: float = 0.0
    cut: Cut | None = None
    """The last seconds of a live stream, in memory: ``text`` is empty then."""

    @property
    def is_file(self) -> bool:
        """Whether it lies on this machine and has an end."""
        return self.cut is not None or urlsplit(self.text).scheme not in SCHEMES

    @property
    def path(self) -> Path:
        """The file, where it is one."""
        return Path(self.text.removeprefix("file://"))

    def options(self) -> dict[str, str]:
        """FFmpeg's options for opening it: RTSP over TCP, little probing, no buffer before the first picture."""
        if self.is_file:
            return {}
        return {"rtsp_transport": "tcp", "fflags": "nobuffer", "probesize": "100000", "analyzeduration": "1000000"}
