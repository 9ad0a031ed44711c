"""Cameras: a faint density while far out, dots when near."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from widgets.map.layers.base import MARGIN, margin_of
from widgets.map.layers.layer import CAMERAS, Still
from widgets.map.scene import Scene
from widgets.map.splat import blur, count_cells, dots, grains, tinted

DOTS_BELOW: Final = 24.0
"""Metres a pixel below which single cameras are dots."""
NEAR_BELOW: Final = 6.0
"""Metres a pixel below which the dots are large enough to be pointed at."""
REACH_PX: Final = 7.0
_GLOW_CELL: Final = 4
"""Pixels."""


class CameraLayer(Still):
    """All cameras of the city in one kept picture, moved while panning as the base map is."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene, CAMERAS)
        self.ids: Sequence[str] = ()
        self._metres: NDArray[np.float64] = np.zeros((0, 2))
        self._index: dict[str, int] | None = None
        self._picture = QImage()
        self._key: tuple[object, ...] = ()
        self._at = (0.0, 0.0)
        self._margin = MARGIN

    def set_cameras(self, ids: Sequence[str], metres: NDArray[np.float64]) -> None:
        """Names and places, shape (n, 2) in metres on the plane."""
        self.ids, self._metres, self._key = ids, metres, ()
        self._index = None
        self.version += 1
        self.update()

    def draw_still(self, painter: QPainter) -> None:
        if not len(self.ids):
            return
        view = self.shared.viewport
        if not self.shared.moving:
            self.paint_all()
        elif self._picture.isNull() or self._for() != self._key:
            return  # they follow when the window stands still
        offset_x, offset_y = self._offset()
        free_x, free_y = view.width * self._margin, view.height * self._margin
        painter.drawImage(QPointF(round(offset_x - free_x), round(offset_y - free_y)), self._picture)

    @property
    def whole(self) -> bool:
        view, (offset_x, offset_y) = self.shared.viewport, self._offset()
        reaches = abs(offset_x) <= view.width * self._margin and abs(offset_y) <= view.height * self._margin
        return self._for() == self._key and reaches

    def paint_all(self) -> None:
        """Bring the kept picture up to date."""
        if len(self.ids) and not self.whole:
            key = self._for()
            self._margin = margin_of(key, self._key)
            self._redraw()
            self._key = key

    def _for(self) -> tuple[object, ...]:
        view = self.shared.viewport
        return (view.scale, view.width, view.height, self.shared.theme.name)

    def _offset(self) -> tuple[float, float]:
        view = self.shared.viewport
        return (self._at[0] - view.x) / view.scale, (view.y - self._at[1]) / view.scale

    def at(self, px: float, py: float) -> str | None:
        """The camera under this pixel, where cameras are dots large enough to be pointed at."""
        view = self.shared.viewport
        if view.scale >= NEAR_BELOW or not len(self.ids):
            return None
        x, y = view.metres(px, py)
        distance = np.hypot(self._metres[:, 0] - x, self._metres[:, 1] - y)
        nearest = int(np.argmin(distance))
        return self.ids[nearest] if distance[nearest] <= REACH_PX * view.scale else None

    def spot(self, camera_id: str) -> tuple[float, float] | None:
        """Where this camera stands, metres on the plane; None for one that is not known."""
        if self._index is None:
            self._index = {name: at for at, name in enumerate(self.ids)}
        at = self._index.get(camera_id)
        return None if at is None else (float(self._metres[at, 0]), float(self._metres[at, 1]))

    def place(self, index: int) -> tuple[float, float]:
        """Where the camera of this index stands, in pixels."""
        return self.shared.viewport.pixel(*self._metres[index])

    def _redraw(self) -> None:
        view, theme = self.shared.viewport, self.shared.theme
        self._at = (view.x, view.y)
        margin = self._margin
        width, height = round(view.width * (1 + 2 * margin)), round(view.height * (1 + 2 * margin))
        pixels = view.pixels(self._metres)
        pixels += (round(view.width * margin), round(view.height * margin))
        colour = QColor(theme.colour("camera"))
        if view.scale < DOTS_BELOW:
            near = view.scale < NEAR_BELOW
            colour.setAlphaF(0.85 if near else 0.6)
            self._picture = dots(pixels, width, height, 4 if near else 2, colour)
            return
        # a grain for each camera over a soft glow where many stand close
        self._picture = grains(pixels, width, height, 0.45, colour)
        close = blur(count_cells(pixels, width, height, _GLOW_CELL).astype(np.float32), 2)
        glow = tinted(0.3 * (1.0 - np.exp(-0.5 * close)), colour)
        painter = QPainter(self._picture)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(0, 0, glow.width() * _GLOW_CELL, glow.height() * _GLOW_CELL), glow)
        painter.end()
