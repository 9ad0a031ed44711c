"""How long the machine kept a thread waiting since a moment that is over: for what began elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from typing import Final

KEPT: Final = 2_000
"""Ten seconds of a probe of 5 ms."""


class Waits:
    """What :class:`CoreWait` told, moment by moment. Moments in seconds of one clock, waits in milliseconds, both growing."""

    def __init__(self) -> None:
        self._told: deque[tuple[float, float]] = deque(maxlen=KEPT)

    def note(self, moment: float, waited: float) -> None:
        """Until this moment it has waited so long."""
        if self._told and moment < self._told[-1][0]:
            self._told.clear()  # the clock was set back
        self._told.append((moment, waited))

    def since(self, moment: float, waited: float) -> float:
        """Of ``waited``, how much came after ``moment``; too little rather than too much where the probe was late itself."""
        at = bisect_left(self._told, moment, key=lambda told: told[0])
        return max(0.0, waited - self._told[at][1]) if at < len(self._told) else 0.0
