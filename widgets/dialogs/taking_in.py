"""Taking in a file that may have faults: how far it is, then what came of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from alerts.wording import Wording
from widgets.theme import Theme


class TakingIn(QDialog):
    """Shows progress and can be given up (``cancelled``); then the summary, and the faults as a list to be read and copied."""

    cancelled = Signal()

    def __init__(self, heading: str, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme.px
        self._wording = wording
        self._over = False
        self.setWindowTitle(heading)
        self.setProperty("ground", "panel")
        self.setMinimumWidth(px(640))
        self.heading, self.summary, self.note = QLabel(heading), QLabel(), QLabel()
        self.heading.setProperty("role", "title")
        self.note.setProperty("role", "muted")
        for label in (self.summary, self.note):
            label.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(heading)
        self.faults = QPlainTextEdit()
        self.faults.setReadOnly(True)
        self.faults.setMinimumHeight(px(220))
        self.faults.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.faults.hide()
        self.button = QPushButton(wording("import-cancel"))
        self.button.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(24), px(20), px(24), px(20))
        whole.setSpacing(px(12))
        for widget in (self.heading, self.summary, self.bar, self.faults, self.note):
            whole.addWidget(widget)
        whole.addLayout(buttons)

    def show_progress(self, rows: int, total: int) -> None:
        """So many rows of so many are read."""
        self.bar.setRange(0, max(total, rows))
        self.bar.setValue(rows)
        self.summary.setText(self._wording("import-reading", rows=f"{rows:,}"))

    def show_result(self, summary: str, faults: list[str], note: str) -> None:
        """It is over."""
        self._over = True
        self.bar.hide()
        self.summary.setText(summary)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        if faults:
            self.faults.setPlainText("\n".join(faults))
            self.faults.setAccessibleName(self._wording("import-faults", count=len(faults)))
            self.faults.show()
        self.button.setText(self._wording("import-close"))
        self.button.setFocus()

    def reject(self) -> None:
        """Escape is the button."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._over:
            self.cancelled.emit()
        super().closeEvent(event)
