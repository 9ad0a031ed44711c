"""The curves: every feed's strip, drawn in pixels on one pyqtgraph view box."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from widgets.charts.decimate import by_pixel, runs
from widgets.charts.series import Series
from widgets.theme import Theme

HEADROOM: Final = 1.3
"""The top of a strip, in greatest values shown: a feed that grows has somewhere to go."""


class CurvesItem(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph is not typed
    """All strips below each other; a child of the view box, so its coordinates are the box's pixels."""

    def __init__(self, box: pg.ViewBox, theme: Theme) -> None:
        super().__init__()
        self._box = box
        self._theme = theme
        self.rows: list[Series] = []
        self.bounds: list[Sequence[tuple[float, str]]] = []
        """For each row the values that are marked by a line, with the theme's token for its colour."""
        self.head = 0.0
        self.setParentItem(box)

    def boundingRect(self) -> QRectF:
        """The view box."""
        return QRectF(self._box.rect())

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Draw the separators and the curves. Antialiasing stays off: it costs ten times the time and shows nothing here."""
        if not self.rows:
            return
        rect = self.boundingRect()
        height = (rect.height() - self.head) / len(self.rows)
        (start, end), _y = self._box.viewRange()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(self._theme.colour("line", 0.6), 1))
        painter.drawLines(
            [QLineF(0, y, rect.width(), y) for y in (round(self.head + (k + 1) * height) for k in range(len(self.rows)))]
        )
        for index, series in enumerate(self.rows):
            times, values = window(series, start, end, (end - start) / max(rect.width(), 1.0))
            if not len(values):
                continue
            bottom = self.head + (index + 1) * height - 3
            bounds = self.bounds[index] if index < len(self.bounds) else ()
            top = float(np.nanmax(values)) if np.isfinite(values).any() else 0.0
            # the nearest bound above what is shown is seen as well: how far off it is says more than the curve
            top = max([top, *(value for value, _ in bounds if value <= top)], default=top)
            above = min((value for value, _ in bounds if value > top), default=top)
            scale = (height - 7) / max(max(top, above) * HEADROOM, 1e-9)
            for value, token in bounds:
                if value <= above:
                    painter.setPen(QPen(self._theme.colour(token, 0.8), 1, Qt.PenStyle.DashLine))
                    painter.drawLine(QLineF(0, bottom - value * scale, rect.width(), bottom - value * scale))
            painter.setPen(QPen(self._theme.colour("trace"), 1))
            self._draw(painter, times, values, start, rect.width() / (end - start), bottom, scale)

    def _draw(
        self,
        painter: QPainter,
        times: NDArray[np.float64],
        values: NDArray[np.float64],
        start: float,
        per_second: float,
        bottom: float,
        scale: float,
    ) -> None:
        for first, last in runs(values):
            if last - first < 2:
                continue
            x = (times[first:last] - start) * per_second
            painter.drawPolyline(arrayToQPolygonF(x, bottom - values[first:last] * scale))


def window(series: Series, start: float, end: float, seconds_a_pixel: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The times and values of a series to draw between ``start`` and ``end`` (seconds since the epoch), shape (n,) each."""
    curve = series.curve()
    oldest = series.end - len(curve) + 1
    # one more on each side, so that the line runs to the very edge
    low = max(0, int(np.floor(start)) - oldest - 1)
    high = min(len(curve), int(np.ceil(end)) - oldest + 2)
    if series.end < 0 or high <= low:
        return np.empty(0), np.empty(0)
    return by_pixel(curve[low:high], seconds_a_pixel, oldest + low)
