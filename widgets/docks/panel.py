"""One panel: a place in the desk's window, or a window of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from widgets.attention import Flash

if TYPE_CHECKING:
    from alerts.wording import Wording
    from widgets.theme import Theme

TITLE_PX = 32


class Panel(QDockWidget):
    """Docked it shows no title, so that nothing is moved by accident, unless panels are being arranged. Torn off it is a
    window with the platform's own frame; closing that window puts it back.

    Its window stays a tool window of the desk's: Qt lets the desk's keys work in it.
    """

    activated = Signal()
    """Its own window has the keys now."""
    toggle_asked = Signal()

    def __init__(self, name: str, widget: QWidget, grows: bool, wording: Wording, theme: Theme, parent: QWidget) -> None:
        """``grows``: it takes the room that the others leave. Its title is ``dock-<name>``."""
        super().__init__(parent)
        self.name, self.grows, self._wording = name, grows, wording
        self.setObjectName(name)
        self.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetMovable
            | QDockWidget.DockWidgetFeature.DockWidgetFloatable
            | QDockWidget.DockWidgetFeature.DockWidgetClosable
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.flash = Flash(theme, self)
        self._none = _NoTitle(self)
        self._title = _Title(theme, self)
        self._title.tear.clicked.connect(self.toggle_asked)
        self._title.hide()
        self._arranging = False
        self.setTitleBarWidget(self._none)
        self.setWidget(widget)
        self.topLevelChanged.connect(self._dress)
        self.retranslate()

    def arrange(self, on: bool) -> None:
        """Show the title by which it is dragged, or hide it."""
        self._arranging = on
        self._dress(self.isFloating())

    def retranslate(self) -> None:
        """Say its name in the language of the moment."""
        name = self._wording(f"dock-{self.name}")
        self.setWindowTitle(name)
        self.setAccessibleName(name)
        self._title.say(name, self._wording("dock-tear"))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and self.isWindow():
            self.activated.emit()
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A panel is never lost: a torn-off window that is closed goes back to its place."""
        event.ignore()
        if self.isFloating():
            self.toggle_asked.emit()

    def _dress(self, floating: bool) -> None:
        wanted = None if floating else (self._title if self._arranging else self._none)
        if self.titleBarWidget() is not wanted:
            for title in (self._title, self._none):
                title.setVisible(title is wanted)
            self.setTitleBarWidget(wanted)  # type: ignore[arg-type]  # None is the platform's own


class _NoTitle(QWidget):
    """In place of a title, without any height: a dock asks for the size hint alone, and a plain widget's is -1."""

    def sizeHint(self) -> QSize:
        return QSize(0, 0)


class _Title(QWidget):
    """The panel's name and a button that tears it off; dragged anywhere else it moves the panel."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        px = theme.px
        self.setProperty("ground", "title")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._high = px(TITLE_PX)
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.label = QLabel(self)
        self.label.setProperty("role", "heading")
        self.tear = QPushButton(self)
        self.tear.setProperty("kind", "chip")
        self.tear.setCursor(Qt.CursorShape.ArrowCursor)
        self.tear.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(px(16), 0, px(4), 0)
        line.addWidget(self.label, 1)
        line.addWidget(self.tear)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._high)

    def say(self, name: str, tear: str) -> None:
        self.label.setText(name)
        self.tear.setText(tear)
        self.tear.setAccessibleName(f"{name}: {tear}")
