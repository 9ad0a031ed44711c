"""One writer: a lock that the operating system lets go when its holder dies."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import msgspec

from alerts.log.troubles import LogTrouble, trouble

_FAR: int = 1 << 30  # Windows locks bytes, also against reading: a byte that is never written keeps the holder's name readable


class Holder(msgspec.Struct):
    """Who writes to a log: the process, its machine, and since when (RFC 3339)."""

    pid: int
    host: str
    since: str


class WriterLock:
    """The right to write to one log.

    The lock is the operating system's, not the file's existence: a killed holder blocks nobody. The file only says who
    holds it.
    """

    def __init__(self, path: Path, holder: Holder) -> None:
        """Take the lock beside ``path``; LogTrouble ``held`` naming the holder if another process has it."""
        self._path = path.with_name(path.name + ".lock")
        try:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as error:
            raise trouble(error, path) from error
        try:
            _seize(self._file)
        except OSError as error:
            sentence = (
                f"the incident log {path} is already in use by {self._named()}; stop it, or choose another folder with --data"
            )
            os.close(self._file)
            raise LogTrouble("held", sentence) from error
        try:
            os.ftruncate(self._file, 0)
            os.write(self._file, msgspec.json.encode(holder))
        except OSError as error:
            os.close(self._file)
            raise trouble(error, path) from error

    def release(self) -> None:
        """Give the lock back; the file stays, so that no two processes ever lock different files of one name."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _named(self) -> str:
        with contextlib.suppress(OSError, msgspec.DecodeError):
            holder = msgspec.json.decode(self._path.read_bytes(), type=Holder)
            return f"process {holder.pid} on {holder.host} since {holder.since}"
        return "another process"


if sys.platform == "win32":
    import msvcrt

    def _seize(file: int) -> None:
        os.lseek(file, _FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)

else:
    import fcntl

    def _seize(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
