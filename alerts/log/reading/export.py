"""Rows of the log as a spreadsheet file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Final, TextIO

from alerts.errors import LogError
from alerts.log.reading.search import Row

FIELDS: Final[tuple[str, ...]] = (
    "id", "kind", "title", "title_en", "priority", "highest", "state", "status", "opened", "acknowledged", "arrived", "closed",
    "updated", "place", "region", "lat", "lon", "reports", "sources", "owner", "disposition", "merged_into",
)  # fmt: skip
_MOMENTS: Final = frozenset({"opened", "acknowledged", "arrived", "closed", "updated"})
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Sheet:
    """Rows written into a text file, under a line of headings.

    Times are local in ``zone``. A text that a spreadsheet would run as a formula gets an apostrophe in front. ``headings``
    replaces the column names, in the reader's language. The file's own errors pass through as OSError.
    """

    def __init__(self, file: TextIO, zone: tzinfo, headings: Mapping[str, str] | None = None) -> None:
        self._writer = csv.writer(file)
        self._zone = zone
        self.rows = 0
        self._writer.writerow([(headings or {}).get(name, name) for name in FIELDS])

    def write(self, rows: Iterable[Row]) -> None:
        """Write these rows below the others."""
        for row in rows:
            self._writer.writerow([_cell(name, getattr(row, name), self._zone) for name in FIELDS])
            self.rows += 1


def open_sheet(path: Path) -> TextIO:
    """A file for a :class:`Sheet`: UTF-8 with a byte order mark, without which spreadsheets misread Korean. OSError."""
    return path.open("w", encoding="utf-8-sig", newline="")


def export_csv(rows: Iterable[Row], path: Path, headings: Mapping[str, str] | None = None, utc_offset_s: int = 32_400) -> int:
    """Write rows to ``path``, whole or not at all, and give their number; LogError if the file cannot be written.

    A database is never written over: it may be the very log that is read.
    Times are local at ``utc_offset_s`` seconds east of UTC; see :class:`Sheet`.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        if path.is_file() and _is_database(path):
            raise LogError(f"{path} is a database, perhaps the incident log itself; choose another file to write to")
        if path.is_dir():
            raise LogError(f"{path} is a folder; name a file in it")
        with open_sheet(path if _is_stream(path) else part) as file:
            sheet = Sheet(file, timezone(timedelta(seconds=utc_offset_s)), headings)
            sheet.write(rows)
        if not _is_stream(path):
            part.replace(path)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise LogError(f"{path} cannot be written: {error.strerror}; choose another file or free some space") from error
    finally:
        with suppress(OSError):
            part.unlink()
    return sheet.rows


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def _is_stream(path: Path) -> bool:
    """A pipe or a device, which cannot be put in place afterwards."""
    return path.exists() and not path.is_file()


def _cell(name: str, value: object, zone: tzinfo) -> object:
    if value is None:
        return ""
    if name in _MOMENTS and isinstance(value, float):
        return datetime.fromtimestamp(value, zone).isoformat(sep=" ", timespec="seconds")
    return safe(value)


def safe(value: object) -> object:
    """A cell that no spreadsheet runs as a formula."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
