"""Incidents as the map keeps them, and where each stands on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from alerts.incidents import Incident
from widgets.map.layer import Scene

RADIUS_PX: Final[dict[int, float]] = {1: 13.0, 2: 12.0, 3: 9.5, 4: 8.5}
SMALLEST_HALO: Final = 2.3
"""Times the shape's radius: a halo is never hidden under its shape."""
WIDEST_GAP: Final = 3.5
"""Times the shape's radius: a label stands outside its halo, but not farther off than this."""
LABEL_PX: Final = 14
PULSES: Final = 3
PULSE_STEPS: Final = 27
"""Steps of one pulse; the map makes 30 a second."""
LONGEST: Final = 30
"""Characters of a label before it is cut."""
_EDGE: Final = 18.0
_AIR: Final = 4.0
_CROWD: Final = 200


@dataclass(slots=True)
class Mark:
    """An incident with a place, metres on the plane. ``pulse`` counts down the steps of its pulses."""

    incident: Incident
    x: float
    y: float
    pulse: int = 0


@dataclass(slots=True)
class Placed:
    """A mark on the screen: pixels. ``beyond`` says that it lies outside and is drawn at the window's edge."""

    mark: Mark
    spot: QPointF
    radius: float
    halo: float
    """The radius of its halo, 0 for none."""
    beyond: bool = False
    label: str = ""
    box: QRectF | None = None


class Marks:
    """The open incidents that have a place."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._marks: dict[str, Mark] = {}
        self.selected = ""
        self.placed: list[Placed] = []
        self.version = 0

    def __len__(self) -> int:
        return len(self._marks)

    def __iter__(self) -> Iterator[Mark]:
        return iter(self._marks.values())

    def get(self, key: str) -> Mark | None:
        """The mark of this incident."""
        return self._marks.get(key)

    @property
    def pulsing(self) -> bool:
        """Whether any mark has pulses left."""
        return any(mark.pulse for mark in self._marks.values())

    def clear(self) -> None:
        """Forget all but the selection, which the next picture may hold again."""
        self._marks = {}
        self.version += 1

    def put(self, incidents: Iterable[Incident], removed: Iterable[str], moved: dict[str, str], quiet: bool) -> None:
        """Apply a change. ``quiet`` says that nothing in it is news, so nothing pulses (the first picture of all)."""
        for old, new in moved.items():
            mark = self._marks.pop(old, None)
            if mark is not None:
                self._marks[new] = mark
            if self.selected == old:
                self.selected = new
        for incident in incidents:
            self._put(incident, quiet)
        for key in removed:
            self._marks.pop(key, None)
        self.version += 1

    def step(self) -> None:
        """One step of every pulse."""
        for mark in self._marks.values():
            mark.pulse = max(0, mark.pulse - 1)

    def place(self) -> None:
        """Find where every mark and label stands, most urgent first, and tell the scene what space they take."""
        scene, view = self._scene, self._scene.viewport
        window = QRectF(0, 0, view.width, view.height)
        reach = scene.theme.px(RADIUS_PX[1])
        self.placed = []
        for key, mark in self._marks.items():
            x, y = view.pixel(mark.x, mark.y)
            incident = mark.incident
            radius = RADIUS_PX[incident.priority] * scene.theme.scale
            beyond = not window.adjusted(-reach, -reach, reach, reach).contains(QPointF(x, y))
            if beyond:
                if key != self.selected and not (incident.priority <= 2 and incident.state == "new"):
                    continue
                edge = _EDGE * scene.theme.scale
                x, y = _to_edge(x, y, view.width, view.height, edge)
            halo = 0.0
            if not beyond and (incident.priority <= 2 or key == self.selected):
                halo = max(incident.radius_m / view.scale, radius * SMALLEST_HALO)
            self.placed.append(Placed(mark, QPointF(x, y), radius, halo, beyond))
        self.placed.sort(key=self._urgency)
        # where hundreds stand, only the urgent ones keep names away: else no name could stand anywhere
        least = 4 if len(self.placed) <= _CROWD else 2
        scene.taken = [
            *scene.kept,
            *(_around(one.spot, one.radius) for one in self.placed if one.mark.incident.priority <= least),
        ]
        self._label(window)

    def under(self, px: float, py: float) -> list[str]:
        """The keys of the incidents under this pixel, nearest first, then most urgent first."""
        found = []
        for one in self.placed:
            distance = ((one.spot.x() - px) ** 2 + (one.spot.y() - py) ** 2) ** 0.5
            on_label = one.box is not None and one.box.contains(QPointF(px, py))
            if distance <= one.radius + _AIR or on_label:
                found.append((round(distance / 4) if not on_label else 0, *self._urgency(one), one.mark.incident.key))
        return [key for *_, key in sorted(found)]

    def _put(self, incident: Incident, quiet: bool) -> None:
        old = self._marks.get(incident.key)
        if not incident.is_open or incident.lat is None or incident.lon is None:
            self._marks.pop(incident.key, None)
            return
        x, y = self._scene.projection.point(incident.lat, incident.lon)
        news = incident.priority == 1 and incident.state == "new" and (old is None or old.incident.priority > 1)
        pulse = old.pulse if old is not None else 0
        if incident.state != "new":
            pulse = 0
        elif news and not quiet:
            pulse = PULSES * PULSE_STEPS
        self._marks[incident.key] = Mark(incident, x, y, pulse)

    def _urgency(self, one: Placed) -> tuple[bool, int, bool, str]:
        incident = one.mark.incident
        return (incident.key != self.selected, incident.priority, incident.state != "new", incident.key)

    def _label(self, window: QRectF) -> None:
        metrics = QFontMetricsF(self._scene.theme.font(LABEL_PX, bold=True))
        for one in self.placed:
            incident = one.mark.incident
            chosen = incident.key == self.selected
            if one.beyond or not (chosen or incident.priority <= 2):
                continue
            text = label_text(incident)
            width, height = metrics.horizontalAdvance(text), metrics.height()
            gap = max(one.radius, min(one.halo, one.radius * WIDEST_GAP)) + 5
            for box in _candidates(one.spot, gap, width, height):
                roomy = box.adjusted(-_AIR, 0, _AIR, 0)
                if window.contains(roomy) and not any(roomy.intersects(other) for other in self._scene.taken):
                    one.label, one.box = text, box
                    self._scene.taken.append(roomy)
                    break
            else:
                if chosen:
                    one.label, one.box = text, next(iter(_candidates(one.spot, gap, width, height)))
                    self._scene.taken.append(one.box)


def label_text(incident: Incident) -> str:
    """``성수동2가 · 인파 급증``: the place first where the title does not say it."""
    text = incident.title
    place = incident.place.split(" · ")[0].strip()
    if place and place not in text:
        text = f"{place} · {text}"
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _candidates(spot: QPointF, gap: float, width: float, height: float) -> Sequence[QRectF]:
    x, y = spot.x(), spot.y()
    return (
        QRectF(x + gap, y - height / 2, width, height),
        QRectF(x - gap - width, y - height / 2, width, height),
        QRectF(x + gap * 0.7, y - gap - height, width, height),
        QRectF(x + gap * 0.7, y + gap, width, height),
        QRectF(x - width / 2, y - gap - height, width, height),
        QRectF(x - width / 2, y + gap, width, height),
        QRectF(x - gap * 0.7 - width, y - gap - height, width, height),
        QRectF(x - gap * 0.7 - width, y + gap, width, height),
    )


def _around(spot: QPointF, radius: float) -> QRectF:
    return QRectF(spot.x() - radius - 2, spot.y() - radius - 2, 2 * radius + 4, 2 * radius + 4)


def _to_edge(x: float, y: float, width: int, height: int, edge: float) -> tuple[float, float]:
    """Where the line from the window's middle to this point leaves the window, ``edge`` pixels inside."""
    half_w, half_h = width / 2 - edge, height / 2 - edge
    dx, dy = x - width / 2, y - height / 2
    shrink = min(half_w / abs(dx) if dx else float("inf"), half_h / abs(dy) if dy else float("inf"))
    return width / 2 + dx * shrink, height / 2 + dy * shrink
