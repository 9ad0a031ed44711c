"""What a hub has recorded, for consoles on other machines: listed, and given out piece by piece.

Nobody names files on the hub's machine: what can be had is what stands in the list, and a name that does not is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from feeds.recordings.segments import segments_of

QUERIES: Final = frozenset({"shelf", "shelf_read"})
RECENT: Final = "recent"
"""The folder of the rolling recording, under that of the recordings."""
ENDINGS: Final = (".mcap", ".ndjson", ".ndjson.zst")
MOST_LISTED: Final = 200
READ_BYTES: Final = 256 << 10
"""Bytes of one answer: read between two rounds of the hub, and sent while alarms wait."""


class Item(Struct):
    """A recording, or a segment of the rolling one (``recent``). ``until`` is when its last byte was written (epoch s)."""

    name: str
    bytes: int
    until: float
    recent: bool = False


class Shelf(Struct):
    """What there is: segments oldest first, then recordings, the newest first."""

    items: list[Item]


class Part(Struct):
    """Bytes of a recording from the offset asked for; none where it has no more."""

    data: bytes


class Shelves:
    """The recordings under one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def query(self, name: str, args: Mapping[str, Any]) -> Shelf | Part:
        """``shelf``; ``shelf_read`` with ``name``, ``recent`` and ``offset``.

        LookupError for another name; ValueError for a recording or an offset that is not there.
        """
        if name == "shelf":
            return Shelf([*self._segments(), *self._recordings()])
        if name != "shelf_read":
            raise LookupError(name)
        wanted, recent, offset = str(args.get("name")), bool(args.get("recent", False)), int(args.get("offset", 0))
        path = next((path for path in self._paths(recent) if path.name == wanted), None)
        if path is None:
            raise ValueError("this recording is no longer there: the hub has taken it away since it was listed")
        if offset < 0:
            raise ValueError("no byte lies before the first one")
        try:
            with path.open("rb") as file:
                file.seek(offset)
                return Part(file.read(READ_BYTES))
        except OSError as error:
            raise ValueError(f"the hub cannot read this recording ({error.strerror})") from error

    def _paths(self, recent: bool) -> list[Path]:
        if recent:
            return segments_of(self._folder / RECENT)
        try:
            return [path for path in self._folder.iterdir() if path.name.endswith(ENDINGS) and _is_file(path)]
        except OSError:
            return []

    def _segments(self) -> list[Item]:
        return list(_items(self._paths(True), True))

    def _recordings(self) -> list[Item]:
        found = sorted(_items(self._paths(False), False), key=lambda item: item.until, reverse=True)
        return found[:MOST_LISTED]


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _items(paths: list[Path], recent: bool) -> Iterator[Item]:
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue  # forgotten by the recorder at this moment
        yield Item(path.name, status.st_size, status.st_mtime, recent)
