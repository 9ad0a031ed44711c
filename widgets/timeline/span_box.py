"""A view box over a fixed span of time: the wheel zooms, a drag pans or points."""

from __future__ import annotations

from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal

STEP: Final = 1.3
_NOTCH: Final = 120.0


class SpanBox(pg.ViewBox):  # type: ignore[misc]  # pyqtgraph is not typed
    """Shows ``first`` to ``last`` (seconds since the epoch) at most, and ``shortest`` seconds at least.

    With ``pans`` a drag moves the window; without, it points: ``pointed`` carries the time under the pointer and whether
    the button was let go. ``clicked`` carries the pixel of the box that was clicked.
    """

    clicked = Signal(QPointF)
    pointed = Signal(float, bool)

    def __init__(self, pans: bool, shortest: float = 10.0) -> None:
        super().__init__(enableMenu=False, defaultPadding=0)
        self.setMouseEnabled(x=False, y=False)
        self.disableAutoRange()
        self.setYRange(0.0, 1.0, padding=0)
        self._pans = pans
        self._shortest = shortest
        self.first, self.last = 0.0, 1.0
        self.left, self.span = 0.0, 1.0

    def set_limits(self, first: float, last: float) -> None:
        """The whole span, all of it in view."""
        self.first, self.last = first, max(last, first + self._shortest)
        self.show_all()

    def show_all(self) -> None:
        """All of it."""
        self._go(self.first, self.last - self.first)

    def zoom(self, factor: float, part: float = 0.5) -> None:
        """``factor`` above 1 shows less time; ``part`` (0 left to 1 right) is the place in the window that stays."""
        span = min(max(self.span / factor, self._shortest), self.last - self.first)
        self._go(self.left + (self.span - span) * part, span)

    def pan(self, part: float) -> None:
        """Move by this part of the window, to the right where positive."""
        self._go(self.left + part * self.span, self.span)

    def pixel(self, time: float) -> float:
        """Where a time lies, in pixels of the box."""
        return float((time - self.left) / self.span * max(self.rect().width(), 1.0))

    def time(self, pixel: float) -> float:
        """What time lies there, inside the limits."""
        found = self.left + pixel / max(self.rect().width(), 1.0) * self.span
        return float(min(max(found, self.first), self.last))

    def wheelEvent(self, event: Any, axis: int | None = None) -> None:
        """Zoom to the pointer."""
        if self._pans:
            part = self.mapFromScene(event.scenePos()).x() / max(self.rect().width(), 1.0) if axis is None else 0.5
            self.zoom(STEP ** (event.delta() / _NOTCH), part)
            event.accept()
        else:
            event.ignore()

    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        """Pan, or point."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        if self._pans:
            self.pan(-(event.pos().x() - event.lastPos().x()) / max(self.rect().width(), 1.0))
        else:
            self.pointed.emit(self.time(self.mapFromScene(event.scenePos()).x()), event.isFinish())

    def mouseClickEvent(self, event: Any) -> None:
        """Say where."""
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self.clicked.emit(QPointF(self.mapFromScene(event.scenePos())))

    def _go(self, left: float, span: float) -> None:
        self.span = span
        self.left = min(max(left, self.first), self.last - span)
        self.setXRange(self.left, self.left + span, padding=0)
