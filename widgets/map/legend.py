"""The scale bar, and who made the map's data: to be named wherever the map is shown."""

from __future__ import annotations

from math import floor, log10
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from alerts.wording import Wording
from widgets.map.layer import LEGEND, Layer, Scene

TEXT_PX: Final = 11
LONGEST_PX: Final = 110


def round_length(longest: float) -> float:
    """The longest of 1, 2 and 5 times a power of ten that is no longer than ``longest`` metres (which is above 0)."""
    power = 10.0 ** floor(log10(longest))
    return next(step * power for step in (5.0, 2.0, 1.0) if step * power <= longest)


class LegendLayer(Layer):
    """Bottom right; the sentence for a map without a city or without incidents at the bottom left."""

    def __init__(self, scene: Scene, wording: Wording) -> None:
        super().__init__(scene, LEGEND)
        self._wording = wording
        self.attribution = ""
        self.note = ""

    def draw(self, painter: QPainter) -> None:
        scene, view = self.shared, self.shared.viewport
        theme = scene.theme
        font = theme.font(TEXT_PX)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        edge, right, bottom = theme.px(12), view.width - theme.px(12), view.height - theme.px(10)
        length = round_length(theme.px(LONGEST_PX) * view.scale)
        text = (
            self._wording("kilometres", n=f"{length / 1000:g}") if length >= 1000 else self._wording("metres", n=f"{length:g}")
        )
        bar = length / view.scale
        room = min(view.width * 0.55, right - bar - 2 * edge)
        box = QRectF(right - bar - edge - room, bottom - 3 * metrics.height(), room, 3 * metrics.height() + 3)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        used = painter.boundingRect(box, flags, self.attribution) if self.attribution else QRectF(right - bar, bottom, 0, 0)
        ground = used.united(QRectF(right - bar, bottom - metrics.height() - 2, bar, metrics.height() + 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sea", 0.7))
        painter.drawRoundedRect(ground.adjusted(-6, -2, 6, 5), 4, 4)
        painter.setPen(QPen(theme.colour("label"), 1.0))
        painter.drawPolyline(
            [
                QPointF(right - bar, bottom - 5), QPointF(right - bar, bottom),
                QPointF(right, bottom), QPointF(right, bottom - 5),
            ]
        )  # fmt: skip
        painter.drawText(QPointF(right - bar / 2 - metrics.horizontalAdvance(text) / 2, bottom - 5), text)
        painter.drawText(box, flags, self.attribution)
        if self.note:
            painter.setFont(theme.font(13))
            painter.setPen(theme.colour("muted"))
            left = QRectF(edge, theme.px(8), view.width - 2 * edge, theme.px(40))
            painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self.note)
