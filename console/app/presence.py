"""Tells the hub who sits here, so that others can hand an incident over, and learns what people are called."""

from __future__ import annotations

from PySide6.QtCore import QObject

from alerts.wording import Wording
from console.bridge import Bridge, Tick


class Presence(QObject):
    """Signs on with each hub that this console finds (a hub that was started again is another), and off at the end."""

    def __init__(self, bridge: Bridge, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._wording = bridge, wording
        self._known = 0
        bridge.ticked.connect(self._hear)

    def leave(self) -> None:
        """Sign off, if anybody is there to hear it."""
        if self._known and self._bridge.up:
            self._bridge.command("sign_off")

    def _hear(self, tick: Tick) -> None:
        picture = tick.picture
        if tick.fresh:
            self._wording.call_people({person.id: person.name for person in picture.people if person.name})
        if tick.fresh and picture.mode != "replay" and picture.epoch != self._known:
            self._known = picture.epoch
            self._bridge.command("sign_on")
