"""A line that is measured, and the box that is dragged to select."""

from __future__ import annotations

from math import atan2, degrees, hypot
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from alerts.wording import Wording
from widgets.map.layers.layer import INCIDENTS, Layer
from widgets.map.scene import Scene

MEASURE: Final = INCIDENTS + 1.0


class MeasureLayer(Layer):
    """Points in metres on the plane; the length of each leg stands beside it, the whole and its bearing at the end."""

    def __init__(self, scene: Scene, wording: Wording) -> None:
        super().__init__(scene, MEASURE)
        self._wording = wording
        self.on = False
        self.points: list[tuple[float, float]] = []
        self.hover: tuple[float, float] | None = None
        self.box: QRectF | None = None
        """What is being dragged, pixels."""

    @property
    def length_m(self) -> float:
        """Along all points, metres."""
        return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in zip(self.points, self.points[1:], strict=False))

    def text(self) -> str:
        """``1.24 km · 북동 47°``, empty with fewer than two points."""
        if len(self.points) < 2:
            return ""
        (ax, ay), (bx, by) = self.points[-2:]
        bearing = degrees(atan2(bx - ax, by - ay)) % 360.0
        point = self._wording(f"wall-side-{round(bearing / 45.0) % 8}")
        return f"{self._length(self.length_m)} · {point} {bearing:.0f}°"

    def draw(self, painter: QPainter) -> None:
        theme, view = self.shared.theme, self.shared.viewport
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.box is not None:
            painter.setPen(QPen(theme.colour("accent"), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(theme.colour("accent", 0.12))
            painter.drawRect(self.box)
        if not self.on:
            return
        spots = [QPointF(*view.pixel(*point)) for point in self.points]
        painter.setPen(QPen(theme.colour("text"), 2.0))
        painter.drawPolyline(spots)
        if spots and self.hover is not None:
            painter.setPen(QPen(theme.colour("text"), 1.2, Qt.PenStyle.DashLine))
            painter.drawLine(spots[-1], QPointF(*view.pixel(*self.hover)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text"))
        for spot in spots:
            painter.drawEllipse(spot, theme.px(3.5), theme.px(3.5))
        font = theme.font(12, bold=True, tabular=True)
        painter.setFont(font)
        text = self.text() or self._wording("map-measure-begin")
        metrics = QFontMetricsF(font)
        at = spots[-1] + QPointF(theme.px(10), -theme.px(10)) if spots else QPointF(theme.px(16), view.height - theme.px(24))
        room = QRectF(at.x() - 6, at.y() - metrics.ascent() - 4, metrics.horizontalAdvance(text) + 12, metrics.height() + 8)
        painter.setBrush(theme.colour("raised", 0.92))
        painter.drawRoundedRect(room, 4, 4)
        painter.setPen(theme.colour("text"))
        painter.drawText(at, text)

    def _length(self, metres: float) -> str:
        if metres >= 999.5:
            return self._wording("kilometres", n=f"{metres / 1000:.2f}")
        return self._wording("metres", n=f"{metres:.0f}")
