"""Reads a CSV register: whatever its encoding, byte order mark and separator are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from alerts.errors import InputError
from feeds.adapters.cameras.columns import columns_of

MOST_BYTES: Final = 256 << 20
LOST: Final = "\ufffd"
"""Stands for bytes that are no text."""


@dataclass(frozen=True, slots=True)
class Table:
    """``headings`` as the file has them, ``columns`` from field to column, ``rows`` as (line of the file, cells)."""

    headings: list[str]
    columns: dict[str, int]
    rows: Iterator[tuple[int, list[str]]]
    lines: int


def read_table(path: Path) -> Table:
    """Open a register. InputError where it cannot be read or is none: its first line has to name latitude and longitude."""
    text = _text(path)
    head = text[: 64 << 10].split("\n", 1)[0]
    separator = max(",\t;|", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        headings = next(reader)
    except (StopIteration, csv.Error):
        raise InputError(f"{path}: is empty; a register begins with a line of headings") from None
    columns = columns_of(headings)
    if "lat" not in columns or "lon" not in columns:
        named = ", ".join(heading.strip() for heading in headings[:6])
        raise InputError(
            f"{path}: the first line names no latitude and longitude (WGS84위도, WGS84경도); it begins with: {named[:120]}"
        )
    return Table(headings, columns, _rows(reader, path), text.count("\n") + 1)


def _rows(reader: Iterator[list[str]], path: Path) -> Iterator[tuple[int, list[str]]]:
    begins = reader.line_num + 1  # type: ignore[attr-defined]
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1  # type: ignore[attr-defined]
    except csv.Error as error:
        raise InputError(f"{path}: line {begins} is no CSV ({error}); is a quotation mark left open?") from error


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{path}: is larger than {MOST_BYTES >> 20} MB; give it in parts, all of them to one import")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    # some bytes are broken: take the encoding that loses less, and let the rows say where
    tries = [data.decode("utf-8-sig", errors="replace"), data.decode("cp949", errors="replace")]
    return min(tries, key=lambda text: text.count(LOST))
