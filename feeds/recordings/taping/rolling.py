"""Always records what has just come in, a minute a file, and forgets what is old: so that it can be replayed at once."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from math import floor
from pathlib import Path
from typing import Final

from alerts.errors import OutputError
from feeds.recordings.segments import SEGMENT, segments_of
from feeds.recordings.writing import Writer, writer

SEGMENT_S: Final = 60.0
KEEP_S: Final = 1800.0
"""How long a segment is kept after its end, seconds: a replay of the last ten minutes may stand still for a while."""
KEEP_BYTES: Final = 1 << 30
RETRY_S: Final = 30.0
"""After a failure (the disk is full) it tries again no sooner than this, seconds."""

log = logging.getLogger(__name__)


class RollingWriter:
    """Writes messages into segments under one folder, bounded by age and by size (bytes in all).

    It never stops whoever feeds it: what cannot be written is given up until the next try, and :attr:`trouble` says why.
    """

    def __init__(
        self, folder: Path, about: Mapping[str, str], schema: bytes = b"", keep_s: float = KEEP_S, keep_bytes: int = KEEP_BYTES
    ) -> None:
        """OutputError where the folder cannot be made."""
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{folder}: it cannot be made ({error.strerror})") from error
        self.folder = folder
        self.trouble = ""
        self._about, self._schema = about, schema
        self._keep_s, self._keep_bytes = keep_s, keep_bytes
        self._segment: Writer | None = None
        self._slot = -1.0
        self._retry = -1.0
        self._said = False
        """Whether it was said that nothing is recorded, and no segment was finished since."""

    def write(self, body: bytes, topic: bytes, received: float, sent: float | None = None, seq: int | None = None) -> None:
        """Add one message; ``received`` and ``sent`` in seconds since the epoch."""
        if 0.0 < self._retry - received <= RETRY_S:  # beyond: the clock was set back
            return
        slot = floor(received / SEGMENT_S) * SEGMENT_S
        try:
            if self._segment is None or slot != self._slot:
                self._turn(slot, received)
            assert self._segment is not None
            self._segment.write(body, topic, received, sent, seq)
        except OutputError as error:
            self._give_up(error, received)

    def tick(self, now: float) -> None:
        """Let time pass: what waits is written, and a segment whose minute is over is finished."""
        if self._segment is None:
            return
        try:
            if not self._slot <= now < self._slot + SEGMENT_S:
                self._finish()
                self._forget(now)
            else:
                self._segment.tick(now)
        except OutputError as error:
            self._give_up(error, now)

    def close(self) -> None:
        """Finish the segment at hand."""
        with suppress(OutputError):
            self._finish()

    def _turn(self, slot: float, now: float) -> None:
        self._finish()
        self._forget(now)
        name = datetime.fromtimestamp(slot, UTC).strftime(SEGMENT)
        path = self.folder / f"{name}.mcap"
        number = 0
        while path.exists():  # the hub was started again within the same minute
            number += 1
            path = self.folder / f"{name}-{number:02}.mcap"
        self._segment, self._slot = writer(path, self._about, self._schema), slot
        self.trouble = ""

    def _finish(self) -> None:
        segment, self._segment = self._segment, None
        if segment is not None:
            segment.close()
            self._said = False

    def _forget(self, now: float) -> None:
        kept = 0
        for path in reversed(segments_of(self.folder)):
            try:
                status = path.stat()
                kept += status.st_size
                if kept > self._keep_bytes or now - status.st_mtime > self._keep_s:
                    path.unlink()
            except OSError as error:
                log.warning("%s: an old segment cannot be removed: %s", path, error.strerror)

    def _give_up(self, error: OutputError, now: float) -> None:
        if not self._said:
            log.warning("the last minutes are not being recorded: %s", error)
        self.trouble = str(error)
        self._retry = now + RETRY_S
        with suppress(OutputError):
            self._finish()
        self._said = True


def set_aside(folder: Path, since: float, into: Path) -> Path:
    """The segments of ``folder`` that reach beyond ``since`` (seconds since the epoch), kept in the new folder ``into``.

    Finished segments are linked, not copied (copied where the file system knows no links), so this takes no time and they
    stay when the recorder forgets them. OutputError where there are none, or where it cannot be done.
    """
    try:
        chosen = [path for path in segments_of(folder) if path.stat().st_mtime >= since]
        if not chosen:
            raise OutputError(f"{folder}: nothing has been recorded in this time")
        into.mkdir(mode=0o700, parents=True)
        for path in chosen[:-1]:
            try:
                os.link(path, into / path.name)
            except OSError:
                shutil.copyfile(path, into / path.name)
        shutil.copyfile(chosen[-1], into / chosen[-1].name)  # the last one may still be growing
    except OSError as error:
        raise OutputError(f"{into}: the recording cannot be set aside there ({error.strerror})") from error
    return into
