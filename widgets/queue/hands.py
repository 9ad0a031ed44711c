"""What the pointer and the keys do in the list."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from widgets.queue.listing.model import IncidentModel
from widgets.queue.listing.rows import RowList
from widgets.queue.marks import Marks

KEYS_HOLD_MS: Final = 3000
"""So long after a key moved through the list nothing moves under the eye."""
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_MOVES: Final = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_End)


class Hands(QObject):
    """Moves through the rows, marks them, opens and closes groups.

    J and K move, with Shift they mark what they pass; Ctrl and Shift with the pointer mark one and a range; Ctrl+A marks
    all that the filter lets through; Esc unmarks. ``holding`` says that nothing should move (why, on or off); ``opened``
    that the current incident is to be worked on, ``acknowledged`` that A was pressed, ``resized`` that there is other room.
    """

    holding = Signal(str, bool)
    opened = Signal()
    acknowledged = Signal()
    resized = Signal()
    top_wanted = Signal()

    def __init__(self, rows: RowList, model: IncidentModel, marks: Marks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._list, self._model, self._marks = rows, model, marks
        self._last_row = -1
        self._keys = QTimer(self)
        self._keys.setSingleShot(True)
        self._keys.setInterval(KEYS_HOLD_MS)
        self._keys.timeout.connect(lambda: self.holding.emit("keys", False))
        rows.installEventFilter(self)
        rows.viewport().installEventFilter(self)
        rows.selectionModel().currentRowChanged.connect(lambda index, _: self._remember(index.row()))
        rows.doubleClicked.connect(lambda _index: self.enter())

    # -- what a person does

    def step(self, by: int) -> None:
        """To the neighbour; where nothing is chosen, to where the last choice was."""
        rows, now = self._model.rowCount(), self._list.currentIndex().row()
        if rows:
            start = now + by if now >= 0 else max(self._last_row, 0)
            self._hold()
            self.choose(min(max(start, 0), rows - 1))

    def mark_step(self, by: int) -> None:
        """Mark this one and the neighbour, and go there."""
        here = self._key(self._list.currentIndex().row())
        self.step(by)
        there = self._key(self._list.currentIndex().row())
        self._marks.add(key for key in (here, there) if key)

    def mark_all(self) -> None:
        """Mark all that the filter lets through, inside groups too."""
        self._marks.put(self._model.let_through())

    def choose(self, row: int) -> None:
        """Make this the current row; -1 for none."""
        if row < 0:
            self._list.selectionModel().clear()
        else:
            index = self._model.index(row)
            self._list.setCurrentIndex(index)
            self._list.scrollTo(index)

    def enter(self) -> None:
        """Open the current incident, or open and close the current group."""
        if not self.turn_group():
            self.opened.emit()

    def turn_group(self, wanted: bool | None = None) -> bool:
        """Open or close the current row's group (``wanted`` None: the other way); False where the row is of none.

        A row inside a group closes it, and its line is the current row then.
        """
        row = self._list.currentIndex().row()
        group = self._model.group(row) if row >= 0 else None
        if group is not None:
            if wanted is None or wanted != group.expanded:
                self._model.turn_group(group.key)
            return True
        inside = self._model.group_of(row) if row >= 0 and wanted is False else None
        if inside is None:
            return False
        self.choose(self._model.line_row(inside))
        self._model.turn_group(inside)
        return True

    # -- within

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._list:
            if kind in (QEvent.Type.Enter, QEvent.Type.Leave):
                self.holding.emit("pointer", kind == QEvent.Type.Enter)
            elif kind == QEvent.Type.Resize:
                self.resized.emit()
            elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._press(event)
        elif kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            return self._click(event)
        return super().eventFilter(watched, event)

    def _click(self, event: QMouseEvent) -> bool:
        """Plain clicks choose one incident; a click on the current line opens its group."""
        row = self._list.indexAt(event.position().toPoint()).row()
        key, modifiers = self._key(row), event.modifiers()
        if event.button() != Qt.MouseButton.LeftButton or row < 0:
            return False
        if modifiers & _SHIFT and key:
            self._mark_to(row)
        elif modifiers & _CONTROL and key:
            here = self._key(self._list.currentIndex().row())
            if not len(self._marks) and here and here != key:
                self._marks.put([here])  # what was chosen plainly is the first of those meant
            self._marks.toggle(key)
        else:
            self._marks.clear()
            if self._model.group(row) is not None and row == self._list.currentIndex().row():
                self.turn_group()
                return True
            return False
        self.choose(row)
        return True

    def _mark_to(self, row: int) -> None:
        anchor = self._model.row(self._marks.anchor) if self._marks.anchor else -1
        start = anchor if anchor >= 0 else self._list.currentIndex().row()
        start = row if start < 0 else start
        first, last = sorted((start, row))
        kept = self._marks.anchor or self._key(start)
        self._marks.put(key for key in map(self._key, range(first, last + 1)) if key)
        self._marks.anchor = kept

    def _press(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == _CONTROL and key == Qt.Key.Key_A:
            self.mark_all()
        elif modifiers == _SHIFT and key in (Qt.Key.Key_J, Qt.Key.Key_Down):
            self.mark_step(1)
        elif modifiers == _SHIFT and key in (Qt.Key.Key_K, Qt.Key.Key_Up):
            self.mark_step(-1)
        elif modifiers:
            return False
        else:
            return self._press_plain(Qt.Key(key))
        return True

    def _press_plain(self, key: Qt.Key) -> bool:
        match key:
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._list.currentIndex().isValid():
                self.enter()
            case Qt.Key.Key_J:
                self.step(1)
            case Qt.Key.Key_K:
                self.step(-1)
            case Qt.Key.Key_A:
                self.acknowledged.emit()
            case Qt.Key.Key_Space if self._key(self._list.currentIndex().row()):
                self._marks.toggle(self._key(self._list.currentIndex().row()))
            case Qt.Key.Key_Escape if len(self._marks):
                self._marks.clear()
            case Qt.Key.Key_Right | Qt.Key.Key_Left:
                return self.turn_group(wanted=key == Qt.Key.Key_Right)
            case Qt.Key.Key_Home:
                self.top_wanted.emit()
                self.choose(0 if self._model.rowCount() else -1)
            case _:
                if key in _MOVES:
                    self._hold()
                return False
        return True

    def _key(self, row: int) -> str:
        """The key of the incident in a row, empty for a group's line and for no row."""
        incident = self._model.incident_at(row)
        return incident.key if incident is not None else ""

    def _hold(self) -> None:
        self.holding.emit("keys", True)
        self._keys.start()

    def _remember(self, row: int) -> None:
        if row >= 0:
            self._last_row = row
