"""A wanted vehicle, seen: to the police."""

from __future__ import annotations

from typing import Any, Final

from widgets.outward.dialog import OutwardDialog
from widgets.outward.fields import ChoiceField, LineField
from widgets.outward.forms.parts import (
    account,
    add_grounds,
    add_place,
    add_still,
    add_text,
    camera_at,
    entity_of,
    member_of,
    place_values,
)

LISTS: Final = ("wanted", "stolen", "missing", "emission")


class VehicleDialog(OutwardDialog):
    """Plate, list, camera and time are those of the last hit."""

    service = "vehicle"

    def build(self) -> None:
        wording, incident = self._wording, self._scene.incident
        hit = member_of(incident, "vehicle")
        words = hit.text.split() if hit is not None else []
        listed = next((word for word in words if word in LISTS), "")
        plate = entity_of(incident, "plate") or next((word for word in words if word not in LISTS), "")
        names = [(name, wording(f"outward-list-{name}")) for name in LISTS]
        self.add(
            LineField("plate", self.label("plate"), self._theme, plate, 32),
            ChoiceField("list", self.label("list"), self._theme, names, listed, chips=False),
        )
        self.add(LineField("camera_id", self.label("camera_id"), self._theme, camera_at(self._scene, hit)))
        add_grounds(self, self._scene, wording)
        add_place(self, self._scene, wording)
        add_text(self, account(incident, wording, self._scene), 3)
        add_still(self, self._scene, wording)

    def form(self) -> dict[str, Any]:
        names = ("plate", "list", "camera_id", "purpose", "basis", "text", "still")
        hit = member_of(self._scene.incident, "vehicle")
        seen = {"seen": hit.time} if hit is not None else {}
        return {**place_values(self, self._scene), **{name: self.value(name) for name in names}, **seen}
