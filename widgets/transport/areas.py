"""What a recording holds: how much each channel brought over time, the incidents raised so far, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any, Final

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from widgets.moments import at
from widgets.shapes import paint_priority
from widgets.theme import Theme
from widgets.timeline.channels import in_order, token
from widgets.timeline.span_box import SpanBox

INCIDENT_ROW: Final = "incidents"
ALARM: Final = 3
"""Up to this priority an incident has a mark; ordinary reports are thin strokes that would hide it otherwise."""
_MARK_PX: Final = 6.0
_PAD_PX: Final = 3.0
_SMOOTH: Final = np.array([1.0, 2.0, 3.0, 2.0, 1.0]) / 9.0
"""Over five bins: a time line shows the course, not each report."""


class AreasItem(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph is not typed
    """A child of the box, so its coordinates are the box's pixels; one row a channel, the last one for incidents."""

    def __init__(self, box: SpanBox, theme: Theme, zone: tzinfo) -> None:
        super().__init__()
        self._box, self._theme, self._zone = box, theme, zone
        self.channels: list[str] = []
        self.incidents: Sequence[tuple[float, int]] = ()
        self.cursor: float | None = None
        self._parts: dict[str, NDArray[np.float64]] = {}
        self.setParentItem(box)

    def set_counts(self, counts: Mapping[str, Sequence[int]]) -> None:
        """Events a bin by channel; the bins divide the whole span evenly."""
        self.channels = [channel for channel in in_order(counts) if any(counts[channel])]
        self._parts = {}
        for channel in self.channels:
            # square roots: a quiet minute beside a storm of reports must still show
            height = np.sqrt(np.convolve(np.asarray(counts[channel], np.float64), _SMOOTH, "same"))
            self._parts[channel] = height / max(float(height.max()), 1.0)
        self.update()

    @property
    def rows(self) -> int:
        """Rows in all, incidents included."""
        return len(self.channels) + 1

    def row_height(self) -> float:
        """Pixels."""
        return float(self._box.rect().height() / self.rows)

    def nearest_incident(self, pixel: float, reach: float = _MARK_PX + 2) -> float | None:
        """The opening time of the alarm whose mark is there."""
        near = [(abs(self._box.pixel(time) - pixel), time) for time, priority in self.incidents if priority <= ALARM]
        best = min(near, default=(reach + 1, 0.0))
        return best[1] if best[0] <= reach else None

    def boundingRect(self) -> QRectF:
        """The view box."""
        return QRectF(self._box.rect())

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Rows, marks, cursor."""
        height, width = self.row_height(), self.boundingRect().width()
        for row, channel in enumerate(self.channels):
            self._area(painter, channel, (row + 1) * height - 1, height - _PAD_PX, width)
        middle = (self.rows - 0.5) * height
        painter.setPen(QPen(self._theme.priority(4, 0.5), 1))
        ordinary = [self._box.pixel(time) for time, priority in self.incidents if priority > ALARM]
        painter.drawLines([QLineF(round(x), middle - 4, round(x), middle + 4) for x in ordinary])
        for time, priority in sorted(self.incidents, key=lambda each: -each[1]):
            if priority <= ALARM:
                spot = QPointF(self._box.pixel(time), middle)
                paint_priority(painter, self._theme, priority, spot, self._theme.px(_MARK_PX), number=False)
        if self.cursor is not None:
            self._cursor(painter, self.cursor, width)

    def _area(self, painter: QPainter, channel: str, base: float, room: float, width: float) -> None:
        part = self._parts[channel]
        x = (np.arange(len(part)) + 0.5) * width / len(part)
        top = base - part * room
        x = np.concatenate([[x[0]], x, [x[-1]]])
        y = np.concatenate([[base], top, [base]])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(token(channel), 0.5))
        painter.drawPolygon(arrayToQPolygonF(x, y))
        painter.setPen(QPen(self._theme.colour(token(channel), 0.8), 1))
        painter.drawLine(QLineF(0, base, width, base))

    def _cursor(self, painter: QPainter, time: float, width: float) -> None:
        """A line and its time, kept inside the box."""
        px, theme = self._theme.px, self._theme
        x = round(self._box.pixel(time))
        bottom = self.boundingRect().height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("text"), px(2)))
        painter.drawLine(QLineF(x, 0, x, bottom))
        text = at(time, self._zone).strftime("%H:%M:%S")
        font = theme.font(13, bold=True, tabular=True)
        wide = QFontMetricsF(font).horizontalAdvance(text) + px(16)
        left = min(max(x - wide / 2, 0.0), width - wide)
        label = QRectF(left, bottom - px(21), wide, px(20))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text"))
        painter.drawRoundedRect(label, px(5), px(5))
        painter.setPen(theme.colour("background"))
        painter.setFont(font)
        painter.drawText(label, int(Qt.AlignmentFlag.AlignCenter), text)
