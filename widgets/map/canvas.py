"""The canvas: a pyqtgraph view whose items are the map's layers, and what a hand does on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsView, QWidget

from widgets.map.scene import Scene
from widgets.map.viewport import STEP

_DRAG_PX: Final = 4
"""A press that moves less is a click."""
_PAN_PX: Final = 90.0
"""One press of an arrow key."""
_NOTCH: Final = 120.0


class Canvas(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph is not typed
    """Pans and zooms the scene's viewport and says what was clicked; knows nothing of what is drawn.

    ``arrange`` is called before each frame, to find where marks and words stand.
    """

    clicked = Signal(QPointF)
    viewed = Signal()
    """The viewport changed."""
    hovered = Signal(QPointF)
    box_dragged = Signal(QRectF)
    boxed = Signal(QRectF)
    """Dragged with Shift held: while it goes on, and at its end."""
    stepped = Signal(bool)
    """The next (true) or the previous incident is wanted."""
    entered = Signal()
    """Enter: the middle of the window is meant."""
    taken_back = Signal()
    """Backspace or Escape: for a tool that is at work."""

    def __init__(self, scene: Scene, arrange: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent, useOpenGL=False, background=None)
        self._shared = scene
        self._arrange = arrange
        self._pressed: QPoint | None = None
        self._last = QPoint()
        self._dragging = self._boxing = False
        self.fitted = True
        """Whether the whole city is shown and should be again after a resize."""
        self.frames = 0
        self._by_keyboard = False
        # one picture under everything covers the window: keeping a background apart, or regions, would only cost
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)

    def redraw(self) -> None:
        """Draw once more, when Qt finds the time."""
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Arrange, then let the layers draw; on top, where the keyboard is."""
        self._shared.ratio = self.devicePixelRatioF()
        self._arrange()
        self.frames += 1
        super().paintEvent(event)
        if self._by_keyboard and self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self._shared.theme.colour("accent"), 2))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))
            painter.end()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep the middle, or the whole city if that is what was shown."""
        super().resizeEvent(event)
        if not hasattr(self, "_shared"):
            return  # pyqtgraph resizes once while it is being made
        for item in self.scene().items():
            item.prepareGeometryChange()
        self._shared.viewport.resize(self.width(), self.height())
        if self.fitted:
            self._shared.viewport.fit()
        self.viewed.emit()
        self.redraw()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._last = event.position().toPoint()
            self._dragging = False
            self._boxing = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the map."""
        here = event.position().toPoint()
        if self._pressed is None:
            self.hovered.emit(event.position())
            event.ignore()
            return
        if not self._dragging and (here - self._pressed).manhattanLength() >= _DRAG_PX:
            self._dragging = True
            self.viewport().setCursor(Qt.CursorShape.CrossCursor if self._boxing else Qt.CursorShape.ClosedHandCursor)
        if self._dragging:
            step = here - self._last
            self._last = here
            if self._boxing:
                self.box_dragged.emit(QRectF(QPointF(self._pressed), QPointF(here)).normalized())
            else:
                self.pan(step.x(), step.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag, or say where was clicked."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        clicked, pressed = not self._dragging, self._pressed
        self._pressed, self._dragging = None, False
        self.viewport().unsetCursor()
        if clicked:
            self.clicked.emit(event.position())
        elif self._boxing:
            self.boxed.emit(QRectF(QPointF(pressed), event.position()).normalized())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Zoom in on the spot; the first of the two clicks has picked what is there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.zoom(STEP**3, event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom to what is under the cursor."""
        notches = event.angleDelta().y() / _NOTCH
        if notches:
            self.zoom(STEP**notches, event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows pan, + and - zoom, Home shows the whole city, . and , go from incident to incident; the rest is the desk's."""
        steps = {
            Qt.Key.Key_Left: (_PAN_PX, 0.0),
            Qt.Key.Key_Right: (-_PAN_PX, 0.0),
            Qt.Key.Key_Up: (0.0, _PAN_PX),
            Qt.Key.Key_Down: (0.0, -_PAN_PX),
        }
        key = Qt.Key(event.key())
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
        elif key in steps:
            self.pan(*steps[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(STEP**2)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom(STEP**-2)
        elif key == Qt.Key.Key_Home:
            self.fit()
        elif key in (Qt.Key.Key_Period, Qt.Key.Key_Comma):
            self.stepped.emit(key == Qt.Key.Key_Period)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            event.ignore()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Escape):
            self.taken_back.emit()
            event.ignore()  # it may mean something to the desk as well
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a frame for a focus that came by keyboard; a click shows by itself where it went."""
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
        self._by_keyboard = event.reason() in reasons
        super().focusInEvent(event)
        self.redraw()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the frame away."""
        super().focusOutEvent(event)
        self.redraw()

    def pan(self, dx: float, dy: float) -> None:
        """Move the map by so many pixels to the right and down."""
        self._shared.viewport.pan(dx, dy)
        self._moved()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom by this factor, to the pixel ``at`` or the middle."""
        self._shared.viewport.zoom(factor, *((at.x(), at.y()) if at is not None else ()))
        self._moved()

    def fit(self) -> None:
        """Show the whole city, now and after every resize until someone moves the map."""
        self._shared.viewport.fit()
        self._moved(fitted=True)

    def look_at(self, x: float, y: float, scale: float | None = None) -> None:
        """Bring this point (metres on the plane) to the middle, at this scale (metres a pixel) if one is given."""
        self._shared.viewport.look_at(x, y, scale)
        self._moved()

    def viewportEvent(self, event: Any) -> bool:
        """Hand tooltips to the map, which knows what is under the cursor."""
        if isinstance(event, QHelpEvent):
            owner = self.parent()
            return bool(owner.event(event)) if owner is not None else False
        return bool(super().viewportEvent(event))

    def _moved(self, fitted: bool = False) -> None:
        self.fitted = fitted
        self.viewed.emit()
        self.redraw()
