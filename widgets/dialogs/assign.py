"""To whom a supervisor gives an incident, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from alerts.wording import Wording
from widgets.dialogs.hand_over import HandOverDialog
from widgets.theme import Theme


class AssignDialog(HandOverDialog):
    """As a hand-over, but never without a reason."""

    def __init__(self, subject: str, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(subject, wording, theme, parent, name="assign")

    def lacks(self) -> str:
        return super().lacks() or ("" if self.fields()["text"] else self._wording("dialog-assign-no-reason"))
