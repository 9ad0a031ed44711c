"""The mark with which a place is picked on the map: by a click, or with the keys under the cross in the middle."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from alerts.wording import Wording
from widgets.map.layers.by_hand.measure import MEASURE
from widgets.map.layers.layer import Layer
from widgets.map.scene import Scene

ARM_PX: Final = 14.0
GAP_PX: Final = 4.0


class PickingLayer(Layer):
    """A cross in the middle of the window, and below it what to do."""

    def __init__(self, scene: Scene, wording: Wording) -> None:
        super().__init__(scene, MEASURE + 1.0)
        self._wording = wording
        self.on = False

    def draw(self, painter: QPainter) -> None:
        if not self.on:
            return
        theme, view = self.shared.theme, self.shared.viewport
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), theme.px(2)))
        middle = QPointF(view.width / 2, view.height / 2)
        near, far = theme.px(GAP_PX), theme.px(ARM_PX)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(middle + QPointF(dx * near, dy * near), middle + QPointF(dx * far, dy * far))
        font = theme.font(13, bold=True)
        metrics, text = QFontMetricsF(font), self._wording("map-pick")
        width = metrics.horizontalAdvance(text) + theme.px(24)
        room = QRectF(middle.x() - width / 2, view.height - theme.px(64), width, metrics.height() + theme.px(12))
        painter.setPen(QPen(theme.colour("accent"), 1))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(room, theme.px(6), theme.px(6))
        painter.setPen(theme.colour("text"))
        painter.setFont(font)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
