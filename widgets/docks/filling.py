"""A window that fills a monitor."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def fill_monitor(window: QWidget, place: QRect) -> None:
    """Put the window to ``place`` (pixels of the whole desktop) and let it fill the monitor that is there.

    A window hears of a new monitor only in a later turn of the event loop; filled before that, it fills the one it left.
    """
    screen = QGuiApplication.screenAt(place.center())
    if screen is not None:
        window.setScreen(screen)
    window.setGeometry(place)
    window.showFullScreen()
