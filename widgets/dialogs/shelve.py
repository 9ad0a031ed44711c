"""For how long an incident goes out of sight, and why."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from alerts.wording import Wording
from widgets.dialogs.ask import Ask
from widgets.moments import span
from widgets.theme import Theme

MINUTES: Final[tuple[int, ...]] = (10, 30, 60, 240)


class ShelveDialog(Ask):
    """A time and a reason, which shelving always asks for (ISA-18.2); ``until`` and ``text`` in the answer.

    ``now`` is the time the screen shows, with its zone.
    """

    def __init__(
        self, subject: str, now: datetime, wording: Wording, theme: Theme, parent: QWidget | None = None,
        draft: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__("shelve", subject, wording, theme, parent, draft)
        self._now = now
        self.choices: dict[int, QRadioButton] = {}
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        for minutes in MINUTES:
            choice = QRadioButton(span(wording, minutes * 60), self)
            choice.setChecked(minutes == MINUTES[0])
            group.addButton(choice)
            row.addWidget(choice)
            self.choices[minutes] = choice
        row.addStretch(1)
        self.body.addLayout(row)
        self.text.setFocus()

    def fields(self) -> dict[str, Any]:
        minutes = next(minutes for minutes, choice in self.choices.items() if choice.isChecked())
        return super().fields() | {"until": self._now + timedelta(minutes=minutes)}

    def lacks(self) -> str:
        return "" if self.fields()["text"] else self._wording("dialog-shelve-no-reason")
