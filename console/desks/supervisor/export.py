"""Rows of the log into a CSV file, a page at a time, without holding up the screen."""

from __future__ import annotations

import csv
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, Final, TextIO

import msgspec
from PySide6.QtCore import QObject, Signal

from alerts.log.search import Hits, Row
from console.bridge import Bridge
from console.desks.supervisor.asking import EXPORTED

COLUMNS: Final = (
    "id", "kind", "title", "priority", "highest", "state", "status", "opened", "acknowledged", "closed", "place", "region",
    "lat", "lon", "owner", "disposition", "reports", "sources", "merged_into",
)  # fmt: skip
TIMES: Final = frozenset({"opened", "acknowledged", "closed"})
RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so would be a formula to a spreadsheet; it is written with an apostrophe before it."""


class Export(QObject):
    """Asks for page after page, oldest first, and writes them; the file appears under its name only when it is whole.

    Incidents that come in meanwhile are at the end and are written too; no row is written twice.
    """

    progressed = Signal(int)
    """Rows written so far."""
    done = Signal(int)
    failed = Signal(str)

    def __init__(self, bridge: Bridge, args: dict[str, Any], path: Path, zone: tzinfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._zone, self.path = bridge, zone, path
        self._args = {**args, "order": "opened", "limit": EXPORTED}
        self._part = path.with_name(f".{path.name}.part")
        self._file: TextIO | None = None
        self._rows = 0
        self._asked = ""

    def start(self) -> None:
        """Begin."""
        try:
            self._file = self._part.open("w", encoding="utf-8-sig", newline="")  # spreadsheets know Korean by the mark
            csv.writer(self._file).writerow(COLUMNS)
        except OSError as error:
            self._fail(error.strerror or str(error))
            return
        self._ask()

    def cancel(self) -> None:
        """Give up; no file is left behind."""
        self._bridge.forget(self._asked)
        self._clear()

    def _ask(self) -> None:
        self._asked = self._bridge.ask("incidents", {**self._args, "offset": self._rows}, self._take, self._refused)

    def _take(self, reply: Any) -> None:
        hits = msgspec.convert(reply, Hits)
        assert self._file is not None
        try:
            csv.writer(self._file).writerows([self._cell(row, column) for column in COLUMNS] for row in hits.rows)
            self._rows += len(hits.rows)
            if len(hits.rows) < EXPORTED:
                self._file.close()
                self._part.replace(self.path)
                self.done.emit(self._rows)
                return
        except OSError as error:
            self._fail(error.strerror or str(error))
            return
        self.progressed.emit(self._rows)
        self._ask()

    def _cell(self, row: Row, column: str) -> str:
        value = getattr(row, column)
        if value is None:
            return ""
        if column in TIMES:
            return datetime.fromtimestamp(value, self._zone).isoformat(timespec="seconds")
        text = str(value)
        return f"'{text}" if isinstance(value, str) and text.startswith(RISKY) else text

    def _refused(self, code: str, detail: str) -> None:
        self._fail(detail or code)

    def _fail(self, why: str) -> None:
        self._clear()
        self.failed.emit(why)

    def _clear(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        self._part.unlink(missing_ok=True)
