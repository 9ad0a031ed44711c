"""What a hub records: the last minutes always, and everything while somebody asked for it."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from alerts.errors import OutputError
from feeds.recordings.taping import shelf, tapes
from feeds.recordings.taping.rolling import RollingWriter
from feeds.recordings.writing import Writer, writer
from feeds.wire.frame import Frame

QUERIES: Final = frozenset({"recording", "record_start", "record_stop"}) | tapes.QUERIES | shelf.QUERIES

log = logging.getLogger(__name__)


class Recorded(Struct):
    """How recording stands. Times in seconds since the epoch; ``bytes`` is what is in the file already.

    ``path`` is the file asked for, still being written while ``running``; ``recent`` the folder of the last minutes'
    segments, empty where there is none. ``trouble`` is a sentence, empty where all is well.
    """

    running: bool = False
    path: str = ""
    since: float = 0.0
    bytes: int = 0
    recent: str = ""
    trouble: str = ""


class Recorder:
    """Takes every frame of a hub. A full disk stops the recording, never the hub.

    Recordings go under ``folder`` with a name made of the time: nobody who talks to a hub names files on its machine.
    """

    def __init__(self, folder: Path, about: Mapping[str, str], schema: bytes = b"", recent: bool = True) -> None:
        self._folder, self._about, self._schema = folder, dict(about), schema
        self._file: Writer | None = None
        self._state = Recorded()
        self._tapes = tapes.Tapes(about, schema)
        self._shelves = shelf.Shelves(folder)
        self._rolling: RollingWriter | None = None
        if recent:
            try:
                self._rolling = RollingWriter(folder / shelf.RECENT, about, schema)
                self._state.recent = str(self._rolling.folder)
            except OutputError as error:
                self._state.trouble = str(error)
                log.warning("the last minutes are not being recorded: %s", error)

    def take(self, frames: Sequence[Frame], now: float) -> None:
        """Record these; ``now`` in seconds since the epoch."""
        rolling = self._rolling
        self._tapes.take(frames, now)
        for frame in frames:
            if not frame.body:
                continue
            if rolling is not None:
                rolling.write(frame.body, frame.topic, now, frame.sent, frame.seq)
            if self._file is not None:
                try:
                    self._file.write(frame.body, frame.topic, now, frame.sent, frame.seq)
                except OutputError as error:
                    self._failed(error)

    def tick(self, now: float) -> None:
        """Let time pass."""
        self._tapes.tick(now)
        if self._rolling is not None:
            self._rolling.tick(now)
        if self._file is not None:
            try:
                self._file.tick(now)
            except OutputError as error:
                self._failed(error)

    def query(self, name: str, args: Mapping[str, Any], now: float) -> Recorded | tapes.Piece | shelf.Shelf | shelf.Part:
        """``record_start``, ``record_stop`` or ``recording``, or a question about a tape or a shelf (see their ``query``).

        LookupError for another name. OutputError as it says.
        """
        if name not in QUERIES:
            raise LookupError(name)
        if name in tapes.QUERIES:
            return self._tapes.query(name, args, now)
        if name in shelf.QUERIES:
            return self._shelves.query(name, args)
        if name == "record_start" and self._file is None:
            self._start(now)
        elif name == "record_stop":
            self._stop()
        return self._said()

    def close(self) -> None:
        """Finish every file."""
        with suppress(OutputError):
            self._stop()
        if self._rolling is not None:
            self._rolling.close()

    def _start(self, now: float) -> None:
        moment = datetime.fromtimestamp(now).astimezone()
        path = self._folder / f"{moment:%Y%m%d-%H%M%S}.mcap"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{self._folder}: it cannot be made ({error.strerror})") from error
        self._file = writer(path, self._about, self._schema)
        self._state = Recorded(True, str(path), now, 0, self._state.recent)

    def _stop(self) -> None:
        file, self._file = self._file, None
        self._state.running = False
        if file is not None:
            file.close()

    def _failed(self, error: OutputError) -> None:
        log.warning("the recording was ended: %s", error)
        self._state.trouble = str(error)
        with suppress(OutputError):
            self._stop()

    def _said(self) -> Recorded:
        if self._state.path:
            with suppress(OSError):
                self._state.bytes = Path(self._state.path).stat().st_size
        return self._state
