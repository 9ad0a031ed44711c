"""Opens the dialog that an action asks for, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from alerts.incidents import Incident, founder_of
from alerts.procedures import SKIPPED, missing
from alerts.wording import Wording
from widgets.card.account import Account, subject
from widgets.dialogs import (
    Ask,
    CloseDialog,
    HandOverDialog,
    KindDialog,
    NoteDialog,
    PriorityDialog,
    ShelveDialog,
    SkipDialog,
    SplitDialog,
    TextDialog,
)
from widgets.theme import Theme


@dataclass(frozen=True, slots=True)
class Question:
    """What ``action`` needs to be known about an incident; ``now`` in seconds since the epoch, ``draft`` fills the fields.

    ``linked`` are open incidents that may be the same one.
    """

    action: str
    incident: Incident
    now: float
    draft: dict[str, Any] | None = None
    linked: Sequence[Incident] = ()


class Asking(QObject):
    """``answered`` carries the action, the incident's key as it was when the dialog opened, and the command's fields;
    ``asking`` says that a dialog is open, or closed again.
    """

    answered = Signal(str, str, dict)
    asking = Signal(bool)

    def __init__(self, account: Account, wording: Wording, theme: Theme, zone: tzinfo, parent: QObject | None = None) -> None:
        """``account`` is the card's own: it knows the procedures in force."""
        super().__init__(parent)
        self._wording, self._theme, self._zone = wording, theme, zone
        self._account = account
        self._dialog: Ask | None = None
        self._about: Incident | None = None

    def ask(self, question: Question, window: QWidget) -> None:
        """Ask over ``window``; nothing while another dialog is open."""
        if self._dialog is not None:
            return
        action, key = question.action, question.incident.key
        self._open(self._make(question, window), question.incident, lambda fields: self._answer(action, key, fields))

    def ask_to_skip(self, incident: Incident, step: str, text: str, window: QWidget, draft: dict[str, Any] | None) -> None:
        """Ask why a required step of the procedure is passed over; ``text`` says which."""
        if self._dialog is None:
            dialog = SkipDialog(text, self._wording, self._theme, window, draft)
            more = {"step": step, "outcome": SKIPPED}
            self._open(dialog, incident, lambda fields: self.answered.emit("step", incident.key, {**more, **fields}))

    def offer_people(self, names: Sequence[str]) -> None:
        """These are at work: one of them may be asked to take over."""
        if isinstance(self._dialog, HandOverDialog):
            self._dialog.offer_people(names)

    def see(self, incident: Incident, operator: str) -> None:
        """The incident asked about has changed: say in the dialog what somebody else did to it meanwhile."""
        about = self._about
        if self._dialog is None or about is None or incident.key != about.key:
            return
        known = len([line for line in about.history if line.actor not in ("engine", "operator")])
        theirs = [line for line in incident.history if line.actor not in ("engine", "operator")][known:]
        if theirs and theirs[-1].actor != operator:
            last = theirs[-1]
            what = self._account.change_text(last)
            at = self._account.clock(last.time, seconds=True)
            self._dialog.tell(self._wording("dialog-meanwhile", by=self._wording.person(last.actor), at=at, what=what))

    def _make(self, question: Question, window: QWidget) -> Ask:
        incident, draft = question.incident, question.draft
        about = subject(incident, self._wording.language)
        wording, theme = self._wording, self._theme
        match question.action:
            case "shelve":
                moment = datetime.fromtimestamp(question.now, self._zone)
                return ShelveDialog(about, moment, wording, theme, window, draft)
            case "close":
                linked = [(other.key, self._account.dated(other)) for other in question.linked]
                procedure = self._account.procedures.of(incident.kind) if incident.is_alarm else None
                undone = missing(procedure, incident.steps, incident.priority) if procedure is not None else ()
                return CloseDialog(about, wording, theme, window, draft, linked, len(undone))
            case "set_priority":
                return PriorityDialog(about, incident, wording, theme, window, draft)
            case "set_kind":
                return KindDialog(about, incident, wording, theme, window, draft)
            case "split":
                founder = founder_of(incident.key)
                leaving = [one for one in incident.members if (one.source, one.id) != (founder.source, founder.id)]
                lines = [(line.name, line.spoken()) for line in map(self._account.report, leaving)]
                return SplitDialog(about, lines, wording, theme, window, draft)
            case "hand_over":
                return HandOverDialog(about, wording, theme, window, draft)
            case "decline":
                return TextDialog("decline", about, wording, theme, window, draft)
        return NoteDialog(about, wording, theme, window, draft)

    def _open(self, dialog: Ask, incident: Incident, answered: Callable[[dict[str, Any]], None]) -> None:
        self._dialog, self._about = dialog, incident
        dialog.answered.connect(answered)
        dialog.finished.connect(self._over)
        self.asking.emit(True)
        dialog.open()

    def _answer(self, action: str, key: str, fields: dict[str, Any]) -> None:
        """One report that leaves is unlinked; what is closed with it is a command of its own."""
        also = fields.pop("also", ())
        if action == "split" and len(fields["events"]) == 1:
            action = "unlink"
        self.answered.emit(action, key, fields)
        for other in also:
            self.answered.emit(action, other, dict(fields))

    def _over(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
            self._about = None
            self.asking.emit(False)
