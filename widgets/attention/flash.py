"""A frame around the whole window that flashes when a critical alarm comes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from widgets.theme import Theme

FLASHES: Final = 3
HALF_MS: Final = 250
"""On for so long and off for so long: two flashes a second, below the three that WCAG 2.3.1 allows."""


class Flash(QWidget):
    """Lies over its parent, takes no clicks, and is there only while it flashes."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._left = 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._timer = QTimer(self)
        self._timer.setInterval(HALF_MS)
        self._timer.timeout.connect(self._turn)
        parent.installEventFilter(self)
        self.hide()

    @property
    def flashing(self) -> bool:
        """Whether it still has to flash."""
        return self._timer.isActive()

    def flash(self) -> None:
        """Flash three times; once more while it flashes changes nothing."""
        if not self._timer.isActive():
            self._left = 2 * FLASHES - 1
            self._timer.start()
            self._place()
            self.show()
            self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = self._theme.px(6)
        painter.setPen(QPen(self._theme.priority(1), width))
        painter.drawRect(self.rect().adjusted(width // 2, width // 2, -width // 2, -width // 2))
        painter.end()

    def _turn(self) -> None:
        self._left -= 1
        self.setVisible(self._left % 2 == 1)
        if self._left <= 0:
            self._timer.stop()
            self.hide()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
