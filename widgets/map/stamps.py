"""The same few pictures at hundreds of spots, handed to the painter in runs: each call to it costs more than it paints."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.Qt import internals
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPixmap


class Stamps:
    """What is put is drawn by :meth:`draw`, in the same order; one after another of the same picture are one call."""

    def __init__(self) -> None:
        self._fragments = internals.PrimitiveArray(QPainter.PixmapFragment, 10)
        self._runs: list[tuple[QPixmap, list[tuple[float, float]]]] = []

    def put(self, pixmap: QPixmap, middle: QPointF) -> None:
        """This picture around this spot, in pixels of the window."""
        if not self._runs or self._runs[-1][0] is not pixmap:
            self._runs.append((pixmap, []))
        self._runs[-1][1].append(middle.toTuple())

    def draw(self, painter: QPainter, ratio: float) -> None:
        """Draw what was put; ``ratio`` is how many pixels of a picture are one of the window."""
        for pixmap, spots in self._runs:
            half = np.array((pixmap.width(), pixmap.height())) / ratio / 2
            # to whole pixels, as a picture drawn by itself is: in between it would be blurred, and cost more
            self.draw_all(painter, pixmap, np.floor(np.array(spots) - half + 0.5) + half, ratio)
        self._runs.clear()

    def draw_all(
        self, painter: QPainter, pixmap: QPixmap, middles: NDArray[np.float64], ratio: float, opacity: float = 1.0
    ) -> None:
        """One picture around each of these spots, shape (n, 2), in pixels of the window."""
        self._fragments.resize(len(middles))
        table = self._fragments.ndarray()
        # the fields of QPainter::PixmapFragment: x, y, source left, top, width, height, scale x, y, rotation, opacity
        table[:, 0:2] = middles
        table[:, 2:4] = 0.0
        table[:, 4], table[:, 5] = pixmap.width(), pixmap.height()
        table[:, 6:8] = 1.0 / ratio
        table[:, 8] = 0.0
        table[:, 9] = opacity
        first, number = self._fragments.drawargs()
        painter.drawPixmapFragments(first, number, pixmap)
