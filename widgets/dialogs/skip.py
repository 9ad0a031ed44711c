"""Why a required step of the procedure is passed over."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from alerts.wording import Wording
from widgets.dialogs.ask import Ask
from widgets.theme import Theme


class SkipDialog(Ask):
    """A reason, which must not be empty; ``text`` in the answer."""

    def __init__(
        self, subject: str, wording: Wording, theme: Theme, parent: QWidget | None = None, draft: dict[str, Any] | None = None
    ) -> None:
        super().__init__("skip", subject, wording, theme, parent, draft)
        self.text.setFocus()

    def lacks(self) -> str:
        return "" if self.fields()["text"] else self._wording("dialog-skip-no-reason")
