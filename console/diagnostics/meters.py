"""The meters: how long the event loop was away, how long a frame took, how old an event was when it was painted."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from console.diagnostics.keys import Keys
from console.diagnostics.memory import Memory
from console.diagnostics.process import resident_mb
from console.diagnostics.samples import Samples

PROBE_MS = 5


class Meters(QObject):
    """Measures the GUI thread while it works.

    ``loop_gap`` is the time between two turns of a timer of 5 ms: nothing a person does can be answered within it.
    ``loop_busy`` is how much of it this thread worked itself; what is more in the gap is the machine's other work.
    ``frame`` is the time one repaint of a window takes. ``event_to_screen`` runs from the moment a publisher sent an
    event (its envelope's `sent`, that machine's clock) to the end of the repaint that shows what it changed. ``keys``
    runs from a key press to the end of the repaint that shows what it changed, ``memory`` over everything.
    """

    first_painted = Signal()

    def __init__(self, started: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.loop_gap, self.loop_busy, self.frame, self.event_to_screen = Samples(), Samples(), Samples(), Samples()
        self.keys, self.memory = Keys(), Memory()
        self.started = started
        self.first_frame: float | None = None
        self._waiting: list[float] = []
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._probe = QTimer(self)
        self._probe.setObjectName("loop probe")
        self._probe.setTimerType(Qt.TimerType.PreciseTimer)
        self._probe.setInterval(PROBE_MS)
        self._probe.timeout.connect(self._probed)

    def start(self) -> None:
        """Begin to measure; what came before (building the window) is startup, not a gap."""
        for kept in (self.loop_gap, self.loop_busy, self.frame, self.keys, self.memory):
            kept.clear()
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._probe.start()

    def stop(self) -> None:
        """Measure no more."""
        self._probe.stop()

    @property
    def running(self) -> bool:
        """Whether it measures."""
        return self._probe.isActive()

    @property
    def startup_ms(self) -> float:
        """From the start of the process to the end of the first repaint, in milliseconds; 0 before it."""
        return 0.0 if self.first_frame is None else (self.first_frame - self.started) * 1e3

    def shows(self, published: list[float]) -> None:
        """A tick was applied to the screen; what an earlier tick left unpainted changed nothing that is seen."""
        self._waiting = published

    def painted(self, seconds: float) -> None:
        """A window was repainted, which took this long."""
        now = time.time()
        if self.first_frame is None:
            self.first_frame = now
            self.first_painted.emit()
        self.frame.add(seconds * 1e3)
        for sent in self._waiting:
            self.event_to_screen.add((now - sent) * 1e3)
        self._waiting = []
        self.keys.painted()

    def _probed(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.loop_gap.add((now - self._last) * 1e3)
        self.loop_busy.add((worked - self._worked) * 1e3)
        self._last, self._worked = now, worked
        if self.memory.due(now):
            self.memory.add(now, resident_mb())
