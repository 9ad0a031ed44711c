"""When Python looks for garbage: never in the middle of somebody's work."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

YOUNG: Final = (2_000, 5, 1_000_000)
"""What is young is looked through often and in about a millisecond; what is old is not looked through by itself at all."""
LOOK_MS: Final = 30_000
EVERY_S: Final = 3600.0
RESTED_S: Final = 60.0
"""Without a key or a movement of the pointer for so long, nobody minds a moment's pause."""


class Garbage(QObject):
    """Keeps the collector from looking through everything while an operator works.

    Thousands of incidents are half a million objects; one look through them holds the screen up for a third of a second, and
    finds next to nothing, for almost all goes when its last holder does. So it is done once an hour, when nobody is at
    the keys. ``touched`` says when a person last was (``time.monotonic``).
    """

    def __init__(self, touched: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._touched = touched
        self._before = gc.get_threshold()
        self._collected = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setObjectName("garbage")
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """All desks stand: look through what building them left, and from now on only when it suits."""
        gc.collect()
        gc.set_threshold(*YOUNG)
        self._collected = time.monotonic()
        self._timer.start()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.set_threshold(*self._before)

    def look(self) -> None:
        """Look through everything, if it is time and nobody is disturbed."""
        now = time.monotonic()
        if now - self._collected >= EVERY_S and now - self._touched() >= RESTED_S:
            gc.collect()
            self._collected = now
