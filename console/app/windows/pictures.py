"""A picture of each desk, for whoever cannot see the screen."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from alerts.errors import OutputError
from console.window import Desk
from console.window.window import SIZE, Window

LOOK_MS: Final = 200
PATIENCE_S: Final = 20.0
"""A desk that is not settled by then (a replay that does not come up) is pictured as it is."""


class PictureRound(QObject):
    """Shows each desk of the windows in turn, at 1920 x 1080, waits until it has what it shows, and saves it as PNG."""

    taken = Signal(str)
    failed = Signal(str)
    done = Signal()

    def __init__(self, windows: Sequence[Window], folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._desks = [(window, desk) for window in windows for desk in window.desks]
        self._since = 0.0
        self._timer = QTimer(self)
        self._timer.setObjectName("pictures")
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin with the first desk."""
        self._next()

    def _next(self) -> None:
        if not self._desks:
            self._timer.stop()
            self.done.emit()
            return
        window, desk = self._desks[0]
        window.resize(SIZE)
        window.show_desk(desk.name)
        desk.show_example()
        self._since = time.monotonic()
        self._timer.start()

    def _look(self) -> None:
        window, desk = self._desks[0]
        waited = time.monotonic() - self._since
        if waited < LOOK_MS / 1000 or (not desk.settled() and waited < PATIENCE_S):
            return
        self._desks.pop(0)
        self._save(window, desk)
        self._next()

    def _save(self, window: Window, desk: Desk) -> None:
        path = self._folder / f"{desk.name}.png"
        saved = window.grab().save(str(path))
        (self.taken if saved else self.failed).emit(str(path))


def make_folder(folder: Path) -> None:
    """Make the folder for the pictures; OutputError where it cannot be made or written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: pictures cannot be saved there ({error.strerror}); name another folder") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"{folder}: pictures cannot be saved there (it may not be written); name another folder")
