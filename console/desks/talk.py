"""What a desk asks of the hub about incidents, and what the people at it are told of the answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, cast

import msgspec

from alerts.commands import OUTWARD, Action, Answer, Command
from alerts.explaining import Comparison, answer_of
from alerts.incidents import Incident
from alerts.outward.forms import service_of
from alerts.procedures import Procedures
from console.bridge import Bridge
from console.window.workplace import Workplace
from widgets.card import IncidentCard
from widgets.outward.scene import counterpart_name
from widgets.queue import IncidentQueue
from widgets.titles import full_title

SAID: Final = OUTWARD | {
    "acknowledge", "close", "note", "shelve", "unshelve", "hand_over", "accept", "decline", "set_priority", "set_kind", "undo",
    "settle_place", "merge", "split", "unlink",
}  # fmt: skip
"""What is said to have been done; of the rest the screen shows it well enough."""


class Talk:
    """Between queue and card on one side and the hub on the other."""

    def __init__(
        self,
        bridge: Callable[[], Bridge],
        chosen: Callable[[], str],
        place: Workplace,
        queue: IncidentQueue,
        card: IncidentCard,
    ) -> None:
        self._bridge, self._chosen, self._place = bridge, chosen, place
        self._queue, self._card = queue, card

    def named(self, name: str) -> Incident | None:
        """An incident by its id or key, where it is still known."""
        known = self._bridge().picture.incidents
        return known.get(name) or next((incident for incident in known.values() if incident.id == name), None)

    def command(self, action: str, key: str, fields: dict[str, Any]) -> None:
        """Ask for this, and show that it is under way."""
        if self._bridge().command(cast(Action, action), key, **fields) is None:
            self._place.notices.say("console-too-many-commands")
        else:
            self.show_pending()  # at once: the next tick is a key's whole patience away

    def show_pending(self) -> None:
        """Show what has not been answered yet."""
        pending = self._bridge().pending.incidents()
        self._queue.set_pending(pending)
        self._card.set_pending(pending.get(self._chosen(), ""))

    def answered(self, command: Command, answer: Answer, told: bool) -> None:
        """Say what became of a command; ``told``: a form has said already that it was refused."""
        if not answer.ok and not told:
            self._card.refused(command, answer)
        # one that was put into another is gone: the other is spoken of
        about = command.other if command.action == "merge" and answer.ok else command.incident
        incident = self._bridge().picture.incidents.get(about)
        language = self._place.wording.language
        title = full_title(incident, language) if incident is not None else command.incident.partition("\x1f")[2]
        if answer.ok and command.action in SAID and incident is not None:
            undone = f"console-undone-{(command.seen.partition(' ')[0] or 'merge').replace('_', '-')}"
            more = {"what": self._place.wording(undone)} if command.action == "undo" else self._sent(command)
            done = "out_draft" if self._is_draft(command) else command.action
            self._place.notices.say(f"console-done-{done}", title=title, **more)
        elif not answer.ok and not told and command.incident != self._chosen():
            self._place.notices.say("console-refused", title=title)

    def _is_draft(self, command: Command) -> bool:
        """Whether somebody else has to approve it before it goes out."""
        directory = self._bridge().picture.directory
        if command.action != "out_request" or command.form is None or directory is None:
            return False
        service = directory.service(service_of(command.form))
        return service is not None and service.needs_second

    def _sent(self, command: Command) -> dict[str, str]:
        """Of a request to a linked service: to whom and what."""
        if command.action != "out_request" or command.form is None:
            return {}
        wording = self._place.wording
        return {
            "to": counterpart_name(self._bridge().picture.directory, command.counterpart, wording),
            "service": wording(f"outward-{service_of(command.form).replace('_', '-')}-short"),
        }

    def ask_why_not(self, name: str) -> None:
        """Why the chosen incident and this one are two; the card shows the answer, if it is still wanted then."""
        chosen = self._chosen()

        def answered(plain: Any) -> None:
            found = answer_of(plain)
            if self._chosen() == chosen and isinstance(found, Comparison):
                self._card.show_answer(found)

        self._bridge().ask(
            "explain", {"incident": chosen, "other": name}, answered, lambda *_: self._place.notices.say("console-no-answer")
        )

    def learn_procedures(self) -> None:
        """Ask the hub for the response procedures that are in force there."""

        def answered(plain: Any) -> None:
            self._card.set_procedures(msgspec.convert(plain, Procedures))

        self._bridge().ask("procedures", {}, answered, lambda *_: None)

    def learn_people(self) -> None:
        """Ask the hub who there is to hand over to."""
        bridge = self._bridge()
        if bridge.up:
            bridge.ask("people", {}, self._card.offer_people, lambda *_: None)
