"""Panels keep their sizes while the window grows: Qt's own docks would share out the growth among all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QStyle

if TYPE_CHECKING:
    from widgets.docks.panel import Panel

_HANDLE: Final = QStyle.PixelMetric.PM_DockWidgetSeparatorExtent
LEAST_PART: Final = 3
"""What grows keeps at least this part (a third) of a window that is too small for all."""


def keep_sizes(main: QMainWindow, panels: Iterable[Panel], sizes: Mapping[str, tuple[int, int]]) -> None:
    """Give every docked panel that does not grow its width and height (pixels), as far as the others still have room.

    One that shares its column or row with a panel that grows has no size of its own along it, and where none grows
    nobody could take the rest: then all stays as Qt has it.
    """
    # a panel behind another tab stands left of the window
    here = [panel for panel in panels if not (panel.isHidden() or panel.isFloating() or panel.geometry().right() < 0)]
    growers = [panel for panel in here if panel.grows]
    for orientation in (Qt.Orientation.Horizontal, Qt.Orientation.Vertical):
        axis = 0 if orientation == Qt.Orientation.Horizontal else 1
        whole = (main.width(), main.height())[axis]
        taken = {_span(panel, axis) for panel in growers}
        fixed = [
            panel for panel in here if not panel.grows and _span(panel, axis) not in taken and _span(panel, axis)[1] < whole
        ]
        if not growers or not fixed:
            continue
        wanted = [sizes[panel.name][axis] for panel in fixed]
        least = max(whole // LEAST_PART, *(_least(panel, axis) for panel in growers))
        room = max(1, whole - least - main.style().pixelMetric(_HANDLE) * len(fixed))
        if sum(wanted) > room:
            wanted = [max(1, size * room // sum(wanted)) for size in wanted]
        # told of all at once, Qt has nothing left to share out
        gained = sum(_span(panel, axis)[1] for panel in fixed) - sum(wanted)
        share = gained / len(taken)
        grown = [max(1, round(_span(panel, axis)[1] + share)) for panel in growers]
        main.resizeDocks([*fixed, *growers], [*wanted, *grown], orientation)


def _span(panel: Panel, axis: int) -> tuple[int, int]:
    """Where it begins along this axis, and its length."""
    place = panel.geometry()
    return (place.x(), place.width()) if axis == 0 else (place.y(), place.height())


def _least(panel: Panel, axis: int) -> int:
    least = panel.minimumSizeHint().expandedTo(panel.minimumSize())
    return least.width() if axis == 0 else least.height()
