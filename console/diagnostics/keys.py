"""From a key to the repaint that shows what it changed."""

from __future__ import annotations

import time
from collections.abc import Callable

from console.diagnostics.samples import Samples

KEPT_BY_NAME = 1024


class Keys:
    """Measures key presses, in milliseconds of wall time; one that changed nothing that is seen is counted, not measured.

    A press is measured from the moment it reached the window; one that was struck by the program itself
    (:meth:`strikes`) from the moment it was struck, the wait for a busy event loop included. ``held`` has the same without the
    time in which the machine had no core for the event loop, which ``waited`` tells (milliseconds, always growing).
    """

    def __init__(self, waited: Callable[[], float] = float) -> None:
        self._waited = waited
        self.all, self.held = Samples(), Samples()
        self.by_name: dict[str, Samples] = {}
        """Of the keys that were struck by the program: what a person types is nobody's business."""
        self.pressed = self.shown = 0
        self._struck: tuple[str, float, float] | None = None
        self._waiting: list[tuple[str, float, float]] = []

    def clear(self) -> None:
        """Start over."""
        self.all.clear()
        self.held.clear()
        self.by_name.clear()
        self.pressed = self.shown = 0
        self._waiting = []

    def moment(self) -> tuple[float, float]:
        """Now, as :meth:`strikes` takes it; from any thread."""
        return time.perf_counter(), self._waited()

    def strikes(self, name: str, at: float, waited: float) -> None:
        """The program is about to press this key, and meant to at this :meth:`moment`."""
        self._struck = name, at, waited

    def reached(self) -> None:
        """A key press has reached a window."""
        struck, self._struck = self._struck or ("", *self.moment()), None
        self.pressed += 1
        self._waiting.append(struck)

    def painted(self) -> None:
        """A window was repainted."""
        if not self._waiting:
            return
        now, waited = self.moment()
        for name, at, before in self._waiting:
            taken = (now - at) * 1e3
            self.all.add(taken)
            self.held.add(max(0.0, taken - (waited - before)))
            self.shown += 1
            if name:
                self.by_name.setdefault(name, Samples(KEPT_BY_NAME)).add(taken)
        self._waiting = []

    def settled(self) -> None:
        """Whatever the keys so far have changed was painted by now."""
        self._waiting = []
