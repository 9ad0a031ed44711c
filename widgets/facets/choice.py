"""One choice: its name on the left, how many there are on the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from widgets.theme import Theme

HEIGHT = 26


class Choice(QAbstractButton):
    """Checkable; ``count`` None shows no number."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count: int | None = None
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_choice(self, name: str, count: int | None) -> None:
        """Show this name and count."""
        self._count = count
        self.setText(name)
        self.setAccessibleName(name if count is None else f"{name} {count}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        px, painter = self._theme.px, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "chosen" if self.isChecked() else "hover" if self.underMouse() else ""
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(self._theme.colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, px(4), px(4))
        inside = self.rect().adjusted(px(8), 0, -px(8), 0)
        painter.setFont(self._theme.font(13, tabular=True))
        painter.setPen(self._theme.colour("on_chosen" if self.isChecked() else "text"))
        count = "" if self._count is None else f"{self._count:,}"
        room = inside.width() - painter.fontMetrics().horizontalAdvance(count) - px(8)
        name = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        if not self.isChecked():
            painter.setPen(self._theme.colour("muted"))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
