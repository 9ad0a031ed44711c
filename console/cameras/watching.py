"""The mediator of the wall: finds the cameras, has the look recorded, then lets footage in."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject

from alerts.cameras import Near, Purpose, Register, ordered_for
from alerts.errors import RulesError
from alerts.incidents import Incident
from console.bridge import Bridge, Tick
from console.cameras.footage import BEFORE_S
from console.cameras.looking import Looking
from console.cameras.stills import Stills
from console.window.workplace import Workplace
from widgets.moments import korean_time
from widgets.titles import full_title
from widgets.wall import CameraWall, Choice, Entry

MOST: Final = 36
"""Cameras that can be paged through."""


class Watching(Looking):
    """One wall, one incident and one purpose at a time.

    A look is a command: footage opens when its answer says that it is in the log, camera by camera as they are paged through.
    """

    def __init__(self, bridge: Bridge, place: Workplace, wall: CameraWall, parent: QObject | None = None) -> None:
        super().__init__(bridge, place, wall, parent)
        self._purposes: tuple[Purpose, ...] = ()
        self.stills = Stills(bridge, place, self._why, self)
        wall.purpose_chosen.connect(self._chosen)
        wall.snapshot_asked.connect(self._snapshot)
        wall.before_asked.connect(self._before)
        place.cameras.replaced.connect(self._cameras_replaced)

    def open(self, incident: Incident) -> None:
        """Ask what the footage near this incident is looked at for; the same incident again: back to its wall."""
        if self._begin(incident):
            self._ask_what_for(incident)

    def _ask_what_for(self, incident: Incident) -> None:
        language = self._place.wording.language
        title = full_title(incident, language)
        try:
            self._purposes = tuple(ordered_for(self._place.cameras.purposes(), incident.kind))
        except RulesError as error:
            self.wall.ask(title, (), ())
            if self._place.cameras.known:
                self.wall.say("wall-no-purposes", why=str(error))
            else:
                self.wall.say("wall-no-register")
            return
        near = cameras_near(self._place.cameras.register, incident, MOST)
        self._near = {one.camera.id: one for one in near}
        entries = [Entry.of(one, self._footage.has_recording(one.camera)) for one in near]
        self.wall.ask(title, self._choices(), entries)
        if incident.lat is None and not incident.candidates:
            self.wall.say("wall-no-place")

    def close(self) -> None:
        """The operator is done: footage ends, and the log has how long it was looked at."""
        if self._incident is not None:
            self._end()
            self.players.forget()
            self._incident = None
            self.closed.emit()

    def _cameras_replaced(self) -> None:
        """What stands open goes on under the look that is recorded; a question that was not answered yet is asked anew."""
        asked = any(command.action == "look" for command in self._asked.values())
        if self._incident is not None and not self._looked and not asked:
            self._ask_what_for(self._incident)

    def apply(self, tick: Tick) -> None:
        """Take answers, and follow an incident that got another key."""
        self.stills.apply(tick)
        self.players.let_go()
        for command, answer in tick.answers:
            if self._asked.pop(command.id, None) is not None:
                self._recorded(command, answer)
        incident = self._incident
        if incident is None:
            return
        key = tick.moved.get(incident.key, incident.key)
        self._incident = tick.picture.incidents.get(key, incident)
        waiting = any(command.action == "look" for command in self._asked.values())
        if tick.link_changed and waiting and not self._looked:
            self.wall.say("wall-recording" if self._bridge.up else "wall-away")

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        if self._incident is not None:
            title = full_title(self._incident, self._place.wording.language)
            self.wall.head.show_title(title, self._recorded_as() if self._looked else "")
            self.wall.panel.rename(self._choices())
        self.wall.retranslate()

    # -- finding

    def _choices(self) -> list[Choice]:
        language = self._place.wording.language
        return [Choice(one.id, one.title(language), one.basis(language)) for one in self._purposes]

    # -- the look

    def _chosen(self, purpose_id: str) -> None:
        self._purpose = next(one for one in self._purposes if one.id == purpose_id)
        if self._look([entry.id for entry in self.wall.shown]):
            self.wall.say("wall-recording" if self._bridge.up else "wall-away")

    def _look(self, cameras: list[str]) -> bool:
        """Have a look through these recorded; False where the command could not be sent."""
        return self._send("look", cameras, text=self._title()) is not None

    def _title(self) -> str:
        assert self._purpose is not None
        return self._purpose.title(self._place.wording.language)

    def _end(self) -> None:
        self._timer.stop()
        self.players.close_all()
        if self._looked and self._incident is not None:
            self._send("look_away", sorted(self._looked), text=self._title(), value=round(time.monotonic() - self._since, 1))
        self._looked, self._near, self._purpose = set(), {}, None
        self._asked = {}

    # -- footage

    def _page(self) -> None:
        """Other cameras stand on the tiles: those that were not looked at yet are recorded first."""
        fresh = self._unseen()
        self._play()
        if fresh:
            self._look(fresh)

    def _play(self) -> None:
        shown = self.wall.shown
        for index in range(len(self.wall.tiles)):
            entry = shown[index] if index < len(shown) else None
            if entry is None or entry.id not in self._looked:
                self.players.close(index)
            elif not self.players.is_open(index, entry.id, False):
                self._open(index, entry, False)

    def _open(self, index: int, entry: Entry, recorded: bool) -> None:
        incident, near = self._incident, self._near[entry.id]
        assert incident is not None
        make = self._footage.before if recorded else self._footage.live
        source = make(near.camera, incident, near.sight, index)
        self.players.open(index, entry.id, recorded, source, self.wall.room(index))
        self.wall.show_recorded(index, recorded)

    def _before(self, index: int) -> None:
        """The seconds before the incident, or what is there now again."""
        entry, incident, players = self.wall.tiles[index].entry, self._incident, self.players
        if entry is None or incident is None or entry.id not in self._looked:
            return
        if players.go_on(index):
            self.wall.show_recorded(index, False)
        elif entry.recorded:
            self._open(index, entry, not players.recorded(index))
        else:
            self._look_back(index, entry, incident)

    def _look_back(self, index: int, entry: Entry, incident: Incident) -> None:
        """A camera without a recording: what its stream brought since it was opened here."""
        say, since = self._place.notices.say, incident.opened.timestamp() - BEFORE_S
        shown = self.players.look_back(index, since, self.wall.room(index))
        if shown is None:
            has_stream = bool(self._near[entry.id].camera.stream)
            say("wall-nothing-kept" if has_stream else "wall-no-recording", camera=entry.id)
            return
        self.wall.show_recorded(index, True)
        begins = f"{datetime.fromtimestamp(shown[0], korean_time()):%H:%M:%S}"
        say("wall-looking-back", camera=entry.id, time=begins, seconds=f"{shown[1]:.0f}")

    # -- stills

    def _snapshot(self, index: int) -> None:
        """Keep the picture of this moment."""
        entry, incident, pixels = self.wall.tiles[index].entry, self._incident, self.players.still(index)
        if entry is None or incident is None or pixels is None:
            self._place.notices.say("wall-no-picture")
            return
        assert self._purpose is not None
        self.stills.take(incident, entry.id, self._purpose, pixels)


def cameras_near(register: Register, incident: Incident, most: int) -> list[Near]:
    """Those that see an incident best; where it may be at several places, some of each place."""
    if incident.lat is not None and incident.lon is not None:
        return register.nearest(incident.lat, incident.lon, most, min(incident.radius_m, 100.0))
    lists = [register.nearest(spot.lat, spot.lon, most) for spot in incident.candidates[:4]]
    found: dict[str, Near] = {}
    for rank in range(most):
        for near in lists:
            if rank < len(near):
                found.setdefault(near[rank].camera.id, near[rank])
    return list(found.values())[:most]
