"""What part of the plane is on the screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QTransform

NEAREST: Final = 0.25
"""Metres a pixel when fully zoomed in: a car is 18 pixels long."""
FARTHEST: Final = 400.0
STEP: Final = 1.25
"""One notch of the wheel."""
BLURRED: Final = 1.7
"""What is drawn so many times larger or smaller than it was meant is no longer itself."""


@dataclass(slots=True)
class Viewport:
    """A window of ``width`` by ``height`` pixels onto the plane, its middle at (``x``, ``y``) metres, north up.

    ``home`` is what :meth:`fit` shows: (west, south, east, north) in metres. The middle of the screen never leaves it, so
    the city cannot be lost.
    """

    width: int = 1
    height: int = 1
    x: float = 0.0
    y: float = 0.0
    scale: float = 50.0
    """Metres a pixel."""
    home: tuple[float, float, float, float] = field(default=(-20_000.0, -20_000.0, 20_000.0, 20_000.0))

    def pixels(self, metres: NDArray[np.float64]) -> NDArray[np.float64]:
        """Metres, shape (n, 2), to pixels from the top left corner, shape (n, 2)."""
        out = np.empty_like(metres)
        np.multiply(metres[:, 0] - self.x, 1.0 / self.scale, out=out[:, 0])
        np.multiply(metres[:, 1] - self.y, -1.0 / self.scale, out=out[:, 1])
        out[:, 0] += self.width / 2
        out[:, 1] += self.height / 2
        return out

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """One point in metres, to pixels."""
        return (x - self.x) / self.scale + self.width / 2, (self.y - y) / self.scale + self.height / 2

    def metres(self, px: float, py: float) -> tuple[float, float]:
        """One pixel, to metres."""
        return self.x + (px - self.width / 2) * self.scale, self.y - (py - self.height / 2) * self.scale

    def carry(self, before: Viewport) -> QTransform | None:
        """What brings pixels of the window as it looked ``before`` to where they are now.

        None where it was another window, or so much nearer or farther that what was drawn then would be a blur.
        """
        factor = before.scale / self.scale
        if (before.width, before.height) != (self.width, self.height) or not 1 / BLURRED < factor < BLURRED:
            return None
        left = self.width / 2 * (1 - factor) + (before.x - self.x) / self.scale
        top = self.height / 2 * (1 - factor) + (self.y - before.y) / self.scale
        if factor == 1.0:  # whole pixels: a picture drawn between them would be blurred, and five times slower
            left, top = round(left), round(top)
        return QTransform(factor, 0, 0, factor, left, top)

    def resize(self, width: int, height: int) -> None:
        """Keep the middle where it is."""
        self.width, self.height = max(1, width), max(1, height)

    def pan(self, dx: float, dy: float) -> None:
        """Move the plane under the window by so many pixels to the right and down."""
        self._centre(self.x - dx * self.scale, self.y + dy * self.scale)

    def zoom(self, factor: float, px: float | None = None, py: float | None = None) -> None:
        """``factor`` above 1 shows less, larger. The point under pixel (``px``, ``py``), else the middle, stays in place."""
        px = self.width / 2 if px is None else px
        py = self.height / 2 if py is None else py
        held_x, held_y = self.metres(px, py)
        self.scale = min(max(self.scale / factor, NEAREST), FARTHEST)
        self._centre(held_x - (px - self.width / 2) * self.scale, held_y + (py - self.height / 2) * self.scale)

    def look_at(self, x: float, y: float, scale: float | None = None) -> None:
        """Bring this point (metres) to the middle, at this scale if one is given."""
        if scale is not None:
            self.scale = min(max(scale, NEAREST), FARTHEST)
        self._centre(x, y)

    def fit(self, margin: float = 0.06) -> None:
        """Show all of ``home``, with this part of the window left free around it."""
        west, south, east, north = self.home
        free = 1.0 - 2.0 * margin
        wanted = max((east - west) / (self.width * free), (north - south) / (self.height * free))
        self.look_at((west + east) / 2, (south + north) / 2, wanted)

    def sees(self, x: float, y: float) -> bool:
        """Whether this point (metres) is in the window."""
        px, py = self.pixel(x, y)
        return 0 <= px < self.width and 0 <= py < self.height

    def _centre(self, x: float, y: float) -> None:
        west, south, east, north = self.home
        self.x = min(max(x, west), east)
        self.y = min(max(y, south), north)
