"""A hub with all that belongs to it, from start to orderly end."""

from __future__ import annotations

import gc
import logging
import os
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final
from uuid import uuid4

import msgspec

from alerts.centre import Centre, open_centre
from alerts.centre.acting.outgoing import Outgoing
from alerts.centre.acting.registering import Registering
from alerts.centre.keeping.checkpoints import FORKS
from alerts.commands import Command
from alerts.correlation import Engine
from alerts.errors import OutputError
from alerts.log.copy import LogCopy
from alerts.log.lock import Holder
from alerts.log.sqlite import SqliteLog
from alerts.outward.load import load_directory
from alerts.picture import Mode
from alerts.places.surveyed import Surveyed
from alerts.procedures import load_procedures
from alerts.rules import RulesFile
from console.diagnostics.process import resident_mb
from console.hub.beside import Rebuilding, keep
from console.hub.surveying import Watch
from feeds.hub.centre import Deciding
from feeds.hub.config import HubConfig
from feeds.hub.doors import Bind
from feeds.hub.hub import Hub
from feeds.hub.processes.child import Child
from feeds.hub.processes.local import announce, withdraw
from feeds.hub.quarantine import Quarantine
from feeds.hub.replay import Replay
from feeds.hub.tap import Tap
from feeds.keys import KeyRing
from feeds.playback import Player
from feeds.playback.moment import parse_moment
from feeds.recordings import Recording, open_recording
from feeds.recordings.schema import envelope_schema, program
from feeds.recordings.taping.recorder import Recorder
from feeds.wire.codec import Decoder

_log: Final = logging.getLogger("console.hub")
FEEDS_END_S: Final = 12.0
"""How long the feeds that were started with a hub have to hand over what they have left when it ends."""
GARBAGE_AFTER: Final = 200_000
"""Objects between two collections: events are many and hold no cycles, so looking for some every 700 objects is wasted."""


class Service:
    """Opens everything in order, runs the hub, closes everything in the opposite order."""

    def __init__(self, data: Path, config: HubConfig, replay: Path | None, speed: float, since: str | None) -> None:
        """``since`` as :func:`~feeds.playback.moment.parse_moment` takes it.

        ``parent`` is a file descriptor that ends when whoever started this hub is gone.
        """
        self._data = data
        self._config = config
        self._replay = replay
        self._recording: Recording | None = None
        self._losses_told = 0
        self._speed = speed
        self._since = since
        self._cameras = Surveyed(data, config.city)
        self._rules = RulesFile(Path(config.rules) if config.rules else None)
        self._procedures = partial(load_procedures, Path(config.procedures) if config.procedures else None)
        self._procedures()  # a mistake in one is said before anything is opened
        self._reread = threading.Event()
        self._directory = load_directory(Path(config.outward) if config.outward else None) if replay is None else None
        self._post: Outgoing | None = None
        self._registering: Registering | None = None
        self._watch: Watch | None = None

    def run(self, stop: threading.Event, report: Path | None) -> None:
        """Run until ``stop``. WorldError where something it needs cannot be had."""
        gc.set_threshold(GARBAGE_AFTER, 50, 100)
        with tempfile.TemporaryDirectory(prefix="gwanje-replay-", ignore_cleanup_errors=True) as temporary:
            centre = self._playing(Path(temporary)) if self._replay is not None else self._listening()
            try:
                counts = self._serve(centre, stop)
            finally:
                centre.close(time.time())
        if report is not None:
            _write(report, counts)

    def rebuild(self, upto: int) -> None:
        """Make a checkpoint of a log that another process writes, with its journal up to this row, for that process to keep."""
        if hasattr(os, "nice"):
            os.nice(5)
        gc.disable()
        path = self._data / _database(self._config.mode)
        log = LogCopy(path, upto)
        try:
            centre = open_centre(
                log, self._engine, Decoder().frame, self._config.mode, self._config.city, time.time(), rules=self._rules,
                cameras=self._cameras, beside=True,
            )  # fmt: skip
            keep(centre.state(last=True), path)
        finally:
            log.close()

    def reread_rules(self) -> None:
        """Have the rules file read again, soon; may be called from a signal's handler."""
        self._reread.set()

    def _serve(self, centre: Deciding, stop: threading.Event) -> dict[str, float]:
        ring = KeyRing(self._data / "keys")
        listen = self._config.listen
        mode: Mode = "replay" if self._replay is not None else self._config.mode
        hub = Hub(
            centre,
            ring,
            Bind(listen.host, listen.feed_port),
            Bind(listen.host, listen.console_port),
            Quarantine(None if self._replay is not None else self._data / "rejected.ndjson"),
            mode=mode,
            city=self._config.city,
            post=self._post,
            outward=Bind(listen.host, listen.outward_port),
        )
        children: list[Child] = []
        try:
            if self._replay is None:
                announce(self._data, hub.ready)
            print(msgspec.json.encode(hub.ready).decode(), flush=True)
            if self._replay is None:
                print(f"feeds: {hub.ready.feed}, consoles: {hub.ready.updates}, public key: {ring.hub_file}", file=sys.stderr)
                children = [self._feed(feed.run, number) for number, feed in enumerate(self._config.feeds, 1)]
            ending = _Ending(stop, children)
            hub.run(lambda: self._look_at_files(centre) or ending())
        finally:
            if self._watch is not None:
                self._watch.close()
            withdraw(self._data, hub.ready)
            for child in children:
                child.stop(3.0)
        counts = hub.counts()
        return {
            "seconds": round(counts.seconds, 3), "events": counts.events, "rejected": counts.rejected, "lost": counts.lost,
            "incidents": counts.incidents, "rss_mb": round(resident_mb(), 1),
        }  # fmt: skip

    def _look_at_files(self, centre: Deciding) -> bool:
        """Between two turns of the hub: put the rules file in force if somebody asked for it, and cameras that were imported;
        say what cannot be read of a recording.

        Never ends anything.
        """
        if self._recording is not None and len(self._recording.losses) > self._losses_told:
            for loss in self._recording.losses[self._losses_told :]:
                print(f"gwanje: {self._recording.path}: {loss}", file=sys.stderr, flush=True)
            self._losses_told = len(self._recording.losses)
        if self._watch is not None and self._registering is not None:
            registering, now = self._registering, time.time()
            self._watch.look(time.monotonic(), lambda survey: registering.change(survey, now))
        if self._reread.is_set():
            self._reread.clear()
            answer = centre.command(Command(uuid4().hex, "hub", "reload_rules"), time.time())
            if answer.ok:
                _log.info("rules %s: %s", self._rules.path, answer.detail or "in force")
            else:
                _log.error("the rules stay as they were: %s", answer.detail or answer.error)
        return False

    def _feed(self, arguments: Sequence[str], number: int) -> Child:
        command = ["feed", *arguments, "--with-parent", "--data", str(self._data)]
        return Child(f"the feed {arguments[0]}", lambda: command, self._data / f"feed-{number}.log", may_end=True)

    def _listening(self) -> Deciding:
        path = self._data / _database(self._config.mode)
        centre = self._centre(path, self._config.mode)
        if self._config.checkpoints == "beside" or not FORKS:
            options = ["--data", str(self._data), "--city", self._config.city]
            options += ["--exercise"] if self._config.mode == "exercise" else []
            centre.checkpoints.beside = partial(Rebuilding, options, path)
        self._post = centre.outgoing
        self._registering = centre.registering
        self._watch = Watch(self._cameras, self._data, self._config.city)
        about = {"city": self._config.city, "mode": self._config.mode, "program": program()}
        recorder = Recorder(self._data / "recordings", about, envelope_schema())
        return Tap(centre, recorder)

    def _playing(self, temporary: Path) -> Deciding:
        assert self._replay is not None
        recording = self._recording = open_recording(self._replay)
        try:
            since = None if self._since is None else parse_moment(self._since, recording.start)
            return Replay(Player(recording, time.monotonic(), self._speed, since), self._fresh(temporary))
        except BaseException:
            recording.close()
            raise

    def _fresh(self, temporary: Path) -> Callable[[], Deciding]:
        made = iter(range(1, sys.maxsize))
        return lambda: self._centre(temporary / f"{next(made)}.db", "replay")

    def _centre(self, path: Path, mode: Mode) -> Centre:
        log = SqliteLog(path, mode, self._config.city, Holder(os.getpid(), socket.gethostname(), _now()))
        decoder = Decoder()
        try:
            centre = open_centre(
                log, self._engine, decoder.frame, mode, self._config.city, time.time(), rules=self._rules,
                procedures=self._procedures,
                directory=self._directory, cameras=self._cameras,
            )  # fmt: skip
            centre.lifecycle.staff = tuple(self._config.operators)
            return centre
        except BaseException:
            log.close()
            raise

    def _engine(self, saved: bytes | None) -> Engine:
        if saved is None:
            return Engine(self._rules.rules, self._cameras.gazetteer)
        return Engine.restore(saved, self._rules.rules, self._cameras.gazetteer)


class _Ending:
    """Says when the hub's loop is over: its feeds end first, while there is still somebody to take what they have left."""

    def __init__(self, stop: threading.Event, children: Sequence[Child]) -> None:
        self._stop = stop
        self._children = children
        self._deadline: float | None = None

    def __call__(self) -> bool:
        if not self._stop.is_set():
            return False
        if self._deadline is None:
            self._deadline = time.monotonic() + FEEDS_END_S
            for child in self._children:
                child.ask_to_end()
        return time.monotonic() > self._deadline or not any(child.pid for child in self._children)


def _database(mode: Mode) -> str:
    return "incidents.db" if mode == "live" else f"incidents-{mode}.db"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _write(path: Path, report: dict[str, float]) -> None:
    try:
        path.write_bytes(msgspec.json.format(msgspec.json.encode(report)) + b"\n")
    except OSError as error:
        raise OutputError(f"{path}: the report cannot be written ({error.strerror})") from error
