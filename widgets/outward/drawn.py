"""A field whose value is drawn on the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from alerts.incidents import Incident
from alerts.outward.shapes import Point
from alerts.places import CityProfile
from alerts.wording import Wording
from widgets.map.layers.by_hand.draft import What
from widgets.outward.drawing import DrawDialog
from widgets.outward.fields import Field
from widgets.theme import Theme


class DrawnField(Field):
    """Its value are points (latitude, longitude), for a way those between its fixed ends; ``said`` words for them."""

    def __init__(
        self, name: str, label: str, what: What, incident: Incident, city: CityProfile | None,
        said: Callable[[Sequence[Point]], str], ends: Callable[[], tuple[Point, Point] | None], wording: Wording, theme: Theme,
    ) -> None:  # fmt: skip
        super().__init__(name, label, theme)
        self._what: What = what
        self._incident, self._city, self._wording = incident, city, wording
        self._said, self._ends = said, ends
        self._points: list[Point] = []
        self.dialog: DrawDialog | None = None
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.draw = QPushButton(wording("outward-draw"))
        self.draw.setProperty("kind", "chip")
        self.draw.setAutoDefault(False)
        self.draw.setAccessibleName(f"{label}: {self.draw.text()}")
        self.draw.clicked.connect(self.open)
        self.draw.setVisible(city is not None)
        line.addWidget(self.draw)
        line.addWidget(self.text, 1)
        self.take(row)
        self.setFocusProxy(self.draw)
        self.refresh()

    def value(self) -> list[Point]:
        return list(self._points)

    def set_value(self, value: Any) -> None:
        self._points = [(float(lat), float(lon)) for lat, lon in value]
        self.refresh()
        self.changed.emit()

    def refresh(self) -> None:
        """Say what is drawn anew: the ends may be others."""
        self.text.setText(self._said(self._points))

    def open(self) -> None:
        """Draw."""
        ends = self._ends()
        if self._city is None or (self._what == "way" and ends is None):
            self.say_missing(self._wording("outward-draw-no-ends"))
            return
        dialog = self.dialog = DrawDialog(
            self._what, self._points, ends, self._incident, self._city, self._wording, self._theme, self.window()
        )
        dialog.drawn.connect(self.set_value)
        dialog.finished.connect(self._over)
        dialog.open()

    def _over(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()
        self.draw.setFocus()
