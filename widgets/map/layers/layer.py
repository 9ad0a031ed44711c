"""What the layers of the map have in common."""

from __future__ import annotations

from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from widgets.map.scene import Scene

GROUND: Final = 0.0
DENSITY: Final = 1.0
CAMERAS: Final = 2.0
AREAS: Final = 3.0
JOURNEYS: Final = 4.0
NAMES: Final = 5.0
UNITS: Final = 6.0
LEGEND: Final = 7.0
INCIDENTS: Final = 8.0


class Layer(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph is not typed
    """One layer: a graphics item as large as the window, drawn in pixels from the top left corner."""

    def __init__(self, scene: Scene, z: float) -> None:
        super().__init__()
        self.shared = scene
        self.setZValue(z)
        self.setFlag(self.GraphicsItemFlag.ItemHasNoContents, False)

    def boundingRect(self) -> QRectF:
        """The window."""
        return QRectF(0, 0, self.shared.viewport.width, self.shared.viewport.height)

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Draw what is in the window."""
        painter.save()
        self.draw(painter)
        painter.restore()

    def draw(self, painter: QPainter) -> None:
        """What this layer shows; the painter is at pixels, without antialiasing. A layer of itself shows nothing."""


class Still(Layer):
    """A layer that changes only with the window and with :attr:`version`: the ground can carry it."""

    version = 0
    carried = False
    """Whether the ground draws it."""

    @property
    def whole(self) -> bool:
        """Whether it would be drawn as it is meant for this view; while the window moves it may not be."""
        return True

    def draw(self, painter: QPainter) -> None:
        """Nothing where the ground has drawn it already."""
        if not self.carried:
            self.draw_still(painter)

    def draw_still(self, painter: QPainter) -> None:
        """What this layer shows, as :meth:`Layer.draw`."""
