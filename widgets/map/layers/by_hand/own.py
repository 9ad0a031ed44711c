"""The centre's own layers, from GeoJSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QTransform

from alerts.places.layers import OwnLayer
from widgets.map.layers.layer import AREAS, Layer
from widgets.map.scene import Scene

OWN: Final = AREAS - 0.5
NAMES_BELOW: Final = 12.0
"""Metres a pixel below which the names of points are drawn."""
MOST_NAMES: Final = 80
DOT_PX: Final = 3.0


@dataclass(slots=True)
class _Drawn:
    layer: OwnLayer
    points: NDArray[np.float64]
    lines: QPainterPath
    areas: QPainterPath


class OwnLayers(Layer):
    """All that are open, in one quiet colour: saturated colour is for alarms."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene, OWN)
        self._drawn: dict[str, _Drawn] = {}
        self.hidden: set[str] = set()
        self._ratio = 0.0

    @property
    def names(self) -> list[str]:
        """The layers' names, in the order they were opened."""
        return list(self._drawn)

    def put(self, layer: OwnLayer) -> None:
        """Show a layer; one of the same name is replaced."""
        project = self.shared.projection
        lines, areas = QPainterPath(), QPainterPath()
        for _, line in layer.lines:
            self._trace(lines, project.metres(line[:, 1], line[:, 0]), closed=False)
        for _, rings in layer.areas:
            for ring in rings:
                self._trace(areas, project.metres(ring[:, 1], ring[:, 0]), closed=True)
        spots = project.metres(layer.points[:, 1], layer.points[:, 0])
        self._drawn[layer.name] = _Drawn(layer, spots, lines, areas)
        self.hidden.discard(layer.name)
        self.update()

    def remove(self, name: str) -> None:
        """Show it no more."""
        self._drawn.pop(name, None)
        self.update()

    def at(self, px: float, py: float) -> str:
        """The name of the point or area under this pixel; empty for none."""
        view = self.shared.viewport
        x, y = view.metres(px, py)
        for name, drawn in self._drawn.items():
            if name in self.hidden:
                continue
            if len(drawn.points):
                away = np.hypot(drawn.points[:, 0] - x, drawn.points[:, 1] - y)
                nearest = int(np.argmin(away))
                if away[nearest] <= 8 * view.scale:
                    return f"{drawn.layer.point_names[nearest] or name} · {name}"
            if drawn.areas.contains(QPointF(x, y)):
                return name
        return ""

    def draw(self, painter: QPainter) -> None:
        view, theme = self.shared.viewport, self.shared.theme
        colour = QColor(theme.colour("accent"))
        zoom = 1 / view.scale
        plane = QTransform(zoom, 0, 0, -zoom, view.width / 2 - view.x * zoom, view.height / 2 + view.y * zoom)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for name, drawn in self._drawn.items():
            if name in self.hidden:
                continue
            painter.save()
            painter.setTransform(plane, combine=True)
            pen = QPen(colour, 1.4)
            pen.setCosmetic(True)
            painter.setPen(pen)
            fill = QColor(colour)
            fill.setAlphaF(0.10)
            painter.setBrush(fill)
            painter.drawPath(drawn.areas)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(drawn.lines)
            painter.restore()
            self._draw_points(painter, drawn, colour)

    def _draw_points(self, painter: QPainter, drawn: _Drawn, colour: QColor) -> None:
        if not len(drawn.points):
            return
        view, theme = self.shared.viewport, self.shared.theme
        pixels = view.pixels(drawn.points)
        inside = (pixels[:, 0] > -9) & (pixels[:, 0] < view.width + 9) & (pixels[:, 1] > -9) & (pixels[:, 1] < view.height + 9)
        shown = np.flatnonzero(inside)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        radius = theme.px(DOT_PX)
        for x, y in pixels[shown]:
            painter.drawEllipse(QPointF(x, y), radius, radius)
        if view.scale > NAMES_BELOW:
            return
        font = theme.font(11)
        painter.setFont(font)
        painter.setPen(theme.colour("label"))
        rise = QFontMetricsF(font).ascent() / 2
        for index in shown[:MOST_NAMES]:
            x, y = pixels[index]
            painter.drawText(QPointF(x + theme.px(7), y + rise), drawn.layer.point_names[index])

    @staticmethod
    def _trace(path: QPainterPath, spots: NDArray[np.float64], closed: bool) -> None:
        path.moveTo(*spots[0])
        for x, y in spots[1:]:
            path.lineTo(x, y)
        if closed:
            path.closeSubpath()
