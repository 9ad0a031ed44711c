"""Another priority or kind for an incident, with the reason for it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from alerts.incidents import KINDS, Incident
from alerts.wording import Wording
from widgets.dialogs.ask import Ask
from widgets.theme import Theme

_COLUMNS = 3


class PriorityDialog(Ask):
    """1 to 4, by key as well; the one it has cannot be chosen. ``priority``, ``text`` and what was ``seen`` in the answer."""

    def __init__(
        self, subject: str, incident: Incident, wording: Wording, theme: Theme, parent: QWidget | None = None,
        draft: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__("priority", subject, wording, theme, parent, draft)
        self._seen = str(incident.priority)
        self.choices: dict[int, QRadioButton] = {}
        group = QButtonGroup(self)
        for priority in (1, 2, 3, 4):
            now = f" — {wording('dialog-choice-now')}" if priority == incident.priority else ""
            choice = QRadioButton(f"{wording('priority-numbered', priority=priority)}{now}", self)
            choice.setEnabled(priority != incident.priority)
            choice.setChecked((draft or {}).get("priority") == priority != incident.priority)
            choice.toggled.connect(self.missing.hide)
            group.addButton(choice)
            self.body.addWidget(choice)
            self.choices[priority] = choice
        next(choice for choice in self.choices.values() if choice.isEnabled()).setFocus()

    def fields(self) -> dict[str, Any]:
        chosen = next((priority for priority, choice in self.choices.items() if choice.isChecked()), None)
        return super().fields() | {"priority": chosen, "seen": self._seen}

    def lacks(self) -> str:
        fields = self.fields()
        if fields["priority"] is None:
            return self._wording("dialog-priority-undecided")
        return "" if fields["text"] else self._wording("dialog-choice-no-reason")

    def wanting(self) -> QWidget:
        undecided = self.fields()["priority"] is None
        return next(choice for choice in self.choices.values() if choice.isEnabled()) if undecided else self.text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        choice = self.choices.get(int(digit)) if digit.isdecimal() else None
        if choice is not None and choice.isEnabled():
            choice.setChecked(True)
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)


class KindDialog(Ask):
    """One of the kinds, arrows move among them; ``kind``, ``text`` and what was ``seen`` in the answer."""

    def __init__(
        self, subject: str, incident: Incident, wording: Wording, theme: Theme, parent: QWidget | None = None,
        draft: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__("kind", subject, wording, theme, parent, draft)
        self._seen = incident.kind
        self.choices: dict[str, QRadioButton] = {}
        group = QButtonGroup(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        self.setMinimumWidth(theme.px(560))
        for place, name in enumerate(KINDS):
            now = f" — {wording('dialog-choice-now')}" if name == incident.kind else ""
            choice = QRadioButton(f"{wording(f'kind-{name}')}{now}", self)
            choice.setEnabled(name != incident.kind)
            choice.setChecked((draft or {}).get("kind") == name != incident.kind)
            choice.toggled.connect(self.missing.hide)
            group.addButton(choice)
            grid.addWidget(choice, place // _COLUMNS, place % _COLUMNS)
            self.choices[name] = choice
        self.body.addLayout(grid)
        next(choice for choice in self.choices.values() if choice.isEnabled()).setFocus()

    def fields(self) -> dict[str, Any]:
        chosen = next((name for name, choice in self.choices.items() if choice.isChecked()), "")
        return super().fields() | {"kind": chosen, "seen": self._seen}

    def lacks(self) -> str:
        fields = self.fields()
        if not fields["kind"]:
            return self._wording("dialog-kind-undecided")
        return "" if fields["text"] else self._wording("dialog-choice-no-reason")

    def wanting(self) -> QWidget:
        undecided = not self.fields()["kind"]
        return next(choice for choice in self.choices.values() if choice.isEnabled()) if undecided else self.text
