"""Tell the disaster office: what, where, how bad."""

from __future__ import annotations

from typing import Any, Final

from widgets.outward.dialog import OutwardDialog
from widgets.outward.fields import ChoiceField
from widgets.outward.forms.parts import account, add_place, add_still, add_text, place_values

LEVELS: Final = ("blue", "yellow", "orange", "red")
"""The four crisis levels, from 관심 to 심각."""
_BY_PRIORITY: Final = {1: "red", 2: "orange", 3: "yellow", 4: "blue"}


class DisasterDialog(OutwardDialog):
    """The crisis level is proposed from the priority; a person decides."""

    service = "disaster"

    def build(self) -> None:
        wording, incident = self._wording, self._scene.incident
        levels = [(name, wording(f"outward-level-{name}")) for name in LEVELS]
        self.add(ChoiceField("level", self.label("level"), self._theme, levels, _BY_PRIORITY[incident.priority]))
        add_place(self, self._scene, wording)
        add_text(self, account(incident, wording, self._scene), 5)
        add_still(self, self._scene, wording)

    def form(self) -> dict[str, Any]:
        names = ("level", "text", "still")
        return {**place_values(self, self._scene), **{name: self.value(name) for name in names}}
