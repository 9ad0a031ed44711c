"""The meters: how long the event loop was away, how long a frame took, how old an event was when it was painted."""

from __future__ import annotations

import time
from math import inf

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from console.diagnostics.keys import Keys
from console.diagnostics.memory import Memory
from console.diagnostics.process import CoreWait, resident_mb
from console.diagnostics.samples import Samples
from console.diagnostics.waits import Waits

PROBE_MS = 5
START_S = 5.0
"""From the first event that is shown on: the first picture comes in slices, and what it needs is made once."""


class Meters(QObject):
    """Measures the GUI thread while it works.

    ``loop_gap`` is the time between two turns of a timer of 5 ms: nothing a person does can be answered within it.
    ``loop_held`` is the gap without the time in which the machine had no core for this thread: what it would be with nothing
    else at work. ``loop_busy`` is how much of it this thread worked itself.
    ``frame`` is the time one repaint of a window takes. ``event_to_screen`` runs from the moment a publisher sent an
    event (its envelope's `sent`, that machine's clock) to the end of the repaint that shows what it changed;
    ``critical_to_screen`` from the moment the hub raised a critical alarm (the hub's clock), ``critical_held`` is that without
    the wait for a core. ``keys`` runs from a key press to the end of the repaint that shows what it changed, ``memory`` over
    everything.
    """

    first_painted = Signal()

    def __init__(self, started: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.loop_gap, self.loop_held, self.loop_busy = Samples(), Samples(), Samples()
        self.frame, self.event_to_screen = Samples(), Samples()
        self.critical_to_screen, self.critical_held = Samples(), Samples()
        self._waits = Waits()
        self._core = CoreWait()
        self.keys, self.memory = Keys(self._core.ms), Memory()
        self.started = started
        self.first_frame: float | None = None
        self._waiting: list[float] = []
        self._raised: list[float] = []
        self._started_until: float | None = None
        self._last, self._worked, self._waited = time.perf_counter(), time.thread_time(), self._core.ms()
        self._probe = QTimer(self)
        self._probe.setObjectName("loop probe")
        self._probe.setTimerType(Qt.TimerType.PreciseTimer)
        self._probe.setInterval(PROBE_MS)
        self._probe.timeout.connect(self._probed)

    def start(self) -> None:
        """Begin to measure; what came before (building the window) is startup, not a gap."""
        for kept in (self.loop_gap, self.loop_held, self.loop_busy, self.frame, self.keys, self.memory):
            kept.clear()
        self._last, self._worked, self._waited = time.perf_counter(), time.thread_time(), self._core.ms()
        self._probe.start()

    def stop(self) -> None:
        """Measure no more."""
        self._probe.stop()

    def spreads(self) -> dict[str, Samples]:
        """What is told with and without the start, by its name in the report."""
        return {
            "loop_gap_ms": self.loop_gap, "loop_held_ms": self.loop_held, "loop_busy_ms": self.loop_busy,
            "frame_ms": self.frame, "event_to_screen_ms": self.event_to_screen, "key_to_paint_ms": self.keys.all,
            "key_held_ms": self.keys.held,
        }  # fmt: skip

    @property
    def running(self) -> bool:
        """Whether it measures."""
        return self._probe.isActive()

    @property
    def startup_ms(self) -> float:
        """From the start of the process to the end of the first repaint, in milliseconds; 0 before it."""
        return 0.0 if self.first_frame is None else (self.first_frame - self.started) * 1e3

    def shows(self, published: list[float], raised: list[float]) -> None:
        """A tick was applied to the screen; what an earlier tick left unpainted changed nothing that is seen.

        A critical alarm always changes what is seen: one that an earlier tick left unpainted still waits.
        """
        if published and self._started_until is None:
            self._started_until = time.perf_counter() + START_S
        self._waiting = published
        self._raised += raised

    def painted(self, seconds: float) -> None:
        """A window was repainted, which took this long."""
        now = time.time()
        if self.first_frame is None:
            self.first_frame = now
            self.first_painted.emit()
        self.frame.add(seconds * 1e3)
        for sent in self._waiting:
            self.event_to_screen.add((now - sent) * 1e3)
        for at in self._raised:
            taken = (now - at) * 1e3
            self.critical_to_screen.add(taken)
            self.critical_held.add(max(0.0, taken - self._waits.since(at, self._core.ms())))
        self._waiting, self._raised = [], []
        self.keys.painted()

    def _probed(self) -> None:
        now, worked, waited = time.perf_counter(), time.thread_time(), self._core.ms()
        gap = (now - self._last) * 1e3
        self.loop_gap.add(gap)
        self.loop_held.add(max(0.0, gap - (waited - self._waited)))
        self.loop_busy.add((worked - self._worked) * 1e3)
        self._last, self._worked, self._waited = now, worked, waited
        if self._started_until is not None and now >= self._started_until:
            self._started_until = inf
            for kept in self.spreads().values():
                kept.mark()
        self._waits.note(time.time(), waited)
        if self.memory.due(now):
            self.memory.add(now, resident_mb())
