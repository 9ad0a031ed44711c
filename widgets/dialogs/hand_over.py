"""To whom an incident goes."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from alerts.wording import Wording
from widgets.dialogs.ask import Ask
from widgets.theme import Theme


class HandOverDialog(Ask):
    """The new owner's name and a text; ``owner`` and ``text`` in the answer."""

    def __init__(
        self, subject: str, wording: Wording, theme: Theme, parent: QWidget | None = None, draft: dict[str, Any] | None = None
    ) -> None:
        super().__init__("hand-over", subject, wording, theme, parent, draft)
        self.owner = QLineEdit((draft or {}).get("owner", ""), self)
        self.owner.setPlaceholderText(wording("dialog-hand-over-owner"))
        self.owner.setAccessibleName(wording("dialog-hand-over-owner"))
        self.owner.textChanged.connect(self.missing.hide)
        self.body.addWidget(self.owner)
        self.owner.setFocus()

    def fields(self) -> dict[str, Any]:
        return super().fields() | {"owner": self.owner.text().strip()}

    def lacks(self) -> str:
        return "" if self.fields()["owner"] else self._wording("dialog-hand-over-nobody")
