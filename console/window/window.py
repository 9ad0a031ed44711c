"""A window: top bar, notices, and the desks as pages."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QInputEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from alerts.wording import Wording
from console.bridge import Bridge, Tick
from console.diagnostics.meters import Meters
from console.diagnostics.panel import DiagnosticsPanel
from console.window.actions import Actions
from console.window.desk import Desk
from console.window.help import Help
from console.window.notice import NoticeBar
from console.window.palette import Palette
from console.window.tour import Tour
from widgets.attention import Flash
from widgets.theme import Theme
from widgets.topbar import TopBar

SIZE = QSize(1920, 1080)
LEAST = QSize(1180, 680)
_SETTLED = QEvent.Type(QEvent.registerEventType())
_LAST = Qt.EventPriority.LowEventPriority.value - 1
"""Behind the repaints that are asked for: Qt posts those at its lowest priority."""
_NO_KEYS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)


class Speaking(Protocol):
    """What has texts."""

    def retranslate(self) -> None: ...


class Window(QWidget):
    """One window with one or more desks.

    Only the desk that is shown is given ticks; a desk that comes to the front is given the whole picture at once.
    """

    closed = Signal()
    desk_shown = Signal(str)

    def __init__(
        self, name: str, notices: NoticeBar, bridge: Bridge, meters: Meters, wording: Wording, theme: Theme,
        topbar: TopBar,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName(name)
        self._wording, self._meters, self._bridge, self._theme = wording, meters, bridge, theme
        self.topbar, self.notices = topbar, notices
        self.desks: list[Desk] = []
        self._pages = QStackedWidget(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(topbar)
        layout.addWidget(notices)
        layout.addWidget(self._pages, 1)
        self.actions_of_window = Actions(self, wording)
        self.palette_of_commands = Palette(self.actions_of_window, wording, theme, self, self.active)
        self.help = Help(self.actions_of_window, wording, theme, self)
        self.diagnostics = DiagnosticsPanel(bridge, meters, wording, theme, self)
        self.note = ""
        """The identifier of what the top bar says where the desk says nothing."""
        notices.note.setParent(self)
        notices.note.over = self.active
        self.flash = Flash(theme, self)
        self.tour = Tour(wording, theme, self)
        self._heard: Bridge | None = None
        self._beside: dict[Desk, tuple[Bridge, Callable[[Tick], object]]] = {}
        self._published: list[float] = []
        self._raised: list[float] = []
        self._watched: QObject | None = None
        self.touched = time.monotonic()
        """When a person last pressed a key here or moved the pointer."""
        self._leave: list[Callable[[], None]] = [wording.follow(self.retranslate), theme.follow(self._restyle)]
        self.setMinimumSize(LEAST)
        self.resize(SIZE)

    def add_desk(self, desk: Desk) -> None:
        """Put a desk behind those that are there; the first one is shown."""
        self.desks.append(desk)
        self._pages.addWidget(desk)
        desk.add_actions(self.actions_of_window)
        desk.bridge_changed.connect(self._follow_desk)
        desk.caught_up.connect(self._caught_up)
        if desk.docks is not None:
            desk.docks.changed.connect(self._follow_beside)
            desk.docks.activated.connect(partial(self.actions_of_window.show_desk, desk.name))
        if len(self.desks) == 1:
            self.show_desk(desk.name)

    @property
    def desk(self) -> Desk:
        """The desk that is shown."""
        return self.desks[self._pages.currentIndex()]

    def show_desk(self, name: str) -> None:
        """Bring this desk to the front."""
        for index, desk in enumerate(self.desks):
            if desk.name == name:
                self._pages.setCurrentIndex(index)
                self.actions_of_window.show_desk(name)
                self._follow_desk()
                self._title()
                self.desk_shown.emit(name)
                desk.setFocus()

    def active(self) -> QWidget:
        """Where the keys are: this window, or the torn-off panel of it that has them."""
        active = QApplication.activeWindow()
        torn = [panel for desk in self.desks if desk.docks is not None for panel in desk.docks.torn]
        return active if active in torn else self

    def flash_all(self) -> None:
        """Flash this window and every panel that was torn off it."""
        self.flash.flash()
        for desk in self.desks:
            for panel in desk.docks.torn if desk.docks is not None else ():
                panel.flash.flash()

    def show_tour(self) -> None:
        """What stands where, step by step."""
        self.tour.begin([("welcome", None), *self.desk.tour(), ("bar", self.topbar), ("keys", None)])

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self._title()
        self.actions_of_window.retranslate()
        parts: list[Speaking] = [
            self.topbar, self.notices, self.palette_of_commands, self.help, self.diagnostics, self.tour, *self.desks,
            *(desk.docks for desk in self.desks if desk.docks is not None),
        ]  # fmt: skip
        for part in parts:
            part.retranslate()

    def event(self, event: QEvent) -> bool:
        """Measures each repaint: Qt sends one UpdateRequest for all that became dirty, and paints within it."""
        if event.type() == _SETTLED:
            self._meters.keys.settled()
            return True
        if event.type() == QEvent.Type.WindowActivate and self.desks:
            self.actions_of_window.show_desk(self.desk.name)  # the keys were another desk's in its torn-off window
        if event.type() != QEvent.Type.UpdateRequest:
            return super().event(event)
        before = time.perf_counter()
        done = super().event(event)
        self._meters.painted(time.perf_counter() - before)
        return done

    def showEvent(self, event: QShowEvent) -> None:
        """Only now there is a window that keys come to."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None and handle is not self._watched:
            self._watched = handle
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes when a key press reaches the window. Qt asks for an override first, whatever the key means then."""
        if isinstance(event, QInputEvent):
            self.touched = time.monotonic()
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() not in _NO_KEYS:
            self._meters.keys.reached()
            QCoreApplication.postEvent(self, QEvent(_SETTLED), _LAST)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What lies over the desks keeps its place."""
        super().resizeEvent(event)
        self.notices.note.place()
        if self.diagnostics.isVisible():
            self.diagnostics.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Whoever composed this window keeps its geometry and ends what belongs to it."""
        self.help.close()
        for desk in self.desks:
            if desk.docks is not None:
                desk.docks.show_windows(False)
        for leave in self._leave:
            leave()
        self._leave = []
        if self._heard is not None:
            self._heard.ticked.disconnect(self._ticked)
            self._heard = None
        for bridge, slot in self._beside.values():
            bridge.ticked.disconnect(slot)
        self._beside = {}
        self.closed.emit()
        super().closeEvent(event)

    def geometry_text(self) -> str:
        """Where the window is, as text to be kept."""
        return bytes(self.saveGeometry().toHex().data()).decode("ascii")

    def restore_geometry_text(self, text: str) -> None:
        """Go where the window was when this text was kept; nothing happens with a damaged one."""
        self.restoreGeometry(QByteArray.fromHex(QByteArray(text.encode("ascii", "ignore"))))

    def splitter_texts(self) -> dict[str, str]:
        """How the panels share the room, by the splitters' names."""
        splitters = self.findChildren(QSplitter)
        return {splitter.objectName(): bytes(splitter.saveState().toHex().data()).decode("ascii") for splitter in splitters}

    def restore_splitter_texts(self, texts: Mapping[str, str]) -> None:
        """Share the room as it was; nothing happens with damaged texts, or for splitters without one."""
        for splitter in self.findChildren(QSplitter):
            text = texts.get(splitter.objectName(), "")
            splitter.restoreState(QByteArray.fromHex(QByteArray(text.encode("ascii", "ignore"))))

    def toggle_full_screen(self) -> None:
        """The whole screen, or a window again: this one, or the torn-off panel that has the keys."""
        active = self.active()
        if active.isFullScreen():
            active.showNormal()
        else:
            active.showFullScreen()

    def _follow_desk(self) -> None:
        """Give the desk that is shown, and the top bar, the picture of its bridge now and every tick from now on."""
        if self._heard is not None:
            self._heard.ticked.disconnect(self._ticked)
        self._heard = self.desk.bridge
        self._heard.ticked.connect(self._ticked)
        self.diagnostics.use(self._heard)
        self._ticked(self._heard.whole())
        self._follow_beside()

    def _follow_beside(self) -> None:
        """A desk of which panels stand on other monitors goes on while this window shows another one."""
        wanted = {
            desk: desk.bridge for desk in self.desks if desk is not self.desk and desk.docks is not None and desk.docks.torn
        }
        for desk, (bridge, slot) in list(self._beside.items()):
            if wanted.get(desk) is not bridge:
                bridge.ticked.disconnect(slot)
                del self._beside[desk]
        for desk, bridge in wanted.items():
            if desk not in self._beside:
                self._beside[desk] = bridge, desk.apply
                bridge.ticked.connect(desk.apply)
                desk.apply(bridge.whole())

    def _ticked(self, tick: Tick) -> None:
        if tick.fresh or tick.feeds or tick.load or tick.playback or tick.link_changed:
            note = self.desk.band() or (self._wording(self.note) if self.note else "")
            self.topbar.apply(tick.picture, note, self.desk.bridge.link)
        self._published += tick.published
        self._raised += tick.raised
        if self.desk.apply(tick):
            self._caught_up()

    def _caught_up(self) -> None:
        """Everything that has come is handed to the widgets: the next repaint shows it."""
        self._meters.shows(self._published, self._raised)
        self._published, self._raised = [], []

    def _title(self) -> None:
        self.setWindowTitle(self._wording("console-title", desk=self._wording(f"console-desk-{self.desk.name}")))

    def _restyle(self) -> None:
        self.setStyleSheet(self._theme.qss())
        self.setPalette(self._theme.palette())
