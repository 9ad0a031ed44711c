"""Says on every desk that nobody takes an alarm up, and that it is the supervisor's now."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject

from alerts.incidents import Incident, Offer
from alerts.wording import Wording
from console.bridge import Bridge, Tick
from console.window.window import Window
from widgets.titles import full_title


class Nagging(QObject):
    """Each word of the hub's once; what was so before this console came is on the lists, and is not said again."""

    def __init__(self, bridge: Bridge, windows: Callable[[], Iterable[Window]], wording: Wording, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._windows, self._wording = bridge, windows, wording
        self._offered: dict[str, Offer] = {}
        self._told: dict[str, str] = {}
        bridge.ticked.connect(self._hear)

    def _hear(self, tick: Tick) -> None:
        for old, new in tick.moved.items():
            if old in self._told:
                self._told[new] = self._told.pop(old)
        for key in tick.removed:
            self._told.pop(key, None)
            self._offered.pop(key, None)
        for incident in tick.incidents.values():
            self._see(incident, silent=tick.fresh)
            self._see_offer(incident, silent=tick.fresh)

    def _see(self, incident: Incident, silent: bool) -> None:
        word = "escalated" if incident.escalated is not None else "reminded" if incident.reminded is not None else ""
        if not word:
            self._told.pop(incident.key, None)
        elif self._told.get(incident.key) != word:
            self._told[incident.key] = word
            if not silent:
                for window in self._windows():
                    window.notices.say(f"console-{word}", title=full_title(incident, self._wording.language))

    def _see_offer(self, incident: Incident, silent: bool) -> None:
        """Somebody holds an incident out to who sits here."""
        offer = incident.offer
        if offer is None or offer.to != self._bridge.actor:
            self._offered.pop(incident.key, None)
        elif self._offered.get(incident.key) != offer:
            self._offered[incident.key] = offer
            if not silent or offer.assigned:
                text = "console-assigned-you" if offer.assigned else "console-offered-you"
                by, title = self._wording.person(offer.by), full_title(incident, self._wording.language)
                for window in self._windows():
                    window.notices.say(text, by=by, title=title, why=offer.text)
