"""The view box of the strips: time runs to the right, the wheel zooms it, a drag leaves the present."""

from __future__ import annotations

from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal

from widgets.charts.series import HOUR

SHORTEST: Final = 60.0
"""Seconds in view when fully zoomed in."""
STEP: Final = 1.3
EDGE: Final = 0.012
"""Room right of the present, as a part of the window: what opens now is drawn whole."""
SPANS: Final[tuple[float, ...]] = (300.0, 600.0, 900.0, 1800.0, float(HOUR))
"""Until someone zooms, the shortest of these that shows all there is."""
_NOTCH: Final = 120.0


class TimeBox(pg.ViewBox):  # type: ignore[misc]  # pyqtgraph is not typed
    """Follows ``now`` until it is dragged away; ``span`` seconds are in view."""

    followed = Signal(bool)
    clicked = Signal(QPointF)

    def __init__(self) -> None:
        super().__init__(enableMenu=False, defaultPadding=0)
        self.setMouseEnabled(x=False, y=False)
        self.disableAutoRange()
        self.setYRange(0.0, 1.0, padding=0)
        self.now = 0.0
        self.span = SPANS[0]
        self.right = 0.0
        self.following = True
        self._own_span = False

    def advance(self, now: float) -> None:
        """It is ``now``, seconds since the epoch."""
        self.now = now
        if self.following or not now - HOUR <= self.right - self.span <= now:
            self.right = now if self.following else max(self.right, now - HOUR + self.span)
        self._show()

    def fit(self, seconds: float) -> None:
        """There are so many seconds to show; does nothing once someone has zoomed."""
        if not self._own_span:
            self.span = next((span for span in SPANS if span >= seconds), SPANS[-1])
            self._show()

    def follow(self) -> None:
        """Back to the present, and stay there."""
        self.right = self.now
        self._set_following(True)
        self._show()

    def zoom(self, factor: float, part: float = 1.0) -> None:
        """``factor`` above 1 shows less time. ``part`` (0 left to 1 right) is the place in the window that stays."""
        self._own_span = True
        part = 1.0 if self.following else part
        held = self.right - self.span * (1.0 - part)
        self.span = min(max(self.span / factor, SHORTEST), float(HOUR))
        self._go(held + self.span * (1.0 - part))

    def pan(self, seconds: float) -> None:
        """Show what is so much later; at the present it follows again."""
        self._go(self.right + seconds)
        self._set_following(self.right >= self.now)

    def wheelEvent(self, event: Any, axis: int | None = None) -> None:
        """Zoom in time, to the cursor."""
        time = self.mapSceneToView(event.scenePos()).x() if axis is None else self.right
        notches = event.delta() / _NOTCH
        self.zoom(STEP**notches, (time - (self.right - self.span)) / self.span)
        event.accept()

    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        """Drag time along."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        moved = event.pos().x() - event.lastPos().x()
        self.pan(-moved * self.span / max(self.rect().width(), 1.0))

    def mouseClickEvent(self, event: Any) -> None:
        """Say where was clicked, in pixels of the box."""
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self.clicked.emit(QPointF(self.mapFromScene(event.scenePos())))

    def _go(self, right: float) -> None:
        self.right = min(max(right, self.now - HOUR + self.span), self.now)
        self._show()

    def _show(self) -> None:
        self.setXRange(self.right - self.span, self.right + EDGE * self.span, padding=0)

    def _set_following(self, on: bool) -> None:
        if on != self.following:
            self.following = on
            self.followed.emit(on)
