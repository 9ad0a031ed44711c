"""Keys, pressed where an operator's would arrive."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.window.window import Window

PLAIN = Qt.KeyboardModifier.NoModifier


def press(window: Window, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """At what has the focus in this window, else at the window itself."""
    target = QApplication.focusWidget()
    QTest.keyClick(target if target is not None and target.window() is window else window, key, modifiers)


def press_in_front(window: Window, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """At what has the focus, be it in a dialog over this window."""
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)
