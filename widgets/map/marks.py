"""Incidents as the map keeps them, and where each stands on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from alerts.incidents import Incident
from widgets.map.crowd import Crowd
from widgets.map.labels import AIR, AT_ONCE, Taken, around, roomy
from widgets.map.placed import EDGE_STEP_PX, Mark, Placed, thinned, to_edge
from widgets.map.scene import Scene
from widgets.map.viewport import Viewport
from widgets.titles import full_title

RADIUS_PX: Final[dict[int, float]] = {1: 13.0, 2: 12.0, 3: 9.5, 4: 8.5}
SMALLEST_HALO: Final = 2.3
"""Times the shape's radius: a halo is never hidden under its shape."""
WIDEST_GAP: Final = 3.5
"""Times the shape's radius: a label stands outside its halo, but not farther off than this."""
LABEL_PX: Final = 14
PULSES: Final = 3
PULSE_STEPS: Final = 14
"""Steps of one pulse; the map makes 15 a second."""
LONGEST: Final = 30
"""Characters of a label before it is cut."""
_EDGE: Final = 18.0
CROWD: Final = 80
"""With more alarms than this in the window, those of priority 3 are small, so that urgent ones stand out."""
MANY_ORDINARY: Final = 12
"""With more ordinary reports (priority 4) than this in the window, they are dots: they are no alarms."""
SMALL_PX: Final[dict[int, float]] = {3: 6.0, 4: 4.0}
MOST_LABELS: Final = 24
STAYS_PX: Final = 0.5
"""A mark that has moved less than this since it was placed stands where it stood."""


class Marks:
    """The open incidents that have a place."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._marks: dict[str, Mark] = {}
        self._urgent: dict[str, Mark] = {}
        """Those of priority 1 and 2."""
        self._crowds: dict[int, Crowd] = {3: Crowd(), 4: Crowd()}
        self.dots: dict[int, NDArray[np.float64]] = {}
        """By priority: pixels, shape (n, 2), of those that are but small shapes now; they are not among :attr:`placed`."""
        self._dot_keys: dict[int, NDArray[np.object_]] = {}
        self.selected = ""
        self.placed: list[Placed] = []
        self.at = Viewport()
        """The view for which they were placed."""
        self.at_chosen = ""
        """The one that was chosen then."""
        self.version = 0
        self._placed_for: tuple[object, ...] = ()
        self._whole_for: tuple[object, ...] = ()
        self._whole: dict[str, Mark] = {}
        self._stood: dict[str, Placed | None] = {}
        self._stood_for: tuple[float, ...] = ()
        self._stood_selected = ""
        self._taken: list[QRectF] = []

    def __len__(self) -> int:
        return len(self._marks)

    def __iter__(self) -> Iterator[Mark]:
        return iter(self._marks.values())

    def get(self, key: str) -> Mark | None:
        """The mark of this incident."""
        return self._marks.get(key)

    @property
    def many(self) -> int:
        """How many were looked at when they were placed last, those out of sight included."""
        return len(self._stood)

    @property
    def pulsing(self) -> bool:
        """Whether any mark has pulses left."""
        return any(mark.pulse for mark in self._urgent.values())

    def clear(self) -> None:
        """Forget all but the selection, which the next picture may hold again."""
        self._marks, self._urgent = {}, {}
        for crowd in self._crowds.values():
            crowd.clear()
        self.version += 1

    def put(self, incidents: Iterable[Incident], removed: Iterable[str], moved: dict[str, str], quiet: bool) -> None:
        """Apply a change. ``quiet`` says that nothing in it is news, so nothing pulses (the first picture of all)."""
        for old, new in moved.items():
            mark = self._drop(old)
            if mark is not None:
                self._keep(new, mark)
            if self.selected == old:
                self.selected = new
        for incident in incidents:
            self._put(incident, quiet)
        for key in removed:
            self._drop(key)
        self.version += 1

    def step(self) -> None:
        """One step of every pulse."""
        for mark in self._urgent.values():
            mark.pulse = max(0, mark.pulse - 1)

    def place(self) -> None:
        """Find where every mark and label stands, most urgent first, and tell the scene what space they take."""
        scene, view = self._scene, self._scene.viewport
        boxes = [box.getRect() for box in scene.kept]
        seen = (view.x, view.y, view.scale, view.width, view.height)
        state = (seen, scene.theme.scale, self.version, self.selected, boxes, scene.language)
        if state == self._placed_for:
            scene.taken = list(self._taken)
            return
        self._placed_for, self.at, self.at_chosen = state, replace(view), self.selected
        reach, scale = scene.theme.px(RADIUS_PX[1]), scene.theme.scale
        shown = {**self._urgent, **self._place_crowds(reach)}
        # most of what changes is a dot among thousands: the marks and their names stay where they are then
        whole = (seen, scale, self.selected, boxes, scene.language, bool(self.dots))
        before = self._whole if whole == self._whole_for else {}
        same_marks = bool(before) and before.keys() == shown.keys()
        if same_marks and all(before[key] is mark for key, mark in shown.items()):
            scene.taken = list(self._taken)
            return
        self._whole_for, self._whole = whole, shown
        if self._place_all(shown, reach) and same_marks:
            scene.taken = list(self._taken)  # reports have come, but nothing has moved far enough to be seen
            return
        for one in self.placed:
            one.label, one.box = "", None
        # where hundreds stand, only the urgent ones keep names away: else no name could stand anywhere
        least = 2 if self.dots else 4
        scene.taken = [*scene.kept, *(one.room for one in self.placed if one.mark.incident.priority <= least)]
        self._label(QRectF(0, 0, view.width, view.height))
        self._taken = list(scene.taken)

    def keep(self) -> None:
        """Leave all where they were placed last; names keep clear of the same places."""
        self._scene.taken = list(self._taken)

    def chosen(self) -> Placed | None:
        """The chosen one as it stands in the view of the moment, without a name."""
        mark, scene = self._marks.get(self.selected), self._scene
        return None if mark is None else self._place_one(self.selected, mark, scene.theme.px(RADIUS_PX[1]))

    def under(self, px: float, py: float) -> list[str]:
        """The keys of the incidents under this pixel, nearest first, then most urgent first."""
        found = []
        for one in self.placed:
            distance = ((one.spot.x() - px) ** 2 + (one.spot.y() - py) ** 2) ** 0.5
            on_label = one.box is not None and one.box.contains(QPointF(px, py))
            if distance <= one.radius + AIR or on_label:
                near_by = round(distance / 4) if not on_label else 0
                found.append((near_by, *one.rank, one.mark.incident.key))
                found += [(near_by, *self._rank_of(key), key) for key in one.behind if key in self._marks]
        for priority, dots in self.dots.items():
            distances = np.hypot(dots[:, 0] - px, dots[:, 1] - py)
            near = np.flatnonzero(distances <= small_px(priority, self._scene.theme.scale) + AIR).tolist()
            for row in near:
                key = str(self._dot_keys[priority][row])
                found.append((round(float(distances[row]) / 4), key != self.selected, priority, False, key, key))
        return list(dict.fromkeys(key for *_, key in sorted(found)))

    def _put(self, incident: Incident, quiet: bool) -> None:
        old = self._marks.get(incident.key)
        if not incident.is_open or incident.lat is None or incident.lon is None:
            self._drop(incident.key)
            return
        x, y = self._scene.projection.point(incident.lat, incident.lon)
        news = incident.is_urgent and (old is None or old.incident.priority > 1)
        pulse = old.pulse if old is not None else 0
        if incident.state != "new":
            pulse = 0
        elif news and not quiet:
            pulse = PULSES * PULSE_STEPS
        self._keep(incident.key, Mark(incident, x, y, pulse))

    def _keep(self, key: str, mark: Mark) -> None:
        self._drop(key)
        self._marks[key] = mark
        crowd = self._crowds.get(mark.incident.priority)
        if crowd is None:
            self._urgent[key] = mark
        else:
            crowd.put(key, mark.x, mark.y)

    def _drop(self, key: str) -> Mark | None:
        mark = self._marks.pop(key, None)
        if mark is not None:
            self._urgent.pop(key, None)
            for crowd in self._crowds.values():
                crowd.drop(key)
        return mark

    def _place_crowds(self, reach: float) -> dict[str, Mark]:
        """Those of priority 3 and 4 that are whole marks: all in the window while they are few, else the chosen one."""
        shown: dict[str, Mark] = {}
        self.dots, self._dot_keys = {}, {}
        for priority, crowd in self._crowds.items():
            keys, pixels = crowd.seen(self._scene.viewport, reach)
            most = MANY_ORDINARY if priority == 4 else CROWD - len(self._urgent)
            if len(keys) > most:
                self.dots[priority], self._dot_keys[priority] = pixels, keys
                shown.update({self.selected: self._marks[self.selected]} if self.selected in crowd else {})
            else:
                shown.update((key, self._marks[key]) for key in keys.tolist())
        return shown

    def _place_all(self, shown: Mapping[str, Mark], reach: float) -> bool:
        """Marks of which nothing is new stand where they stood as long as the window looks at the same place.

        Whether all stand where they stood, under the same names.
        """
        view, scale = self._scene.viewport, self._scene.theme.scale
        window = (view.x, view.y, view.scale, view.width, view.height, scale)
        before: Mapping[str, Placed | None] = self._stood if window == self._stood_for else {}
        turned = {self.selected, self._stood_selected} if self.selected != self._stood_selected else set()
        stood: dict[str, Placed | None] = {}
        still = True
        for key, mark in shown.items():
            one = old = before.get(key)
            if one is None or one.mark is not mark or key in turned:
                one = self._place_one(key, mark, reach)
                if one is not None and old is not None and self._stays(old, one):
                    one.spot, one.room, one.label, one.box = old.spot, old.room, old.label, old.box
                elif one is not old:
                    still = False
            stood[key] = one
        self.placed = thinned(sorted((one for one in stood.values() if one is not None), key=_rank), EDGE_STEP_PX * scale)
        self._stood, self._stood_for, self._stood_selected = stood, window, self.selected
        return still

    def _rank_of(self, key: str) -> tuple[bool, int, bool, str]:
        incident = self._marks[key].incident
        return key != self.selected, incident.priority, incident.state != "new", key

    def _stays(self, old: Placed, new: Placed) -> bool:
        """Whether what has changed of a mark cannot be told on the screen from where it and its name stand."""
        away = (old.spot - new.spot).manhattanLength()
        if old.rank != new.rank or old.beyond != new.beyond or away > STAYS_PX or abs(_gap(old) - _gap(new)) > STAYS_PX:
            return False
        language = self._scene.language
        return label_text(old.mark.incident, language) == label_text(new.mark.incident, language)

    def _place_one(self, key: str, mark: Mark, reach: float) -> Placed | None:
        """None where it is outside and the window's edge does not tell of it."""
        view, scale, incident = self._scene.viewport, self._scene.theme.scale, mark.incident
        x, y = view.pixel(mark.x, mark.y)
        radius = RADIUS_PX[incident.priority] * scale
        beyond = not (-reach < x < view.width + reach and -reach < y < view.height + reach)
        if beyond:
            if key != self.selected and not (incident.priority <= 2 and incident.state == "new"):
                return None
            x, y = to_edge(x, y, view.width, view.height, _EDGE * scale)
        halo = 0.0
        if not beyond and (incident.priority <= 2 or key == self.selected):
            halo = max(incident.radius_m / view.scale, radius * SMALLEST_HALO)
        spot = QPointF(x, y)
        return Placed(mark, spot, radius, halo, self._rank_of(key), _around(spot, radius), beyond)

    def _label(self, window: QRectF) -> None:
        metrics = QFontMetricsF(self._scene.theme.font(LABEL_PX, bold=True))
        named = [one for one in takewhile(self._may_be_named, self.placed) if not one.beyond]
        taken = Taken(self._scene.taken, round(window.width()), round(window.height()))
        forced: list[QRectF] = []
        given: list[QRectF] = []
        for first in range(0, len(named), AT_ONCE):
            self._label_some(named[first : first + AT_ONCE], taken, forced, given, metrics)
            if len(given) >= MOST_LABELS:
                break
        self._scene.taken += forced + given

    def _label_some(
        self, named: Sequence[Placed], taken: Taken, forced: list[QRectF], given: list[QRectF], metrics: QFontMetricsF
    ) -> None:
        """Give these a name each where one has room, the chosen one in any case; the lists hold the names' boxes so far."""
        texts = [self._name(one.mark, metrics) for one in named]
        spots = np.array([one.spot.toTuple() for one in named])
        gaps = np.array([_gap(one) for one in named])
        places = around(spots, gaps, np.array([width for _, width in texts]), metrics.height())
        wider = roomy(places)
        free = taken.free(wider)
        for one, (text, _), row, place_free in zip(named, texts, range(len(named)), free.tolist(), strict=True):
            if len(given) >= MOST_LABELS:
                break
            for place in (place for place, is_free in enumerate(place_free) if is_free):
                room = QRectF(*wider[row, place].tolist())
                if not any(room.intersects(other) for other in (*forced, *given)):
                    one.label, one.box = text, QRectF(*places[row, place].tolist())
                    given.append(room)
                    break
            else:
                if one.mark.incident.key == self.selected:
                    one.label, one.box = text, self._inside(QRectF(*places[row, 0].tolist()))
                    forced.append(one.box)

    def _inside(self, box: QRectF) -> QRectF:
        """The box, moved so that it does not reach beyond the window."""
        view = self._scene.viewport
        box.moveLeft(max(0.0, min(box.left(), view.width - box.width())))
        box.moveTop(max(0.0, min(box.top(), view.height - box.height())))
        return box

    def _may_be_named(self, one: Placed) -> bool:
        """They come in the order of urgency: the chosen one, then the urgent ones."""
        return one.mark.incident.priority <= 2 or one.mark.incident.key == self.selected

    def _name(self, mark: Mark, metrics: QFontMetricsF) -> tuple[str, float]:
        """Its name and how long that is in pixels; found once as long as nothing is new of it."""
        state = (self._scene.language, self._scene.theme.scale)
        if mark.named is None or mark.named[0] != state:
            text = label_text(mark.incident, self._scene.language)
            mark.named = state, text, metrics.horizontalAdvance(text)
        return mark.named[1], mark.named[2]


def small_px(priority: int, scale: float) -> float:
    """The radius (pixels) of an ordinary one's dot: it bears no words, and at double size hundreds would hide the city."""
    return SMALL_PX[priority] * sqrt(scale)


def label_text(incident: Incident, language: str) -> str:
    """``성수동2가 · 인파 급증``: the place first where the title does not say it."""
    text = full_title(incident, language)
    place = incident.place.split(" · ")[0].strip()
    if place and place not in text:
        text = f"{place} · {text}"
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _gap(one: Placed) -> float:
    """How far from its middle its name begins."""
    return max(one.radius, min(one.halo, one.radius * WIDEST_GAP)) + 5


def _rank(one: Placed) -> tuple[bool, int, bool, str]:
    return one.rank


def _around(spot: QPointF, radius: float) -> QRectF:
    return QRectF(spot.x() - radius - 2, spot.y() - radius - 2, 2 * radius + 4, 2 * radius + 4)
