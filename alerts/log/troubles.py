"""What can go wrong with the log's file, in the user's words."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Final

from alerts.errors import LogError

_BUSY, _LOCKED, _READONLY, _PERM, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB, _AUTH = 5, 6, 8, 3, 10, 11, 13, 14, 26, 23
_LEAST_BYTES: Final = 64 * 1024
_CODES: Final[dict[int, str]] = {
    _BUSY: "locked", _LOCKED: "locked", _READONLY: "read_only", _PERM: "read_only", _AUTH: "read_only", _IOERR: "io",
    _CORRUPT: "damaged", _NOTADB: "damaged", _FULL: "disk_full", _CANTOPEN: "cannot_open",
}  # fmt: skip
_SENTENCES: Final[dict[str, str]] = {
    "locked": "another program has locked the incident log {path}; close that program, writing goes on by itself",
    "read_only": "the incident log {path} cannot be written: no permission or a read-only disk; make its folder writable",
    "io": "the disk under the incident log {path} reports an error; check the disk",
    "damaged": "the incident log {path} is damaged or is no incident log; put it aside and restore it from a backup",
    "disk_full": "the disk under the incident log {path} is full; free some space, writing goes on by itself",
    "cannot_open": "the incident log {path} cannot be opened; check that the folder exists and may be used",
    "gone": "the incident log {path} was moved or deleted while in use; put it back or start the hub again",
    "failed": "the incident log {path} refused the operation",
}


class LogTrouble(LogError):
    """The log cannot be read or written just now.

    ``code`` is ``locked``, ``disk_full``, ``read_only``, ``io``, ``damaged``, ``cannot_open``, ``gone``, ``held`` (another
    process is its writer), ``wrong_mode``, ``newer`` or ``older`` (written by another version), ``too_broad`` (a search
    was cut off) or ``failed``.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def trouble(error: sqlite3.Error | OSError, path: Path) -> LogTrouble:
    """The trouble that an error of SQLite or of the file system means."""
    if isinstance(error, OSError):
        code = {28: "disk_full", 30: "read_only", 13: "read_only", 1: "read_only"}.get(error.errno or 0, "cannot_open")
    else:
        # absent on errors that the Python module raises by itself
        code = _CODES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, "failed")
        if code == "io" and _is_full(path):
            code = "disk_full"  # SQLite says so where it cannot make its index of what waits
    sentence = _SENTENCES[code].format(path=path)
    return LogTrouble(code, f"{sentence} ({error})")


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _LEAST_BYTES
    except OSError:
        return False


def gone(path: Path) -> LogTrouble:
    """The file was taken away while it was open."""
    return LogTrouble("gone", _SENTENCES["gone"].format(path=path))
