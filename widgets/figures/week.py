"""A week by the hour: how many alarms when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from alerts.wording import Wording
from widgets.theme import Theme

CELL, NAME, FOOT = 16, 24, 18
DAYS, HOURS = 7, 24


class WeekGrid(QWidget):
    """Seven rows (Monday first) of 24 hours; the more, the bluer. The number stands in the tooltip."""

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording, self._theme = wording, theme
        self._week: list[list[int]] = [[0] * HOURS for _ in range(DAYS)]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_week(self, week: Sequence[Sequence[int]]) -> None:
        """Show these counts, shape (7, 24)."""
        self._week = [list(day) for day in week]
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(NAME + CELL * HOURS), self._theme.px(CELL * DAYS + FOOT))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = event.pos().y() // self._theme.px(CELL)
            hour = int((event.pos().x() - self._theme.px(NAME)) / self._step()) if self._step() else -1
            if 0 <= day < DAYS and 0 <= hour < HOURS:
                name = self._wording(f"weekday-{day}")
                QToolTip.showText(event.globalPos(), f"{name} {hour:02}:00  {self._week[day][hour]}", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        px, painter = self._theme.px, QPainter(self)
        highest = max(max(day) for day in self._week) or 1
        step, left = self._step(), px(NAME)
        painter.setFont(self._theme.font(11))
        for day, counts in enumerate(self._week):
            top = day * px(CELL)
            painter.setPen(self._theme.colour("muted"))
            name = QRectF(0, top, left, px(CELL))
            painter.drawText(name, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._wording(f"weekday-{day}"))
            for hour, count in enumerate(counts):
                cell = QRectF(left + hour * step, top, step - 2, px(CELL) - 2)
                painter.fillRect(cell, self._theme.colour("raised"))
                if count:
                    painter.fillRect(cell, self._theme.colour("trace", 0.25 + 0.75 * count / highest))
        painter.setPen(self._theme.colour("muted"))
        for hour in (0, 6, 12, 18):
            foot = QRectF(left + hour * step, DAYS * px(CELL), step * 4, px(FOOT))
            painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, f"{hour:02}")

    def _step(self) -> float:
        return (self.width() - self._theme.px(NAME)) / HOURS
