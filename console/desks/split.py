"""Panels side by side that a person may resize, told apart by their ground alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from widgets.theme import Theme


def split(
    theme: Theme, name: str, parts: Sequence[tuple[QWidget, int, int]], vertical: bool = False, parent: QWidget | None = None
) -> QSplitter:
    """A splitter of (widget, size in pixels at 100 %, stretch); stretch 0 keeps its size when the window grows."""
    splitter = QSplitter(Qt.Orientation.Vertical if vertical else Qt.Orientation.Horizontal, parent)
    splitter.setObjectName(name)
    splitter.setHandleWidth(theme.px(2))
    splitter.setChildrenCollapsible(False)
    for index, (widget, _, stretch) in enumerate(parts):
        splitter.addWidget(widget)
        splitter.setStretchFactor(index, stretch)
    splitter.setSizes([theme.px(size) for _, size, _ in parts])
    return splitter
