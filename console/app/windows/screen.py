"""Whether there is a screen, and the Qt application on it."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING, Final

from alerts.errors import WorldError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QApplication

SCREENLESS: Final = ("offscreen", "minimal", "vnc")

OFFSCREEN_SAYS: Final = ("propagateSizeHints", "does not support raise()")
"""What the offscreen platform says of every window: no fault."""

log = logging.getLogger("qt")


class ScreenError(WorldError):
    """There is no display, or Qt cannot use it."""


def has_display(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Whether a window would be seen: always on Windows and macOS, elsewhere where X or Wayland is announced."""
    chosen = environment.get("QT_QPA_PLATFORM", "")
    if chosen:
        return chosen.partition(":")[0] not in SCREENLESS
    return platform in ("win32", "darwin") or bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def require_display() -> None:
    """ScreenError where no window could be seen."""
    if not has_display() and "QT_QPA_PLATFORM" not in os.environ:
        raise ScreenError(
            "there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set): start it on a desktop, run `demo` for"
            " pictures without one, or `hub` for a hub without a screen"
        )


def make_application(offscreen: bool) -> QApplication:
    """The Qt application; ScreenError where Qt's libraries are missing. Qt's own messages go to the log."""
    if offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from PySide6.QtCore import QtMsgType, qInstallMessageHandler
        from PySide6.QtGui import QGuiApplication
        from PySide6.QtWidgets import QApplication
    except ImportError as error:
        raise ScreenError(f"Qt cannot be loaded ({error}): install the system libraries that the README names") from error
    if not offscreen:
        _require_platform()
    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
        QtMsgType.QtCriticalMsg: logging.ERROR,
        QtMsgType.QtFatalMsg: logging.CRITICAL,
    }

    def hear(kind: QtMsgType, _context: object, message: str) -> None:
        if not any(part in message for part in OFFSCREEN_SAYS):
            log.log(levels.get(kind, logging.WARNING), "%s", message)

    existing = QApplication.instance()
    if existing is None:
        qInstallMessageHandler(hear)
        QGuiApplication.setApplicationDisplayName("")
        existing = QApplication([sys.argv[0]])
        existing.setApplicationName("gwanje")
        existing.setDesktopFileName("gwanje")
        existing.setStyle("Fusion")
    assert isinstance(existing, QApplication)
    return existing


def _require_platform(environment: Mapping[str, str] = os.environ) -> None:
    """ScreenError where Qt's X11 plugin lacks a system library: Qt itself would only abort.

    Loading the plugin names the library that is missing; Wayland's plugin needs nothing that Qt does not bring.
    """
    chosen = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    wanted = chosen == "xcb" if chosen else bool(environment.get("DISPLAY")) and not environment.get("WAYLAND_DISPLAY")
    if sys.platform != "linux" or not wanted:
        return
    import ctypes

    from PySide6.QtCore import QLibraryInfo

    plugin = f"{QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)}/platforms/libqxcb.so"
    try:
        ctypes.CDLL(plugin)
    except OSError as error:
        raise ScreenError(
            f"Qt cannot open a window ({error}): install the system libraries that the README names, or run"
            " with QT_QPA_PLATFORM=offscreen"
        ) from error
