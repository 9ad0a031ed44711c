"""To whom an incident is offered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from alerts.wording import Wording
from widgets.dialogs.ask import Ask
from widgets.theme import Theme
from widgets.written import written

LONGEST_NAME: Final = 80

_BUTTONS: Final = 5


class HandOverDialog(Ask):
    """Whom to ask, by a button or by name, and a text; ``owner`` and ``text`` in the answer.

    Who is at work is often known only after the dialog is open: see :meth:`offer_people`.
    """

    def __init__(
        self, subject: str, wording: Wording, theme: Theme, parent: QWidget | None = None, draft: dict[str, Any] | None = None,
        name: str = "hand-over",
    ) -> None:  # fmt: skip
        super().__init__(name, subject, wording, theme, parent, draft)
        self._theme = theme
        self.owner = QLineEdit(wording.person((draft or {}).get("owner", "")), self)
        self.owner.setMaxLength(LONGEST_NAME)
        self.owner.setPlaceholderText(wording("dialog-hand-over-owner"))
        self.owner.setAccessibleName(wording("dialog-hand-over-owner"))
        self.owner.textChanged.connect(self.missing.hide)
        self.owner.textChanged.connect(self._say_who_is_there)
        self.there = QLabel(self)
        """That nobody else is there, or not who was named: an offer that nobody reads ends by itself."""
        self.there.setProperty("role", "muted")
        self.there.setTextFormat(Qt.TextFormat.PlainText)
        self.there.setWordWrap(True)
        self.there.hide()
        self.people: list[QPushButton] = []
        self._present: frozenset[str] | None = None
        """Ids of who may be asked; None until it is known."""
        self._names = {name: person for person, name in wording.people.items()}
        """What people are called -> their ids."""
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.px(6))
        self._row.addStretch(1)
        self.body.addLayout(self._row)
        self.body.addWidget(self.owner)
        self.body.addWidget(self.there)
        self.owner.setFocus()

    def offer_people(self, names: Sequence[str]) -> None:
        """These are at work: the first of them as buttons, all of them to complete what is typed."""
        for button in self.people:
            self._row.removeWidget(button)
            button.deleteLater()
        self.people = []
        for place, name in enumerate(names[:_BUTTONS]):
            button = QPushButton(self._wording.person(name), self)
            button.setProperty("kind", "chip")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, chosen=name: self._choose(chosen))
            self._row.insertWidget(place, button)
            self.people.append(button)
        self._names |= {self._wording.person(name): name for name in names}
        self.owner.setCompleter(QCompleter([self._wording.person(name) for name in names], self.owner))
        self._present = frozenset(names)
        self._say_who_is_there()

    def fields(self) -> dict[str, Any]:
        return super().fields() | {"owner": self._names.get(written(self.owner.text()), written(self.owner.text()))}

    def lacks(self) -> str:
        return "" if self.fields()["owner"] else self._wording("dialog-hand-over-nobody")

    def wanting(self) -> QWidget:
        return self.text if self.fields()["owner"] else self.owner

    def _say_who_is_there(self) -> None:
        if self._present is None:
            return
        typed = written(self.owner.text())
        calls = [self._wording.person(name).casefold() for name in self._present]
        away = bool(typed) and self.fields()["owner"] not in self._present
        away = away and not any(call.startswith(typed.casefold()) for call in calls)  # being typed
        if away:
            self.there.setText(self._wording("dialog-hand-over-away", name=typed))
        elif not self._present:
            self.there.setText(self._wording("dialog-hand-over-alone"))
        self.there.setVisible(away or not self._present)

    def _choose(self, name: str) -> None:
        self.owner.setText(self._wording.person(name))
        self.text.setFocus()
