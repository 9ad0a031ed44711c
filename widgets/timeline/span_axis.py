"""The axes of a span: clock times below, and names of rows that end above the box's foot."""

from __future__ import annotations

from typing import Final

from widgets.charts.axes import LABEL_ROOM_PX, ClockAxis, RowAxis

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


class FootedRowAxis(RowAxis):
    """Names of rows that leave ``foot`` pixels free below them."""

    foot = 0.0

    def _row_height(self) -> float:
        return float(max(1.0, self._box.rect().height() - self.head - self.foot) / max(1, len(self.rows)))
