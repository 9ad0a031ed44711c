"""Report to 112 or 119: what, where, in words, with a still."""

from __future__ import annotations

from typing import Any, Final

from widgets.outward.dialog import TO, OutwardDialog
from widgets.outward.fields import ChoiceField
from widgets.outward.forms.parts import account, add_place, add_still, add_text, place_values

FIRE_KINDS: Final = {"fire": "fire", "rescue": "rescue", "medical": "ems", "flood": "rescue", "earthquake": "rescue"}
"""Kinds of incident that 119 answers for, and what 119 calls them."""
CATEGORIES: Final = ("fire", "rescue", "ems", "other")
CODES: Final = ("0", "1", "2", "3")
_BY_PRIORITY: Final = {1: "0", 2: "1", 3: "2", 4: "3"}


class ReportDialog(OutwardDialog):
    """112 is asked with a code, 119 with a kind of its own."""

    service = "report"

    def build(self) -> None:
        wording, theme, incident = self._wording, self._theme, self._scene.incident
        kinds = [(name, wording(f"outward-119-{name}")) for name in CATEGORIES]
        self.category = ChoiceField("category", self.label("category"), theme, kinds, FIRE_KINDS.get(incident.kind, "other"))
        codes = [(code, wording("outward-112-code", code=code)) for code in CODES]
        self.code = ChoiceField("code", self.label("code"), theme, codes, _BY_PRIORITY[incident.priority])
        self.add(self.category)
        self.add(self.code)
        add_place(self, self._scene, wording)
        add_text(self, account(incident, wording, self._scene), 5)
        add_still(self, self._scene, wording)
        self.fields[TO].changed.connect(self._other)
        self._other()
        self.setFocusProxy(self.fields["text"])

    def usual(self, takers: tuple[str, ...]) -> str:
        wanted = "119" if self._scene.incident.kind in FIRE_KINDS else "112"
        return wanted if wanted in takers else super().usual(takers)

    def form(self) -> dict[str, Any]:
        to = self.value(TO)
        own = {"code": self.value("code")} if to == "112" else {"category": self.value("category")}
        return {**place_values(self, self._scene), "text": self.value("text"), "still": self.value("still"), **own}

    def _other(self) -> None:
        police = self.value(TO) == "112"
        self.code.setVisible(police)
        self.category.setVisible(not police)
