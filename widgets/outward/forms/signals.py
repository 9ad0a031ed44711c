"""Green lights along a unit's way to the scene."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alerts.outward.shapes import Point, crossings_of
from widgets.outward.dialog import OutwardDialog
from widgets.outward.drawing import way_text
from widgets.outward.drawn import DrawnField
from widgets.outward.fields import ChoiceField, NumberField
from widgets.outward.forms.parts import add_text
from widgets.outward.scene import NearUnit

MOST_UNITS = 12
SPEED_M_S = 9.0
"""About 32 km/h: what a fire engine makes of a city by day."""


class SignalsDialog(OutwardDialog):
    """From where the unit is now to the incident; the signal centre finds the crossings in between."""

    service = "signals"

    def build(self) -> None:
        wording, scene = self._wording, self._scene
        units = [(unit.id, self._named(unit)) for unit in scene.units[:MOST_UNITS]]
        field = ChoiceField("unit_id", self.label("unit_id"), self._theme, units, units[0][0] if units else "", chips=False)
        if not units:
            field.say_hint(wording("outward-no-units"))
        self.add(field)
        minutes = 10
        if scene.units:
            minutes = min(60, max(3, round(scene.units[0].metres / SPEED_M_S / 60) + 3))
        self.add(NumberField("minutes", self.label("minutes"), self._theme, 1, 60, minutes, wording("outward-minutes")))
        self.note(wording("outward-signals-note", place=scene.incident.place or wording("unknown-place")))
        way = DrawnField(
            "way", self.label("way"), "way", scene.incident, scene.city, self._said, self._ends, wording, self._theme
        )
        self.add(way)
        field.changed.connect(way.refresh)
        add_text(self, "", 2)

    def _named(self, unit: NearUnit) -> str:
        known = f"channel-{unit.service}"
        service = self._wording(known) if self._wording.has(known) else unit.service
        return f"{unit.id} · {service} · {self._wording('metres', n=str(round(unit.metres)))}"

    def form(self) -> dict[str, Any]:
        ends = self._ends()
        way = [ends[0], *self.value("way"), ends[1]] if ends is not None else []
        return {
            "unit_id": self.value("unit_id"), "way": [{"lat": lat, "lon": lon} for lat, lon in way],
            "crossings": [{"lat": lat, "lon": lon, "name": ko} for (lat, lon), ko, _ in self._crossings(way)],
            "minutes": self.value("minutes"), "text": self.value("text"),
        }  # fmt: skip

    def _ends(self) -> tuple[Point, Point] | None:
        """From the chosen unit to the incident; None where one of them is not known."""
        incident, name = self._scene.incident, self.value("unit_id")
        unit = next((one for one in self._scene.units if one.id == name), None)
        if unit is None or incident.lat is None or incident.lon is None:
            return None
        return (unit.lat, unit.lon), (incident.lat, incident.lon)

    def _crossings(self, way: Sequence[Point]) -> list[tuple[Point, str, str]]:
        return crossings_of(way, self._scene.city.roads if self._scene.city is not None else ())

    def _said(self, points: Sequence[Point]) -> str:
        ends = self._ends() if "unit_id" in self.fields else None
        if ends is None:
            return self._wording("outward-draw-no-ends")
        way = [ends[0], *points, ends[1]]
        return way_text(way, self._crossings(way), self._wording)
