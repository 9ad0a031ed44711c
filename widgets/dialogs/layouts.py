"""The layouts a person has kept under a name: put up, kept, forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from alerts.wording import Wording
from widgets.theme import Theme

LONGEST_NAME = 40


class LayoutsDialog(QDialog):
    """The default stands first. Enter puts the chosen one up, Delete forgets it; a name and Enter keeps what stands now.

    ``chosen`` and ``forgotten`` carry a name (empty for the default), ``kept`` the name to keep the present layout under.
    """

    chosen = Signal(str)
    kept = Signal(str)
    forgotten = Signal(str)

    def __init__(self, names: Sequence[str], wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme.px
        self._wording = wording
        self.setModal(True)
        self.setWindowTitle(wording("dock-layouts"))
        self.setProperty("ground", "panel")
        self.setMinimumWidth(px(420))
        heading = QLabel(wording("dock-layouts"), self)
        heading.setProperty("role", "title")
        hint = QLabel(wording("dock-layouts-hint"), self)
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(wording("dock-layouts"))
        self.list.installEventFilter(self)
        self.list.setMinimumHeight(px(200))
        self.list.itemDoubleClicked.connect(lambda _item: self._choose())
        self.name = QLineEdit(self)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(wording("dock-layouts-name"))
        self.name.setAccessibleName(wording("dock-layouts-name"))
        self.name.returnPressed.connect(self._keep)
        self.keep = QPushButton(wording("dock-layouts-keep"), self)
        self.keep.setAutoDefault(False)
        self.keep.clicked.connect(self._keep)
        self.put = QPushButton(f"{wording('dock-layouts-put')}   Enter", self)
        self.put.setProperty("kind", "primary")
        self.put.setAutoDefault(False)
        self.put.clicked.connect(self._choose)
        self.forget = QPushButton(f"{wording('dock-layouts-forget')}   Delete", self)
        self.forget.setAutoDefault(False)
        self.forget.clicked.connect(self._forget)
        leave = QPushButton(f"{wording('dialog-cancel')}   Esc", self)
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        naming, buttons = QHBoxLayout(), QHBoxLayout()
        naming.addWidget(self.name, 1)
        naming.addWidget(self.keep)
        buttons.addWidget(self.forget)
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self.put)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(24), px(20), px(24), px(20))
        whole.setSpacing(px(12))
        for part in (heading, hint, self.list):
            whole.addWidget(part)
        whole.addLayout(naming)
        whole.addLayout(buttons)
        self.list.addItem(wording("dock-layouts-default"))
        self.list.addItems(list(names))
        self.list.currentRowChanged.connect(lambda row: self.forget.setEnabled(row > 0))
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # its own parts have taken what Enter means to them
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Delete mean the chosen line."""
        if watched is self.list and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose()
                return True
            if event.key() == Qt.Key.Key_Delete:
                self._forget()
                return True
        return super().eventFilter(watched, event)

    def _choose(self) -> None:
        row = self.list.currentRow()
        self.accept()
        self.chosen.emit("" if row <= 0 else self.list.item(row).text())

    def _keep(self) -> None:
        name = self.name.text().strip()
        if name:
            self.accept()
            self.kept.emit(name)
        else:
            self.name.setFocus()

    def _forget(self) -> None:
        row = self.list.currentRow()
        if row > 0:
            name = self.list.takeItem(row).text()
            self.forgotten.emit(name)
