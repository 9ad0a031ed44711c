"""A menu of things to tick that stays open while one ticks several."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget


class PickMenu(QMenu):
    """Ticks by name. ``changed`` carries the frozenset of ticked names; one entry at the end takes all ticks away."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen: frozenset[str] = frozenset()

    def offer(self, texts: Mapping[str, str], none: str) -> None:
        """Offer these names with these texts, in this order, and ``none`` to take all ticks away."""
        self.clear()
        for name, text in texts.items():
            action = self.addAction(text)
            action.setCheckable(True)
            action.setChecked(name in self.chosen)
            action.setData(name)
        self.addSeparator()
        clear = self.addAction(none)
        clear.setEnabled(bool(self.chosen))
        clear.triggered.connect(lambda _checked=False: self.choose(frozenset()))

    def choose(self, names: frozenset[str]) -> None:
        """Tick exactly these."""
        if names != self.chosen:
            self.chosen = names
            for action in self.actions():
                if action.isCheckable():
                    action.setChecked(action.data() in names)
            self.changed.emit(names)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.actionAt(event.position().toPoint())
        if action is None or not self._turn(action):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        action = self.activeAction()
        if not pressed or action is None or not self._turn(action):
            super().keyPressEvent(event)

    def _turn(self, action: QAction) -> bool:
        if not action.isCheckable():
            return False
        self.choose(self.chosen ^ {str(action.data())})
        self.actions()[-1].setEnabled(bool(self.chosen))
        return True
