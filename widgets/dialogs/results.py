"""What was refused of a command for many, and why, incident by incident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from alerts.wording import Wording
from widgets.theme import Theme


@dataclass(frozen=True, slots=True)
class Result:
    """One incident: its key, what it is called, and the sentence."""

    key: str
    name: str
    text: str


class ResultsDialog(QDialog):
    """Enter or a double click goes to the incident: ``picked`` carries its key. Esc closes."""

    picked = Signal(str)

    def __init__(self, results: Sequence[Result], wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme.px
        self.setModal(True)
        self.setProperty("ground", "panel")
        self.setMinimumWidth(px(560))
        title = wording("dialog-results-title", count=len(results))
        self.setWindowTitle(title)
        heading = QLabel(title, self)
        heading.setProperty("role", "title")
        hint = QLabel(wording("dialog-results-hint"), self)
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(title)
        self.list.setMinimumHeight(px(240))
        self.list.setWordWrap(True)
        for result in results:
            item = QListWidgetItem(f"{result.name}\n{result.text}")
            item.setData(Qt.ItemDataRole.UserRole, result.key)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(self._go)
        self.leave = QPushButton(f"{wording('dialog-results-close')}   Esc", self)
        self.leave.setAccessibleName(wording("dialog-results-close"))
        self.leave.setAutoDefault(False)
        self.leave.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(24), px(20), px(24), px(20))
        whole.setSpacing(px(12))
        for part in (heading, hint, self.list):
            whole.addWidget(part)
        whole.addLayout(buttons)
        self.list.setFocus()

    def _go(self, item: QListWidgetItem) -> None:
        self.accept()
        self.picked.emit(item.data(Qt.ItemDataRole.UserRole))
