"""The command palette: type a few letters, press Enter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from alerts.wording import Wording
from console.window.actions import Actions, Entry
from console.window.fuzzy import fit
from widgets.theme import Theme

WIDTH, ROW, SHOWN = 560, 40, 10
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class _Rows(QStyledItemDelegate):
    """A row: the action's name on the left, its keys on the right."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().paint(painter, option, index)
        painter.save()
        painter.setFont(self._theme.font(13))
        painter.setPen(self._theme.colour("muted"))
        rect = option.rect.adjusted(0, 0, -self._theme.px(12), 0)
        painter.drawText(
            rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(index.data(Qt.ItemDataRole.UserRole))
        )
        painter.restore()


class Palette(QFrame):
    """A field and the actions that fit what is typed, best first, each with its keys. Esc closes."""

    def __init__(self, actions: Actions, wording: Wording, theme: Theme, parent: QWidget, over: Callable[[], QWidget]) -> None:
        """``over`` says which window has the keys when it is opened: it opens there."""
        super().__init__(parent)
        self._actions, self._wording, self._theme, self._over = actions, wording, theme, over
        self._found: list[Entry] = []
        self._before: QWidget | None = None
        self.setProperty("ground", "raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._field = QLineEdit(self)
        self._field.installEventFilter(self)
        self._field.textChanged.connect(self._fill)
        self._list = QListWidget(self)
        self._list.setItemDelegate(_Rows(theme, self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(lambda _item: self._obey())
        layout = QVBoxLayout(self)
        gap = theme.px(8)
        layout.setContentsMargins(gap, gap, gap, gap)
        layout.setSpacing(gap)
        layout.addWidget(self._field)
        layout.addWidget(self._list)
        self.setFixedWidth(theme.px(WIDTH))
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Say every text in the language of the moment."""
        self._field.setPlaceholderText(self._wording("console-palette-hint"))
        self._field.setAccessibleName(self._wording("console-palette"))
        self._list.setAccessibleName(self._wording("console-palette-list"))
        self.setAccessibleName(self._wording("console-palette"))

    def open(self) -> None:
        """Show it over its window, empty; it goes when something else gets the focus."""
        window = self._over()
        if self.parentWidget() is not window:
            self.setParent(window)
        self._before = window.focusWidget()
        self._field.clear()
        self._fill()
        self.move((window.width() - self.width()) // 2, window.height() // 6)
        self.show()
        self.raise_()
        self._field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down and Enter act on the list while the field keeps the focus; Esc leaves."""
        if watched is self._field and event.type() == QEvent.Type.FocusOut:
            self.hide()
        if watched is self._field and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in MOVES:
                step = -1 if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_PageUp) else 1
                count = max(self._list.count(), 1)
                self._list.setCurrentRow((self._list.currentRow() + step) % count)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._obey()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._leave()
                return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        typed = self._field.text()
        scored = [(fit(typed, entry.action.text()), entry) for entry in self._actions.offered()]
        fitting = [(score, entry) for score, entry in scored if score is not None]
        if typed.strip():
            fitting.sort(key=lambda pair: -pair[0])
        self._found = [entry for _, entry in fitting]
        self._list.clear()
        for entry in self._found:
            item = QListWidgetItem(self._list)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.action.text()} {entry.keys()}")
            item.setText(entry.action.text())
            item.setData(Qt.ItemDataRole.UserRole, entry.keys())
        if self._found:
            self._list.setCurrentRow(0)
        rows = min(max(len(self._found), 1), SHOWN)
        self._list.setFixedHeight(self._theme.px(ROW) * rows)
        self.adjustSize()

    def _obey(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._found):
            action = self._found[row].action
            self._leave()
            action.trigger()

    def _leave(self) -> None:
        """Whoever had the focus gets it back."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
