"""What is under a writer: a file, or memory that somebody fetches from.

What is handed over together is kept together, or not at all.
"""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

from alerts.errors import OutputError
from feeds.recordings.trouble import cannot_write

AT_ONCE: Final = 1 << 20
"""Bytes that may wait before they are passed on."""


class Sink(Protocol):
    """Takes bytes, and passes them on at :meth:`flush`."""

    @property
    def waiting(self) -> int:
        """Bytes not yet passed on."""

    def write(self, data: bytes) -> int:
        """Take these bytes; they are passed on at the next flush."""

    def tell(self) -> int:
        """The position at which the next byte will stand."""

    def flush(self) -> None:
        """Pass on what waits. OutputError where that fails: it then ends after the last successful flush."""

    def close(self) -> None:
        """Let go; what still waits is dropped."""


class FileSink:
    """A file.

    Where it takes only a part (the disk is full), it is cut back to where it stood, so that it always ends with something
    whole. The system is not asked to put the data on the disk itself: a crash of this program loses nothing flushed, a
    power cut may lose what the system had not yet written. A recording is no log.
    """

    def __init__(self, path: Path, force: bool = False) -> None:
        """OutputError where the file exists and ``force`` is not given, or where it cannot be made."""
        self._path = path
        try:
            self._file = io.FileIO(path, "wb" if force else "xb")
        except OSError as error:
            raise cannot_write(path, error) from error
        self._waiting = bytearray()
        self._written = 0

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def write(self, data: bytes) -> int:
        self._waiting += data
        return len(data)

    def tell(self) -> int:
        return self._written + len(self._waiting)

    def flush(self) -> None:
        data = memoryview(bytes(self._waiting))
        self._waiting.clear()
        done = 0
        try:
            while done < len(data):
                done += self._file.write(data[done:]) or 0
        except OSError as error:
            # readers leave out a part that is not whole, should this fail as well
            with suppress(OSError):
                self._file.truncate(self._written)
                self._file.seek(self._written)
            raise cannot_write(self._path, error) from error
        self._written += done

    def close(self) -> None:
        self._file.close()


class MemorySink:
    """Memory, up to ``most`` bytes that nobody has fetched yet."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting = bytearray()
        self._kept = bytearray()
        self._dropped = 0

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def write(self, data: bytes) -> int:
        self._waiting += data
        return len(data)

    def tell(self) -> int:
        return self._dropped + len(self._kept) + len(self._waiting)

    def flush(self) -> None:
        if len(self._kept) + len(self._waiting) > self._most:
            self._waiting.clear()
            raise OutputError(f"nobody fetched the last {self._most >> 20} MiB of the recording; what came before was kept")
        self._kept += self._waiting
        self._waiting.clear()

    def fetch(self, offset: int, most: int) -> bytes:
        """Up to ``most`` bytes from ``offset`` on; what lies before has been received and is let go.

        ValueError where it has been let go already, or is not there yet.
        """
        begin = offset - self._dropped
        if not 0 <= begin <= len(self._kept):
            raise ValueError(f"no byte {offset}: there are {self._dropped} to {self._dropped + len(self._kept)}")
        del self._kept[:begin]
        self._dropped = offset
        return bytes(self._kept[:most])

    def close(self) -> None:
        """Nothing to let go of: what was passed on can still be fetched."""
        self._waiting.clear()
