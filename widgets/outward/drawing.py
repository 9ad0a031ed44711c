"""Drawing a way or an area on a map of its own: by clicks, or by keys alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from alerts.incidents import Incident
from alerts.outward.forms import MOST_CORNERS
from alerts.outward.shapes import Point, crosses_itself, crossings_of, length_m
from alerts.places import CityProfile
from alerts.wording import Wording
from widgets.map import CityMap
from widgets.map.layers.by_hand.draft import What
from widgets.theme import Theme

SIZE: Final = (960, 680)


class DrawDialog(QDialog):
    """A click, or Enter at the cross in the middle, puts a point; the arrow keys move the map below the cross. Backspace takes
    the last one off, Ctrl+Enter is done, Esc leaves it as it was. ``done`` carries the points between the fixed ends.
    """

    drawn = Signal(list)

    def __init__(
        self, what: What, points: Sequence[Point], ends: tuple[Point, Point] | None, incident: Incident, city: CityProfile,
        wording: Wording, theme: Theme, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """``ends`` of a way stay where they are; ``points`` as they were drawn before."""
        super().__init__(parent)
        self._what: What = what
        self._ends, self._city, self._wording, self._theme = ends, city, wording, theme
        self.points: list[Point] = list(points)
        self._said = ""
        px = theme.px
        self.setModal(True)
        self.setWindowTitle(wording(f"outward-draw-{what}"))
        self.setProperty("ground", "panel")
        self.hint, self.state = QLabel(wording(f"outward-draw-{what}-hint")), QLabel()
        self.hint.setProperty("role", "muted")
        for label in (self.hint, self.state):
            label.setWordWrap(True)
        self.map = CityMap(wording, theme)
        self.map.set_city(city)
        for name in ("cameras", "units", "journeys", "areas", "density"):
            self.map.show_layer(name, False)
        self.map.apply(incidents=[incident], now=incident.updated.timestamp())
        self.map.drawing.what, self.map.drawing.cross = what, True
        self.map.canvas.clicked.connect(self._clicked)
        self.map.canvas.installEventFilter(self)
        self.back, self.clear = QPushButton(f"{wording('outward-draw-back')}   ⌫"), QPushButton(wording("outward-draw-clear"))
        self.leave, self.finish = QPushButton(f"{wording('dialog-cancel')}   Esc"), QPushButton()
        self.finish.setText(f"{wording('outward-draw-done')}   Ctrl+Enter")
        self.finish.setProperty("kind", "primary")
        buttons = QHBoxLayout()
        for button, does in (
            (self.back, self.take_back), (self.clear, self.start_anew), (self.leave, self.reject), (self.finish, self.submit)
        ):  # fmt: skip
            button.setAutoDefault(False)
            button.setAccessibleName(button.text().partition("   ")[0])
            button.clicked.connect(does)
            buttons.addWidget(button)
            if button is self.clear:
                buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(10))
        column.addWidget(self.hint)
        column.addWidget(self.map, 1)
        column.addWidget(self.state)
        column.addLayout(buttons)
        self._incident = incident
        room = _desk_of(parent).size() if parent is not None else None
        wide, high = px(SIZE[0]), px(SIZE[1])
        self.resize(
            min(wide, room.width()) if room is not None else wide, min(high, room.height()) if room is not None else high
        )
        self.map.chips.hide()
        self._show()
        self.map.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Only now it is known how large the map is."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self._look(self._incident)

    # -- what can be done

    def add(self, point: Point) -> bool:
        """Put a point after the last one; False, and it is said why, where that cannot be."""
        if len(self.points) >= MOST_CORNERS - 2:
            return self._refuse("outward-draw-many")
        if self._what == "area" and crosses_itself([*self.points, point], closed=False):
            return self._refuse("outward-draw-crosses")
        if self.points and self.points[-1] == point:
            return False
        self.points.append(point)
        self._said = ""
        self._show()
        return True

    def take_back(self) -> None:
        """The last point off."""
        if self.points:
            self.points.pop()
        self._said = ""
        self._show()

    def start_anew(self) -> None:
        """All points off."""
        self.points.clear()
        self._said = ""
        self._show()

    def submit(self) -> None:
        """Take it over, or say why it is no area yet."""
        if self._what == "area":
            if len(self.points) < 3:
                self._refuse("outward-draw-few")
                return
            if crosses_itself(self.points, closed=True):
                self._refuse("outward-draw-crosses-closed")
                return
        self.drawn.emit(list(self.points))
        self.accept()

    # -- hands

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Backspace are the drawing's while the map has the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.map.canvas:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    self.submit()
                else:
                    self._clicked(QPointF(self.map.canvas.width() / 2, self.map.canvas.height() / 2))
                return True
            if event.key() == Qt.Key.Key_Backspace:
                self.take_back()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
        elif event.key() == Qt.Key.Key_Backspace:
            self.take_back()
        else:
            super().keyPressEvent(event)

    # -- inside

    def _clicked(self, at: QPointF) -> None:
        lat, lon = self.map.degrees_at(at)
        self.add((round(lat, 6), round(lon, 6)))

    def _refuse(self, text: str) -> bool:
        self._said = self._wording(text)
        self._show()
        return False

    def _look(self, incident: Incident) -> None:
        """So near that what was drawn, or the ends of the way, are in the window."""
        spots = [*self.points, *(self._ends or ())]
        if incident.lat is not None and incident.lon is not None:
            spots.append((incident.lat, incident.lon))
        self.map.look_at_all(spots)

    def _show(self) -> None:
        draft, wording = self.map.drawing, self._wording
        draft.points = [self.map.plane(point) for point in self.points]
        if self._what == "way" and self._ends is not None:
            way = [self._ends[0], *self.points, self._ends[1]]
            crossings = crossings_of(way, self._city.roads)
            draft.start, draft.end = (self.map.plane(end) for end in self._ends)
            draft.crossings = [self.map.plane(point) for point, _, _ in crossings]
            told = way_text(way, crossings, wording)
        else:
            told = wording("outward-draw-area-state", count=len(self.points))
        self.state.setText(self._said or told)
        tone = "bad" if self._said else "text"
        self.state.setStyleSheet(f"color: {self._theme.colour(tone).name()};")
        self.back.setEnabled(bool(self.points))
        self.clear.setEnabled(bool(self.points))
        self.map.canvas.redraw()


def _desk_of(widget: QWidget) -> QWidget:
    """The window that all dialogs stand over."""
    while (above := widget.window().parentWidget()) is not None:
        widget = above
    return widget.window()


def way_text(way: Sequence[Point], crossings: Sequence[tuple[Point, str, str]], wording: Wording) -> str:
    """How long a way is, and its crossings by number, with the names that are known."""
    far = length_m(way)
    length = wording("kilometres", n=f"{far / 1000:.1f}") if far >= 1000 else wording("metres", n=f"{far:.0f}")
    if not crossings:
        return wording("outward-draw-way-plain", length=length)
    korean = wording.language == "ko"
    names = [f"{number} {ko if korean else en}".strip() for number, (_, ko, en) in enumerate(crossings, 1)]
    return wording("outward-draw-way-state", length=length, count=len(crossings), names=", ".join(names))
