"""Safe-return journeys: the agreed way as a dotted line, the way gone as a thin one, the traveller as a ring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from alerts.picture import JourneySpot
from widgets.map.layer import JOURNEYS, Layer, Scene

OVER: Final[frozenset[str]] = frozenset({"arrived", "ended"})
TRAIL: Final = 120
"""Positions kept of the way gone."""
REACH_PX: Final = 8.0


@dataclass(slots=True)
class _Way:
    spot: JourneySpot
    at: tuple[float, float]
    route: NDArray[np.float64]
    trail: list[tuple[float, float]] = field(default_factory=list)


class JourneyLayer(Layer):
    """The journeys under way."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene, JOURNEYS)
        self._ways: dict[str, _Way] = {}

    @property
    def spots(self) -> list[JourneySpot]:
        """The journeys shown now."""
        return [way.spot for way in self._ways.values()]

    def clear(self) -> None:
        """Forget all journeys."""
        self._ways = {}
        self.update()

    def put(self, journeys: Sequence[JourneySpot]) -> None:
        """Move or add these; those that have arrived or ended go."""
        project = self.shared.projection
        for spot in journeys:
            if spot.stage in OVER:
                self._ways.pop(spot.journey_id, None)
                continue
            here = project.point(spot.lat, spot.lon)
            way = self._ways.get(spot.journey_id)
            if way is None:
                way = self._ways[spot.journey_id] = _Way(spot, here, np.zeros((0, 2)))
            way.spot, way.at = spot, here
            if spot.route:
                route = np.array([(p[0], p[1]) for p in spot.route], dtype=np.float64)
                way.route = project.metres(route[:, 1], route[:, 0])
            if not way.trail or way.trail[-1] != here:
                way.trail.append(here)
                del way.trail[:-TRAIL]
        if journeys:
            self.update()

    def draw(self, painter: QPainter) -> None:
        if not self._ways:
            return
        view, theme = self.shared.viewport, self.shared.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dotted = QPen(theme.colour("journey", 0.8), theme.px(2), Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
        dotted.setDashPattern([0.1, 2.6])
        trail = QPen(theme.colour("journey", 0.35), 1.0)
        window = self.boundingRect()
        for way in self._ways.values():
            if len(way.route) > 1:
                line = _line(view.pixels(way.route))
                if line.boundingRect().intersects(window):
                    painter.setPen(dotted)
                    painter.drawPolyline(line)
            if len(way.trail) > 1 and view.scale < 30.0:
                painter.setPen(trail)
                painter.drawPolyline(_line(view.pixels(np.array(way.trail))))
            x, y = view.pixel(*way.at)
            if window.contains(QPointF(x, y)):
                alarmed = way.spot.stage == "sos"
                self._draw_traveller(painter, QPointF(x, y), theme.priority(2) if alarmed else theme.colour("journey"), alarmed)

    def at(self, px: float, py: float) -> JourneySpot | None:
        """The traveller under this pixel."""
        view = self.shared.viewport
        best: tuple[float, JourneySpot] | None = None
        for way in self._ways.values():
            x, y = view.pixel(*way.at)
            distance = ((x - px) ** 2 + (y - py) ** 2) ** 0.5
            if distance <= REACH_PX and (best is None or distance < best[0]):
                best = (distance, way.spot)
        return best[1] if best is not None else None

    def _draw_traveller(self, painter: QPainter, spot: QPointF, colour: QColor, alarmed: bool) -> None:
        theme = self.shared.theme
        painter.setPen(QPen(colour, theme.px(2)))
        painter.setBrush(colour if alarmed else theme.colour("sea"))
        radius = theme.px(4) if alarmed or self.shared.viewport.scale < 30.0 else theme.px(2.5)
        painter.drawEllipse(spot, radius, radius)


def _line(pixels: NDArray[np.float64]) -> QPolygonF:
    polygon: QPolygonF = arrayToQPolygonF(pixels[:, 0], pixels[:, 1])
    return polygon
