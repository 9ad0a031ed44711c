"""The annunciator: how many open alarms of each priority there are; pressing one shows these alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from alerts.wording import Wording
from widgets.shapes import paint_priority
from widgets.theme import RADIUS_PX, Theme


class PriorityButton(QAbstractButton):
    """A shape and a count; checkable."""

    def __init__(self, priority: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._priority = priority
        self._theme = theme
        self._count = 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_count(self, count: int) -> None:
        """Show this count."""
        if count != self._count:
            self._count = count
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        digits = QFontMetrics(self._theme.font(13, bold=True, tabular=True)).horizontalAdvance(str(self._count))
        return QSize(px(30) + digits, px(26))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        px, theme = self._theme.px, self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("chosen" if self.isChecked() else "raised"))
            painter.drawRoundedRect(box, px(RADIUS_PX), px(RADIUS_PX))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, px(RADIUS_PX), px(RADIUS_PX))
        centre = QPointF(px(13), self.height() / 2)
        paint_priority(painter, theme, self._priority, centre, px(6), number=False, dim=self._count == 0)
        painter.setFont(theme.font(13, bold=True, tabular=True))
        painter.setPen(theme.colour("text" if self._count else "muted"))
        painter.drawText(
            QRectF(px(24), 0, self.width() - px(24), self.height()),
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
            str(self._count),
        )
        painter.end()


class PriorityBar(QWidget):
    """Three of them, critical first. ``changed`` carries the frozenset of priorities to show, empty for all."""

    changed = Signal(object)

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self.buttons = [PriorityButton(priority, theme, self) for priority in (1, 2, 3)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(2))
        for button in self.buttons:
            row.addWidget(button)
            button.toggled.connect(self._say)
        self._counts: tuple[int, ...] = (0, 0, 0)
        self.retranslate()

    def show_counts(self, counts: Sequence[int]) -> None:
        """Open alarms of priorities 1, 2 and 3."""
        if tuple(counts) != self._counts:
            self._counts = tuple(counts)
            for button, count in zip(self.buttons, counts, strict=True):
                button.set_count(count)
            self.retranslate()

    def choose(self, priorities: frozenset[int]) -> None:
        """Press exactly these."""
        for number, button in enumerate(self.buttons, start=1):
            button.setChecked(number in priorities)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        for number, (button, count) in enumerate(zip(self.buttons, self._counts, strict=True), start=1):
            text = self._wording(
                "queue-priority-count", priority=self._wording("priority-numbered", priority=number), count=count
            )
            button.setAccessibleName(text)
            button.setToolTip(text)

    def _say(self) -> None:
        chosen = (number for number, button in enumerate(self.buttons, start=1) if button.isChecked())
        self.changed.emit(frozenset(chosen))
