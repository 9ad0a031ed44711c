"""Monitors come and go: no window may stay where nobody can see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from PySide6.QtCore import QMargins, QObject, QPoint, QRect, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from console.window.window import Window
from widgets.docks.filling import fill_monitor

SETTLE_MS: Final = 300
"""A monitor that is switched over goes and comes within moments: once everything stands is soon enough to look."""
GRIP_PX: Final = 64
"""So much of a window's upper edge must be on a monitor for it to be seen and dragged."""


class Monitors(QObject):
    """Brings windows back whose monitor has gone, says so once, and lets them return when it is there again."""

    def __init__(self, windows: Callable[[], Iterable[Window]], parent: QObject) -> None:
        super().__init__(parent)
        self._windows = windows
        self._away: dict[QWidget, tuple[QRect, QRect | None, bool]] = {}
        """A window that was brought back -> where it was, where it came to stand (None until it does), whether it filled
        its monitor."""
        self._timer = QTimer(self)
        self._timer.setObjectName("monitors")
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenRemoved.connect(self._stir)
        app.screenAdded.connect(self._added)
        app.primaryScreenChanged.connect(self._stir)
        for screen in app.screens():
            screen.availableGeometryChanged.connect(self._stir)

    def look(self) -> None:
        """Bring back what nobody can see; let go home what can go home."""
        moved = 0
        for window in self._all():
            frame = window.frameGeometry()
            if window in self._away:
                self._return(window)
            elif window.isVisible() and not seen(frame):
                self._bring_back(window)
                moved += 1
        if moved:
            for one in self._windows():
                one.notices.say("console-monitor-gone", count=str(moved))

    def next(self, window: QWidget) -> None:
        """This window goes to the next monitor, and stays there as large as it fits."""
        screens = QGuiApplication.screens()
        here = window.screen()
        there = screens[(screens.index(here) + 1) % len(screens)] if here in screens else screens[0]
        full = window.isFullScreen()
        if full:
            window.showNormal()
        _put(window, onto(window, window.geometry(), there), full)

    # -- within

    def _all(self) -> list[QWidget]:
        found: list[QWidget] = []
        for window in self._windows():
            found.append(window)
            for desk in window.desks:
                found += desk.docks.torn if desk.docks is not None else []
        self._away = {window: kept for window, kept in self._away.items() if window in found}
        return found

    def _added(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._stir)
        self._stir()

    def _stir(self, *_: object) -> None:
        self._timer.start()

    def _bring_back(self, window: QWidget) -> None:
        full, was = window.isFullScreen(), window.geometry()
        if full:
            window.showNormal()
        window.setGeometry(onto(window, was, QGuiApplication.primaryScreen()))
        self._away[window] = was, None, full
        # only once it stands: the platform has a word in where
        QTimer.singleShot(SETTLE_MS, self, partial(self._stands, window))

    def _stands(self, window: QWidget) -> None:
        if window in self._away:
            was, _, full = self._away[window]
            self._away[window] = was, window.geometry(), full

    def _return(self, window: QWidget) -> None:
        was, put, full = self._away[window]
        if put is not None and _moved(put, window.geometry()):
            del self._away[window]  # somebody has moved it since: it is wanted there
        elif seen(was):
            del self._away[window]
            _put(window, was, full)


def _put(window: QWidget, place: QRect, full: bool) -> None:
    """The window stands there, or fills the monitor that is there."""
    if full:
        fill_monitor(window, place)
    else:
        window.setGeometry(place)


def _moved(put: QRect, now: QRect) -> bool:
    """Whether somebody has moved or resized a window: a platform that finds room for its frame shifts it by less than that."""
    shift, growth = now.topLeft() - put.topLeft(), now.size() - put.size()
    return max(map(abs, (shift.x(), shift.y(), growth.width(), growth.height()))) > GRIP_PX


def seen(frame: QRect) -> bool:
    """Whether the upper edge of a window with this frame can be seen and reached on a monitor that there is."""
    edge = QRect(frame.topLeft(), frame.topRight() + QPoint(0, 1))
    for screen in QGuiApplication.screens():
        part = edge.intersected(screen.availableGeometry())
        if not part.isEmpty() and part.width() >= min(GRIP_PX, frame.width()):
            return True
    return False


def onto(window: QWidget, place: QRect, screen: QScreen) -> QRect:
    """The same place on this monitor: as large as fits, and wholly inside with the frame by which it is dragged."""
    inner, frame = window.geometry(), window.frameGeometry()
    edges = QMargins(
        inner.left() - frame.left(), inner.top() - frame.top(), frame.right() - inner.right(), frame.bottom() - inner.bottom()
    )
    room = screen.availableGeometry().marginsRemoved(edges)
    found = QRect(QPoint(), place.size().boundedTo(room.size()))
    found.moveCenter(room.center())
    return found
