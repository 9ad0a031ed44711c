"""Says on every desk that nobody takes an alarm up, and that it is the supervisor's now."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject

from alerts.incidents import Incident
from alerts.wording import Wording
from console.bridge import Bridge, Tick
from console.window.window import Window
from widgets.titles import full_title


class Nagging(QObject):
    """Each word of the hub's once; what was so before this console came is on the lists, and is not said again."""

    def __init__(self, bridge: Bridge, windows: Callable[[], Iterable[Window]], wording: Wording, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._windows, self._wording = bridge, windows, wording
        self._told: dict[str, str] = {}
        bridge.ticked.connect(self._hear)

    def _hear(self, tick: Tick) -> None:
        for old, new in tick.moved.items():
            if old in self._told:
                self._told[new] = self._told.pop(old)
        for key in tick.removed:
            self._told.pop(key, None)
        words: dict[str, list[Incident]] = {"reminded": [], "escalated": []}
        for incident in tick.incidents.values():
            word = self._word(incident)
            if word:
                words[word].append(incident)
        if not tick.fresh:
            for word, incidents in words.items():
                self._say(word, incidents)

    def _word(self, incident: Incident) -> str:
        """What the hub says of it that it did not say before; empty for nothing."""
        word = "escalated" if incident.escalated is not None else "reminded" if incident.reminded is not None else ""
        if not word:
            self._told.pop(incident.key, None)
        elif self._told.get(incident.key) != word:
            self._told[incident.key] = word
            return word
        return ""

    def _say(self, word: str, incidents: list[Incident]) -> None:
        """One sentence for all of a tick, as only one can be read: it names the most urgent."""
        if not incidents:
            return
        first = min(incidents, key=lambda one: (one.priority, one.opened, one.key))
        title = full_title(first, self._wording.language)
        for window in self._windows():
            if len(incidents) == 1:
                window.notices.say(f"console-{word}", title=title)
            else:
                window.notices.say(f"console-{word}-many", title=title, count=f"{len(incidents):,}")
