"""The drawing of a course: one line a row, one dot a happening, marks across all of them."""

from __future__ import annotations

from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from widgets.theme import Theme
from widgets.timeline.course import Course, Dot
from widgets.timeline.span_box import SpanBox

FOOT_PX: Final = 20
"""Below the rows, for the marks' labels."""
_DOT_PX: Final = 5.0
_NEAR_PX: Final = 9.0


class CourseItem(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph is not typed
    """A child of the box, so its coordinates are the box's pixels."""

    def __init__(self, box: SpanBox, theme: Theme) -> None:
        super().__init__()
        self._box, self._theme = box, theme
        self.course: Course | None = None
        self.current = -1
        """The dot the keyboard stands on, -1 for none."""
        self.setParentItem(box)

    def row_height(self) -> float:
        """Pixels."""
        rows = len(self.course.rows) if self.course is not None else 0
        return float(self._box.rect().height() - self._theme.px(FOOT_PX)) / max(1, rows)

    def spot(self, dot: Dot) -> QPointF:
        """Where a dot lies."""
        assert self.course is not None
        return QPointF(self._box.pixel(dot.time), (self.course.rows.index(dot.row) + 0.5) * self.row_height())

    def under(self, point: QPointF) -> int:
        """The number of the dot nearest to this pixel, -1 where none is near."""
        best, nearest = -1, float(self._theme.px(_NEAR_PX)) ** 2
        for number, dot in enumerate(self.course.dots if self.course is not None else ()):
            away = self.spot(dot) - point
            if away.x() ** 2 + away.y() ** 2 <= nearest:
                best, nearest = number, away.x() ** 2 + away.y() ** 2
        return best

    def boundingRect(self) -> QRectF:
        """The view box."""
        return QRectF(self._box.rect())

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Lines, marks, dots, labels."""
        if self.course is None:
            return
        theme, px, rect = self._theme, self._theme.px, self.boundingRect()
        height = self.row_height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLines(
            [QLineF(0, (k + 0.5) * height, rect.width(), (k + 0.5) * height) for k in range(len(self.course.rows))]
        )
        self._marks(painter, rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, dot in enumerate(self.course.dots):
            spot = self.spot(dot)
            if not -px(_DOT_PX) <= spot.x() <= rect.width() + px(_DOT_PX):
                continue
            painter.setPen(QPen(theme.colour("background"), 1))
            painter.setBrush(theme.colour(dot.colour))
            painter.drawEllipse(spot, px(_DOT_PX), px(_DOT_PX))
            if number == self.current:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.colour("accent"), px(2)))
                painter.drawEllipse(spot, px(_DOT_PX + 3), px(_DOT_PX + 3))

    def _marks(self, painter: QPainter, rect: QRectF) -> None:
        """Labels that would run into each other are left out, the later one first: the line still stands."""
        assert self.course is not None
        theme, px = self._theme, self._theme.px
        font = theme.font(12, tabular=True)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        taken = -1e9
        bottom = rect.height() - px(FOOT_PX)
        for mark in self.course.marks:
            x = round(self._box.pixel(mark.time))
            if not 0 <= x <= rect.width():
                continue
            painter.setPen(QPen(theme.colour(mark.colour, 0.6), 1))
            painter.drawLine(QLineF(x, 0, x, bottom))
            wide = metrics.horizontalAdvance(mark.label)
            left = min(x + px(4), rect.width() - wide)
            if left > taken:
                painter.setPen(theme.colour("muted"))
                painter.drawText(QRectF(left, bottom, wide + 2, px(FOOT_PX)), int(Qt.AlignmentFlag.AlignVCenter), mark.label)
                taken = left + wide + px(10)
