"""Green lights along a unit's way to the scene."""

from __future__ import annotations

from typing import Any

from widgets.outward.dialog import OutwardDialog
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
        add_text(self, "", 2)

    def _named(self, unit: NearUnit) -> str:
        known = f"channel-{unit.service}"
        service = self._wording(known) if self._wording.has(known) else unit.service
        return f"{unit.id} · {service} · {self._wording('metres', n=str(round(unit.metres)))}"

    def form(self) -> dict[str, Any]:
        incident, name = self._scene.incident, self.value("unit_id")
        unit = next((one for one in self._scene.units if one.id == name), None)
        way: list[dict[str, float]] = []
        if unit is not None and incident.lat is not None and incident.lon is not None:
            way = [{"lat": unit.lat, "lon": unit.lon}, {"lat": incident.lat, "lon": incident.lon}]
        return {"unit_id": name, "way": way, "minutes": self.value("minutes"), "text": self.value("text")}
