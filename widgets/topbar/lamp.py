"""A feed's lamp: a green dot, an amber triangle with words, or a grey ring; the shape says as much as the colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from widgets.shapes import priority_path
from widgets.theme import Theme


class Lamp(QAbstractButton):
    """One lamp. ``look`` is ``good``, ``trouble`` or ``never``; its text is painted beside the shape unless it is short."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.look = "never"
        self.short = False
        self._by_keyboard = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, look: str, text: str, hint: str) -> None:
        """Show this; ``hint`` is the tooltip and what a screen reader says."""
        if (look, text, hint) != (self.look, self.text(), self.toolTip()):
            resized = text != self.text()
            self.look = look
            self.setText(text)
            self.setToolTip(hint)
            self.setAccessibleName(text)
            self.setAccessibleDescription(hint)
            if resized:
                self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """The shape, and the text beside it unless short."""
        theme = self._theme
        width = theme.px(18)
        if not self.short and self.text():
            width += theme.px(2) + round(QFontMetricsF(theme.font(14)).horizontalAdvance(self.text())) + theme.px(6)
        return QSize(width, theme.px(28))

    def minimumSizeHint(self) -> QSize:
        """No smaller: a cut word is worse than none."""
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A frame is drawn for a focus that came by keyboard."""
        self._by_keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Shape, text, and a frame where the keyboard is."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(theme.px(8), self.height() / 2)
        if self.look == "trouble":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("warn"))
            painter.drawPath(priority_path(2, middle + QPointF(0, 0.5), theme.px(5.5)))
        elif self.look == "good":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("good"))
            painter.drawEllipse(middle, theme.px(4), theme.px(4))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("edge"), 1.5 * theme.scale))
            painter.drawEllipse(middle, 3.5 * theme.scale, 3.5 * theme.scale)
        if not self.short:
            token = {"trouble": "warn", "good": "text"}.get(self.look, "muted")
            painter.setPen(theme.colour(token))
            painter.setFont(theme.font(14))
            left = theme.px(20)
            box = QRectF(left, 0, self.width() - left, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.hasFocus() and self._by_keyboard:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()
