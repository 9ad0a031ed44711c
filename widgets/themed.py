"""What a widget does when the theme changes under it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from widgets.theme import Theme


def wear(widget: QWidget, sheet: str) -> None:
    """Give it this style sheet, unless it has it: Qt works out every style below a widget anew, the same sheet or not."""
    if widget.styleSheet() != sheet:
        widget.setStyleSheet(sheet)


class ThemedWidget(QWidget):
    """Calls :meth:`restyle` when a new style sheet says that theme or scale are others now."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._worn = (theme.name, theme.scale)

    def restyle(self) -> None:
        """Take colours and sizes from the theme anew."""
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_worn"):
            worn = (self._theme.name, self._theme.scale)
            if worn != self._worn:
                self._worn = worn
                self.restyle()
