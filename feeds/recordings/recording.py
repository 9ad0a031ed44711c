"""What every recording can do, whatever it is kept as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from alerts.picture import Damage
from feeds.wire.frame import Frame


class Received(NamedTuple):
    """A frame, and when it was received (seconds since the epoch)."""

    frame: Frame
    received: float


class Recording(Protocol):
    """An event source over a file: frames in the order in which they were recorded, read as a stream."""

    path: Path
    about: Mapping[str, str]
    """What the recorder said of itself: ``city``, ``mode``, ``program``; empty where it said nothing."""
    losses: list[str]
    """What could not be read, one sentence each; complete once everything has been read."""

    damage: Damage
    """What of that is the file's own damage, as far as it is known by now."""

    fraction: float
    """How much of the file the reading at hand has gone through, 0 to 1."""

    @property
    def start(self) -> float:
        """Receive time of the first frame, seconds since the epoch."""

    @property
    def end(self) -> float:
        """Receive time of the last frame, seconds since the epoch."""

    def __iter__(self) -> Iterator[Frame]:
        """Every frame, in recorded order, in large pieces."""

    def timed(self, since: float = -inf, step: float = 1.0) -> Iterator[Received]:
        """Every frame received at or after ``since`` with its receive time, which never falls.

        Where a piece of the file holds more than ``step`` seconds, it is cut, so that it can be played evenly.
        """

    def close(self) -> None:
        """Let go of the file."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
