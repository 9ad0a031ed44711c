"""Footage while a recording is replayed: what was recorded at the replayed time, for training, and on record like any other."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QObject

from alerts.commands import Command
from alerts.incidents import Incident
from alerts.picture import Playback
from console.bridge import Bridge, Tick
from console.cameras.looking import Looking
from console.cameras.watching import MOST, cameras_near
from console.window.workplace import Workplace
from widgets.titles import full_title
from widgets.wall import CameraWall, Choice, Entry

DRIFT_S: Final = 3.0
"""So far from the replayed time, footage is opened anew: after a seek, or at another speed."""
AGAIN_S: Final = 2.0
"""Not more often than this, for at sixty times the speed it would never show anything."""


class Training(Looking):
    """The look goes to the live hub, for that is where the log is; it names the recording instead of an incident in hand."""

    def __init__(self, live: Bridge, place: Workplace, wall: CameraWall, parent: QObject | None = None) -> None:
        super().__init__(live, place, wall, parent)
        self.recording = ""
        """The name of what is replayed."""
        self._playback: Playback | None = None
        self._opened_at: tuple[float, float] | None = None
        wall.purpose_chosen.connect(lambda _purpose: self._look())
        for asked in (wall.snapshot_asked, wall.before_asked):
            asked.connect(lambda _index: place.notices.say("training-no-stills"))
        live.ticked.connect(self._hear)

    def open(self, incident: Incident) -> None:
        """Offer the footage near this incident of the replay."""
        if not self._begin(incident):
            return
        cameras, language = self._place.cameras, self._place.wording.language
        self._purpose = cameras.training
        near = cameras_near(cameras.register, incident, MOST)
        self._near = {one.camera.id: one for one in near}
        entries = [Entry.of(one, True) for one in near]
        if self._purpose is None:
            self.wall.ask(full_title(incident, language), (), ())
            self.wall.say("training-no-purpose")
            return
        purpose = self._purpose
        self.wall.ask(
            full_title(incident, language), [Choice(purpose.id, purpose.title(language), purpose.basis(language))], entries
        )

    def follow(self, playback: Playback) -> None:
        """The replay stands here now: footage goes along, stands still with it, and is opened anew after a jump."""
        self._playback = playback
        if not self._looked:
            return
        now = time.monotonic()
        if not playback.playing:
            return  # what is open ends with its next picture, see `_show`
        if self._opened_at is not None:
            at, since = self._opened_at
            if abs(playback.at - at - (now - since)) <= DRIFT_S or now - since < AGAIN_S:
                return
        self._play(anew=True)

    def close(self) -> None:
        """Footage ends, and the log has how long it was looked at."""
        if self._incident is not None:
            self._end()
            self._incident = None
            self.closed.emit()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.wall.retranslate()

    # -- inside

    def _show(self) -> None:
        super()._show()
        if self._playback is None or self._playback.playing or self._opened_at is None:
            return
        for index, tile in enumerate(self.wall.tiles):
            if tile.has_picture:  # the replay stands still, and so does its footage
                self.players.close(index)
        if not len(self.players):
            self._opened_at = None

    def _look(self) -> None:
        if self._told("look", [entry.id for entry in self.wall.shown]) is not None:
            self.wall.say("wall-recording" if self._bridge.up else "wall-away")

    def _told(self, action: str, cameras: list[str], value: float | None = None) -> Command | None:
        """A look names the recording, twice: as what was looked at, and for whoever reads the log."""
        return self._send(action, cameras, text=self.recording, other=self.recording, value=value)

    def _hear(self, tick: Tick) -> None:
        for told, answer in tick.answers:
            command = self._asked.pop(told.id, None)
            if command is not None:
                self._recorded(command, answer)

    def _page(self) -> None:
        fresh = self._unseen()
        if self._looked:
            self._play()
            if fresh:
                self._told("look", fresh)

    def _play(self, anew: bool = False) -> None:
        """The footage of the replayed time on every tile whose camera's look is recorded."""
        incident, playback = self._incident, self._playback
        if incident is None or playback is None:
            return
        shown, moment = self.wall.shown, datetime.fromtimestamp(playback.at, UTC)
        for index in range(len(self.wall.tiles)):
            entry = shown[index] if index < len(shown) else None
            if entry is None or entry.id not in self._looked:
                self.players.close(index)
            elif anew or not self.players.is_open(index, entry.id, True):
                near = self._near[entry.id]
                source = self._footage.at(near.camera, incident, near.sight, index, moment)
                self.players.open(index, entry.id, True, source, self.wall.room(index))
                self.wall.show_recorded(index, True)
        if anew or self._opened_at is None:
            self._opened_at = playback.at, time.monotonic()

    def _end(self) -> None:
        self._timer.stop()
        self.players.close_all()
        if self._looked:
            self._told("look_away", sorted(self._looked), round(time.monotonic() - self._since, 1))
        self._looked, self._near, self._asked, self._opened_at = set(), {}, {}, None
