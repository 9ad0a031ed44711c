"""When a file's pictures are due: as fast as they were taken, whatever their time stamps say."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

USUAL_FPS: Final = 15.0
"""For files that do not say how fast they are, or say nonsense (0 pictures a second)."""
LONGEST_GAP_S: Final = 5.0
"""A longer jump between two time stamps is a fault of the file, not a pause."""
LATE_S: Final = 0.5
"""So far behind nothing is caught up: the pace begins anew."""


class Pace:
    """Gives each picture its moment; ``now`` on any clock in seconds."""

    def __init__(self, rate: Fraction | float | None) -> None:
        """``rate``: pictures a second as the file says, None where it does not."""
        value = float(rate) if rate else 0.0
        self._step = 1.0 / value if 0.1 <= value <= 240.0 else 1.0 / USUAL_FPS
        self._last = 0.0
        self._due: float | None = None

    def due(self, stamp: float | None, now: float) -> float:
        """When the picture with this time stamp (seconds; None where it has none) is to be shown."""
        gap = self._step if stamp is None else stamp - self._last
        if stamp is not None:
            self._last = stamp
        if self._due is None or not 0.0 <= gap <= LONGEST_GAP_S:
            gap = 0.0 if self._due is None else self._step
        due = now if self._due is None else self._due + gap
        if now - due > LATE_S:
            due = now
        self._due = due
        return due

    def restart(self) -> None:
        """The file begins again, or elsewhere: the next picture is due at once."""
        self._due = None
