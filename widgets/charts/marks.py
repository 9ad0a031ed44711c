"""Incidents on the strips: a shape at the top, a thin line through all rows at the moment they opened."""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from alerts.incidents import Incident
from widgets.shapes import paint_priority
from widgets.theme import Theme

MOST: Final = 400
"""Marks kept; an hour of a bad day has fewer alarms than this."""
RADIUS_PX: Final = 6.0
REACH_PX: Final = 7.0


@dataclass(slots=True)
class StripMark:
    """One incident at its opening, seconds since the epoch."""

    key: str
    time: float
    priority: int
    title: str
    title_en: str
    open: bool


class MarksItem(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph is not typed
    """A child of the view box; its coordinates are the box's pixels."""

    def __init__(self, box: pg.ViewBox, theme: Theme) -> None:
        super().__init__()
        self._box = box
        self._theme = theme
        self.marks: OrderedDict[str, StripMark] = OrderedDict()
        self.selected = ""
        self.head = 0.0
        self.setParentItem(box)
        self.setZValue(10)

    def boundingRect(self) -> QRectF:
        """The view box."""
        return QRectF(self._box.rect())

    def put(self, incident: Incident) -> None:
        """Add or change a mark. Ordinary reports (priority 4) have none: they would hide the alarms."""
        if not incident.is_alarm or incident.state == "merged":
            self.marks.pop(incident.key, None)
            return
        self.marks[incident.key] = StripMark(
            incident.key, incident.opened.timestamp(), incident.priority, incident.title, incident.title_en, incident.is_open
        )
        while len(self.marks) > MOST:
            self.marks.popitem(last=False)

    def rename(self, old: str, new: str) -> None:
        """The incident is the same one under another key."""
        mark = self.marks.pop(old, None)
        if mark is not None:
            mark.key = new
            self.marks[new] = mark
        if self.selected == old:
            self.selected = new

    def shown(self) -> list[tuple[float, StripMark]]:
        """The marks in view with their pixel from the left, the most urgent last.

        Where several would cover each other, only the most urgent one is: in a flood the curves stay to be seen.
        """
        (start, end), _y = self._box.viewRange()
        per_second = self._box.rect().width() / max(end - start, 1e-9)
        found = [((mark.time - start) * per_second, mark) for mark in self.marks.values() if start <= mark.time <= end]
        found.sort(key=lambda one: (one[1].key != self.selected, one[1].priority, one[1].time))
        apart = 2.2 * RADIUS_PX * self._theme.scale
        kept: list[tuple[float, StripMark]] = []
        places: list[float] = []
        for x, mark in found:
            at = bisect_left(places, x)
            if all(abs(place - x) >= apart for place in places[max(0, at - 1) : at + 1]):
                places.insert(at, x)
                kept.append((x, mark))
        kept.reverse()
        return kept

    def under(self, x: float, y: float) -> StripMark | None:
        """The mark whose shape, or whose line, is at this pixel of the box."""
        best: tuple[float, StripMark] | None = None
        for at, mark in reversed(self.shown()):
            reach = REACH_PX + 1 if y <= self.head else REACH_PX / 2
            distance = abs(at - x)
            if distance <= reach and (best is None or distance < best[0] - 1):
                best = (distance, mark)
        return best[1] if best is not None else None

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Lines first, then shapes, the most urgent on top."""
        bottom = self.boundingRect().height()
        radius = RADIUS_PX * self._theme.scale
        shown = self.shown()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for x, mark in shown:
            chosen = mark.key == self.selected
            painter.setPen(QPen(self._theme.priority(mark.priority, 0.95 if chosen else 0.45), 1))
            painter.drawLine(QLineF(round(x), self.head, round(x), bottom))
        for x, mark in shown:
            spot = QPointF(round(x) + 0.5, self.head / 2 + 1)
            paint_priority(painter, self._theme, mark.priority, spot, radius, number=False, hollow=not mark.open)
            if mark.key == self.selected:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(self._theme.colour("text"), 1.5))
                painter.drawEllipse(spot, radius * 1.6, radius * 1.6)
