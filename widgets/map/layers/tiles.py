"""Raster tiles under everything, from a file on this machine."""

from __future__ import annotations

from collections import OrderedDict
from math import ceil, cos, floor, log2, radians
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap

from alerts.earth import METRES_PER_DEGREE
from alerts.places.layers import Tiles
from alerts.places.layers.tiles import column_row, corner
from widgets.map.layers.layer import Layer
from widgets.map.scene import Scene

GROUND_TILES: Final = 0.5
TILE_PX: Final = 256
KEPT: Final = 256
"""Tiles kept as pictures; each is a quarter of a megabyte."""
MOST_SHOWN: Final = 200
_EQUATOR_M: Final = 360.0 * METRES_PER_DEGREE


class TileLayer(Layer):
    """Draws the tiles of the zoom level that is nearest to the screen's, dimmed in the dark theme."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene, GROUND_TILES)
        self.tiles: Tiles | None = None
        self._kept: OrderedDict[tuple[int, int, int], QPixmap | None] = OrderedDict()
        self.shown = 0
        """Tiles drawn last."""
        self.setVisible(False)

    def use(self, tiles: Tiles | None) -> None:
        """Show these, or none."""
        if self.tiles is not None:
            self.tiles.close()
        self.tiles = tiles
        self._kept.clear()
        self.update()

    def draw(self, painter: QPainter) -> None:
        self.shown = 0
        if self.tiles is None:
            return
        view, projection = self.shared.viewport, self.shared.projection
        north, west = projection.degrees(*view.metres(0, 0))
        south, east = projection.degrees(*view.metres(view.width, view.height))
        zoom = self._zoom(projection.lat)
        left, top = column_row(zoom, min(north, 85.0), max(west, -180.0))
        right, low = column_row(zoom, max(south, -85.0), min(east, 180.0))
        columns, rows = range(floor(left), ceil(right)), range(floor(top), ceil(low))
        if len(columns) * len(rows) > MOST_SHOWN:
            return  # from so far out that the file has nothing fitting
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(0.55 if self.shared.theme.name == "dark" else 0.85)
        for row in rows:
            for column in columns:
                picture = self._picture(zoom, column, row)
                if picture is not None:
                    painter.drawPixmap(self._box(zoom, column, row), picture, QRectF(picture.rect()))
                    self.shown += 1

    def _zoom(self, lat: float) -> int:
        """The level whose tiles are shown nearest to their own size: at zoom z a tile is 1 / 2^z of the equator wide."""
        assert self.tiles is not None
        wanted = log2(_EQUATOR_M * cos(radians(lat)) / (TILE_PX * self.shared.viewport.scale))
        return min(max(round(wanted), self.tiles.least), self.tiles.most)

    def _box(self, zoom: int, column: int, row: int) -> QRectF:
        view, projection = self.shared.viewport, self.shared.projection
        # Mercator within one tile differs from the plane by less than a pixel at a city's size
        left, top = view.pixel(*projection.point(*corner(zoom, column, row)))
        right, low = view.pixel(*projection.point(*corner(zoom, column + 1, row + 1)))
        return QRectF(floor(left), floor(top), ceil(right) - floor(left), ceil(low) - floor(top))

    def _picture(self, zoom: int, column: int, row: int) -> QPixmap | None:
        key = (zoom, column, row)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        assert self.tiles is not None
        raw = self.tiles.tile(zoom, column, row)
        picture = QPixmap()
        found = picture if raw is not None and picture.loadFromData(raw) else None
        self._kept[key] = found
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return found
