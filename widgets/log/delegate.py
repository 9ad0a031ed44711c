"""How a logged incident looks in the table."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets.log.cells import COLUMNS, NOTHING, Cells
from widgets.log.model import LogModel
from widgets.shapes import paint_priority
from widgets.theme import Theme

ROW_PX: Final = 52
_PAD_PX: Final = 10
_SHAPE_PX: Final = 10
_MIDDLE: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class LogDelegate(QStyledItemDelegate):
    """Shape, title and reports in one cell; figures of equal width in the others; a line below each row."""

    def __init__(self, model: LogModel, cells: Cells, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._cells, self._theme = model, cells, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._theme.px(80), self._theme.px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        theme, px = self._theme, self._theme.px
        rect, state = option.rect, option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("chosen" if selected else "raised", 0.6 if selected else 0.7))
        painter.setPen(QPen(theme.colour("accent" if selected else "line", 1.0 if selected else 0.6), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if selected:
            painter.drawLine(rect.topLeft(), rect.topRight())
        inside = rect.adjusted(px(_PAD_PX), 0, -px(_PAD_PX) // 2, 0)
        column = COLUMNS[index.column()]
        if column == "incident":
            self._incident(painter, inside, index.row())
        else:
            row = self._model.at(index.row())
            text = self._cells.text(row, column, self._model.above(index.row()))
            painter.setFont(theme.font(14, tabular=True))
            painter.setPen(theme.colour("muted" if text == NOTHING else "text"))
            elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside, _MIDDLE, elided)
        painter.restore()

    def _incident(self, painter: QPainter, inside: QRect, number: int) -> None:
        theme, px = self._theme, self._theme.px
        row = self._model.at(number)
        centre = QPointF(inside.left() + px(_SHAPE_PX), inside.center().y())
        paint_priority(painter, theme, row.highest, centre, px(_SHAPE_PX), hollow=row.state in ("closed", "merged", "resolved"))
        text = inside.adjusted(px(34), px(6), 0, -px(6))
        half = text.height() // 2
        for line, size, colour, bold, top in (
            (self._cells.title(row), 14, "text", True, text.top()),
            (self._cells.reports(row), 13, "muted", False, text.top() + half),
        ):
            font = theme.font(size, bold=bold, tabular=True)
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            elided = QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, text.width())
            painter.drawText(QRect(text.left(), top, text.width(), half), _MIDDLE, elided)
