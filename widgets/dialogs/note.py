"""Some lines of text: a note on an incident, or what goes with a command."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from alerts.wording import Wording
from widgets.dialogs.ask import Ask
from widgets.theme import Theme


class TextDialog(Ask):
    """A text that may be left out (``dialog-NAME-...``); ``text`` in the answer."""

    def __init__(
        self, name: str, subject: str, wording: Wording, theme: Theme, parent: QWidget | None = None,
        draft: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(name, subject, wording, theme, parent, draft)
        self.text.setFocus()


class NoteDialog(TextDialog):
    """A note says something."""

    def __init__(
        self, subject: str, wording: Wording, theme: Theme, parent: QWidget | None = None, draft: dict[str, Any] | None = None
    ) -> None:
        super().__init__("note", subject, wording, theme, parent, draft)

    def lacks(self) -> str:
        return "" if self.fields()["text"] else self._wording("dialog-note-empty")
