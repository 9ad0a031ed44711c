"""Where the open incidents are: their anchors in cells of the plane, in two layers by how far their kind reaches."""

from __future__ import annotations

import math
from typing import Final

FINE: Final = 576.0
"""Side of a fine cell, plane metres (about 455 m true at 38 degrees): kinds that reach no farther than its true side."""
WIDE: Final = 1280.0
"""Side of a wide cell, plane metres, for kinds that reach farther."""
FINE_REACH_M: Final = 420.0
ROW: Final = 1 << 32
CROWDED: Final = 64
"""Open incidents of one cell, at most; beyond it the oldest uncorroborated one takes no more reports (see ``oldest``)."""


class Cells:
    """Rows by cell. ``fine`` and ``wide`` map a cell's number to the rows anchored in it."""

    def __init__(self) -> None:
        self.fine: dict[int, list[int]] = {}
        self.wide: dict[int, list[int]] = {}
        self._offsets: dict[int, tuple[int, ...]] = {}

    def offsets(self, reach: float, side: float, cosine: float) -> tuple[int, ...]:
        """What to add to a cell's number to visit every cell within ``reach`` true metres at this latitude."""
        rings = max(1, math.ceil(reach / (side * cosine)))
        known = self._offsets.get(rings)
        if known is None:
            span = range(-rings, rings + 1)
            known = self._offsets[rings] = tuple(ROW * i + j for i in span for j in span)
        return known

    @staticmethod
    def fine_cell(x: float, y: float) -> int:
        """The number of the fine cell of a point on the plane."""
        return ROW * int(x // FINE) + int(y // FINE)

    @staticmethod
    def wide_cell(x: float, y: float) -> int:
        """The number of the wide cell of a point on the plane."""
        return ROW * int(x // WIDE) + int(y // WIDE)

    def add(self, row: int, x: float, y: float, reach: float) -> list[int]:
        """Put a row in; the rows now in its cell."""
        layer, cell = self._cell(x, y, reach)
        rows = layer.get(cell)
        if rows is None:
            rows = layer[cell] = []
        rows.append(row)
        return rows

    def remove(self, row: int, x: float, y: float, reach: float) -> None:
        """Take a row out again."""
        layer, cell = self._cell(x, y, reach)
        rows = layer[cell]
        rows.remove(row)
        if not rows:
            del layer[cell]

    def _cell(self, x: float, y: float, reach: float) -> tuple[dict[int, list[int]], int]:
        if reach <= FINE_REACH_M:
            return self.fine, self.fine_cell(x, y)
        return self.wide, self.wide_cell(x, y)
