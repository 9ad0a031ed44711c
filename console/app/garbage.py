"""When Python looks for garbage: never in the middle of somebody's work. And what is free goes back to the system."""

from __future__ import annotations

import ctypes
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

    A snapshot or a burst of updates takes tens of megabytes for a moment, and the C library keeps what lies between the pieces
    that stay: over hours a console would grow without holding more. So every half minute what is free is given back, which
    takes two or three milliseconds.
    """

    def __init__(self, touched: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._touched = touched
        self._before = gc.get_threshold()
        self._give_back = _trimming()
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
        """Look through everything, if it is time and nobody is disturbed; in any case give back what is free."""
        now = time.monotonic()
        if now - self._collected >= EVERY_S and now - self._touched() >= RESTED_S:
            gc.collect()
            self._collected = now
        self._give_back()


def _trimming() -> Callable[[], object]:
    """What gives free memory back to the system: glibc has it; elsewhere nothing has to be done, or can be."""
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):  # another C library; Windows has none of no name
        return lambda: None
    trim.argtypes, trim.restype = [ctypes.c_size_t], ctypes.c_int
    return lambda: trim(0)
