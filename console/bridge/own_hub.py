"""The hub a console starts for itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from feeds.addresses import Ready
from feeds.hub.processes.child import HubProcess

LOOK_MS = 50
TRIES = 4
"""A hub that died this often before it was ever ready will not come up by itself."""


class OwnHub(QObject):
    """A hub as a child process, watched by a timer: starting it never holds up the window."""

    ready = Signal(object)
    """:class:`feeds.addresses.Ready`: it is there, for the first time."""
    restarting = Signal()
    failed = Signal(str)
    """It does not come up; the sentence it said last."""

    def __init__(self, arguments: Sequence[str], log: Path, parent: QObject | None = None) -> None:
        """``arguments`` are those of the ``hub`` command, without ports; it writes its log to ``log``."""
        super().__init__(parent)
        self._known: Ready | None = None
        self._restarts = 0
        self._process = HubProcess(arguments, log)
        self._timer = QTimer(self)
        self._timer.setObjectName("own hub")
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @property
    def pid(self) -> int | None:
        """The hub's process, if it runs."""
        return self._process.pid

    @property
    def reached(self) -> Ready | None:
        """Where it is reached, None until it first was ready."""
        return self._known

    def stop(self) -> None:
        """End it, and what it started, bounded."""
        self._timer.stop()
        self._process.stop()

    def _look(self) -> None:
        restarts = self._process.restarts
        if restarts > self._restarts:
            self._restarts = restarts
            if self._known is not None:
                self.restarting.emit()
            elif restarts >= TRIES:
                self._timer.stop()
                words = self._process.last_words()
                self._process.stop(1.0)
                self.failed.emit(words)
        ready = self._process.ready
        if self._known is None and ready is not None:
            self._known = ready
            self.ready.emit(ready)
