"""Presses keys as an operator would, so that how soon the screen answers is measured and not guessed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import cycle
from typing import Final, cast

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from console.diagnostics.meters import Meters

EVERY_S: Final = 0.25
"""Between two keys: a quick hand."""
ROUND: Final = (
    "Home", "J", "J", "J", "K", "J", "A", "J", "J", "Return", "J", "K", "M", "Left", "Shift+M", "Home", "Shift+J", "Shift+J",
    "Esc", "F", "1", "1", "Backspace", "Backspace", "Esc", "Shift+V", "J", "J", "Q", "J", "Q", "Home",
)  # fmt: skip
"""Moving, acknowledging, opening, the map, marking, searching, curves, groups. Nothing here opens a dialog."""


class Presser(QObject):
    """Strikes one key after another on a window until :meth:`stop`; through the window system's door, like a keyboard.

    ``ready`` says whether there is something on the screen to work with. A key is struck by a thread, not by the event
    loop, so that a loop that is held up does not hold up the moment from which it is measured.
    """

    _struck = Signal(str, float, float)

    def __init__(self, window: QWidget, meters: Meters, ready: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._meters, self._ready = window, meters, ready
        self._stop, self._handled = threading.Event(), threading.Event()
        self._struck.connect(self._press, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name="keys", daemon=True)

    def start(self) -> None:
        """Begin as soon as there is something to work with."""
        self._thread.start()

    def stop(self) -> None:
        """No more keys."""
        self._stop.set()
        self._handled.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        for name in cycle(ROUND):
            while True:
                if self._stop.wait(EVERY_S):
                    return
                if self._meters.running and self._ready():
                    break
            self._handled.clear()
            if self._stop.is_set():  # asked meanwhile: the loop waits for this thread, nobody would take the key
                return
            self._struck.emit(name, *self._meters.keys.moment())
            self._handled.wait()  # nobody presses the next key before the one before it was taken

    @Slot(str, float, float)
    def _press(self, name: str, at: float, waited: float) -> None:
        from PySide6.QtTest import QTest

        handle = self._window.windowHandle()
        if handle is not None and not self._stop.is_set():
            combination = cast(QKeyCombination, QKeySequence(name)[0])  # type: ignore[index]  # its stub lacks it
            self._meters.keys.strikes(name, at, waited)
            QTest.keyClick(handle, combination.key(), combination.keyboardModifiers())
        self._handled.set()
