"""What shines: new critical incidents pulse a few times, then stay lit until somebody acknowledges them."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, pi
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from alerts.incidents import Incident

PULSES: Final = 3
PULSE_MS: Final = 900
"""One flash: 1.1 a second, well under the three a second that WCAG 2.3.1 allows."""
STEP_MS: Final = 60
_STEPS: Final = PULSES * PULSE_MS // STEP_MS


class Pulses(QObject):
    """Strength by key, 0 (lit) to 1 (brightest). The timer runs only while something still pulses."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.strength: dict[str, float] = {}
        self._left: dict[str, int] = {}
        self._timer = QTimer(self)
        self._timer.setObjectName("pulses")
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self._step)

    @property
    def pulsing(self) -> frozenset[str]:
        """The keys that still move."""
        return frozenset(self._left)

    def see(self, incidents: Iterable[Incident], pulse: bool = True) -> None:
        """Take note of these; ``pulse`` is False for what was there before (a snapshot): lit at once, without motion."""
        for incident in incidents:
            lit = incident.priority == 1 and incident.is_unanswered
            if not lit:
                self.forget(incident.key)
            elif incident.key not in self.strength:
                self.strength[incident.key] = 0.0
                if pulse:
                    self._left[incident.key] = _STEPS
        if self._left and not self._timer.isActive():
            self._timer.start()

    def forget(self, key: str) -> None:
        """This one shines no more."""
        self.strength.pop(key, None)
        self._left.pop(key, None)

    def rename(self, old: str, new: str) -> None:
        """The incident goes by another key."""
        for held in (self.strength, self._left):
            if old in held:
                held[new] = held.pop(old)  # type: ignore[assignment]

    def clear(self) -> None:
        """Nothing shines."""
        self.strength.clear()
        self._left.clear()
        self._timer.stop()

    def settle(self) -> None:
        """End all motion at once: what pulses stays lit."""
        for key in self._left:
            self.strength[key] = 0.0
        self._left.clear()
        self._timer.stop()

    def _step(self) -> None:
        for key, left in list(self._left.items()):
            left -= 1
            through = (_STEPS - left) * STEP_MS % PULSE_MS / PULSE_MS
            self.strength[key] = (1 - cos(2 * pi * through)) / 2 if left else 0.0
            if left:
                self._left[key] = left
            else:
                del self._left[key]
        if not self._left:
            self._timer.stop()
        self.changed.emit()
