"""From a key to a request: the chooser, the form, what the hub says to it. Drafts are kept until they are sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from alerts.commands import Answer, Command
from alerts.incidents import Incident
from alerts.outward.directory import Directory
from alerts.outward.forms import Form, Service
from alerts.outward.request import Request
from alerts.wording import Wording
from widgets.outward.chooser import Chooser
from widgets.outward.details import Details
from widgets.outward.dialog import TO, OutwardDialog
from widgets.outward.forms import DIALOGS
from widgets.outward.scene import Scene
from widgets.theme import Theme


class Outward(QObject):
    """One dialog at a time, over the window. ``asking`` says that one is open, or closed again.

    :attr:`send` gives the command that was sent, or None where none could be; :attr:`scene` gathers what a form is filled
    from; :attr:`requests` are those of an incident, :attr:`directory` says who is linked.
    """

    asking = Signal(bool)
    acted = Signal(str, str, dict)
    """An action, the incident's key, and the command's further fields: a draft was approved, or not."""

    def __init__(
        self, wording: Wording, theme: Theme, subject: Callable[[Incident], str],
        refusal: Callable[[Command, Answer], str], zone: tzinfo, parent: QObject | None = None,
    ) -> None:  # fmt: skip
        """``subject`` names an incident, ``refusal`` says why the hub would not do something."""
        super().__init__(parent)
        self._wording, self._theme, self._subject, self._refusal = wording, theme, subject, refusal
        self.send: Callable[[str, str, dict[str, Any]], Command | None] = lambda *_: None
        self.scene: Callable[[Incident], Scene | None] = lambda _incident: None
        self.requests: Callable[[str], list[Request]] = lambda _key: []
        self.directory: Callable[[], Directory | None] = lambda: None
        self._zone = zone
        self.dialog: OutwardDialog | None = None
        self.details: Details | None = None
        self.chooser: Chooser | None = None
        self._key = ""
        self._command = ""
        self._stale = False
        self._drafts: dict[tuple[str, str], dict[str, Any]] = {}
        self._sent: dict[str, tuple[str, str]] = {}

    @property
    def busy(self) -> bool:
        """Whether a dialog is open."""
        return any(one is not None for one in (self.dialog, self.chooser, self.details))

    def choose(self, incident: Incident, window: QWidget) -> None:
        """Ask which service; those that fit this kind of incident come first."""
        scene = self.scene(incident)
        if self.busy or scene is None:
            return
        drafts = {service for key, service in self._drafts if key == incident.key}
        chooser = self.chooser = Chooser(scene, self._subject(incident), drafts, self._wording, self._theme, window)
        chosen: list[Service] = []
        chooser.chosen.connect(chosen.append)

        def over() -> None:
            self.chooser = None
            chooser.deleteLater()
            self.asking.emit(False)
            if chosen:
                self.open(chosen[0], incident, window)

        chooser.finished.connect(over)
        self.asking.emit(True)
        chooser.open()

    def open(self, service: Service, incident: Incident, window: QWidget, to: str = "") -> None:
        """Show the form of this service, as it was left if it was; ``to``: the counterpart that is meant."""
        scene = self.scene(incident)
        if self.busy or scene is None or not scene.directory.takers(service):
            return
        self._key, self._command = incident.key, ""
        kept = self._drafts.get((incident.key, service))
        draft = {**(kept or {}), TO: to} if to else kept
        about = self._subject(incident)
        dialog = self.dialog = DIALOGS[service](scene, about, self._wording, self._theme, window, draft)
        if kept is None:
            dialog.fresh = dialog.draft()  # for whom it is was not written by anybody
        dialog.set_stale(self._stale)
        dialog.wanted.connect(self._wanted)
        dialog.finished.connect(self._over)
        self.asking.emit(True)
        dialog.open()

    def look_at(self, request: Request, operator: str, window: QWidget) -> None:
        """Show one request, whole; whoever did not draft it approves it here, or does not."""
        if self.busy:
            return
        may = request.state == "draft" and request.by != operator and not self._stale
        details = self.details = Details(request, self.directory(), self._wording, self._theme, self._zone, window, may)

        def decided(approved: bool, why: str) -> None:
            fields = {"request": request.id} | ({} if approved else {"text": why})
            self.acted.emit("out_approve" if approved else "out_reject", request.incident, fields)

        def over() -> None:
            self.details = None
            details.deleteLater()
            self.asking.emit(False)

        details.decided.connect(decided)
        details.finished.connect(over)
        self.asking.emit(True)
        details.open()

    def answered(self, command: Command, answer: Answer) -> bool:
        """The hub's answer to an ``out_request``; False where somebody else has to tell it."""
        place = self._sent.pop(command.id, None)
        if place is not None and answer.ok:
            self._drafts.pop(place, None)
        if self.dialog is None or command.id != self._command:
            return False
        self.dialog.answered(answer, "" if answer.ok else self._refusal(command, answer))
        return True

    def set_stale(self, stale: bool) -> None:
        """The hub is away, or back."""
        self._stale = stale
        if self.dialog is not None:
            self.dialog.set_stale(stale)

    def renamed(self, old: str, new: str) -> None:
        """An incident goes by another key."""
        self._key = new if self._key == old else self._key
        self._drafts = {(new if key == old else key, service): draft for (key, service), draft in self._drafts.items()}
        self._sent = {name: (new if key == old else key, service) for name, (key, service) in self._sent.items()}

    def has_draft(self, key: str) -> bool:
        """Whether something for this incident was begun and not sent."""
        return any(known == key for known, _ in self._drafts)

    def _wanted(self, counterpart: str, form: Form) -> None:
        dialog = self.dialog
        assert dialog is not None
        same = [one for one in self.requests(self._key) if (one.service, one.counterpart) == (dialog.service, counterpart)]
        known = sum(one.state not in ("refused", "withdrawn") for one in same)
        self._drafts[self._key, dialog.service] = dialog.draft()
        command = self.send("out_request", self._key, {"counterpart": counterpart, "form": form, "known": known})
        if command is None:
            dialog.failed(self._wording("console-too-many-commands"))
            return
        self._command = command.id
        self._sent[command.id] = (self._key, dialog.service)

    def _over(self, result: int) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is None:
            return
        place = (self._key, dialog.service)
        if not result and place not in self._sent.values():
            draft = dialog.draft()
            if draft != dialog.fresh or place in self._drafts:
                self._drafts[place] = draft
        dialog.deleteLater()
        self.asking.emit(False)
