"""Guards against a fault of the Qt bindings that corrupts the interpreter."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

CALLS = 10_000


class Sender(QObject):
    sent = Signal(object)


def test_void_calls_keep_the_count_of_none(qtbot) -> None:
    """PySide6 6.12.0 gives away a reference to None (or True) with each void call or emit, until the interpreter dies."""
    widget, sender, heard = QWidget(), Sender(), []
    qtbot.addWidget(widget)
    sender.sent.connect(heard.append)
    widget.update()
    sender.sent.emit(None)
    none, true = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(CALLS):
        widget.update()
        widget.setEnabled(True)
        sender.sent.emit(True)
    heard.clear()
    assert abs(sys.getrefcount(None) - none) < CALLS / 100
    assert abs(sys.getrefcount(True) - true) < CALLS / 100
