"""The two axes of the strips: clock times below, the feeds' names and rates at the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from widgets.moments import at
from widgets.theme import Theme

STEPS: Final[tuple[int, ...]] = (5, 10, 30, 60, 120, 300, 600, 900, 1800)
"""Seconds between labels."""
LABEL_ROOM_PX: Final = 90.0
NAME_PX: Final = 13
RATE_PX: Final = 12
TWO_LINES_PX: Final = 34.0
"""The least height of a row that has its rate below its name instead of beside it."""


class ClockAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph is not typed
    """Times of day on the clock of ``zone``, at round minutes."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__("bottom")
        self._zone = zone
        self.setStyle(tickLength=0, tickTextOffset=4, showValues=True)

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N803
        """Round times in view, far enough apart to be read."""
        span = maxVal - minVal
        least = span * LABEL_ROOM_PX / max(size, 1.0)
        step = next((step for step in STEPS if step >= least), STEPS[-1])
        first = int(minVal // step + 1) * step
        return [(float(step), [float(t) for t in range(first, int(maxVal) + 1, step)])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """``14:05``, with seconds where labels are less than a minute apart."""
        form = "%H:%M:%S" if spacing < 60 else "%H:%M"
        return [at(value, self._zone).strftime(form) for value in values]


@dataclass(frozen=True, slots=True)
class RowLabel:
    """What stands at the left of a row; ``dim`` for a feed that is silent."""

    name: str
    rate: str
    dim: bool = False


class RowAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph is not typed
    """Names and current rates, one below the other in evenly high rows."""

    def __init__(self, theme: Theme, box: pg.ViewBox) -> None:
        super().__init__("left")
        self._box = box
        self._theme = theme
        self.rows: list[RowLabel] = []
        self.head = 0.0
        """Pixels kept free above the first row, for the incidents' shapes."""

    def fit_width(self) -> None:
        """As wide as the labels need."""
        name = QFontMetricsF(self._theme.font(NAME_PX))
        rate = QFontMetricsF(self._theme.font(RATE_PX, tabular=True))
        beside = self._row_height() < self._theme.px(TWO_LINES_PX)
        wants = [
            name.horizontalAdvance(row.name) + 10 + rate.horizontalAdvance(row.rate)
            if beside
            else max(name.horizontalAdvance(row.name), rate.horizontalAdvance(row.rate))
            for row in self.rows
        ]
        self.setWidth(max(wants, default=60.0) + self._theme.px(24))

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Draw the labels."""
        theme, height = self._theme, self._row_height()
        left, right = theme.px(12), self.boundingRect().width() - theme.px(10)
        beside = height < theme.px(TWO_LINES_PX)
        names, rates = theme.font(NAME_PX), theme.font(RATE_PX, tabular=True)
        for index, row in enumerate(self.rows):
            top = self.head + index * height
            box = QRectF(left, top, right - left, height)
            painter.setFont(names)
            painter.setPen(theme.colour("muted" if row.dim else "text"))
            if beside:
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, row.name)
                painter.setFont(rates)
                painter.setPen(theme.colour("muted"))
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.rate)
            else:
                middle = top + height / 2
                painter.drawText(QPointF(left, middle - 3), row.name)
                painter.setFont(rates)
                painter.setPen(theme.colour("muted"))
                painter.drawText(QPointF(left, middle - 3 + QFontMetricsF(rates).height()), row.rate)

    def _row_height(self) -> float:
        # the box's height, not the axis': pyqtgraph makes the latter reach over its neighbours
        return float(max(1.0, self._box.rect().height() - self.head) / max(1, len(self.rows)))
