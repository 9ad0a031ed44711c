"""Sensors: a small gauge each, seen from afar only where its level is not normal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from alerts.picture import SensorReading
from widgets.map.layers.layer import CAMERAS, Layer
from widgets.map.scene import Scene

SENSORS: Final = CAMERAS + 0.5
ALL_BELOW: Final = 20.0
"""Metres a pixel below which the ordinary ones are drawn as well."""
REACH_PX: Final = 9.0
LEVELS: Final = ("normal", "attention", "warning", "alarm")
_TOKENS: Final = ("muted", "priority_3", "priority_2", "priority_1")


class SensorLayer(Layer):
    """A diamond; the higher the level, the fuller: empty, a quarter, half, full. Never told apart by colour alone."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene, SENSORS)
        self._readings: dict[str, tuple[SensorReading, float, float]] = {}
        self._elevated: dict[str, tuple[SensorReading, float, float]] = {}
        """Those above normal: from afar only they are drawn, and they are few."""

    def clear(self) -> None:
        """Forget all readings."""
        self._readings, self._elevated = {}, {}
        self.update()

    def put(self, readings: Iterable[SensorReading]) -> None:
        """Take these as the latest; one without a place is not drawn."""
        for one in readings:
            key = f"{one.sensor_id}\x1f{one.quantity}"
            self._elevated.pop(key, None)
            if one.lat is None or one.lon is None:
                self._readings.pop(key, None)
                continue
            entry = self._readings[key] = (one, *self.shared.projection.point(one.lat, one.lon))
            if _rank(one.level):
                self._elevated[key] = entry
        self.update()

    def at(self, px: float, py: float) -> SensorReading | None:
        """The sensor under this pixel, the one at the highest level first."""
        view = self.shared.viewport
        found = [one for one, x, y in self._shown() if _near(view.pixel(x, y), px, py)]
        return max(found, key=lambda one: _rank(one.level), default=None)

    def draw(self, painter: QPainter) -> None:
        view, theme = self.shared.viewport, self.shared.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = theme.px(5)
        for one, x, y in self._shown():
            px, py = view.pixel(x, y)
            if not (-half <= px <= view.width + half and -half <= py <= view.height + half):
                continue
            rank = _rank(one.level)
            colour = theme.colour(_TOKENS[rank])
            corners = ((px, py - half), (px + half, py), (px, py + half), (px - half, py))
            outline = QPolygonF([QPointF(*corner) for corner in corners])
            painter.setPen(QPen(colour, 1.4))
            painter.setBrush(theme.colour("sea", 0.8))
            painter.drawPolygon(outline)
            if rank:
                painter.setBrush(colour)
                painter.setPen(Qt.PenStyle.NoPen)
                top = py + half - 2 * half * rank / 3
                full = QPolygonF(QRectF(px - half, top, 2 * half, py + half - top))
                painter.drawPolygon(outline.intersected(full))

    def _shown(self) -> list[tuple[SensorReading, float, float]]:
        """By level, the lowest first."""
        shown = self._readings if self.shared.viewport.scale < ALL_BELOW else self._elevated
        return sorted(shown.values(), key=lambda entry: _rank(entry[0].level))


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else 0


def _near(spot: tuple[float, float], px: float, py: float) -> bool:
    return abs(spot[0] - px) <= REACH_PX and abs(spot[1] - py) <= REACH_PX
