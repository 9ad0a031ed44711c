"""Which keys do what: a row of key caps at the bottom of a panel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.theme import Theme


class KeyHints(QWidget):
    """``set_hints([(("J", "K"), "이동"), (("A",), "확인")])``; what does not fit the width is left out, the last first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._hints: Sequence[tuple[Sequence[str], str]] = ()
        self.setFixedHeight(theme.px(28))

    def set_hints(self, hints: Sequence[tuple[Sequence[str], str]]) -> None:
        """Show these, from the left."""
        self._hints = hints
        self.setAccessibleName(", ".join(f"{' '.join(keys)} {text}" for keys, text in hints))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(300), self._theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        px, theme = self._theme.px, self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        caps, words = QFontMetrics(theme.font(12, bold=True)), QFontMetrics(theme.font(13))
        x: float = 0.0
        for keys, text in self._hints:
            widths = [max(px(20), caps.horizontalAdvance(key) + px(10)) for key in keys]
            end = x + sum(widths) + px(4) * len(keys) + px(2) + words.horizontalAdvance(text)
            if end > self.width():
                break
            for key, width in zip(keys, widths, strict=True):
                cap = QRectF(x, (self.height() - px(20)) / 2, width, px(20))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("raised"))
                painter.drawRoundedRect(cap, px(4), px(4))
                painter.setPen(theme.colour("text"))
                painter.setFont(theme.font(12, bold=True))
                painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), key)
                x += width + px(4)
            painter.setPen(theme.colour("muted"))
            painter.setFont(theme.font(13))
            painter.drawText(QRectF(x + px(2), 0, px(400), self.height()), int(Qt.AlignmentFlag.AlignVCenter), text)
            x = end + px(14)
        painter.end()
