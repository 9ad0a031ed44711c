"""A recording in several files, one after the other, as the rolling recorder leaves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf
from pathlib import Path

from alerts.errors import InputError
from alerts.picture import Damage
from feeds.recordings.closing import Closing
from feeds.recordings.mcap.recording import McapRecording
from feeds.recordings.recording import Received
from feeds.recordings.segments import segments_of
from feeds.wire.frame import Frame


class SegmentsRecording(Closing):
    """The segments of one folder, read as one recording. What is no longer there or not readable is told as a loss."""

    def __init__(self, path: Path) -> None:
        """InputError where no segment can be read."""
        self.path = path
        self.losses: list[str] = []
        self.damage: Damage = ""
        """The newest segment may still be growing, and a hub that was started anew left one unfinished: neither is damage."""
        self.fraction = 0.0
        self._segments: list[tuple[Path, float, float]] = []
        self.about: Mapping[str, str] = {}
        for segment in segments_of(path):
            try:
                with McapRecording(segment) as opened:
                    self._segments.append((segment, opened.start, opened.end))
                    self.about = self.about or opened.about
            except InputError as error:
                self.losses.append(str(error))
        if not self._segments:
            raise InputError(f"{path}: it holds no recording that can be read")

    @property
    def start(self) -> float:
        return min(start for _, start, _ in self._segments)

    @property
    def end(self) -> float:
        return max(end for _, _, end in self._segments)

    def __iter__(self) -> Iterator[Frame]:
        for opened in self._open(-inf):
            yield from opened

    def timed(self, since: float = -inf, step: float = 1.0) -> Iterator[Received]:
        """As the protocol says; receive times never fall from one segment to the next either."""
        now = -inf
        for opened in self._open(since):
            for frame, received in opened.timed(since, step):
                now = max(now, received)
                yield Received(frame, now)

    def close(self) -> None:
        """Nothing is open between reads."""

    def _open(self, since: float) -> Iterator[McapRecording]:
        for index, (segment, _, end) in enumerate(self._segments):
            self.fraction = index / len(self._segments)
            if end < since:
                continue
            try:
                opened = McapRecording(segment)
            except InputError as error:
                self.losses.append(str(error))
                continue
            with opened:
                yield opened
            self.losses += opened.losses
            if opened.damage == "parts":
                self.damage = "parts"
