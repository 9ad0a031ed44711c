"""A way or an area while it is drawn: its points with their numbers, and what the next click would add."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from widgets.map.layers.layer import INCIDENTS, Layer
from widgets.map.scene import Scene

DRAFT: Final = INCIDENTS + 2.0
What = Literal["way", "area"]


class DraftLayer(Layer):
    """Points in metres on the plane. A way has fixed ends, which are not in ``points``; ``crossings`` stand on it."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene, DRAFT)
        self.what: What | None = None
        """None while nothing is drawn."""
        self.points: list[tuple[float, float]] = []
        self.crossings: list[tuple[float, float]] = []
        self.start: tuple[float, float] | None = None
        self.end: tuple[float, float] | None = None
        self.cross = False
        """Whether a cross marks the middle of the window: there a key puts the next point."""

    @property
    def line(self) -> list[tuple[float, float]]:
        """All points, the fixed ends too."""
        ends = ([self.start] if self.start is not None else [], [self.end] if self.end is not None else [])
        return [*ends[0], *self.points, *ends[1]]

    def draw(self, painter: QPainter) -> None:
        if self.what is None:
            return
        theme, view = self.shared.theme, self.shared.viewport
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spots = [QPointF(*view.pixel(*point)) for point in self.line]
        accent = theme.colour("accent")
        painter.setPen(QPen(accent, theme.px(3)))
        if self.what == "area" and len(spots) > 2:
            painter.setBrush(theme.colour("accent", 0.18))
            painter.drawPolygon(QPolygonF(spots))
        else:
            painter.drawPolyline(QPolygonF(spots))
        numbered = self.crossings if self.what == "way" else self.points
        painter.setFont(theme.font(12, bold=True, tabular=True))
        for number, point in enumerate(numbered, 1):
            self._number(painter, QPointF(*view.pixel(*point)), str(number))
        if self.start is not None and spots:
            painter.setPen(QPen(theme.colour("text"), 2.0))
            painter.setBrush(accent)
            painter.drawRect(QRectF(spots[0].x() - theme.px(6), spots[0].y() - theme.px(6), theme.px(12), theme.px(12)))
        if self.cross:
            middle, arm = QPointF(view.width / 2, view.height / 2), theme.px(14)
            painter.setPen(QPen(theme.colour("text"), 2.0))
            painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
            painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))

    def _number(self, painter: QPainter, at: QPointF, text: str) -> None:
        theme = self.shared.theme
        room = QRectF(at.x() - theme.px(11), at.y() - theme.px(11), theme.px(22), theme.px(22))
        painter.setPen(QPen(theme.colour("accent"), 2.0))
        painter.setBrush(theme.colour("panel"))
        painter.drawEllipse(room)
        painter.setPen(theme.colour("text"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
