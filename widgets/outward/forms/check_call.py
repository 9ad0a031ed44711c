"""Call a traveller on a safe-return journey, or who is to answer for them."""

from __future__ import annotations

from typing import Any

from widgets.outward.dialog import OutwardDialog
from widgets.outward.fields import ChoiceField, LineField
from widgets.outward.forms.parts import add_place, add_text, entity_of, place_values


class CheckCallDialog(OutwardDialog):
    """The journey is the incident's own."""

    service = "check_call"

    def build(self) -> None:
        wording, incident = self._wording, self._scene.incident
        self.add(LineField("journey_id", self.label("journey_id"), self._theme, entity_of(incident, "journey_id")))
        whom = [(name, wording(f"outward-whom-{name}")) for name in ("traveller", "guardian")]
        self.add(ChoiceField("whom", self.label("whom"), self._theme, whom, "traveller"))
        add_place(self, self._scene, wording)
        add_text(self, wording("outward-check-call-text"), 3)

    def form(self) -> dict[str, Any]:
        return {
            **place_values(self, self._scene), "journey_id": self.value("journey_id"), "whom": self.value("whom"),
            "text": self.value("text"),
        }  # fmt: skip
