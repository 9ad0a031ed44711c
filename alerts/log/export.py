"""Rows of the log as a spreadsheet file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Final

from alerts.errors import LogError
from alerts.log.search import Row

FIELDS: Final[tuple[str, ...]] = (
    "id", "kind", "title", "title_en", "priority", "highest", "state", "status", "opened", "acknowledged", "closed",
    "updated", "place", "region", "lat", "lon", "reports", "sources", "owner", "disposition", "merged_into",
)  # fmt: skip
_MOMENTS: Final = frozenset({"opened", "acknowledged", "closed", "updated"})
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def export_csv(rows: Iterable[Row], path: Path, headings: Mapping[str, str] | None = None, utc_offset_s: int = 32_400) -> int:
    """Write rows to ``path`` as they come and give their number; LogError if the file cannot be written.

    UTF-8 with a byte order mark, because spreadsheets take Korean for another encoding without it. Times are local at
    ``utc_offset_s`` seconds east of UTC. A text that a spreadsheet would run as a formula gets an apostrophe in front.
    ``headings`` replaces the column names, in the reader's language.
    """
    zone = timezone(timedelta(seconds=utc_offset_s))
    count = 0
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([(headings or {}).get(name, name) for name in FIELDS])
            for row in rows:
                writer.writerow([_cell(name, getattr(row, name), zone) for name in FIELDS])
                count += 1
    except OSError as error:
        raise LogError(f"{path} cannot be written: {error.strerror}; choose another file or free some space") from error
    return count


def _cell(name: str, value: object, zone: timezone) -> object:
    if value is None:
        return ""
    if name in _MOMENTS and isinstance(value, float):
        return datetime.fromtimestamp(value, zone).isoformat(sep=" ", timespec="seconds")
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
