"""The mode, in a chip: LIVE is calm and green; a replay and an exercise also colour the whole band."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.theme import RADIUS_PX, Theme

_TOKENS: Final[dict[str, tuple[str, str]]] = {
    "live": ("live_band", "good"),
    "replay": ("replay", "on_priority"),
    "exercise": ("exercise", "on_priority"),
}
"""Ground and text by mode."""


class ModeChip(QWidget):
    """Paints the mode's word."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.mode = "live"
        self.text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_mode(self, mode: str, text: str) -> None:
        """Show this mode with this word."""
        if (mode, text) != (self.mode, self.text):
            self.mode, self.text = mode, text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """The word with air around it."""
        theme = self._theme
        width = QFontMetricsF(theme.font(14, bold=True, tabular=True)).horizontalAdvance(self.text)
        return QSize(round(width) + theme.px(24), theme.px(28))

    def minimumSizeHint(self) -> QSize:
        """No smaller."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and word."""
        theme = self._theme
        ground, text = _TOKENS.get(self.mode, _TOKENS["live"])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(QRectF(self.rect()), theme.px(RADIUS_PX), theme.px(RADIUS_PX))
        painter.setPen(theme.colour(text))
        painter.setFont(theme.font(14, bold=True, tabular=True))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.text)
        painter.end()
