"""Says what is held out to who sits here, and what became of what they held out to somebody else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QObject

from alerts.incidents import Incident, Offer
from alerts.wording import Wording
from console.bridge import Bridge, Tick
from console.window.window import Window
from widgets.card.account import OWNING
from widgets.titles import full_title

ANSWERS: Final = {
    "accepted": "console-offer-accepted", "declined": "console-offer-declined", "offer_lapsed": "console-offer-lapsed",
}  # fmt: skip
"""How an offer ends that its giver did not end, by the line it leaves in the history."""


_OWNING: Final = OWNING | {"taken", "released"}


class Offers(QObject):
    """Each offer and each answer once. Made after whatever else speaks of incidents: what is for this person is read."""

    def __init__(self, bridge: Bridge, windows: Callable[[], Iterable[Window]], wording: Wording, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._windows, self._wording = bridge, windows, wording
        self._mine: dict[str, Offer] = {}
        """Offers to who sits here, by incident."""
        self._given: dict[str, Offer] = {}
        """Offers of theirs to others."""
        bridge.ticked.connect(self._hear)

    def _hear(self, tick: Tick) -> None:
        for known in (self._mine, self._given):
            for old, new in tick.moved.items():
                if old in known:
                    known[new] = known.pop(old)
            for key in tick.removed:
                known.pop(key, None)
        for incident in tick.incidents.values():
            self._see_answer(incident)
            self._see_offer(incident, silent=tick.fresh)

    def _see_offer(self, incident: Incident, silent: bool) -> None:
        """Somebody holds an incident out to who sits here; what a supervisor assigned is said also to who comes later."""
        offer = incident.offer
        if offer is None or offer.to != self._bridge.actor:
            self._mine.pop(incident.key, None)
        elif self._mine.get(incident.key) != offer:
            self._mine[incident.key] = offer
            if not silent or offer.assigned:
                text = "console-assigned-you" if offer.assigned else "console-offered-you"
                self._say(text, incident, by=self._wording.person(offer.by), why=offer.text)

    def _see_answer(self, incident: Incident) -> None:
        """Whom they offered an incident has answered, or let the time pass: who gave it knows from then on whose it is."""
        offer = incident.offer
        given = self._given.pop(incident.key, None)
        if offer is not None and offer.by == self._bridge.actor:
            self._given[incident.key] = offer
        if given is None or offer is not None:
            return
        last = next((line for line in reversed(incident.history) if line.change in _OWNING), None)
        if last is not None and last.change in ANSWERS:
            # the line of a refusal names the giver before what was said
            why = last.why.removeprefix(given.by).removeprefix(": ") if last.change == "declined" else ""
            text = ANSWERS[last.change]
            self._say(f"{text}-why" if why else text, incident, to=self._wording.person(given.to), why=why)

    def _say(self, text: str, incident: Incident, **fields: str) -> None:
        title = full_title(incident, self._wording.language)
        for window in self._windows():
            window.notices.say(text, title=title, **fields)
