"""Warned areas: a translucent hatch and, where there is room, what is warned of and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QLineF, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QTransform

from alerts.events import Area, Polygon
from alerts.picture import WarnedArea
from widgets.map.ground import plot
from widgets.map.layers.layer import AREAS, Layer
from widgets.map.scene import Scene
from widgets.moments import at

HATCH_PX: Final = 9
LABEL_PX: Final = 12
STEPS: Final = (0, 1, -1, 2, -2, 3, -3, 4, -4)
"""Lines down (up where negative) at which an area's label looks for room, the nearest first."""


@dataclass(slots=True)
class _Shown:
    area: WarnedArea
    path: QPainterPath
    label: tuple[float, float]


class AreaLayer(Layer):
    """The disaster alerts in force that say where they hold."""

    def __init__(self, scene: Scene, zone: tzinfo) -> None:
        super().__init__(scene, AREAS)
        self._zone = zone
        self._shown: dict[str, _Shown] = {}
        self.labels: dict[str, QRectF] = {}
        """Where the name of each was drawn last, pixels."""
        self._version = 0
        self._picture = QPixmap()
        self._at = QPoint()
        self._key: tuple[object, ...] = ()

    @property
    def areas(self) -> list[WarnedArea]:
        """Those shown now."""
        return [shown.area for shown in self._shown.values()]

    def clear(self) -> None:
        """Forget all areas."""
        self._shown = {}
        self._version += 1
        self.update()

    def put(self, areas: Sequence[WarnedArea], gone: Sequence[str] = ()) -> None:
        """Add or replace these areas, and take those off whose identifiers are ``gone``."""
        if not areas and not gone:
            return
        for identifier in gone:
            self._shown.pop(identifier, None)
        for area in areas:
            self._shown.pop(area.identifier, None)
            if area.area is not None:
                spot = plot(self.shared.projection, area.area_name, "", _rings(area.area))
                self._shown[area.identifier] = _Shown(area, spot.path, _widest(spot.path))
        self._version += 1
        self.update()

    def draw(self, painter: QPainter) -> None:
        now = self.shared.now
        self.labels = {}
        held = [one for one in self._shown.values() if one.area.expires is None or one.area.expires >= now]
        if not held:
            return
        # outlines and hatches cost more than all else on the map, and stand still while incidents and units move
        view, theme, ratio = self.shared.viewport, self.shared.theme, self.shared.ratio
        names = tuple(one.area.identifier for one in held)
        where = (view.x, view.y, view.scale, view.width, view.height)
        key = (where, theme.name, theme.scale, ratio, self._version, names)
        if key != self._key:
            self._redraw(held)
            self._key = key
        if not self._picture.isNull():
            painter.drawPixmap(self._at, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plane = self._plane()
        for one in held:
            box = plane.mapRect(one.path.boundingRect())
            if box.intersects(self.boundingRect()):
                self._draw_label(painter, one, box)

    def at(self, px: float, py: float) -> WarnedArea | None:
        """The smallest area under this pixel."""
        spot = QPointF(*self.shared.viewport.metres(px, py))
        found = [shown for shown in self._shown.values() if shown.path.contains(spot)]
        if not found:
            return None
        return min(found, key=lambda one: one.path.boundingRect().width() * one.path.boundingRect().height()).area

    def text(self, area: WarnedArea) -> str:
        """``호우경보 · ~18:00``."""
        return area.event if area.expires is None else f"{area.event} · ~{at(area.expires, self._zone):%H:%M}"

    def _plane(self) -> QTransform:
        view = self.shared.viewport
        zoom = 1 / view.scale
        return QTransform(zoom, 0, 0, -zoom, view.width / 2 - view.x * zoom, view.height / 2 + view.y * zoom)

    def _redraw(self, held: list[_Shown]) -> None:
        """Into a picture no larger than the areas are on the screen: it is blended with every frame."""
        theme, ratio, plane = self.shared.theme, self.shared.ratio, self._plane()
        paths = [plane.map(one.path) for one in held]
        whole = QRectF()
        for path in paths:
            whole = whole.united(path.boundingRect().adjusted(-2, -2, 2, 2) & self.boundingRect())
        room = whole.toAlignedRect() if ratio == round(ratio) else self.boundingRect().toRect()
        self._at = room.topLeft()
        self._picture = QPixmap() if whole.isEmpty() else QPixmap(round(room.width() * ratio), round(room.height() * ratio))
        if self._picture.isNull():
            return
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self._at)
        for one, path in zip(held, paths, strict=True):
            box = path.boundingRect() & self.boundingRect()
            if box.isEmpty():
                continue
            strong = 1.4 if one.area.severity in ("Extreme", "Severe") else 1.0
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("warned", 0.06 * strong))
            painter.drawPath(path)
            painter.save()
            painter.setClipPath(path)
            painter.setPen(QPen(theme.colour("warned", 0.13 * strong), 1.0))
            painter.drawLines(_hatch(box, theme.px(HATCH_PX)))
            painter.restore()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("warned", 0.4 * strong), 1.0))
            painter.drawPath(path)
        painter.end()

    def _draw_label(self, painter: QPainter, shown: _Shown, box: QRectF) -> None:
        font = self.shared.theme.font(LABEL_PX)
        metrics = QFontMetricsF(font)
        text = self.text(shown.area)
        width = metrics.horizontalAdvance(text)
        if width > box.width() * 1.1:
            return
        x, y = self.shared.viewport.pixel(*shown.label)
        spot = QRectF(x - width / 2, y - metrics.height() / 2, width, metrics.height())
        # an area is large, its label is not bound to one spot: the nearest above or below that is clear of what stands there
        line = metrics.height() + 4
        tried = [spot.translated(0, line * step) for step in STEPS]
        inside = [one for one in tried if box.contains(one)] or [spot]
        spot = next((one for one in inside if not any(one.intersects(other) for other in self.shared.taken)), spot)
        self.shared.taken.append(spot)
        self.labels[shown.area.identifier] = spot
        painter.setFont(font)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.shared.theme.colour("land", 0.72))
        painter.drawRoundedRect(spot.adjusted(-3, 0, 3, 0), 3, 3)
        painter.setPen(self.shared.theme.colour("warned"))
        painter.drawText(QPointF(spot.left(), spot.top() + metrics.ascent()), text)


def _rings(area: Area) -> list[list[list[float]]]:
    parts = [area.coordinates] if isinstance(area, Polygon) else area.coordinates
    return [ring for part in parts for ring in part]


def _widest(path: QPainterPath) -> tuple[float, float]:
    """A point inside the path with room to its sides: the middle of the longest run on nine level lines."""
    box = path.boundingRect()
    best, middle = -1.0, box.center()
    steps = 48
    for level in range(1, 10):
        y = box.top() + box.height() * level / 10
        start: float | None = None
        for k in range(steps + 1):
            x = box.left() + box.width() * k / steps
            inside = k < steps and path.contains(QPointF(x, y))
            if inside and start is None:
                start = x
            elif not inside and start is not None:
                if x - start > best:
                    best, middle = x - start, QPointF((x + start) / 2, y)
                start = None
    return middle.x(), middle.y()


def _hatch(box: QRectF, step: int) -> list[QLineF]:
    """Lines rising to the right over a box, tied to the window's corner so that neighbours' lines meet."""
    first = int((box.left() + box.top()) // step)
    last = int((box.right() + box.bottom()) // step) + 1
    lines = []
    for k in range(first, last + 1):
        total = k * step
        lines.append(QLineF(total - box.top(), box.top(), total - box.bottom(), box.bottom()))
    return lines
