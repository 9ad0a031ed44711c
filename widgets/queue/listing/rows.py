"""A list view that lays nothing out: every row is equally high, so where a row lies is a multiplication."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyle, QStyleOptionViewItem, QWidget

_Index = QModelIndex | QPersistentModelIndex
_WHEEL_ROWS: Final = 3


class RowList(QAbstractItemView):
    """A hundred thousand rows cost what the visible ones cost.

    Rows are ``row_height`` pixels high and as wide as the view; a delegate paints them. Scrolled down, the row on top
    stays where it is when rows come and go above it; scrolled to the top, the top is shown. ``window_changed`` names the
    first and the last visible row.
    """

    window_changed = Signal(int, int)

    def __init__(self, row_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row_height = row_height
        self._anchor: QPersistentModelIndex | None = None
        self._anchor_offset = 0
        self._shown = (-1, -1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAutoScroll(False)

    @property
    def row_height(self) -> int:
        """Pixels."""
        return self._row_height

    def set_row_height(self, pixels: int) -> None:
        """Make every row this high."""
        self._row_height = pixels
        self.updateGeometries()
        self.viewport().update()

    def rows(self) -> int:
        """How many rows there are."""
        model = self.model()
        return 0 if model is None else int(model.rowCount())

    def visible_rows(self) -> tuple[int, int]:
        """The first and the last row that show at least in part; (0, -1) where there are none."""
        top = self.verticalScrollBar().value()
        last = (top + max(self.viewport().height(), 1) - 1) // self._row_height
        return min(top // self._row_height, max(self.rows() - 1, 0)), min(last, self.rows() - 1)

    # -- geometry

    def visualRect(self, index: _Index) -> QRect:
        if not index.isValid():
            return QRect()
        top = index.row() * self._row_height - self.verticalScrollBar().value()
        return QRect(0, top, self.viewport().width(), self._row_height)

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = (point.y() + self.verticalScrollBar().value()) // self._row_height
        return self.model().index(row, 0) if 0 <= row < self.rows() else QModelIndex()

    def scrollTo(self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible) -> None:
        if not index.isValid():
            return
        bar, room = self.verticalScrollBar(), self.viewport().height()
        top = index.row() * self._row_height
        if hint == QAbstractItemView.ScrollHint.PositionAtTop or top < bar.value():
            bar.setValue(top)
        elif hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(top - (room - self._row_height) // 2)
        elif top + self._row_height > bar.value() + room:
            bar.setValue(top + self._row_height - room)

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: _Index) -> bool:
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        first, last = self.indexAt(rect.topLeft()), self.indexAt(rect.bottomLeft())
        self.selectionModel().select(QItemSelection(first, last if last.isValid() else first), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        rows, now = self.rows(), self.currentIndex().row()
        page = max(1, self.viewport().height() // self._row_height - 1)
        move = QAbstractItemView.CursorAction
        steps = {
            move.MoveDown: 1,
            move.MoveNext: 1,
            move.MoveUp: -1,
            move.MovePrevious: -1,
            move.MovePageDown: page,
            move.MovePageUp: -page,
        }
        if action == move.MoveHome:
            row = 0
        elif action == move.MoveEnd:
            row = rows - 1
        else:
            row = max(now, 0) + steps.get(action, 0) if now >= 0 else 0
        return self.model().index(min(max(row, 0), rows - 1), 0) if rows else QModelIndex()

    def updateGeometries(self) -> None:
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self.rows() * self._row_height - room))
        bar.setPageStep(room)
        bar.setSingleStep(max(1, self._row_height // _WHEEL_ROWS))
        self._say_window()

    # -- what happens to it

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if self.model() is not None:
            self.model().layoutAboutToBeChanged.connect(self._hold)
            self.model().layoutChanged.connect(self._settle)
            self.model().rowsAboutToBeInserted.connect(self._hold)
            self.model().rowsInserted.connect(self._settle)
            self.model().rowsAboutToBeRemoved.connect(self._hold)
            self.model().rowsRemoved.connect(self._settle)
            self.model().modelReset.connect(self._settle)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometries()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)
        self._say_window()

    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        self.viewport().update(self.visualRect(first).united(self.visualRect(last)))

    def rowsAboutToBeRemoved(self, parent: _Index, first: int, last: int) -> None:
        """Qt would make a neighbour the current row; the next key would then act on what nobody has chosen."""
        if first <= self.currentIndex().row() <= last:
            self.selectionModel().clear()
        super().rowsAboutToBeRemoved(parent, first, last)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        model, delegate = self.model(), self.itemDelegate()
        if not self.rows():
            return
        hovered = self._under_pointer()
        area = event.rect()
        offset = self.verticalScrollBar().value()
        first = max(0, (area.top() + offset) // self._row_height)
        last = min(self.rows() - 1, (area.bottom() + offset) // self._row_height)
        current, selected = self.currentIndex().row(), self.selectionModel()
        base = option.state & ~(
            QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver
        )
        for row in range(first, last + 1):
            index = model.index(row, 0)
            option.rect = self.visualRect(index)
            state = base
            if selected.isSelected(index):
                state |= QStyle.StateFlag.State_Selected
            if row == current and self.hasFocus():
                state |= QStyle.StateFlag.State_HasFocus
            if row == hovered:
                state |= QStyle.StateFlag.State_MouseOver
            option.state = state
            delegate.paint(painter, option, index)
        painter.end()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverMove, QEvent.Type.HoverEnter, QEvent.Type.HoverLeave, QEvent.Type.Leave):
            self.viewport().update()
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isprintable() and event.text().strip():
            event.ignore()  # letters are commands here, not a search by typing
            return
        super().keyPressEvent(event)

    # -- within

    def _under_pointer(self) -> int:
        if not self.viewport().underMouse():
            return -1
        return self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos())).row()

    def _say_window(self) -> None:
        shown = self.visible_rows()
        if shown != self._shown:
            self._shown = shown
            self.window_changed.emit(*shown)

    def _hold(self) -> None:
        top = self.verticalScrollBar().value()
        if self._anchor is None and top > 0 and self.rows():
            row = top // self._row_height
            self._anchor = QPersistentModelIndex(self.model().index(row, 0))
            self._anchor_offset = top - row * self._row_height

    def _settle(self) -> None:
        self.updateGeometries()
        anchor, self._anchor = self._anchor, None
        if anchor is not None and anchor.isValid():
            self.verticalScrollBar().setValue(anchor.row() * self._row_height + self._anchor_offset)
        self.viewport().update()
        self._say_window()
