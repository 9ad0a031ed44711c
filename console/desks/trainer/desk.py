"""The trainer's desk: record what comes in, and see it again without anyone taking it for live."""

from __future__ import annotations

import shutil
import time
import uuid
from datetime import datetime
from pathlib import Path
from typing import Any, Final, cast

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QStackedWidget, QVBoxLayout, QWidget

from alerts.commands import Action
from alerts.errors import OutputError
from console.bridge import Bridge, Tick
from console.cameras import Training
from console.desks.operator.desk import add_situation_actions
from console.desks.situation import Situation
from console.desks.split import split
from console.desks.trainer.records import KEYS, RecordPanel
from console.desks.trainer.session import ReplaySession
from console.desks.trainer.shelf import HubShelf
from console.window.actions import Actions
from console.window.desk import Desk
from console.window.workplace import Workplace
from feeds.keys import KeyRing
from feeds.recordings.taping.recorder import Recorded
from feeds.recordings.taping.rolling import set_aside
from feeds.recordings.taping.shelf import RECENT
from widgets.docks import columns, rows
from widgets.transport import Transport
from widgets.wall import CameraWall

RECORDS, QUEUE, MIDDLE, CARD = 250, 400, 850, 420
MAP, WALL, TRANSPORT, WHOLE = 710, 400, 320, 1032
RECENT_S: Final = 600.0
A_DAY_S: Final = 86_400.0
LOOK_MS: Final = 1000
EXAMPLE_AT: Final = 0.8
"""Where in the recording the example is looked at, as a part of its length."""


class TrainerDesk(Desk):
    """Recording on the left; on the right, while a replay is on, the operator's picture with the transport below the map."""

    name = "trainer"

    def __init__(
        self, bridge: Bridge, place: Workplace, ring: KeyRing, remote: bool = False, parent: QWidget | None = None
    ) -> None:
        """``remote``: the hub keeps its recordings on another machine; they are fetched before they are replayed."""
        super().__init__(bridge, parent)
        self._live, self._place, self._ring = bridge, place, ring
        self.session: ReplaySession | None = None
        self._shelf = HubShelf(bridge, self) if remote else None
        self._folder = place.data / "recordings"
        self._recorded = Recorded()
        self._seek_to: float | None = None
        self._growing = False
        self.records = RecordPanel(place.wording, place.theme)
        self.situation = Situation(bridge, place, with_strips=False, parent=self)
        self.situation.caught_up.connect(self.caught_up)
        self.transport = Transport(place.wording, place.theme)
        self.wall = CameraWall(place.wording, place.theme)
        self.training = Training(bridge, place, self.wall, self)
        self._empty = QLabel()
        self._empty.setProperty("role", "muted")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setMargin(place.theme.px(48))
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._timer = QTimer(self)
        self._timer.setObjectName("recording")
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._ask_state)
        self._timer.start()
        self._list()
        forget_old(self._folder / "replays")
        self.retranslate()

    # -- what the window asks

    def apply(self, tick: Tick) -> bool:
        if self._shelf is not None and tick.link_changed:
            self._list()
        if self.session is None:
            return True
        shown = self.situation.apply(tick)
        if tick.playback is not None:
            if self._growing:
                tick.playback.damage = ""
            self.transport.apply(tick.playback)
            self.training.follow(tick.playback)
            if self._seek_to is not None:
                self._seek_example()
        return shown

    def add_actions(self, actions: Actions) -> None:
        add_situation_actions(actions, self.situation, self.name)
        actions.add("record", KEYS["record"], self.record, self.name)
        actions.add("replay-recent", KEYS["recent"], self.replay_recent, self.name)
        actions.add("open-recording", KEYS["open"], self.browse, self.name)
        actions.add("leave-replay", KEYS["leave"], self.leave, self.name)
        actions.add("cameras", "C", self.look, self.name)
        actions.add("play", "Space", self.transport.toggle, self.name)

    def retranslate(self) -> None:
        self.situation.retranslate()
        self.transport.retranslate()
        self.training.retranslate()
        self.records.retranslate()
        self._say_empty()

    def band(self) -> str:
        return "" if self.session is None else self._place.wording("console-trainer-band", recording=self.session.title)

    def shut(self) -> None:
        """End what is under way (training, fetching, a replay), for good."""
        self._timer.stop()
        self.training.shut()
        if self._shelf is not None:
            self._shelf.stop()
        self._end_session()

    def show_example(self) -> None:
        self._seek_to = EXAMPLE_AT
        self.replay_recent()

    def settled(self) -> bool:
        """Whether a picture of the desk shows it as it is; where nothing is chosen yet, the next incident is."""
        if self.session is None:
            return True
        if self._seek_to is not None or not self._arrived():
            return False
        if not self.situation.chosen:
            self.situation.queue.select_next()
        return True

    # -- recording

    def record(self) -> None:
        """Start a recording at the hub, or stop the one that runs."""
        name = "record_stop" if self._recorded.running else "record_start"
        self._live.ask(name, {}, self._take_state, self._record_failed)

    def _ask_state(self) -> None:
        if self._live.up and self.isVisible():
            self._live.ask("recording", {}, self._take_state, lambda *_: None)

    def _take_state(self, reply: Any) -> None:
        state = msgspec.convert(reply, Recorded)
        ended = self._recorded.running and not state.running
        self._recorded = state
        self.records.show_state(state)
        if ended:
            self._list()

    def _record_failed(self, code: str, detail: str) -> None:
        self._place.notices.say("console-trainer-record-failed", why=detail or self._place.wording("console-query-timeout"))

    # -- footage

    def look(self) -> None:
        """Open what was recorded near the chosen incident at the replayed time."""
        incident = self.situation.incident or self.situation.most_urgent()
        if self.session is None or incident is None:
            self._place.notices.say("training-nothing" if self.session is None else "wall-nothing-chosen")
            return
        self.situation.choose(incident.key)
        self.training.recording = self.session.title
        self.training.open(incident)

    def _make_room(self) -> None:
        assert self.docks is not None
        panel, city = self.docks.panels["wall"], self.docks.panels["map"]
        if not panel.isVisible():
            self.docks.want_height("wall", 0 if city.isFloating() else round(0.6 * city.height()))
        self._wall_while_open()

    def _footage_closed(self) -> None:
        self._wall_while_open()
        self.situation.queue.list.setFocus()

    def _wall_while_open(self) -> None:
        """The wall is there for as long as there is footage, or where it was torn off."""
        assert self.docks is not None
        panel = self.docks.panels["wall"]
        panel.setVisible(self.session is not None and (self.training.is_open or panel.isFloating()))
        if not self.training.is_open:
            self.wall.rest()
        self.docks.keep()

    # -- replay

    def replay_recent(self) -> None:
        """Replay the last ten minutes of what came in; asked for again while that is on its way, it is on its way once."""
        if (self._shelf is not None and self._shelf.busy) or (self.session is not None and self.session.beginning):
            return
        now = self._live.picture.now
        kept = self._folder / "replays" / f"{datetime.fromtimestamp(now).astimezone():%Y%m%d-%H%M%S}"
        since, title = now - RECENT_S, self._place.wording("console-trainer-recent-name")
        if self._shelf is not None:
            self._shelf.recent(since, kept, lambda: self.replay(kept, since, title, discard=kept))
            return
        try:
            set_aside(self._folder / RECENT, since, kept)
        except OutputError:
            self._nothing_recent()
            return
        self.replay(kept, since, title, discard=kept)

    def _nothing_recent(self) -> None:
        self._seek_to = None
        self._place.notices.say("console-trainer-nothing-recent")

    def _list(self) -> None:
        """Show the recordings there are: here, or at the hub."""
        if self._shelf is None:
            self.records.show_recordings(self._folder)
        elif self._live.up:
            self._shelf.look()

    def _fetch_failed(self, code: str, detail: str) -> None:
        self._seek_to = None
        why = self._place.wording("console-query-timeout") if code == "timeout" else detail or code
        self._place.notices.say("console-trainer-fetch-failed", why=why)

    def _chosen(self, name: str) -> None:
        if self._shelf is None:
            self.replay(Path(name))
        else:
            into = self._folder / "replays" / uuid.uuid4().hex
            self._shelf.named(name, into, lambda: self.replay(into / name, discard=into))

    def browse(self) -> None:
        """Let the person choose a recording."""
        say = self._place.wording
        kinds = f"{say('console-recording-files')} (*.mcap *.ndjson *.ndjson.zst)"
        path, _ = QFileDialog.getOpenFileName(self, say("console-open-title"), str(self._folder), kinds)
        if path:
            self.replay(Path(path))

    def replay(
        self,
        recording: Path,
        since: float | None = None,
        title: str = "",
        discard: Path | None = None,
        speed: float = 1.0,
    ) -> None:
        """Replay this recording from ``since`` (seconds since the epoch) on; what was replayed before ends."""
        self._end_session()
        # a recording that is being made has no end yet: that is no damage
        self._growing = self._recorded.running and recording.name == Path(self._recorded.path).name
        session = ReplaySession(
            recording, since, title or recording.name, speed, self._live.actor, self._place.data, self._ring, discard, self
        )
        session.failed.connect(self._replay_failed)
        self.session = session
        self.situation.use(session.bridge)
        self._show_session()

    def leave(self) -> None:
        """End the replay; the top bar speaks of the live picture again."""
        self._end_session()
        self._show_session()

    def _end_session(self) -> None:
        self.training.close()
        session, self.session = self.session, None
        if session is not None:
            self.bridge = self._live
            self.bridge_changed.emit()
            session.close()
            session.deleteLater()

    def _show_session(self) -> None:
        self.bridge = self._live if self.session is None else self.session.bridge
        self.records.show_replaying(self.session is not None)
        assert self.docks is not None
        self.docks.show_windows(self.session is not None)
        self._stack.setCurrentIndex(0 if self.session is None else 1)
        self._fit()
        self._say_empty()
        self.bridge_changed.emit()

    def _replay_failed(self, why: str) -> None:
        self.leave()
        self._seek_to = None
        self._place.notices.say("console-trainer-failed", why=why)

    def _transport(self, action: str, fields: dict[str, Any]) -> None:
        if self.session is not None:
            self.session.bridge.command(cast(Action, action), **fields)

    def _seek_example(self) -> None:
        playback = self.bridge.picture.playback
        if playback is None or self._seek_to is None or playback.end <= playback.start:
            return
        self._target = playback.start + self._seek_to * (playback.end - playback.start)
        self._seek_to = None
        self._transport("seek", {"value": self._target})

    def _arrived(self) -> bool:
        playback = self.bridge.picture.playback
        return playback is not None and playback.speed > 0 and playback.at >= self._target

    # -- within

    def _lay_out(self) -> None:
        theme, situation = self._place.theme, self.situation
        docks = self.put_docks(self._place, self._stack)
        docks.add("queue", situation.queue, QUEUE, WHOLE)
        docks.add("map", situation.map, MIDDLE, MAP, grows=True)
        docks.add("wall", self.wall, MIDDLE, WALL)
        docks.add("transport", self.transport, MIDDLE, TRANSPORT)
        docks.add("card", situation.card, CARD, WHOLE)
        docks.panels["wall"].hide()
        docks.arrange(columns("queue", rows("map", "wall", "transport"), "card"))
        docks.changed.connect(self._wall_while_open)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(docks)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split(theme, "trainer", [(self.records, RECORDS, 0), (self._stack, 1670, 1)]))

    def _connect(self) -> None:
        self.training.opened.connect(self._make_room)
        self.training.closed.connect(self._footage_closed)
        self.records.record.connect(self.record)
        self.records.recent.connect(self.replay_recent)
        self.records.browse.connect(self.browse)
        self.records.leave.connect(self.leave)
        self.records.chosen.connect(self._chosen)
        if self._shelf is not None:
            self._shelf.listed.connect(self.records.show_shelf)
            self._shelf.progressed.connect(self.records.show_fetched)
            self._shelf.missing.connect(self._nothing_recent)
            self._shelf.failed.connect(self._fetch_failed)
            self.records.stop.connect(self._shelf.stop)
        self.transport.command_requested.connect(self._transport)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where everything is large and the screen is not, the recordings make room while one is replayed; their keys stay."""
        assert self.docks is not None
        least = self.docks.minimumSizeHint().width() + self.records.minimumSizeHint().width()
        self.records.setVisible(self.session is None or self.width() >= least)

    def _say_empty(self) -> None:
        self._empty.setText(self._place.wording("console-trainer-empty"))


def forget_old(folder: Path) -> None:
    """Remove what replays set aside a day ago or longer: a console that was killed could not do so itself."""
    for kept in folder.iterdir() if folder.is_dir() else ():
        if time.time() - kept.stat().st_mtime > A_DAY_S:
            shutil.rmtree(kept, ignore_errors=True)
