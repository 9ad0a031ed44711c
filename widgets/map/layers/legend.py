"""The scale bar, and who made the map's data: to be named wherever the map is shown."""

from __future__ import annotations

from math import floor, log10
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from alerts.wording import Wording
from widgets.map.layers.layer import LEGEND, Layer, Scene

TEXT_PX: Final = 11
LONGEST_PX: Final = 110
_WRAPPED: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


def round_length(longest: float) -> float:
    """The longest of 1, 2 and 5 times a power of ten that is no longer than ``longest`` metres (which is above 0)."""
    power = 10.0 ** floor(log10(longest))
    return next(step * power for step in (5.0, 2.0, 1.0) if step * power <= longest)


class LegendLayer(Layer):
    """Bottom right; the sentence for a map without a city or without incidents at the top left."""

    def __init__(self, scene: Scene, wording: Wording) -> None:
        super().__init__(scene, LEGEND)
        self._wording = wording
        self.attribution = ""
        self.note = ""

    def box(self) -> QRectF:
        """The room that scale bar and attribution take, pixels."""
        bar, words = self._bar(), self._words()
        height = QFontMetricsF(self.shared.theme.font(TEXT_PX)).height()
        return words.united(bar.adjusted(0, -height, 0, 0)).adjusted(-6, -2, 6, 5)

    def draw(self, painter: QPainter) -> None:
        theme, view = self.shared.theme, self.shared.viewport
        font = theme.font(TEXT_PX)
        bar = self._bar()
        painter.setFont(font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sea", 0.7))
        painter.drawRoundedRect(self.box(), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(theme.colour("label"), 1.0))
        painter.drawPolyline([bar.topLeft(), bar.bottomLeft(), bar.bottomRight(), bar.topRight()])
        text = self._length_text(bar.width() * view.scale)
        half = QFontMetricsF(font).horizontalAdvance(text) / 2
        painter.drawText(QPointF(bar.center().x() - half, bar.top()), text)
        if self.attribution:
            painter.drawText(self._words(), _WRAPPED, self.attribution)
        if self.note:
            painter.setFont(theme.font(13))
            painter.setPen(theme.colour("muted"))
            chips = [box for box in self.shared.kept if box.top() < theme.px(60)]
            beside = min((box.left() for box in chips), default=float(view.width)) - theme.px(24)
            room = QRectF(theme.px(12), theme.px(14), beside, theme.px(60))
            if beside < theme.px(240):  # below the chips, where there is no room beside them
                low = max(box.bottom() for box in chips) + theme.px(8)
                room = QRectF(theme.px(12), low, view.width - theme.px(24), theme.px(60))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self.note)

    def _bar(self) -> QRectF:
        theme, view = self.shared.theme, self.shared.viewport
        width = round_length(theme.px(LONGEST_PX) * view.scale) / view.scale
        return QRectF(view.width - theme.px(12) - width, view.height - theme.px(10) - 5, width, 5)

    def _words(self) -> QRectF:
        bar, view = self._bar(), self.shared.viewport
        right = bar.left() - self.shared.theme.px(12)
        room = min(view.width * 0.55, right)
        metrics = QFontMetricsF(self.shared.theme.font(TEXT_PX))
        used = metrics.boundingRect(QRectF(0, 0, room, 1000), _WRAPPED, self.attribution)
        return QRectF(right - used.width(), bar.bottom() + 2 - used.height(), used.width(), used.height())

    def _length_text(self, metres: float) -> str:
        if metres >= 999.5:
            return self._wording("kilometres", n=f"{metres / 1000:.3g}")
        return self._wording("metres", n=f"{metres:.3g}")
