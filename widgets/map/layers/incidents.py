"""Incidents on the map: a halo that fades as they go quiet, the priority shape, a label for what is urgent or chosen."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, ceil, degrees, floor
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QStaticText

from alerts.incidents import Incident
from widgets.map.layers.kept import KeptPicture
from widgets.map.layers.layer import INCIDENTS, Layer
from widgets.map.layers.units import unit_path
from widgets.map.marks import LABEL_PX, PULSE_STEPS, Marks, small_px
from widgets.map.placed import Placed
from widgets.map.scene import Scene
from widgets.map.splat import dots as square_dots
from widgets.map.stamps import Stamps
from widgets.shapes import paint_priority

FAINT: Final = 0.4
"""The opacity of an ordinary report that is but a dot: colour at full strength is for alarms."""
FADES_S: Final = 1800.0
"""Seconds without a new report after which a halo has faded to its least."""
WIDEST_KEPT: Final = 120
"""Pixels: the radius up to which a halo is kept as a picture."""
MOST_PIXMAPS: Final = 200
MOST_STAMPED: Final = 2_500
"""More small shapes than this are written into one picture as squares: then how dense they lie is what is seen."""
LEVELS: Final = 50
"""Steps of a halo's opacity."""
STRONGEST: Final = 0.26
WEAKEST: Final = 0.06


def halo_strength(incident: Incident, now: float) -> float:
    """The opacity of an incident's halo: full at its latest report, least after :data:`FADES_S` seconds of quiet.

    What nobody has acknowledged keeps at least half: it stays lit until someone does.
    """
    quiet = min(max(now - incident.updated.timestamp(), 0.0) / FADES_S, 1.0)
    strength = STRONGEST + (WEAKEST - STRONGEST) * quiet
    if incident.state == "new" and incident.priority <= 2:
        return max(strength, STRONGEST / 2)
    return strength


class IncidentLayer(Layer):
    """Draws the marks in the order of their urgency, the most urgent on top."""

    def __init__(self, scene: Scene, marks: Marks) -> None:
        super().__init__(scene, INCIDENTS)
        self._marks = marks
        self._pixmaps: dict[tuple[object, ...], QPixmap] = {}
        self._labels: dict[object, QPixmap | QStaticText] = {}
        self._pixmaps_of: tuple[object, ...] = ()
        self._images: dict[int, tuple[NDArray[np.float64], QImage]] = {}
        self._stamps = Stamps()
        self._halos = KeptPicture(self._halo_look, lambda one: one.halo, self._draw_halos)
        self._shapes = KeptPicture(
            lambda one: (self._shape_look(one), one.beyond),
            lambda one: 2 * one.radius + 12 * scene.theme.scale,
            self._draw_shapes,
        )

    def draw(self, painter: QPainter) -> None:
        scene, view = self.shared, self.shared.viewport
        self._look()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if scene.moving:
            self._draw_carried(painter)
            return
        self._draw_dots(painter)
        first, still = self._parts()
        self.paint_halos()
        self._halos.draw(painter, view)
        for one in still:
            if one.mark.pulse:
                self._draw_pulse(painter, one)
        if first is not None:
            self._draw_halos(painter, [first])
            self._draw_pulse(painter, first)
            if first.halo:
                self._draw_candidates(painter, first.mark.incident, first.spot)
        self.paint_shapes()
        self._shapes.draw(painter, view)
        if first is not None:
            self._draw_shapes(painter, [first])
            self._draw_choice(painter, first)
        self._draw_labels(painter)

    def paint_halos(self) -> None:
        """Bring the kept picture of all halos up to date, as the marks are placed now."""
        self._look()
        self._halos.take(self._parts()[1], self.shared.viewport, self.shared.ratio, int(self.shared.now))

    def paint_shapes(self) -> None:
        """The same with the shapes."""
        self._look()
        self._shapes.take(self._parts()[1], self.shared.viewport, self.shared.ratio, int(self.shared.now))

    def _look(self) -> None:
        """Nothing is kept that was drawn for another theme or screen."""
        scene = self.shared
        state = (scene.theme.name, scene.theme.scale, scene.ratio)
        if state != self._pixmaps_of:
            self._pixmaps, self._labels, self._images, self._pixmaps_of = {}, {}, {}, state
            self._halos.forget()
            self._shapes.forget()

    def _parts(self) -> tuple[Placed | None, Sequence[Placed]]:
        """The chosen one, and all others in the order in which they are painted."""
        placed = self._marks.placed
        first = placed[0] if placed and placed[0].rank[0] is False else None
        return first, placed[:0:-1] if first is not None else placed[::-1]

    def _draw_carried(self, painter: QPainter) -> None:
        """While the window moves: what was drawn before, where it belongs now; only the chosen one is drawn anew."""
        view = self.shared.viewport
        carried = view.carry(self._marks.at)
        if carried is not None:
            painter.save()
            painter.setTransform(carried, combine=True)
            self._draw_dots(painter)
            painter.restore()
        self._halos.draw(painter, view)
        self._shapes.draw(painter, view)
        if carried is not None and carried.m11() == 1.0:
            before, _ = self._parts()  # it is in none of the kept pictures
            painter.save()
            painter.setTransform(carried, combine=True)
            self._draw_halos(painter, [before] if before is not None else [])
            self._draw_shapes(painter, [before] if before is not None else [])
            self._draw_labels(painter)
            painter.restore()
        first = self._marks.chosen()
        if first is not None:
            self._draw_halos(painter, [first])
            self._draw_shapes(painter, [first])
            self._draw_choice(painter, first)

    def _draw_labels(self, painter: QPainter) -> None:
        for one in self._marks.placed:
            if one.box is not None:
                self._draw_label(painter, one, one.box)

    def _draw_dots(self, painter: QPainter) -> None:
        """Those that are but small shapes, each priority in one go, the ordinary ones at the bottom."""
        scene = self.shared
        for priority in (4, 3):
            dots = self._marks.dots.get(priority)
            if dots is None or not len(dots):
                continue
            if len(dots) > MOST_STAMPED:
                painter.drawImage(0, 0, self._squares(priority, dots))
                continue
            dot = self._dot(priority, small_px(priority, scene.theme.scale))
            self._stamps.draw_all(painter, dot, np.round(dots), scene.ratio, FAINT if priority == 4 else 1.0)

    def _squares(self, priority: int, dots: NDArray[np.float64]) -> QImage:
        """All of them as squares on one picture, kept until they are placed anew: a pulse draws the same again."""
        kept = self._images.get(priority)
        if kept is None or kept[0] is not dots:
            view, scale = self.shared.viewport, self.shared.theme.scale
            colour = self.shared.theme.priority(priority, FAINT if priority == 4 else 1.0)
            image = square_dots(dots, view.width, view.height, round(small_px(priority, scale)), colour)
            kept = self._images[priority] = (dots, image)
        return kept[1]

    def _dot(self, priority: int, radius: float) -> QPixmap:
        """A small shape without a number; its pixel ratio is 1, for fragments are measured in pixels."""
        pixmap = self._pixmaps.get(("dot", priority, radius))
        if pixmap is None:
            size = round(radius * 2.6 * self.shared.ratio)
            pixmap = QPixmap(size, size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            reach = radius * self.shared.ratio
            paint_priority(painter, self.shared.theme, priority, QPointF(size / 2, size / 2), reach, number=False)
            painter.end()
            self._pixmaps["dot", priority, radius] = pixmap
        return pixmap

    def _draw_halos(self, painter: QPainter, marks: Sequence[Placed]) -> None:
        scene = self.shared
        for one in marks:
            if not one.halo:
                continue
            priority, radius, level, numbered = self._halo_look(one)
            if radius > WIDEST_KEPT:
                self._stamps.draw(painter, scene.ratio)
                _paint_halo(
                    painter, one.spot, one.halo, scene.theme.priority(priority), level / LEVELS, provisional=not numbered
                )
            else:
                self._stamps.put(self._halo(priority, radius, level, numbered), one.spot)
        self._stamps.draw(painter, scene.ratio)

    def _halo_look(self, one: Placed) -> tuple[int, float, int, bool]:
        """Priority, radius, strength in steps, and whether it has a number: what a halo looks like."""
        incident = one.mark.incident
        level = round(halo_strength(incident, self.shared.now) * LEVELS) if one.halo else 0
        return incident.priority, one.halo if one.halo > WIDEST_KEPT else round(one.halo), level, bool(incident.id)

    def _draw_pulse(self, painter: QPainter, one: Placed) -> None:
        if not (one.halo and one.mark.pulse):
            return
        part = 1.0 - (one.mark.pulse % PULSE_STEPS) / PULSE_STEPS
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_faded(self.shared.theme.priority(one.mark.incident.priority), 0.9 * (1.0 - part)), 3.0))
        reach = one.halo + part * one.radius * 2.2
        painter.drawEllipse(one.spot, reach, reach)

    def _draw_candidates(self, painter: QPainter, incident: Incident, spot: QPointF) -> None:
        """The other spots that a doubtful place may mean."""
        scene = self.shared
        pen = QPen(scene.theme.colour("muted"), 1.0, Qt.PenStyle.DashLine)
        for candidate in incident.candidates:
            x, y = scene.viewport.pixel(*scene.projection.point(candidate.lat, candidate.lon))
            painter.setPen(pen)
            painter.drawLine(spot, QPointF(x, y))
            paint_priority(painter, scene.theme, incident.priority, QPointF(x, y), 8 * scene.theme.scale, hollow=True)

    def _draw_shapes(self, painter: QPainter, marks: Sequence[Placed]) -> None:
        scene = self.shared
        for one in marks:
            self._stamps.put(self._shape(one), one.spot)
            if one.beyond:
                self._stamps.draw(painter, scene.ratio)
                self._draw_way(painter, one)
        self._stamps.draw(painter, scene.ratio)

    def _draw_way(self, painter: QPainter, one: Placed) -> None:
        """At the window's edge: a tip that shows which way it lies."""
        view, scale = self.shared.viewport, self.shared.theme.scale
        away = degrees(atan2(one.spot.x() - view.width / 2, view.height / 2 - one.spot.y()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.shared.theme.priority(one.mark.incident.priority))
        painter.save()
        painter.translate(one.spot)
        painter.rotate(away)
        painter.drawPath(unit_path("112", QPointF(0, -one.radius - 6), 5 * scale, 0))
        painter.restore()

    def _draw_choice(self, painter: QPainter, one: Placed) -> None:
        """The ring around the chosen one."""
        reach = one.radius * 1.38 + 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.shared.theme.colour("text"), 2.0 * self.shared.theme.scale))
        painter.drawEllipse(one.spot, reach, reach)

    def _draw_label(self, painter: QPainter, one: Placed, box: QRectF) -> None:
        """Ground and glyphs are kept from frame to frame: incidents stay where they are and go by the same names."""
        theme, left, top = self.shared.theme, floor(box.left()), floor(box.top())
        inner = box.translated(4 - left, 1 - top)
        key = tuple(round(part, 2) for part in (inner.left(), inner.top(), inner.width(), inner.height()))
        ground = self._labels.get(key)
        if not isinstance(ground, QPixmap):
            if len(self._labels) > MOST_PIXMAPS:
                self._labels.clear()
            ground = self._labels[key] = self._label_ground(inner)
        text = self._labels.get(one.label)
        if not isinstance(text, QStaticText):
            text = self._labels[one.label] = QStaticText(one.label)
            text.setTextFormat(Qt.TextFormat.PlainText)
        painter.drawPixmap(QPointF(left - 4, top - 1), ground)
        painter.setFont(theme.font(LABEL_PX, bold=True))
        painter.setPen(_towards(theme.priority(one.mark.incident.priority), theme.colour("text"), 0.62))
        painter.drawStaticText(box.topLeft(), text)

    def _label_ground(self, box: QRectF) -> QPixmap:
        """A soft ground in the land's colour: it keeps the words readable over lines and dots."""
        pixmap, painter = self._paper(ceil(box.right()) + 4, ceil(box.bottom()) + 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.shared.theme.colour("land", 0.72))
        painter.drawRoundedRect(box.adjusted(-3, 0, 3, 0), 3, 3)
        painter.end()
        return pixmap

    def _halo(self, priority: int, radius: float, level: int, numbered: bool) -> QPixmap:
        """The halo as a picture, kept: most are of the same least size, and of one of a few strengths."""
        key = (priority, radius, level, numbered)
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            if len(self._pixmaps) > MOST_PIXMAPS:
                self._pixmaps.clear()
            whole = round(radius)
            pixmap, painter = self._paper(2 * whole + 4, 2 * whole + 4)
            middle = QPointF(whole + 2, whole + 2)
            _paint_halo(painter, middle, whole, self.shared.theme.priority(priority), level / LEVELS, provisional=not numbered)
            painter.end()
            self._pixmaps[key] = pixmap
        return pixmap

    def _paper(self, width: int, height: int) -> tuple[QPixmap, QPainter]:
        ratio = self.shared.ratio
        pixmap = QPixmap(round(width * ratio), round(height * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return pixmap, painter

    def _shape_look(self, one: Placed) -> tuple[int, float, bool, bool]:
        """Priority, radius, whether hollow, whether dimmed: what a shape looks like."""
        incident = one.mark.incident
        shelved = incident.shelved_until is not None and incident.shelved_until.timestamp() > self.shared.now
        return incident.priority, one.radius, incident.state == "resolved" or shelved, shelved

    def _shape(self, one: Placed) -> QPixmap:
        key = priority, radius, hollow, shelved = self._shape_look(one)
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            size = round(radius * 2.6)
            pixmap, painter = self._paper(size, size)
            middle, least = QPointF(size / 2, size / 2), 7.0 * self.shared.theme.scale
            paint_priority(
                painter, self.shared.theme, priority, middle, radius, number=radius > least, hollow=hollow, dim=shelved
            )
            painter.end()
            self._pixmaps[key] = pixmap
        return pixmap


def _paint_halo(painter: QPainter, spot: QPointF, radius: float, colour: QColor, strength: float, *, provisional: bool) -> None:
    pen = QPen(_faded(colour, min(1.0, strength * 2.4)), 1.2)
    if provisional:
        pen.setDashPattern([4, 4])  # an incident that has no number yet may still change
    painter.setPen(pen)
    painter.setBrush(_faded(colour, strength))
    painter.drawEllipse(spot, radius, radius)


def _faded(colour: QColor, alpha: float) -> QColor:
    out = QColor(colour)
    out.setAlphaF(max(0.0, min(alpha, 1.0)))
    return out


def _towards(one: QColor, other: QColor, part: float) -> QColor:
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * part,
        one.greenF() + (other.greenF() - one.greenF()) * part,
        one.blueF() + (other.blueF() - one.blueF()) * part,
    )
