"""The file under a writer: what is handed over together is written together, or not at all."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from feeds.recordings.trouble import cannot_write

AT_ONCE: Final = 1 << 20
"""Bytes that may wait before they go to the file."""


class Sink:
    """Collects bytes and passes them to the file at :meth:`flush`.

    Where the file takes only a part (the disk is full), it is cut back to where it stood, so that it always ends with
    something whole. The system is not asked to put the data on the disk itself: a crash of this program loses nothing
    flushed, a power cut may lose what the system had not yet written. A recording is no log.
    """

    def __init__(self, path: Path, force: bool = False) -> None:
        """OutputError where the file exists and ``force`` is not given, or where it cannot be made."""
        self.path = path
        try:
            self._file = io.FileIO(path, "wb" if force else "xb")
        except OSError as error:
            raise cannot_write(path, error) from error
        self._waiting = bytearray()
        self._written = 0

    @property
    def waiting(self) -> int:
        """Bytes not yet in the file."""
        return len(self._waiting)

    def write(self, data: bytes) -> int:
        """Take these bytes; they go to the file at the next flush."""
        self._waiting += data
        return len(data)

    def tell(self) -> int:
        """The position at which the next byte will stand."""
        return self._written + len(self._waiting)

    def flush(self) -> None:
        """Pass on what waits. OutputError where that fails: the file then ends after the last successful flush."""
        view = memoryview(bytes(self._waiting))
        done = 0
        try:
            while done < len(view):
                done += self._file.write(view[done:]) or 0
        except OSError as error:
            self._cut_back()
            raise cannot_write(self.path, error) from error
        self._written += done
        self._waiting.clear()

    def close(self) -> None:
        """Let go of the file; what still waits is dropped."""
        self._file.close()

    def _cut_back(self) -> None:
        self._waiting.clear()
        try:
            self._file.truncate(self._written)
            self._file.seek(self._written)
        except OSError:
            pass  # readers leave out a part that is not whole
