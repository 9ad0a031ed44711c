"""The panels of one desk, in its window and in windows of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from alerts.wording import Wording
from widgets.docks.arrangement import Arrangement, Node, Split, first
from widgets.docks.filling import fill_monitor
from widgets.docks.order import in_order
from widgets.docks.panel import Panel
from widgets.docks.sizes import keep_sizes
from widgets.theme import Theme

HANDLE_PX: Final = 2
STEP_PX: Final = 48
"""A torn-off window stands so far from where the panel was: it is seen to be another one."""
_AREA: Final = Qt.DockWidgetArea.LeftDockWidgetArea


class Docks(QMainWindow):
    """Made with :meth:`add` for each panel and one :meth:`arrange`; every panel is always somewhere.

    Panels that do not grow keep their sizes when the window is resized; what a person drags is the new size.
    """

    changed = Signal()
    """A panel was torn off or put back."""
    activated = Signal()
    """A torn-off window of this desk has the keys now."""

    def __init__(self, name: str, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setObjectName(name)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDockNestingEnabled(True)
        self.setAnimated(False)
        self._wording, self._theme = wording, theme
        self.panels: dict[str, Panel] = {}
        self._declared: dict[str, tuple[int, int]] = {}
        self._sizes: dict[str, tuple[int, int]] = {}
        self._tree: Node = ""
        self._homeless: set[str] = set()
        self._needs: dict[str, QSize] = {}
        self.arranging = False
        self._busy = False
        self._again = QTimer(self)
        self._again.setObjectName("docks")
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._keep_again)

    # -- made

    def add(self, name: str, widget: QWidget, width: int, height: int, grows: bool = False) -> Panel:
        """A panel more, of this size in pixels at 100 %."""
        px = self._theme.px
        panel = Panel(name, widget, grows, self._wording, self._theme, self)
        panel.topLevelChanged.connect(lambda _floating: self._moved())
        panel.dockLocationChanged.connect(lambda _area: self._moved())
        panel.activated.connect(self.activated)
        panel.toggle_asked.connect(lambda: self.toggle(name))
        self.panels[name] = panel
        self._declared[name] = (px(width), px(height))
        return panel

    def arrange(self, tree: Node) -> None:
        """The default: panels stand like this until somebody moves them."""
        self._tree = tree
        self.reset()

    def reset(self) -> None:
        """Everything as it was made."""
        self._busy = True
        for panel in self.panels.values():
            if panel.isFullScreen():
                panel.showNormal()
            panel.setFloating(False)
        self._sizes = dict(self._declared)
        self.addDockWidget(_AREA, self.panels[first(self._tree)])
        self._place(self._tree)
        self._resize_all()
        self._busy = False
        self._moved()

    # -- torn off and put back

    @property
    def torn(self) -> list[Panel]:
        """The panels in windows of their own that are to be seen."""
        return [panel for panel in self.panels.values() if panel.isFloating() and panel.isVisible()]

    def __iter__(self) -> Iterator[Panel]:
        return iter(self.panels.values())

    def holding(self, widget: QWidget | None) -> Panel | None:
        """The panel that this widget is in; None where it is in none."""
        return next((panel for panel in self.panels.values() if widget is not None and panel.isAncestorOf(widget)), None)

    def toggle(self, name: str) -> None:
        """Tear this panel off, or put it back."""
        panel = self.panels[name]
        focus = QApplication.focusWidget()
        had_focus = focus is not None and panel.isAncestorOf(focus)
        if panel.isFloating():
            if panel.isFullScreen():
                panel.showNormal()
            panel.setFloating(False)
        else:
            place = self._room_for(panel)
            panel.setFloating(True)
            panel.setGeometry(place)
            panel.show()
        window = panel.window()
        window.activateWindow()
        if had_focus and focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        elif panel.isFloating():
            panel.widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_windows(self, on: bool) -> None:
        """Show the torn-off windows, or hide them: there is nothing to be seen in them, or the desk is closed."""
        for panel in self.panels.values():
            if panel.isFloating():
                panel.setVisible(on)
        self.changed.emit()

    def keep(self) -> None:
        """Give every panel its size again, after something has come or gone."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        keep_sizes(self, self.panels.values(), self._sizes)

    def want_height(self, name: str, height: int) -> None:
        """This panel is to be so high (pixels) from the next :meth:`keep` on."""
        self._sizes[name] = (self._sizes[name][0], height)

    def show_arranging(self, on: bool) -> None:
        """Show titles by which panels are dragged, or hide them."""
        self.arranging = on
        for panel in self.panels.values():
            panel.arrange(on)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        for panel in self.panels.values():
            panel.retranslate()

    # -- kept

    def arrangement(self) -> Arrangement:
        """How everything stands now."""
        state = bytes(self.saveState().toHex().data()).decode("ascii")
        return Arrangement(state, dict(self._sizes), [panel.name for panel in self.torn if panel.isFullScreen()])

    def restore(self, kept: Arrangement) -> bool:
        """Stand as it was kept; False, and everything as it is, where that is damaged or of another desk."""
        state = QByteArray.fromHex(QByteArray(kept.state.encode("ascii", "ignore")))
        self._busy = True
        for panel in self.panels.values():
            if panel.isFullScreen():
                panel.showNormal()
        done = self.restoreState(state)
        self._busy = False
        if done:
            self._sizes |= {name: size for name, size in kept.sizes.items() if name in self.panels}
            self._moved()
            for panel in self.torn:
                if panel.name in kept.full:
                    fill_monitor(panel, panel.geometry())
        return done

    # -- within

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keep()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.MouseButtonRelease and not self._busy:
            self._learn()  # a separator was let go: what is there now is what is wanted
        elif event.type() == QEvent.Type.LayoutRequest:
            self._hear_needs()
        return done

    def _hear_needs(self) -> None:
        """Qt takes room from the others for a panel that comes to need more, and gives none back when it needs less."""
        needs = {
            panel.name: panel.minimumSizeHint().expandedTo(panel.minimumSize())
            for panel in self.panels.values() if panel.isVisible() and not panel.isFloating()
        }  # fmt: skip
        if needs != self._needs:
            self._needs = needs
            self._again.start()

    def _keep_again(self) -> None:
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:  # a separator is not pulled out of a hand
            self.keep()

    def _learn(self) -> None:
        for panel in self.panels.values():
            if panel.isVisible() and not panel.isFloating():
                self._sizes[panel.name] = (panel.width(), panel.height())

    def _moved(self) -> None:
        if not self._busy:
            in_order(self.panels.values())
            self.keep()
            self.changed.emit()

    def _place(self, node: Node) -> None:
        if not isinstance(node, Split):
            return
        orientation = Qt.Orientation.Vertical if node.vertical else Qt.Orientation.Horizontal
        before = self.panels[first(node.parts[0])]
        for part in node.parts[1:]:
            panel = self.panels[first(part)]
            self.splitDockWidget(before, panel, orientation)
            before = panel
        for part in node.parts:
            self._place(part)

    def _resize_all(self) -> None:
        panels = [panel for panel in self.panels.values() if not panel.isHidden()]
        for axis, orientation in enumerate((Qt.Orientation.Horizontal, Qt.Orientation.Vertical)):
            self.resizeDocks(panels, [self._sizes[panel.name][axis] for panel in panels], orientation)

    def _room_for(self, panel: Panel) -> QRect:
        """Where its window opens: on another monitor where there is one, else beside where it was."""
        here, step = self.window().screen(), self._theme.px(STEP_PX)
        size = panel.size() if panel.isVisible() else QSize(*self._declared[panel.name])
        taken = {torn.screen() for torn in self.torn}
        others = [screen for screen in QGuiApplication.screens() if screen is not here]
        if others:
            free = next((screen for screen in others if screen not in taken), others[0])
            room = free.availableGeometry().adjusted(step, step, -step, -step)  # its frame has to be within reach
            place = QRect(QPoint(), size.boundedTo(room.size()))
            place.moveCenter(room.center())
            return place
        corner = panel.mapToGlobal(QPoint(step, step)) if panel.isVisible() else self.mapToGlobal(QPoint(step, step))
        return QRect(corner, size.boundedTo(here.availableGeometry().size()))
