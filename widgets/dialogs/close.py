"""How an incident ended."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from alerts.wording import Wording
from widgets.dialogs.ask import Ask
from widgets.theme import Theme

CHOICES: Final[tuple[str, ...]] = ("handled", "handed_over", "false_alarm", "duplicate", "unverified")
"""The dispositions a person gives; ``expired`` is the engine's own."""
NEED_REASON: Final[frozenset[str]] = frozenset({"unverified"})


class CloseDialog(Ask):
    """One disposition (keys 1 to 5 while a choice has the focus) and a text, which some dispositions ask for.

    The answer holds ``disposition`` and ``text``.
    """

    def __init__(
        self, subject: str, wording: Wording, theme: Theme, parent: QWidget | None = None, draft: dict[str, Any] | None = None
    ) -> None:
        super().__init__("close", subject, wording, theme, parent, draft)
        self.choices: dict[str, QRadioButton] = {}
        group = QButtonGroup(self)
        for number, name in enumerate(CHOICES, start=1):
            needs = f" — {wording('dialog-close-needs-reason')}" if name in NEED_REASON else ""
            choice = QRadioButton(f"{number}  {wording(f'disposition-{name}')}{needs}", self)
            choice.setAccessibleName(wording(f"disposition-{name}"))
            choice.setChecked((draft or {}).get("disposition") == name)
            choice.toggled.connect(self.missing.hide)
            group.addButton(choice)
            self.body.addWidget(choice)
            self.choices[name] = choice
        first = next((choice for choice in self.choices.values() if choice.isChecked()), self.choices["handled"])
        first.setFocus()

    def fields(self) -> dict[str, Any]:
        chosen = next((name for name, choice in self.choices.items() if choice.isChecked()), "")
        return super().fields() | {"disposition": chosen}

    def lacks(self) -> str:
        fields = self.fields()
        if not fields["disposition"]:
            return self._wording("dialog-close-undecided")
        if fields["disposition"] in NEED_REASON and not fields["text"]:
            return self._wording("dialog-close-no-reason")
        return ""

    def keyPressEvent(self, event: Any) -> None:
        number = event.text()
        if number.isdecimal() and 1 <= int(number) <= len(CHOICES):
            choice = self.choices[CHOICES[int(number) - 1]]
            choice.setChecked(True)
            choice.setFocus()
        else:
            super().keyPressEvent(event)
