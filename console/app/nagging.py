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
        self._windows, self._wording = windows, wording
        self._told: dict[str, str] = {}
        bridge.ticked.connect(self._hear)

    def _hear(self, tick: Tick) -> None:
        for old, new in tick.moved.items():
            if old in self._told:
                self._told[new] = self._told.pop(old)
        for key in tick.removed:
            self._told.pop(key, None)
        for incident in tick.incidents.values():
            self._see(incident, silent=tick.fresh)

    def _see(self, incident: Incident, silent: bool) -> None:
        word = "escalated" if incident.escalated is not None else "reminded" if incident.reminded is not None else ""
        if not word:
            self._told.pop(incident.key, None)
        elif self._told.get(incident.key) != word:
            self._told[incident.key] = word
            if not silent:
                for window in self._windows():
                    window.notices.say(f"console-{word}", title=full_title(incident, self._wording.language))
