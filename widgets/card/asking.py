"""Opens the dialog that an action asks for, one at a time."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from alerts.incidents import Incident
from alerts.procedures import SKIPPED
from alerts.wording import Wording
from widgets.card.account import subject
from widgets.dialogs import Ask, CloseDialog, HandOverDialog, NoteDialog, ShelveDialog, SkipDialog
from widgets.theme import Theme


class Asking(QObject):
    """``answered`` carries the action, the incident's key as it was when the dialog opened, and the command's fields;
    ``asking`` says that a dialog is open, or closed again.
    """

    answered = Signal(str, str, dict)
    asking = Signal(bool)

    def __init__(self, wording: Wording, theme: Theme, zone: tzinfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wording, self._theme, self._zone = wording, theme, zone
        self._dialog: Ask | None = None

    def ask(self, action: str, incident: Incident, now: float, window: QWidget, draft: dict[str, Any] | None) -> None:
        """Ask what ``action`` needs, over ``window``; ``now`` in seconds since the epoch, ``draft`` fills the fields."""
        if self._dialog is not None:
            return
        about, key = subject(incident, self._wording.language), incident.key
        dialog: Ask
        if action == "shelve":
            moment = datetime.fromtimestamp(now, self._zone)
            dialog = ShelveDialog(about, moment, self._wording, self._theme, window, draft)
        else:
            kinds = {"note": NoteDialog, "close": CloseDialog, "hand_over": HandOverDialog}
            dialog = kinds[action](about, self._wording, self._theme, window, draft)
        self._open(dialog, action, key, {})

    def ask_to_skip(self, incident: Incident, step: str, text: str, window: QWidget, draft: dict[str, Any] | None) -> None:
        """Ask why a required step of the procedure is passed over; ``text`` says which."""
        if self._dialog is None:
            dialog = SkipDialog(text, self._wording, self._theme, window, draft)
            self._open(dialog, "step", incident.key, {"step": step, "outcome": SKIPPED})

    def _open(self, dialog: Ask, action: str, key: str, more: dict[str, Any]) -> None:
        self._dialog = dialog
        dialog.answered.connect(lambda fields: self.answered.emit(action, key, {**more, **fields}))
        dialog.finished.connect(self._over)
        self.asking.emit(True)
        dialog.open()

    def _over(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
            self.asking.emit(False)
