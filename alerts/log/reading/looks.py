"""The ledger of looks: who saw which footage, for which incident, on what ground; read from the chain's entries."""

from __future__ import annotations

import contextlib
import csv
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from alerts.errors import LogError
from alerts.log.reading.export import open_sheet, safe
from alerts.log.reading.reader import connect_read_only
from alerts.log.troubles import trouble

ACTIONS: Final = ("look", "look_away", "snapshot")


class Look(Struct, frozen=True):
    """One line: ``entry`` is the number in the chain, ``time`` seconds since the epoch, ``seconds`` how long (at closing)."""

    entry: int
    time: float
    actor: str
    action: str
    incident: str
    key: str
    cameras: list[str]
    purpose: str
    basis: str
    text: str
    seconds: float | None
    sha256: str = ""
    """Of the still's file, where one was kept."""


class _Command(Struct):
    cameras: list[str] = []
    purpose: str = ""
    basis: str = ""
    text: str = ""
    value: float | None = None
    sha256: str = ""


class _Body(Struct):
    command: _Command
    incident: str = ""
    id: str = ""


def read_looks(path: Path) -> Iterator[Look]:
    """All looks of a log, the oldest first; also while a hub writes to it. LogError where it cannot be read."""
    with contextlib.closing(connect_read_only(path)) as connection:
        try:
            rows = connection.execute(
                "SELECT e.n, e.time, e.actor, a.action, e.body, i.id FROM action a JOIN entry e ON e.n = a.entry "
                "LEFT JOIN incident i ON i.key = a.key WHERE a.action IN (?, ?, ?) ORDER BY e.n",
                ACTIONS,
            )
            for n, time, actor, action, text, number in rows:
                body = msgspec.json.decode(text, type=_Body)
                command = body.command
                yield Look(
                    n, time, actor, action, number or body.id, body.incident, command.cameras, command.purpose, command.basis,
                    command.text, command.value, command.sha256,
                )  # fmt: skip
        except sqlite3.Error as error:
            raise trouble(error, path) from error


def write_looks(looks: Iterable[Look], path: Path, utc_offset_s: int = 32_400) -> int:
    """Write the ledger as CSV that spreadsheets open, and give the number of lines; LogError where that fails."""
    zone, count = timezone(timedelta(seconds=utc_offset_s)), 0
    try:
        with open_sheet(path) as file:
            writer = csv.writer(file)
            writer.writerow(
                ["entry", "time", "operator", "action", "incident", "cameras", "purpose", "basis", "seconds", "text", "sha256"]
            )
            for look in looks:
                moment = datetime.fromtimestamp(look.time, zone).isoformat(sep=" ", timespec="seconds")
                seconds = "" if look.seconds is None else look.seconds
                told = [look.incident or look.key, ", ".join(look.cameras), look.purpose, look.basis, seconds, look.text]
                writer.writerow([look.entry, moment, *(safe(cell) for cell in (look.actor, look.action, *told, look.sha256))])
                count += 1
    except OSError as error:
        raise LogError(f"{path} cannot be written: {error.strerror}; choose another file or free some space") from error
    return count
