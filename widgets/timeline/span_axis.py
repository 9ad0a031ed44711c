"""The axes of a span: clock times below, names of rows at the left."""

from __future__ import annotations

from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from widgets.charts.axes import LABEL_ROOM_PX, ClockAxis
from widgets.theme import Theme

_NAME_PX: Final = 13
_LEFT_PX: Final = 16
_RIGHT_PX: Final = 12

_STEPS: Final[tuple[int, ...]] = (
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
)  # fmt: skip
_EAST_S: Final = 32_400
"""Days and half days begin at midnight in Korea."""


class SpanAxis(ClockAxis):
    """Like the strips' axis, for spans of seconds to days."""

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N803
        """Round times in view, far enough apart to be read."""
        least = (maxVal - minVal) * LABEL_ROOM_PX / max(size, 1.0)
        step = next((step for step in _STEPS if step >= least), max(86_400, int(least)))
        first = (int((minVal + _EAST_S) // step) + 1) * step - _EAST_S
        return [(float(step), [float(time) for time in range(first, int(maxVal) + 1, step)])]


class NameAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph is not typed
    """Names of evenly high rows, each in the middle of its row; ``foot`` pixels below the last one stay free."""

    def __init__(self, theme: Theme, box: pg.ViewBox, foot: float = 0.0) -> None:
        super().__init__("left")
        self._theme, self._box, self._foot = theme, box, foot
        self.names: list[str] = []

    def show_names(self, names: list[str]) -> None:
        """Show these, and be as wide as they need."""
        self.names = names
        metrics = QFontMetricsF(self._theme.font(_NAME_PX))
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0.0)
        self.setWidth(widest + self._theme.px(_LEFT_PX + _RIGHT_PX))
        self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Draw the names."""
        height = max(1.0, self._box.rect().height() - self._foot) / max(1, len(self.names))
        left = self._theme.px(_LEFT_PX)
        painter.setFont(self._theme.font(_NAME_PX))
        painter.setPen(self._theme.colour("text"))
        for number, name in enumerate(self.names):
            row = QRectF(left, number * height, self.boundingRect().width() - left, height)
            painter.drawText(row, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)
