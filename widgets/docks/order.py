"""The order in which Tab goes through the panels, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from widgets.docks.panel import Panel


def in_order(panels: Iterable[Panel]) -> None:
    """One panel after the other, each inside as it was: Qt puts what comes back at the very end."""
    before: QWidget | None = None
    for panel in panels:
        if panel.isFloating():
            continue
        for widget in _chain(panel):
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget


def _chain(panel: Panel) -> list[QWidget]:
    """What takes the focus by Tab within it, in the order it was made in.

    Not asked of Qt's own chain: Shiboken takes each widget of it for the child of the one before, and lets go of both.
    """
    return [
        widget for widget in panel.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.window() is panel.window()
    ]  # fmt: skip
