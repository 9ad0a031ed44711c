"""A vulnerable person to look out for: to the police, the ambulances, or the welfare office."""

from __future__ import annotations

from typing import Any, Final

from widgets.outward.dialog import OutwardDialog
from widgets.outward.fields import ChoiceField, LineField
from widgets.outward.forms.parts import account, add_grounds, add_place, add_still, add_text, entity_of, place_values

PROGRAMMES: Final = ("child", "dementia", "disability", "elder", "electronic_monitoring")


class PersonDialog(OutwardDialog):
    """Who, last seen where, what they look like, a photograph."""

    service = "person"

    def build(self) -> None:
        wording, incident = self._wording, self._scene.incident
        person = LineField("person_ref", self.label("person_ref"), self._theme, entity_of(incident, "person_ref"))
        names = [(name, wording(f"outward-programme-{name.replace('_', '-')}")) for name in PROGRAMMES]
        self.add(person, ChoiceField("programme", self.label("programme"), self._theme, names, chips=False))
        add_grounds(self, self._scene, wording)
        add_place(self, self._scene, wording)
        add_text(self, account(incident, wording, self._scene))
        self.fields["text"].say_hint(wording("outward-person-hint"))
        add_still(self, self._scene, wording)

    def form(self) -> dict[str, Any]:
        names = ("person_ref", "programme", "purpose", "basis", "text", "still")
        seen = {"seen": self._scene.incident.updated}
        return {**place_values(self, self._scene), **{name: self.value(name) for name in names}, **seen}
