"""The scale bar, and who made the map's data: to be named wherever the map is shown."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap, QStaticText

from alerts.wording import Wording
from widgets.map.layers.layer import LEGEND, Layer
from widgets.map.scene import Scene

TEXT_PX: Final = 11
LONGEST_PX: Final = 110
LARGEST: Final = 1.5
MOST_LINES: Final = 2
"""On a map that is lower than :data:`LOW_PX`: more of them would hide the city."""
LOW_PX: Final = 400
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
        self._picture = QPixmap()
        self._key: tuple[object, ...] = ()
        self._texts = (QStaticText(), QPointF(), QRectF())
        """The length of the bar, where it stands, and the room of the attribution."""
        self._named = QStaticText()
        self._room: tuple[tuple[object, ...], QRectF] = ((), QRectF())

    def box(self) -> QRectF:
        """The room that scale bar and attribution take, pixels."""
        view, theme = self.shared.viewport, self.shared.theme
        key = (view.scale, view.width, view.height, theme.scale, self.shared.language, self.attribution)
        if key != self._room[0]:
            self._room = (key, self._measured())
        return QRectF(self._room[1])

    def _measured(self) -> QRectF:
        bar, words = self._bar(), self._words()
        height = QFontMetricsF(self.shared.theme.font(self._size())).height()
        return words.united(bar.adjusted(0, -height, 0, 0)).adjusted(-6, -2, 6, 5)

    def draw(self, painter: QPainter) -> None:
        """The box with its bar is kept as a picture, the glyphs of its words are kept laid out."""
        theme, view, box = self.shared.theme, self.shared.viewport, self.box()
        key = (box.getRect(), view.scale, theme.name, theme.scale, self.shared.ratio, self.shared.language, self.attribution)
        if key != self._key:
            self._key, self._picture = key, self._drawn(box)
            self._lay_out()
        painter.drawPixmap(box.toAlignedRect().topLeft(), self._picture)
        self._write(painter)
        if self.note:
            painter.setFont(theme.font(13))
            chips = [box for box in self.shared.kept if box.top() < theme.px(60)]
            beside = min((box.left() for box in chips), default=float(view.width)) - theme.px(24)
            room = QRectF(theme.px(12), theme.px(14), beside, theme.px(60))
            if beside < theme.px(200):  # below the chips, where there is no room beside them
                low = max(box.bottom() for box in chips) + theme.px(8)
                room = QRectF(theme.px(12), low, view.width - theme.px(24), theme.px(60))
            words = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
            used = painter.fontMetrics().boundingRect(room.toRect(), words, self.note)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sea", 0.7))
            painter.drawRoundedRect(used.adjusted(-6, -3, 6, 3), 4, 4)
            painter.setPen(theme.colour("muted"))
            painter.drawText(room, words, self.note)

    def _drawn(self, box: QRectF) -> QPixmap:
        theme, ratio = self.shared.theme, self.shared.ratio
        whole = box.toAlignedRect()
        picture = QPixmap(round(whole.width() * ratio), round(whole.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.translate(-whole.topLeft())
        bar = self._bar()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sea", 0.7))
        painter.drawRoundedRect(box, 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(theme.colour("label"), 1.0))
        painter.drawPolyline([bar.topLeft(), bar.bottomLeft(), bar.bottomRight(), bar.topRight()])
        painter.end()
        return picture

    def _lay_out(self) -> None:
        bar, metrics = self._bar(), QFontMetricsF(self.shared.theme.font(self._size()))
        text = self._length_text(bar.width() * self.shared.viewport.scale)
        at = QPointF(bar.center().x() - metrics.horizontalAdvance(text) / 2, bar.top() - metrics.ascent())
        self._texts = (_plain(text), at, self._words())
        words = self._texts[2]
        self._named = _plain(metrics.elidedText(self.attribution, Qt.TextElideMode.ElideRight, ceil(words.width()) + 1))

    def _write(self, painter: QPainter) -> None:
        font = self.shared.theme.font(self._size())
        painter.setFont(font)
        painter.setPen(QPen(self.shared.theme.colour("label"), 1.0))
        length, at, words = self._texts
        painter.drawStaticText(at, length)
        if self.attribution and words.height() < 1.5 * QFontMetricsF(font).height():
            painter.drawStaticText(words.topLeft(), self._named)
        elif self.attribution:
            painter.drawText(words, _WRAPPED, self.attribution)

    def _size(self) -> float:
        """No larger than at 150 %: on a wall it is the map that is to be seen."""
        return TEXT_PX * min(1.0, LARGEST / self.shared.theme.scale)

    def _bar(self) -> QRectF:
        theme, view = self.shared.theme, self.shared.viewport
        width = round_length(theme.px(LONGEST_PX) * view.scale) / view.scale
        return QRectF(view.width - theme.px(12) - width, view.height - theme.px(10) - 5, width, 5)

    def _words(self) -> QRectF:
        bar, view = self._bar(), self.shared.viewport
        right = bar.left() - self.shared.theme.px(12)
        room = min(view.width * 0.55, right)
        metrics = QFontMetricsF(self.shared.theme.font(self._size()))
        used = metrics.boundingRect(QRectF(0, 0, room, 1000), _WRAPPED, self.attribution)
        low = view.height < self.shared.theme.px(LOW_PX)
        if low and used.height() > MOST_LINES * metrics.lineSpacing() + 1:  # its beginning, which names the source, will do
            used = QRectF(0, 0, room, metrics.height())
        return QRectF(right - used.width(), bar.bottom() + 2 - used.height(), used.width(), used.height())

    def _length_text(self, metres: float) -> str:
        if metres >= 999.5:
            return self._wording("kilometres", n=f"{metres / 1000:.3g}")
        return self._wording("metres", n=f"{metres:.3g}")


def _plain(words: str) -> QStaticText:
    text = QStaticText(words)
    text.setTextFormat(Qt.TextFormat.PlainText)
    return text
