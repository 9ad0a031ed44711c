"""The names of districts and dongs: muted, never over each other, never under an incident."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from widgets.map.ground import Ground, Plot
from widgets.map.layers.base import DONGS_BELOW
from widgets.map.layers.layer import NAMES, Layer, Scene

DISTRICT_PX: Final = 12
DONG_PX: Final = 11
DONG_NAMES_BELOW: Final = 15.0
"""Metres a pixel."""
_AIR: Final = 3.0
"""Pixels kept free around a name."""


class NamesLayer(Layer):
    """Draws what fits: districts first, dongs when near."""

    def __init__(self, scene: Scene, ground: Ground) -> None:
        super().__init__(scene, NAMES)
        self._ground = ground
        self._sizes: dict[tuple[str, str, int, float], tuple[float, float]] = {}
        self.shown: list[tuple[str, QRectF]] = []
        """The names drawn last, and where (pixels)."""

    def set_ground(self, ground: Ground) -> None:
        """Name another city's places."""
        self._ground = ground
        self._sizes.clear()
        self.update()

    def draw(self, painter: QPainter) -> None:
        self.shown = []
        near = self.shared.viewport.scale < DONGS_BELOW
        self._draw_plots(painter, self._ground.districts, DISTRICT_PX + (2 if near else 0), bold=near)
        if self.shared.viewport.scale < DONG_NAMES_BELOW:
            self._draw_plots(painter, self._ground.dongs, DONG_PX, bold=False)

    def _draw_plots(self, painter: QPainter, plots: list[Plot], px: int, bold: bool) -> None:
        scene, view = self.shared, self.shared.viewport
        font = scene.theme.font(px, bold=bold)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(scene.theme.colour("label"))
        window = self.boundingRect()
        for plot in plots:
            x, y = view.pixel(*plot.label)
            if not window.contains(QPointF(x, y)):
                continue
            name = plot.name(scene.language)
            key = (name, scene.language, px, scene.theme.scale)
            size = self._sizes.get(key)
            if size is None:
                size = self._sizes[key] = (metrics.horizontalAdvance(name), metrics.height())
            width, height = size
            if width > plot.width / view.scale * 1.3 or height > plot.height / view.scale * 1.3:
                continue
            box = QRectF(x - width / 2, y - height / 2, width, height)
            roomy = box.adjusted(-_AIR, -_AIR, _AIR, _AIR)
            if any(roomy.intersects(other) for other in scene.taken) or any(roomy.intersects(other) for _, other in self.shown):
                continue
            self.shown.append((name, roomy))
            painter.drawText(QPointF(box.left(), box.top() + metrics.ascent()), name)
