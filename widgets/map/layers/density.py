"""Where reports gather: a grey glow over the open incidents, weighted by how many reports each has."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from widgets.map.layers.layer import DENSITY, Layer
from widgets.map.marks import Marks
from widgets.map.scene import Scene
from widgets.map.splat import blur, tinted

CELL_PX: Final = 8
SPREAD_PX: Final = 44.0
"""How far one report's glow reaches: a fixed size on the screen, so that the picture reads alike at any zoom."""


class DensityLayer(Layer):
    """Hidden until asked for."""

    def __init__(self, scene: Scene, marks: Marks) -> None:
        super().__init__(scene, DENSITY)
        self._marks = marks
        self._picture = QImage()
        self._key: tuple[object, ...] = ()
        self.setVisible(False)

    def draw(self, painter: QPainter) -> None:
        view = self.shared.viewport
        key = (view.x, view.y, view.scale, view.width, view.height, self._marks.version, self.shared.theme.name)
        if key != self._key:
            self._key = key
            self._redraw()
        if not self._picture.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            size = self._picture.size() * CELL_PX
            painter.drawImage(QRectF(0, 0, size.width(), size.height()), self._picture)

    def _redraw(self) -> None:
        view = self.shared.viewport
        spots = [(mark.x, mark.y, max(1, mark.incident.reports)) for mark in self._marks]
        self._picture = QImage()
        if not spots:
            return
        table = np.array(spots, dtype=np.float64)
        cells = view.pixels(table[:, :2]) / CELL_PX
        columns, rows = -(-view.width // CELL_PX), -(-view.height // CELL_PX)
        inside = (cells[:, 0] >= 0) & (cells[:, 0] < columns) & (cells[:, 1] >= 0) & (cells[:, 1] < rows)
        flat = cells[inside, 1].astype(np.int64) * columns + cells[inside, 0].astype(np.int64)
        # the root: one incident with a hundred calls must not drown ten with five each
        weight = np.bincount(flat, weights=np.sqrt(table[inside, 2]), minlength=rows * columns)
        passes = max(1, round((SPREAD_PX / CELL_PX / 2) ** 2))
        glow = blur(weight.reshape(rows, columns).astype(np.float32), passes)
        self._picture = tinted(0.42 * (1.0 - np.exp(-6.0 * glow)), self.shared.theme.colour("text"))
