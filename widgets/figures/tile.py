"""One figure, large, with what it means and how it spreads."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.theme import RADIUS_PX, Theme

HEIGHT, BINS = 118, 24


class FigureTile(QWidget):
    """``value`` is text already (``00:38``, ``81.4%``), ``caption`` says what it is; ``bins`` are counts, left to right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._value, self._caption = "", ""
        self._bins: list[int] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figure(self, value: str, caption: str, bins: Sequence[int] = ()) -> None:
        """Show this figure."""
        self._value, self._caption, self._bins = value, caption, list(bins)
        self.setAccessibleName(f"{caption}: {value}")
        self.setToolTip(caption)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(190), self._theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        px, painter = self._theme.px, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()), px(RADIUS_PX), px(RADIUS_PX))
        inside = self.rect().adjusted(px(14), px(12), -px(14), -px(12))
        painter.setPen(self._theme.colour("text"))
        painter.setFont(self._theme.font(24, bold=True, tabular=True))
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self._value)
        caption = inside.adjusted(0, px(34), 0, 0)
        painter.setPen(self._theme.colour("muted"))
        painter.setFont(self._theme.font(12))
        if self._bins:
            caption.setBottom(inside.bottom() - px(BINS))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(caption, flags, self._caption)
        highest = max(self._bins, default=0)
        if not highest:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("trace"))
        room, step = px(BINS), inside.width() / len(self._bins)
        for number, count in enumerate(self._bins):
            height = room * count / highest
            painter.drawRect(QRectF(inside.left() + number * step, inside.bottom() - height, step - 2, height))
