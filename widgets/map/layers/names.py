"""The names of districts and dongs: muted, never over each other, never under an incident."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QStaticText

from widgets.map.ground import Ground, Plot
from widgets.map.layers.base import DONGS_BELOW
from widgets.map.layers.layer import NAMES, Layer
from widgets.map.scene import Scene
from widgets.map.viewport import Viewport

DISTRICT_PX: Final = 12
DONG_PX: Final = 11
DONG_NAMES_BELOW: Final = 15.0
"""Metres a pixel."""
_AIR: Final = 3.0
"""Pixels kept free around a name."""


class NamesLayer(Layer):
    """Draws what fits: districts first, dongs when near."""

    def __init__(self, scene: Scene, ground: Ground) -> None:
        super().__init__(scene, NAMES)
        self._ground = ground
        self._sizes: dict[tuple[str, str, int, float], tuple[float, float]] = {}
        self._texts: dict[tuple[str, int, bool, float], QStaticText] = {}
        self._found: list[tuple[int, bool, list[tuple[str, QPointF]]]] = []
        self._found_for: tuple[object, ...] = ()
        self._found_at = Viewport()
        self.shown: list[tuple[str, QRectF]] = []
        """The names drawn last, and where (pixels)."""

    def set_ground(self, ground: Ground) -> None:
        """Name another city's places."""
        self._ground = ground
        self._sizes.clear()
        self._texts.clear()
        self.update()

    def draw(self, painter: QPainter) -> None:
        theme, view = self.shared.theme, self.shared.viewport
        carried = view.carry(self._found_at) if self.shared.moving else None
        if carried is not None and carried.m11() == 1.0:
            painter.setTransform(carried, combine=True)
        else:
            self._find()
        painter.setPen(theme.colour("label"))
        for px, bold, names in self._found:
            painter.setFont(theme.font(px, bold=bold))
            for name, at in names:
                painter.drawStaticText(at, self._text(name, px, bold))

    def _find(self) -> None:
        """Which names fit where; only anew when what they depend on has changed."""
        scene, view = self.shared, self.shared.viewport
        seen = (view.x, view.y, view.scale, view.width, view.height)
        taken = [box.getRect() for box in scene.taken]
        state = (seen, taken, scene.language, scene.theme.scale, id(self._ground))
        if state == self._found_for:
            return
        self._found_for, self._found, self.shown = state, [], []
        self._found_at = replace(view)
        near = view.scale < DONGS_BELOW
        self._place(self._ground.districts, DISTRICT_PX + (2 if near else 0), bold=near)
        if view.scale < DONG_NAMES_BELOW:
            self._place(self._ground.dongs, DONG_PX, bold=False)

    def _place(self, plots: list[Plot], px: int, bold: bool) -> None:
        scene, view = self.shared, self.shared.viewport
        metrics = QFontMetricsF(scene.theme.font(px, bold=bold))
        window = self.boundingRect()
        names: list[tuple[str, QPointF]] = []
        boxes = np.array([box.getRect() for box in scene.taken if not box.isEmpty()]).reshape(-1, 4)
        taken = np.concatenate((boxes[:, :2], boxes[:, :2] + boxes[:, 2:]), axis=1)
        for plot in plots:
            x, y = view.pixel(*plot.label)
            if not window.contains(QPointF(x, y)):
                continue
            name = plot.name(scene.language)
            key = (name, scene.language, px, scene.theme.scale)
            size = self._sizes.get(key)
            if size is None:
                size = self._sizes[key] = (metrics.horizontalAdvance(name), metrics.height())
            width, height = size
            if width > plot.width / view.scale * 1.3 or height > plot.height / view.scale * 1.3:
                continue
            box = QRectF(x - width / 2, y - height / 2, width, height)
            roomy = box.adjusted(-_AIR, -_AIR, _AIR, _AIR)
            if any(roomy.intersects(other) for _, other in self.shown) or _meets(roomy, taken):
                continue
            self.shown.append((name, roomy))
            names.append((name, box.topLeft()))
        self._found.append((px, bold, names))

    def _text(self, name: str, px: int, bold: bool) -> QStaticText:
        """The name with its glyphs laid out: finding them is most of what drawing a text costs."""
        key = (name, px, bold, self.shared.theme.scale)
        text = self._texts.get(key)
        if text is None:
            text = self._texts[key] = QStaticText(name)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        return text


def _meets(box: QRectF, taken: NDArray[np.float64]) -> bool:
    """Whether it meets any of these (left, top, right, bottom; shape (n, 4)): as QRectF.intersects, in one go for hundreds."""
    left, top, right, bottom = taken.T
    return bool(((left < box.right()) & (right > box.left()) & (top < box.bottom()) & (bottom > box.top())).any())
