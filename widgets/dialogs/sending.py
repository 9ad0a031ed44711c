"""What all dialogs share that something is written in: Ctrl+Enter sends, Enter alone never does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SendingDialog(QDialog):
    """Ctrl+Enter sends, from every part that :meth:`send_from` was told of; Esc leaves."""

    def submit(self) -> None:
        """Send, or say what is missing."""

    def send_from(self, part: QWidget) -> None:
        """Ctrl+Enter sends from this part too, although it takes Enter for itself."""
        part.installEventFilter(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _sends(event):
            self.submit()
        elif event.key() not in _ENTER:  # Enter chooses in a list; it never sends
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _sends(event):
            self.submit()
            return True
        return super().eventFilter(watched, event)


def _sends(event: QKeyEvent) -> bool:
    return event.key() in _ENTER and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
