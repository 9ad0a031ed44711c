"""A file of CAP alerts, read as if it were a recording of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf
from pathlib import Path
from typing import Final

from alerts.batch import Batch
from alerts.errors import InputError
from alerts.picture import Damage
from feeds.adapters.cap import CapReader
from feeds.adapters.hostile_xml import MAX_BYTES
from feeds.recordings.closing import Closing
from feeds.recordings.opening import head_of, open_recording
from feeds.recordings.recording import Received, Recording
from feeds.recordings.trouble import cannot_read
from feeds.wire.frame import Frame

_SUFFIXES: Final = frozenset({".xml", ".cap", ".atom", ".rss"})
_WIDE: Final = (b"\xff\xfe<\0", b"\xfe\xff\0<", b"<\0", b"\0<")


class CapRecording(Closing):
    """One XML document; its alerts were received when they were sent, as far as anyone can tell."""

    def __init__(self, path: Path) -> None:
        """InputError where it cannot be read as a file; what is wrong inside is told as a refused event."""
        self.path = path
        self.about: Mapping[str, str] = {}
        self.losses: list[str] = []
        self.damage: Damage = ""
        self.fraction = 0.0
        head = head_of(path)
        if _is_binary(head):
            raise InputError(f"{path}: it is a binary file of a kind this program does not read")
        try:
            with path.open("rb") as file:
                self._whole = CapReader().read(file.read(MAX_BYTES + 1))
        except OSError as error:
            raise cannot_read(path, error) from error

    @property
    def start(self) -> float:
        return min(self._times())

    @property
    def end(self) -> float:
        return max(self._times())

    def __iter__(self) -> Iterator[Frame]:
        yield self._whole

    def timed(self, since: float = -inf, step: float = 1.0) -> Iterator[Received]:
        """As the protocol says, alert by alert; what was refused comes first."""
        if self._whole.rejections:
            yield Received(Frame("", Batch([]), rejections=self._whole.rejections), since)
        now = -inf
        for index, event in enumerate(self._whole.batch.events):
            now = max(now, event.time.timestamp())
            if now >= since:
                yield Received(Frame(event.source, _one(self._whole.batch, index)), now)
        self.fraction = 1.0

    def close(self) -> None:
        """Nothing is held open."""

    def _times(self) -> list[float]:
        if not self._whole.batch.events:
            raise InputError(f"{self.path}: no alert in it can be used")
        return [event.time.timestamp() for event in self._whole.batch.events]


def open_input(path: Path) -> Recording:
    """A recording, or a file of CAP alerts, told apart by content. InputError where it is neither."""
    head = head_of(path) if not path.is_dir() else b""
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if path.suffix.lower() in _SUFFIXES or plain.startswith((b"<", *_WIDE)) or head.startswith(_WIDE):
        return CapRecording(path)
    return open_recording(path)


def _is_binary(head: bytes) -> bool:
    """Whether this begins like no XML in any encoding and holds what no text does."""
    begins = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1]
    return begins != b"<" and any(byte < 9 or 13 < byte < 32 for byte in head[:4096])


def _one(batch: Batch, index: int) -> Batch:
    raws = [batch.raw(index)]
    return Batch([batch.events[index]], lambda: raws)
