"""What every look at footage has: one wall, one incident, one purpose, and the commands that put it on record."""

from __future__ import annotations

import time
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from alerts.cameras import Near, Purpose
from alerts.commands import Answer, Command
from alerts.incidents import Incident
from console.bridge import Bridge
from console.cameras.footage import Footage
from console.cameras.players import Players
from console.window.workplace import Workplace
from widgets.wall import CameraWall

SHOW_MS: Final = 33


class Looking(QObject):
    """What footage of now and of a replay have in common. The look goes to ``bridge``, for that is where the log is."""

    opened = Signal()
    closed = Signal()

    def __init__(self, bridge: Bridge, place: Workplace, wall: CameraWall, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._place, self.wall = bridge, place, wall
        self._footage = Footage(place.data, place.synthetic)
        self.players = Players()
        self._incident: Incident | None = None
        self._near: dict[str, Near] = {}
        self._purpose: Purpose | None = None
        self._looked: set[str] = set()
        self._since = 0.0
        self._asked: dict[str, Command] = {}
        self._timer = QTimer(self)
        self._timer.setObjectName("wall")
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(SHOW_MS)
        self._timer.timeout.connect(self._show)
        wall.page_changed.connect(self._page)
        wall.again_asked.connect(self.players.again)
        wall.tile_resized.connect(lambda index: self.players.fit(index, wall.room(index)))
        wall.closed.connect(self.close)

    @property
    def is_open(self) -> bool:
        """Whether the wall stands on the desk."""
        return self._incident is not None

    def shut(self) -> None:
        """The desk goes."""
        self.close()
        self.players.shut()

    def close(self) -> None:
        """Footage ends, and the log has how long it was looked at."""
        raise NotImplementedError

    # -- inside

    def _begin(self, incident: Incident) -> bool:
        """Turn to this incident; False, and back to its wall, where it is the one already."""
        if self._incident is not None and self._incident.key == incident.key:
            self.wall.take_focus()
            return False
        self._end()
        self._incident = incident
        self.opened.emit()
        return True

    def _send(self, action: Any, cameras: list[str], **fields: Any) -> Command | None:
        """Have this recorded; None where the command could not be sent."""
        purpose, incident, language = self._purpose, self._incident, self._place.wording.language
        assert purpose is not None
        assert incident is not None
        command = self._bridge.command(
            action, incident.key, cameras=cameras, purpose=purpose.id, basis=purpose.basis(language), **fields
        )
        if command is None:
            self._place.notices.say("console-too-many-commands")
        else:
            self._asked[command.id] = command
        return command

    def _recorded_as(self) -> str:
        assert self._purpose is not None
        wording = self._place.wording
        title, basis = self._purpose.title(wording.language), self._purpose.basis(wording.language)
        return wording("wall-purpose", title=title, basis=basis)

    def _recorded(self, command: Command, answer: Answer) -> None:
        """The look is on record, and footage opens; or the hub would not have it, which is said in a sentence."""
        incident = self._incident
        if command.action != "look" or incident is None or command.incident != incident.key:
            return
        if not answer.ok:
            self.wall.say("wall-refused", why=self._why(answer))
            return
        if not self._looked:
            self._since = time.monotonic()
            self.wall.show_cameras(self._recorded_as())
        self._looked |= set(command.cameras)
        self._play()
        self._timer.start()

    def _why(self, answer: Answer) -> str:
        known, wording = f"wall-refused-{answer.error.replace('_', '-')}", self._place.wording
        return wording(known if wording.has(known) else "wall-refused-other", why=answer.detail or answer.error)

    def _unseen(self) -> list[str]:
        """Cameras on the tiles of which no look is recorded yet."""
        return [entry.id for entry in self.wall.shown if entry.id not in self._looked]

    def _show(self) -> None:
        self.players.show(self.wall)

    def _play(self) -> None:
        """Let footage in on every tile whose camera's look is recorded."""
        raise NotImplementedError

    def _page(self) -> None:
        raise NotImplementedError

    def _end(self) -> None:
        raise NotImplementedError
