"""Going to a part of the desk, in whichever window it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from widgets.docks.panel import Panel


def go_to(widget: QWidget) -> None:
    """Give this the focus; its window comes to the front, and so does its panel if that is behind another tab."""
    window = widget.window()
    above = widget.parentWidget()
    while above is not None and not isinstance(above, Panel):
        above = above.parentWidget()
    if isinstance(above, Panel):
        above.raise_()
    if window.isVisible() and not window.isActiveWindow():
        window.raise_()
        window.activateWindow()
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
