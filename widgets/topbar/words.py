"""Words on the bar: painted, so that they keep their size, weight and figures whatever the style sheet says."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.shapes import priority_path
from widgets.theme import Theme


class Words(QWidget):
    """One line of text; ``sign`` puts a warning triangle before it. Takes the room it needs, no more and no less."""

    def __init__(
        self,
        theme: Theme,
        px: float = 14,
        *,
        bold: bool = False,
        tone: str = "text",
        sign: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._px, self._bold, self._sign = theme, px, bold, sign
        self.tone = tone
        self.text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, text: str, tone: str | None = None) -> bool:
        """Show this text, in this tone (a token of the theme) if one is given; whether its width changed."""
        if text == self.text and tone in (None, self.tone):
            return False
        before = self.sizeHint().width()
        self.text, self.tone = text, tone or self.tone
        self.setAccessibleName(text)
        self.update()
        if self.sizeHint().width() == before:
            return False
        self.updateGeometry()
        return True

    def sizeHint(self) -> QSize:
        """The text's own size."""
        metrics = QFontMetricsF(self._theme.font(self._px, self._bold, tabular=True))
        sign = self._theme.px(18) if self._sign else 0
        return QSize(round(metrics.horizontalAdvance(self.text) + 0.99) + sign, round(metrics.height()))

    def minimumSizeHint(self) -> QSize:
        """No smaller."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The sign and the text."""
        theme = self._theme
        painter = QPainter(self)
        painter.setFont(theme.font(self._px, self._bold, tabular=True))
        box = QRectF(self.rect())
        if self._sign:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(self.tone))
            middle = box.center()
            middle.setX(theme.px(7))
            painter.drawPath(priority_path(2, middle, theme.px(5.5)))
            box.setLeft(theme.px(18))
        painter.setPen(theme.colour(self.tone))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text)
        painter.end()
