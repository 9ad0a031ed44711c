"""A supervisor gives an incident to an operator."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from alerts.commands import Answer, Command
from console.bridge import Bridge
from console.window.workplace import Workplace
from widgets.card import Account, refusal, subject
from widgets.dialogs.assign import AssignDialog
from widgets.moments import korean_time
from widgets.titles import full_title


class Assigning(QObject):
    """Asks whom and why, sends it, and says what came of it."""

    def __init__(self, bridge: Bridge, place: Workplace, desk: QWidget) -> None:
        super().__init__(desk)
        self._bridge, self._place, self._desk = bridge, place, desk
        self._sent: dict[str, tuple[str, str]] = {}
        self.dialog: AssignDialog | None = None

    def ask(self, key: str) -> None:
        """Open the dialog for this incident; nothing where it is not in hand any more."""
        incident = self._bridge.picture.incidents.get(key)
        place = self._place
        if incident is None or not incident.is_open:
            place.notices.say("console-nothing-chosen")
            return
        self.dialog = dialog = AssignDialog(
            subject(incident, place.wording.language), place.wording, place.theme, self._desk.window()
        )
        dialog.answered.connect(lambda fields: self._send(key, fields))
        dialog.finished.connect(self._over)
        if self._bridge.up:
            self._bridge.ask("people", {}, self._people, lambda *_: None)
        dialog.open()

    def answered(self, command: Command, answer: Answer) -> bool:
        """Whether this answer was to an assignment."""
        sent = self._sent.pop(command.id, None)
        if sent is None:
            return False
        key, owner = sent
        incident = self._bridge.picture.incidents.get(key)
        wording = self._place.wording
        title = full_title(incident, wording.language) if incident is not None else ""
        if answer.ok:
            self._place.notices.say("console-done-assign", name=wording.person(owner), title=title)
        else:
            self._place.notices.say(
                "console-assign-refused", why=refusal(command, answer, wording, Account(wording, korean_time()))
            )
        return True

    def _people(self, names: list[str]) -> None:
        if self.dialog is not None:
            known = [*self._place.wording.people, *names]
            self.dialog.offer_people([name for name in dict.fromkeys(known) if name != self._bridge.actor])

    def _send(self, key: str, fields: dict[str, Any]) -> None:
        command = self._bridge.command("assign", key, **fields)
        if command is None:
            self._place.notices.say("console-too-many-commands")
        else:
            self._sent[command.id] = key, str(fields["owner"])

    def _over(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
