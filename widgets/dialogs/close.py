"""How an incident ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLabel, QRadioButton, QWidget

from alerts.wording import Wording
from widgets.dialogs.ask import Ask
from widgets.theme import Theme

CHOICES: Final[tuple[str, ...]] = ("handled", "handed_over", "false_alarm", "duplicate", "unverified")
"""The dispositions a person gives; ``expired`` is the engine's own."""
MOST_LINKED: Final = 5
"""More than these are counted, but not listed."""
NEED_REASON: Final[frozenset[str]] = frozenset({"unverified"})


class CloseDialog(Ask):
    """One disposition (keys 1 to 5 while a choice has the focus) and a text, which some dispositions ask for.

    The answer holds ``disposition`` and ``text``. ``linked`` are (key, name) of open incidents that may be the same one: they
    stay open, and the dialog says so, but for those that are ticked, whose keys are then ``also`` in the answer.
    """

    def __init__(
        self, subject: str, wording: Wording, theme: Theme, parent: QWidget | None = None, draft: dict[str, Any] | None = None,
        linked: Sequence[tuple[str, str]] = (), undone: int = 0,
    ) -> None:  # fmt: skip
        """``undone``: required steps of the procedure that nobody has marked; ending it as handled asks for a reason then."""
        super().__init__("close", subject, wording, theme, parent, draft)
        self._undone = undone
        self.choices: dict[str, QRadioButton] = {}
        group = QButtonGroup(self)
        for number, name in enumerate(CHOICES, start=1):
            needs = f" — {wording('dialog-close-needs-reason')}" if name in NEED_REASON else ""
            if name == "handled" and undone:
                needs = f" — {wording('dialog-close-undone', count=undone)}"
            choice = QRadioButton(f"{number}  {wording(f'disposition-{name}')}{needs}", self)
            choice.setAccessibleName(wording(f"disposition-{name}"))
            choice.setChecked((draft or {}).get("disposition") == name)
            choice.toggled.connect(self.missing.hide)
            group.addButton(choice)
            self.body.addWidget(choice)
            self.choices[name] = choice
        self.linked: dict[str, QCheckBox] = {}
        if linked:
            stay = QLabel(wording("dialog-close-linked", count=len(linked)), self)
            stay.setWordWrap(True)
            self.body.addWidget(stay)
            for key, name in linked[:MOST_LINKED]:
                tick = QCheckBox(wording("dialog-close-also", name=name), self)
                tick.setChecked(key in (draft or {}).get("also", ()))
                self.body.addWidget(tick)
                self.linked[key] = tick
        first = next((choice for choice in self.choices.values() if choice.isChecked()), self.choices["handled"])
        first.setFocus()

    def fields(self) -> dict[str, Any]:
        chosen = next((name for name, choice in self.choices.items() if choice.isChecked()), "")
        fields = super().fields() | {"disposition": chosen}
        also = [key for key, tick in self.linked.items() if tick.isChecked()]
        return fields | {"also": also} if also else fields

    def lacks(self) -> str:
        fields = self.fields()
        if not fields["disposition"]:
            return self._wording("dialog-close-undecided")
        if fields["disposition"] in NEED_REASON and not fields["text"]:
            return self._wording("dialog-close-no-reason")
        if fields["disposition"] == "handled" and self._undone and not fields["text"]:
            return self._wording("card-refused-procedure", count=self._undone)
        return ""

    def wanting(self) -> QWidget:
        return self.text if self.fields()["disposition"] else self.choices["handled"]

    def keyPressEvent(self, event: Any) -> None:
        number = event.text()
        if number.isdecimal() and 1 <= int(number) <= len(CHOICES):
            choice = self.choices[CHOICES[int(number) - 1]]
            choice.setChecked(True)
            choice.setFocus()
        else:
            super().keyPressEvent(event)
