"""From a key to the repaint that shows what it changed."""

from __future__ import annotations

import time

from console.diagnostics.samples import Samples

KEPT_BY_NAME = 1024


class Keys:
    """Measures key presses, in milliseconds of wall time; one that changed nothing that is seen is counted, not measured.

    A press is measured from the moment it reached the window; one that was struck by the program itself
    (:meth:`strikes`) from the moment it was struck, the wait for a busy event loop included.
    """

    def __init__(self) -> None:
        self.all = Samples()
        self.by_name: dict[str, Samples] = {}
        """Of the keys that were struck by the program: what a person types is nobody's business."""
        self.pressed = self.shown = 0
        self._struck: tuple[str, float] | None = None
        self._waiting: list[tuple[str, float]] = []

    def clear(self) -> None:
        """Start over."""
        self.all.clear()
        self.by_name.clear()
        self.pressed = self.shown = 0
        self._waiting = []

    def strikes(self, name: str, at: float) -> None:
        """The program is about to press this key, and meant to at this moment of ``time.perf_counter``."""
        self._struck = name, at

    def reached(self) -> None:
        """A key press has reached a window."""
        name, at = self._struck or ("", time.perf_counter())
        self._struck = None
        self.pressed += 1
        self._waiting.append((name, at))

    def painted(self) -> None:
        """A window was repainted."""
        if not self._waiting:
            return
        now = time.perf_counter()
        for name, at in self._waiting:
            taken = (now - at) * 1e3
            self.all.add(taken)
            self.shown += 1
            if name:
                self.by_name.setdefault(name, Samples(KEPT_BY_NAME)).add(taken)
        self._waiting = []

    def settled(self) -> None:
        """Whatever the keys so far have changed was painted by now."""
        self._waiting = []
