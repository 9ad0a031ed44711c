"""The base map: land, rivers and borders, drawn once a zoom and then only moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QTransform

from widgets.map.ground import Ground
from widgets.map.layers.layer import GROUND, Layer, Still
from widgets.map.scene import Scene

MARGIN: Final = 0.25
"""How far the kept picture reaches beyond the window on each side, as a part of it: panning that far costs nothing."""
DONGS_BELOW: Final = 22.0
"""Metres a pixel below which the borders of dongs are drawn."""
ROADS_BELOW: Final = 40.0


class BaseLayer(Layer):
    """Land, water, borders. Keeps one picture larger than the window and redraws it when zoomed or panned off.

    What stands still on it (:meth:`carry`) is drawn into one picture with it, so that a frame in which only incidents and units
    have moved copies the window once, without blending.
    """

    def __init__(self, scene: Scene, ground: Ground) -> None:
        super().__init__(scene, GROUND)
        self._ground = ground
        self._carried: Still | None = None
        self._between: Callable[[], bool] = bool
        self._whole = QPixmap()
        self._whole_key: tuple[object, ...] = ()
        self._picture = QPixmap()
        self._key: tuple[object, ...] = ()
        self._at = (0.0, 0.0)
        self._margin = MARGIN
        self.drawn = 0
        """How often the picture was drawn anew (diagnostics)."""

    def set_ground(self, ground: Ground) -> None:
        """Show another city."""
        self._ground = ground
        self._key = self._whole_key = ()
        self.update()

    def carry(self, layer: Still, between: Callable[[], bool]) -> None:
        """Draw this layer together with the ground, while nothing is shown that belongs ``between`` the two."""
        self._carried, self._between = layer, between

    def draw(self, painter: QPainter) -> None:
        carried = self._carried
        if carried is None or not carried.isVisible() or self._between():
            if carried is not None:
                carried.carried = False
            self._draw_ground(painter)
            return
        carried.carried = True
        view, ratio = self.shared.viewport, self.shared.ratio
        where = (view.x, view.y, view.scale, view.width, view.height)
        key = (where, self.shared.theme.name, ratio, self._key, carried.version, carried.whole)
        if key != self._whole_key:
            self._whole = QPixmap(round(view.width * ratio), round(view.height * ratio))
            self._whole.setDevicePixelRatio(ratio)
            inner = QPainter(self._whole)
            self._draw_ground(inner)
            carried.draw_still(inner)
            inner.end()
            self._whole_key = (where, self.shared.theme.name, ratio, self._key, carried.version, carried.whole)
        painter.drawPixmap(0, 0, self._whole)

    def _draw_ground(self, painter: QPainter) -> None:
        view = self.shared.viewport
        key = (view.scale, view.width, view.height, self.shared.theme.name, self.shared.ratio)
        offset_x, offset_y = self._offset()
        free_x, free_y = view.width * self._margin, view.height * self._margin
        if key != self._key or abs(offset_x) > free_x or abs(offset_y) > free_y:
            self._margin = margin_of(key, self._key)
            self._redraw()
            self._key = key
            offset_x, offset_y = 0.0, 0.0
            free_x, free_y = view.width * self._margin, view.height * self._margin
        # whole pixels: a picture drawn between them would be blurred, and five times slower
        painter.drawPixmap(QPointF(round(offset_x - free_x), round(offset_y - free_y)), self._picture)

    def _offset(self) -> tuple[float, float]:
        view = self.shared.viewport
        return (self._at[0] - view.x) / view.scale, (view.y - self._at[1]) / view.scale

    def _redraw(self) -> None:
        view, theme, ratio = self.shared.viewport, self.shared.theme, self.shared.ratio
        self._at = (view.x, view.y)
        self.drawn += 1
        margin = self._margin
        width, height = round(view.width * (1 + 2 * margin)), round(view.height * (1 + 2 * margin))
        self._picture = QPixmap(round(width * ratio), round(height * ratio))
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(theme.colour("sea"))
        painter = QPainter(self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre_x, centre_y = round(view.width * margin) + view.width / 2, round(view.height * margin) + view.height / 2
        zoom = 1 / view.scale
        plane = QTransform(zoom, 0, 0, -zoom, centre_x - view.x * zoom, centre_y + view.y * zoom)
        painter.setTransform(plane, combine=True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("land"))
        for district in self._ground.districts:
            painter.drawPath(district.path)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for river in self._ground.rivers:
            pen = QPen(theme.colour("water"), river.width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPath(river.path)
        if view.scale < ROADS_BELOW:
            painter.setPen(_thin(theme.colour("border", 0.8)))
            for road in self._ground.roads:
                painter.drawPath(road.path)
        if view.scale < DONGS_BELOW:
            painter.setPen(_thin(theme.colour("border", 0.75), Qt.PenStyle.DotLine))
            for dong in self._ground.dongs:
                painter.drawPath(dong.path)
        painter.setPen(_thin(theme.colour("border")))
        for district in self._ground.districts:
            painter.drawPath(district.path)
        painter.end()


def margin_of(key: tuple[object, ...], before: tuple[object, ...]) -> float:
    """How far a new picture is to reach beyond the window; the scale is the first of what ``key`` and the one before name.

    Nowhere while somebody zooms: the next notch would throw it away, and it would take twice the time. Panning asks again.
    """
    return 0.0 if before and key[0] != before[0] and key[1:] == before[1:] else MARGIN


def _thin(colour: QColor, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(colour, 1.0, style)
    pen.setCosmetic(True)
    return pen
