"""Recordings of a hub on another machine, fetched piece by piece before they are replayed here."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from PySide6.QtCore import QObject, Signal

from console.bridge import Bridge
from feeds.recordings.taping.shelf import Item, Part


class Fetch(QObject):
    """Asks for part after part of these recordings and writes them into the new folder ``into``; one question at a time.

    A segment that still grows is taken as far as it was when it was listed. What was fetched is removed again where it
    fails or is cancelled.
    """

    progressed = Signal(float, float)
    """Bytes here, bytes in all."""
    done = Signal()
    failed = Signal(str)
    """A sentence."""

    def __init__(self, bridge: Bridge, items: Sequence[Item], into: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._waiting, self.into = bridge, list(items), into
        self._total = sum(item.bytes for item in items)
        self._before = self._here = 0
        self._file: BinaryIO | None = None
        self._asked = ""
        self._given_up = False

    def start(self) -> None:
        """Begin."""
        try:
            self.into.mkdir(mode=0o700, parents=True)
        except OSError as error:
            self._fail(error.strerror or str(error))
            return
        self._next()

    def cancel(self) -> None:
        """Give up; nothing is left behind."""
        self._given_up = True
        self._bridge.forget(self._asked)
        self._clear()

    def _next(self) -> None:
        if not self._waiting:
            self.done.emit()
            return
        try:
            self._file = (self.into / self._waiting[0].name).open("xb")
        except OSError as error:
            self._fail(error.strerror or str(error))
            return
        self._here = 0
        self._ask()

    def _ask(self) -> None:
        item = self._waiting[0]
        args = {"name": item.name, "recent": item.recent, "offset": self._here}
        self._asked = self._bridge.ask("shelf_read", args, self._take, self._refused)

    def _take(self, reply: Any) -> None:
        assert self._file is not None
        item, data = self._waiting[0], msgspec.convert(reply, Part).data
        try:
            self._file.write(data[: item.bytes - self._here])
            self._here = min(self._here + len(data), item.bytes)
            over = not data or self._here >= item.bytes
            if over:
                self._file.close()
        except OSError as error:
            self._fail(error.strerror or str(error))
            return
        self.progressed.emit(self._before + self._here, self._total)
        if self._given_up:
            return  # by whoever was told
        if over:
            self._file = None
            self._before += item.bytes
            del self._waiting[0]
            self._next()
        else:
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
        shutil.rmtree(self.into, ignore_errors=True)
