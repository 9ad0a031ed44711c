"""What stands where a list would be: what would be here, and how to get it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from widgets.theme import Theme


class EmptyState(QWidget):
    """A sentence, and where that helps a button, over the middle of its parent."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setProperty("role", "muted")
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.action = QPushButton(self)
        self.action.setProperty("kind", "chip")
        whole = QVBoxLayout(self)
        whole.setSpacing(theme.px(12))
        whole.addWidget(self.text)
        whole.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        self.hide()

    def say(self, text: str, action: str = "") -> None:
        """Show this sentence, and a button with this text where there is one."""
        self.text.setText(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.show()
        self.place()

    def place(self) -> None:
        """In the upper middle of the parent."""
        parent = self.parentWidget()
        if not self.isHidden() and parent is not None:
            width = min(parent.width() - self._theme.px(32), self._theme.px(360))
            height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
            self.setGeometry((parent.width() - width) // 2, max(0, parent.height() // 3 - height // 2), width, height)
