"""Ranked bars: a name, a bar, a number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.theme import Theme

ROW, NAME, NUMBER = 22, 136, 56


class BarList(QWidget):
    """Bars of one colour, the longest fills the width."""

    def __init__(self, theme: Theme, colour: str = "trace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._colour = theme, colour
        self._bars: list[tuple[str, float, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[tuple[str, float, str]]) -> None:
        """Show these: name, length (of any unit, not negative), and the number as text."""
        self._bars = list(bars)
        self.setAccessibleDescription(", ".join(f"{name} {text}" for name, _, text in self._bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(ROW) * len(self._bars))

    def paintEvent(self, event: QPaintEvent) -> None:
        px, painter = self._theme.px, QPainter(self)
        longest = max((length for _, length, _ in self._bars), default=0.0) or 1.0
        room = self.width() - px(NAME) - px(NUMBER)
        painter.setFont(self._theme.font(13, tabular=True))
        metrics = painter.fontMetrics()
        for number, (name, length, text) in enumerate(self._bars):
            row = QRectF(0, number * px(ROW), px(NAME) - px(8), px(ROW))
            painter.setPen(self._theme.colour("text"))
            short = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(row.width()))
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, short)
            width = max(2.0, room * length / longest)
            bar = QRectF(px(NAME), row.top() + px(7), width, px(ROW) - px(14))
            painter.fillRect(bar, self._theme.colour(self._colour))
            painter.setPen(self._theme.colour("muted"))
            after = QRectF(bar.right() + px(8), row.top(), px(NUMBER), px(ROW))
            painter.drawText(after, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
