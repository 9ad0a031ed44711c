"""Safe-return journeys: the agreed way as a dotted line, the way gone as a thin one, the traveller as a ring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from pyqtgraph.Qt import internals
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from alerts.picture import JourneySpot
from widgets.map.layers.layer import JOURNEYS, Layer
from widgets.map.scene import Scene

OVER: Final[frozenset[str]] = frozenset({"arrived", "ended"})
TRAIL: Final = 120
"""Positions kept of the way gone."""
REACH_PX: Final = 8.0
DOT_PX: Final = 2.2
DOT_STEP_PX: Final = 6


@dataclass(slots=True)
class _Way:
    spot: JourneySpot
    at: tuple[float, float]
    route: NDArray[np.float64]
    trail: list[tuple[float, float]] = field(default_factory=list)
    dots: NDArray[np.float64] | None = None
    """The route as dots, metres; None until it is drawn at the scale of the moment."""


class JourneyLayer(Layer):
    """The journeys under way."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene, JOURNEYS)
        self._ways: dict[str, _Way] = {}
        self._dots_of: NDArray[np.float64] | None = None
        """Of all routes together; None where a route has come or gone since."""
        self._dots_for: tuple[float, float] = (0.0, 0.0)
        self._places: tuple[NDArray[np.float64], NDArray[np.float64]] | None = None
        """Of travellers who walk and who call for help, metres; None where one has moved since."""
        self._pictures: dict[tuple[object, ...], QPixmap] = {}
        self._fragments = internals.PrimitiveArray(QPainter.PixmapFragment, 10)

    @property
    def spots(self) -> list[JourneySpot]:
        """The journeys shown now."""
        return [way.spot for way in self._ways.values()]

    def clear(self) -> None:
        """Forget all journeys."""
        self._ways, self._dots_of, self._places = {}, None, None
        self.update()

    def put(self, journeys: Sequence[JourneySpot]) -> None:
        """Move or add these; those that have arrived or ended go."""
        project = self.shared.projection
        for spot in journeys:
            if spot.stage in OVER:
                if self._ways.pop(spot.journey_id, None) is not None:
                    self._dots_of = None
                continue
            here = project.point(spot.lat, spot.lon)
            way = self._ways.get(spot.journey_id)
            if way is None:
                way = self._ways[spot.journey_id] = _Way(spot, here, np.zeros((0, 2)))
            way.spot, way.at = spot, here
            if spot.route:
                route = np.array([(p[0], p[1]) for p in spot.route], dtype=np.float64)
                metres = project.metres(route[:, 1], route[:, 0])
                if not np.array_equal(metres, way.route):
                    way.route, way.dots = metres, None
                    self._dots_of = None
            if not way.trail or way.trail[-1] != here:
                way.trail.append(here)
                del way.trail[:-TRAIL]
        if journeys:
            self._places = None
            self.update()

    def draw(self, painter: QPainter) -> None:
        if not self._ways:
            return
        view, theme = self.shared.viewport, self.shared.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_routes(painter)
        trail = QPen(theme.colour("journey", 0.35), 1.0)
        if view.scale < 30.0:
            painter.setPen(trail)
            for way in self._ways.values():
                if len(way.trail) > 1:
                    painter.drawPolyline(_line(view.pixels(np.array(way.trail))))
        if self._places is None:
            alarmed = np.array([way.spot.stage == "sos" for way in self._ways.values()], dtype=np.bool_)
            places = np.array([way.at for way in self._ways.values()])
            self._places = places[~alarmed], places[alarmed]
        calm, calling = self._places
        for spots, colour, filled in ((calm, theme.colour("journey"), False), (calling, theme.priority(2), True)):
            if len(spots):
                radius = theme.px(4) if filled or view.scale < 30.0 else theme.px(2.5)
                self._stamp(painter, view.pixels(spots), self._traveller(colour, radius, filled))

    def _draw_routes(self, painter: QPainter) -> None:
        """Every route as dots. A dashed pen would cost a hundred times as much as drawing one small picture so often."""
        view, theme = self.shared.viewport, self.shared.theme
        step = theme.px(DOT_STEP_PX) * view.scale
        if self._dots_for != (step, view.scale):
            self._dots_for, self._dots_of = (step, view.scale), None
            for way in self._ways.values():
                way.dots = None
        if self._dots_of is None:
            for way in self._ways.values():
                if way.dots is None:
                    way.dots = along(way.route, step) if len(way.route) > 1 else np.zeros((0, 2))
            self._dots_of = np.concatenate([way.dots for way in self._ways.values() if way.dots is not None])
        self._stamp(painter, view.pixels(self._dots_of), self._dot_picture())

    def _stamp(self, painter: QPainter, pixels: NDArray[np.float64], picture: QPixmap) -> None:
        """One small picture at every place in the window, in one go; its own pixel ratio is 1."""
        view = self.shared.viewport
        seen = pixels[(pixels[:, 0] > 0) & (pixels[:, 0] < view.width) & (pixels[:, 1] > 0) & (pixels[:, 1] < view.height)]
        if not len(seen):
            return
        self._fragments.resize(len(seen))
        table = self._fragments.ndarray()
        table[:, 0:2] = seen
        table[:, 2:4] = 0.0
        table[:, 4:6] = picture.width()
        table[:, 6:8] = 1.0 / self.shared.ratio
        table[:, 8], table[:, 9] = 0.0, 1.0
        first, count = self._fragments.drawargs()
        painter.drawPixmapFragments(first, count, picture)

    def _dot_picture(self) -> QPixmap:
        side = max(2, round(self.shared.theme.px(DOT_PX) * self.shared.ratio))
        key = ("dot", side, self.shared.theme.name)
        if key in self._pictures:
            return self._pictures[key]
        picture = self._pictures[key] = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.shared.theme.colour("journey", 0.85))
        painter.drawEllipse(0, 0, side, side)
        painter.end()
        return picture

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

    def _traveller(self, colour: QColor, radius: float, filled: bool) -> QPixmap:
        """A ring, or filled where the traveller called for help."""
        theme, ratio = self.shared.theme, self.shared.ratio
        thick = theme.px(2)
        side = round((2 * radius + 2 * thick) * ratio)
        key = ("traveller", side, ratio, colour.rgba(), filled, theme.name)
        if key in self._pictures:
            return self._pictures[key]
        picture = self._pictures[key] = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, thick * ratio))
        painter.setBrush(colour if filled else theme.colour("sea"))
        painter.drawEllipse(QPointF(side / 2, side / 2), radius * ratio, radius * ratio)
        painter.end()
        return picture


def along(line: NDArray[np.float64], step: float) -> NDArray[np.float64]:
    """Points on a line, shape (n, 2), every ``step`` of its length from its start: shape (m, 2), at most 2,000 of them."""
    legs = np.hypot(*np.diff(line, axis=0).T)
    length = np.concatenate(([0.0], np.cumsum(legs)))
    where = np.linspace(0.0, length[-1], min(2000, int(length[-1] / step) + 1))
    return np.column_stack((np.interp(where, length, line[:, 0]), np.interp(where, length, line[:, 1])))


def _line(pixels: NDArray[np.float64]) -> QPolygonF:
    polygon: QPolygonF = arrayToQPolygonF(pixels[:, 0], pixels[:, 1])
    return polygon
