"""Wanted vehicles: the way from hit to hit, and the cameras that will see them next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import atan2, cos, pi, sin
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from alerts.incidents import Incident
from widgets.map.layers.layer import JOURNEYS, Layer
from widgets.map.scene import Scene

TRACKS: Final = JOURNEYS + 0.5
MOST_HITS: Final = 60


class TrackLayer(Layer):
    """Of open alarms alone: the ways of all ordinary reads would hide them. ``camera`` gives a place in metres, or None."""

    def __init__(self, scene: Scene, camera: Callable[[str], tuple[float, float] | None]) -> None:
        super().__init__(scene, TRACKS)
        self._camera = camera
        self._tracks: dict[str, tuple[list[tuple[float, float]], list[tuple[float, float]]]] = {}

    @property
    def keys(self) -> set[str]:
        """The incidents whose tracks are shown."""
        return set(self._tracks)

    def clear(self) -> None:
        """Forget all tracks."""
        self._tracks = {}
        self.update()

    def put(self, incidents: Iterable[Incident], removed: Iterable[str], moved: Mapping[str, str]) -> None:
        """Take what these incidents say now."""
        before = dict(self._tracks)
        for key in (*removed, *moved):
            self._tracks.pop(key, None)
        for incident in incidents:
            if incident.kind != "vehicle":
                continue
            hits = [
                self.shared.projection.point(one.lat, one.lon)
                for one in incident.members[-MOST_HITS:]
                if one.type == "vehicle" and one.lat is not None and one.lon is not None
            ]
            if not incident.is_open or not incident.is_alarm or not hits:
                self._tracks.pop(incident.key, None)
                continue
            ahead = next((fact.text for fact in reversed(incident.facts) if fact.name == "next_cameras"), "")
            spots = [spot for name in ahead.split(", ") if name and (spot := self._camera(name)) is not None]
            self._tracks[incident.key] = hits, spots
        if self._tracks != before:
            self.update()

    def draw(self, painter: QPainter) -> None:
        view, theme = self.shared.viewport, self.shared.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = theme.colour("accent")
        for hits, ahead in self._tracks.values():
            way = [QPointF(*view.pixel(*spot)) for spot in hits]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, 2.0))
            painter.drawPolyline(QPolygonF(way))
            if len(way) > 1:
                self._arrow(painter, way[-2], way[-1])
            painter.setPen(QPen(colour, 1.2, Qt.PenStyle.DashLine))
            for number, spot in enumerate(ahead, start=1):
                there = QPointF(*view.pixel(*spot))
                painter.drawLine(way[-1], there)
                painter.drawEllipse(there, theme.px(9), theme.px(9))
                painter.setFont(theme.font(11, bold=True))
                painter.drawText(QPointF(there.x() - theme.px(3), there.y() + theme.px(4)), str(number))

    def _arrow(self, painter: QPainter, before: QPointF, tip: QPointF) -> None:
        angle = atan2(tip.y() - before.y(), tip.x() - before.x())
        size = self.shared.theme.px(9)
        wings = [tip - QPointF(size * cos(angle + turn), size * sin(angle + turn)) for turn in (pi / 7, -pi / 7)]
        painter.setBrush(self.shared.theme.colour("accent"))
        painter.drawPolygon(QPolygonF([tip, *wings]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
