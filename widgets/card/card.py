"""The incident card: one incident, whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from alerts.commands import Answer, Command
from alerts.events import Candidate
from alerts.explaining import Comparison
from alerts.incidents import Incident, Undoable
from alerts.outward.directory import Directory
from alerts.outward.request import Request
from alerts.procedures import Procedures
from alerts.wording import Wording
from widgets.card.account import Account, subject
from widgets.card.acting.actions import ActionBar
from widgets.card.acting.asking import Asking, Question
from widgets.card.acting.doing import Doing
from widgets.card.acting.offers import MORE_KEY, UNDO_KEY, Offer, offers
from widgets.card.acting.refusals import refusal
from widgets.card.body import CardBody
from widgets.card.lines import Line
from widgets.moments import korean_time
from widgets.outward import Outward
from widgets.queue.empty import EmptyState
from widgets.theme import Theme
from widgets.themed import ThemedWidget

UNCONFIRMED_MS: Final = 1000
AHEAD_MS: Final = 50
"""Between two of the rows and buttons that are made before anybody needs them."""


class IncidentCard(ThemedWidget):
    """The desk's mediator calls :meth:`show_incident` with each change of the chosen incident, :meth:`set_pending` with
    what is on its way for that incident, :meth:`refused`, :meth:`set_stale`, :meth:`set_now` and :meth:`set_operator`.

    ``command_requested`` carries an action of ``alerts.commands``, the incident's key, and the command's further fields;
    the buttons then wait until :meth:`set_pending` says that nothing is on its way any more.
    ``related_picked``, ``why_not_asked`` (answered by ``related.show_answer``) and ``merge_asked`` carry the id (or key) of an
    incident that may be the same one; ``asking`` says that a dialog is open or closed again, ``opening``
    what a step of the procedure needs (``cameras``, ``map``, ``service`` and which one).
    """

    command_requested = Signal(str, str, dict)
    related_picked = Signal(str)
    why_not_asked = Signal(str)
    merge_asked = Signal(str)
    asking = Signal(bool)
    opening = Signal(str, str)

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None, zone: tzinfo | None = None) -> None:
        super().__init__(theme, parent)
        self._wording = wording
        self._zone = zone or korean_time()
        self._account = Account(wording, self._zone)
        self._incident: Incident | None = None
        self._operator = ""
        self._back: Undoable | None = None
        """What Z takes back."""
        self._now = 0.0
        self._stale = False
        self._doing = Doing()
        self._pending = ""
        self._asking = Asking(self._account, wording, theme, self._zone, self)
        self._shelved = self._linked = False
        self.outward = Outward(
            wording, theme, lambda incident: subject(incident, wording.language),
            lambda command, answer: refusal(command, answer, wording, self._account), self._zone, self,
        )  # fmt: skip
        self._build()
        self._ahead = QTimer(self)
        self._ahead.setObjectName("card ahead")
        self._ahead.setInterval(AHEAD_MS)
        self._ahead.setSingleShot(True)
        self._ahead.timeout.connect(self._make_ahead)
        self.retranslate()

    # -- what the mediator tells it

    def show_incident(self, incident: Incident | None) -> None:
        """Show this incident, or none. Called again with the same incident changed, it changes in place."""
        if incident is not None and incident is self._incident:
            return
        known = self._incident
        other = incident is None or known is None or incident.key != known.key
        self._incident = incident
        if incident is not None:
            self._asking.see(incident, self._operator)
        if other:
            self.body.begin()
        self._refresh()

    def renamed(self, old: str, new: str) -> None:
        """The incident goes by another key from now on."""
        self._doing.renamed(old, new)

    def show_requests(self, requests: list[Request], directory: Directory | None) -> None:
        """What was asked of linked services for the shown incident; ``directory`` None: nothing can be asked of anybody."""
        linked, self._linked = self._linked, directory is not None
        self.requests.show_requests(requests, directory, self._operator)
        self.body.headings["requests"].setVisible(self.requests.filled)
        if linked != self._linked:
            self._show_actions()

    def set_now(self, now: float) -> None:
        """It is ``now``, seconds since the epoch."""
        self._now = now
        self.requests.set_now(now)
        self.steps.set_now(now)
        incident = self._incident
        if incident is not None and (
            self._is_shelved(incident) != self._shelved or self._account.takes_back(incident, self._operator, now) != self._back
        ):
            self._refresh()

    def set_operator(self, name: str) -> None:
        """Who sits here."""
        self._operator = name
        self._refresh()

    def set_districts(self, names: Mapping[str, str]) -> None:
        """District names by 5-digit code, in the language of the moment."""
        self.head.districts = names
        self._refresh()

    def set_procedures(self, procedures: Procedures) -> None:
        """The response procedures in force at the hub."""
        self._account.procedures = procedures
        self.steps.set_procedures(procedures)
        self._refresh()
        self._ahead.start()

    def show_nearby(self, lines: Sequence[Line]) -> None:
        """What is near the shown incident."""
        self.body.show_nearby(lines)

    def set_stale(self, stale: bool) -> None:
        """The hub does not speak to us: nothing can be done here until it does, and the card says so."""
        self._stale = stale
        self._show_actions()

    def set_pending(self, state: str) -> None:
        """What is on its way for the shown incident: ``sent``, ``unknown`` where the hub went away first, or nothing."""
        before, asked = self._pending, None
        self._pending = state
        if not state and self._incident is not None:
            asked = self._doing.asked.pop(self._incident.key, None)
        if state != before or asked is not None:
            self._show_actions()

    def refused(self, command: Command, answer: Answer) -> None:
        """The hub would not do it: the card says why, and keeps what was written for another try."""
        self._doing.refuse(command, answer)
        self._show_actions()

    def show_answer(self, found: Comparison) -> None:
        """Why the shown incident and another are two; it lies far down on the card, and whoever asked wants to read it."""
        self.related.show_answer(found)
        self.body.reveal("related")

    def offer_people(self, names: list[str]) -> None:
        """Who is at work and may be asked to take over, while a hand-over is being asked for."""
        self._asking.offer_people([name for name in names if name != self._operator])

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.body.retranslate()
        self.bar.retranslate()
        self._refresh()

    def restyle(self) -> None:
        """Take colours and sizes from the theme anew."""
        self.body.restyle()
        self._refresh()
        self.update()

    # -- what a person does

    @property
    def incident(self) -> Incident | None:
        """What is shown."""
        return self._incident

    def offered(self) -> list[Offer]:
        """What can be done with the shown incident right now."""
        if self._incident is None:
            return []
        found = offers(self._incident, self._operator, self._now)
        return [offer for offer in found if self._linked or offer.action != "outward"]

    def trigger(self, action: str) -> None:
        """As if the button of this action were pressed; nothing where it is not offered or cannot be done now."""
        incident = self._incident
        offer = next((offer for offer in self.offered() if offer.action == action), None)
        if incident is None or offer is None or not self.bar.can(action):
            return
        if action == "outward":
            self.outward.choose(incident, self.window())
        elif offer.asks:
            self._ask(action, incident)
        elif action == "take":
            self._command("take", incident.key, {"owner": incident.owner})
        else:
            self._command(action, incident.key, {})

    def write_note(self) -> None:
        """Ask for a note."""
        self.trigger("note")

    def start_close(self) -> None:
        """Ask how it ended."""
        self.trigger("close")

    def take_back_last(self) -> None:
        """As if the line that takes the last change back were pressed."""
        if self._incident is not None and self._back is not None and self.take_back.isEnabled():
            self._command("undo", self._incident.key, {"seen": self._back.mark})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().upper()
        offer = next((offer for offer in self.offered() if offer.key == letter), None)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif offer is not None:
            self.trigger(offer.action)
        elif letter == UNDO_KEY:
            self.take_back_last()
        elif letter == MORE_KEY:
            self.bar.open_more()
        elif not (self._incident is not None and (self.related.press(letter) or self.doubt.press(letter))):
            super().keyPressEvent(event)

    # -- within

    def _build(self) -> None:
        body = self.body = CardBody(self._wording, self._theme, self._zone, self._account, self)
        self.area = body
        self.head, self.why, self.more_why, self.dots, self.doubt = body.head, body.why, body.more_why, body.dots, body.doubt
        self.facts, self.nearby, self.steps, self.requests = body.facts, body.nearby, body.steps, body.requests
        self.reports, self.related, self.history, self.take_back = body.reports, body.related, body.history, body.take_back
        self.bar = ActionBar(self._wording, self._theme, self)
        self.empty = EmptyState(self._theme, self)
        self.requests.acted.connect(self._act)
        self.requests.opened.connect(self._look_at)
        self.outward.acted.connect(self._command)
        self.outward.asking.connect(self.asking)
        self.bar.chosen.connect(self.trigger)
        self.doubt.settled.connect(self._settle)
        self.take_back.clicked.connect(self.take_back_last)
        self.steps.marked.connect(lambda step, outcome: self._do("step", {"step": step, "outcome": outcome}))
        self.steps.skip_asked.connect(self._skip)
        self.steps.opened.connect(self._opened)
        for signal, carried in (
            (self.related.picked, self.related_picked), (self.related.asked, self.why_not_asked),
            (self.related.merged, self.merge_asked),
        ):  # fmt: skip
            signal.connect(carried)
        self.bar.again.clicked.connect(self._again)
        self._asking.answered.connect(self._command)
        self._asking.asking.connect(self.asking)
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(self.bar)
        self.setMinimumWidth(self._theme.px(320))

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self.empty.place()

    def _refresh(self) -> None:
        incident = self._incident
        self.area.setVisible(incident is not None)
        self.bar.setVisible(incident is not None)
        if incident is None:
            self.empty.say(self._wording("card-empty"))
            return
        self.empty.hide()
        self._shelved = self._is_shelved(incident)
        self._back = self._account.takes_back(incident, self._operator, self._now)
        self.body.show_incident(incident, self._shelved, self._back)
        self._show_actions()

    def _make_ahead(self) -> None:
        if self.bar.make_ahead() or self.steps.make_ahead():
            self._ahead.start()

    def _show_actions(self) -> None:
        incident = self._incident
        if incident is None:
            return
        self.bar.show_offers(self.offered())
        key = incident.key
        self.bar.disable(self._wording("card-away") if self._stale else "")
        free = not self._stale and not self._doing.asked.get(key) and not self._pending
        self.related.enable(free)
        self.doubt.enable(free and incident.is_open)
        self.steps.enable(free)
        self.take_back.setEnabled(free)
        self.requests.enable(free)
        self.bar.wait_for(self._doing.asked.get(key, "") or self._pending)
        if self._stale:
            self.bar.speak(self._wording("card-unknown" if self._pending == "unknown" else "card-away"))
        elif key in self._doing.refused:
            command, answer = self._doing.refused[key]
            again = self._wording("card-again") if self._doing.draft(key, command.action) else ""
            self.bar.speak(refusal(command, answer, self._wording, self._account), bad=True, again=again)
        else:
            self.bar.speak("")

    def _settle(self, place: Candidate | None) -> None:
        self._do("settle_place", {"place": place})

    def _do(self, action: str, fields: dict[str, Any]) -> None:
        if self._incident is not None:
            self._command(action, self._incident.key, fields)

    def _skip(self, step: str, text: str) -> None:
        if self._incident is not None:
            draft = self._doing.draft(self._incident.key, "step")
            self._asking.ask_to_skip(self._incident, step, text, self.window(), draft)

    def _opened(self, what: str, service: str) -> None:
        if what == "note":
            self.write_note()
        else:
            self.opening.emit(what, service)

    def _look_at(self, name: str) -> None:
        request = next((one for one in self.requests.requests if one.id == name), None)
        if request is not None:
            self.outward.look_at(request, self._operator, self.window())

    def _act(self, action: str, name: str) -> None:
        if self._incident is not None:
            self._command(action, self._incident.key, {"request": name})

    def _is_shelved(self, incident: Incident) -> bool:
        return incident.shelved_until is not None and incident.shelved_until.timestamp() > self._now

    def _again(self) -> None:
        """With the words that were refused: the same again where that is still possible, a note otherwise."""
        if self._incident is not None and self._incident.key in self._doing.refused:
            action = self._doing.refused[self._incident.key][0].action
            action = "split" if action == "unlink" else action
            possible = any(offer.action == action for offer in self.offered())
            self._ask(action if possible else "note", self._incident, words_of=action)

    def _ask(self, action: str, incident: Incident, words_of: str = "") -> None:
        named = (self.related.named(related.id) for related in incident.related)
        linked = [other for other in named if other is not None and other.is_open]
        draft = self._doing.draft(incident.key, words_of or action)
        self._asking.ask(Question(action, incident, self._now, draft, linked), self.window())

    def _command(self, action: str, key: str, fields: dict[str, Any]) -> None:
        self._doing.begin(action, key)
        QTimer.singleShot(UNCONFIRMED_MS, self, self._confirm)
        self.command_requested.emit(action, key, fields)
        self._show_actions()

    def _confirm(self) -> None:
        """What was not sent after all (nobody said that it is on its way) can be asked for again."""
        if not self._pending:
            self._doing.asked.clear()
            self._show_actions()
