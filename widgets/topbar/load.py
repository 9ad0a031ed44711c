"""Alarm load: how many new alarms in ten minutes, how that came to be, and the bound of what a person can handle."""

from __future__ import annotations

from collections import deque
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from alerts.picture import Load
from widgets.theme import Theme

BOUND: Final = 10
"""New alarms in ten minutes for one operator; more is a flood (ANSI/ISA-18.2, EEMUA 191)."""
STEP_S: Final = 30.0
STEPS: Final = 60
"""Half an hour is drawn."""
WIDTH_PX: Final = 88
HEIGHT_PX: Final = 22


class LoadLine(QWidget):
    """The load of the last half hour as a line, the bound as a dashed one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps: deque[tuple[int, int]] = deque(maxlen=STEPS)
        self.flood = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def values(self) -> list[int]:
        """The load by half minutes, oldest first, up to the latest; steps in which it did not change are filled in."""
        out: list[int] = []
        if not self._steps:
            return out
        for (step, value), (after, _) in zip(self._steps, [*list(self._steps)[1:], (self._last(), 0)], strict=True):
            out.extend([value] * max(1, after - step))
        return out[-STEPS:]

    def show_load(self, load: Load, now: float) -> None:
        """The load at ``now``, seconds since the epoch."""
        step = int(now // STEP_S)
        if self._steps and step < self._steps[-1][0]:
            self._steps.clear()
        if self._steps and self._steps[-1][0] == step:
            self._steps[-1] = (step, load.last_10_min)
        else:
            self._steps.append((step, load.last_10_min))
        self.flood = load.flood
        self.update()

    def sizeHint(self) -> QSize:
        """Fixed."""
        return QSize(self._theme.px(WIDTH_PX), self._theme.px(HEIGHT_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bound, then the line, the latest at the right edge."""
        theme, values = self._theme, self.values
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room, width = self.height() - 4.0, self.width() - 4.0
        top = max(BOUND * 1.25, *values) if values else BOUND * 1.25
        bound = 2 + room * (1 - BOUND / top)
        pen = QPen(theme.colour("warn", 0.8), 1)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(0, bound), QPointF(self.width(), bound))
        if values:
            painter.setPen(QPen(theme.colour("warn" if self.flood else "trace"), 1.5 * theme.scale))
            step = width / (STEPS - 1)
            first = STEPS - len(values)
            line = [QPointF(2 + (first + k) * step, 2 + room * (1 - value / top)) for k, value in enumerate(values)]
            if len(line) == 1:
                line.insert(0, line[0] - QPointF(step, 0))
            painter.drawPolyline(QPolygonF(line))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("warn" if self.flood else "trace"))
            painter.drawEllipse(line[-1], 2.0 * theme.scale, 2.0 * theme.scale)
        painter.end()

    def _last(self) -> int:
        return self._steps[-1][0] + 1 if self._steps else 0
