"""Rows of the log into a CSV file, a page at a time, without holding up the screen."""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path
from typing import Any, TextIO

import msgspec
from PySide6.QtCore import QObject, Signal

from alerts.log.reading.export import Sheet, open_sheet
from alerts.log.reading.search import Hits
from console.bridge import Bridge
from console.desks.supervisor.asking import EXPORTED


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
        self._sheet: Sheet | None = None
        self._asked = ""

    def start(self) -> None:
        """Begin."""
        try:
            self._file = open_sheet(self._part)
            self._sheet = Sheet(self._file, self._zone)
        except OSError as error:
            self._fail(error.strerror or str(error))
            return
        self._ask()

    def cancel(self) -> None:
        """Give up; no file is left behind."""
        self._bridge.forget(self._asked)
        self._clear()

    def _ask(self) -> None:
        written = self._sheet.rows if self._sheet is not None else 0
        self._asked = self._bridge.ask("incidents", {**self._args, "offset": written}, self._take, self._refused)

    def _take(self, reply: Any) -> None:
        hits = msgspec.convert(reply, Hits)
        assert self._file is not None
        assert self._sheet is not None
        try:
            self._sheet.write(hits.rows)
            if len(hits.rows) < EXPORTED:
                self._file.close()
                self._part.replace(self.path)
                self.done.emit(self._sheet.rows)
                return
        except OSError as error:
            self._fail(error.strerror or str(error))
            return
        self.progressed.emit(self._sheet.rows)
        self._ask()

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
