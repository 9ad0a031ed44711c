"""The hub: one loop that takes events in, lets the centre decide, and tells the consoles."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

import zmq

from alerts.commands import Answer, Command
from feeds.addresses import Ready
from feeds.hub.centre import Deciding
from feeds.hub.counter import Counter
from feeds.hub.doors import Bind, Doors
from feeds.hub.intake import BUDGET_S, Intake
from feeds.hub.quarantine import Quarantine
from feeds.keys import KeyRing
from feeds.wire.frame import Frame
from feeds.wire.sockets import Context

TICK_S: Final = 0.02
"""Shortest time between two updates: what comes within it is shown together. After a quiet spell nothing waits."""
LONGEST_TICK_S: Final = 0.1
BEAT_S: Final = 0.5
"""Longest time between two updates: consoles take a hub that says nothing for 2 s for gone."""


class Player(Protocol):
    """A recording that is played instead of listening to feeds."""

    def due(self, now: float) -> list[Frame]: ...
    def wait(self, now: float) -> float: ...
    def command(self, command: Command, now: float) -> Answer | None: ...


@dataclass(frozen=True, slots=True)
class Counts:
    """What passed through a hub since it started."""

    seconds: float
    events: int
    rejected: int
    lost: int


class Hub:
    """Sockets, receiver and centre, driven by :meth:`run` from one thread, closed by it.

    Bound and reachable once made. ``parent`` is a file descriptor whose end of file means that whoever started this hub
    is gone. ``clock`` is the time of day in seconds since the epoch, ``monotonic`` never steps.
    """

    def __init__(
        self,
        centre: Deciding,
        ring: KeyRing,
        feeds: Bind,
        consoles: Bind,
        quarantine: Quarantine,
        *,
        mode: str = "live",
        city: str = "",
        player: Player | None = None,
        parent: int | None = None,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._centre = centre
        self._quarantine = quarantine
        self._player = player
        self._parent = parent
        self._clock = clock
        self._monotonic = monotonic
        self._context: Context = zmq.Context()
        try:
            self._doors = Doors(self._context, ring, feeds, consoles)
        except BaseException:
            self._context.term()
            raise
        self._intake = Intake(self._doors, centre.positions())
        self._counter = Counter(self._doors, centre, player.command if player is not None else None)
        self._began = monotonic()
        self._events = 0
        self.ready = Ready(
            True,
            f"tcp://{self._doors.feed_host}:{self._doors.feed_port}",
            f"tcp://{self._doors.feed_host}:{self._doors.feed_port + 1}",
            f"tcp://{self._doors.console_host}:{self._doors.console_port}",
            f"tcp://{self._doors.console_host}:{self._doors.console_port + 1}",
            os.getpid(),
            mode,
            city,
        )

    def run(self, stopped: Callable[[], bool]) -> None:
        """Work until ``stopped`` says so, or the parent is gone; then commit, and close everything."""
        try:
            self._loop(stopped)
            self._tick(self._monotonic())
        finally:
            self.close()

    def close(self) -> None:
        """Close the sockets; :meth:`run` does so itself."""
        self._doors.close()
        self._quarantine.close()
        self._context.term()

    def counts(self) -> Counts:
        """What passed through."""
        lost = self._intake.receiver.lost
        return Counts(self._monotonic() - self._began, self._events, self._quarantine.total, lost)

    def _loop(self, stopped: Callable[[], bool]) -> None:
        poller = zmq.Poller()
        for socket in (self._doors.feed, self._doors.control, self._doors.commands):
            poller.register(socket, zmq.POLLIN)
        if self._parent is not None:
            poller.register(self._parent, zmq.POLLIN)
        monotonic = self._monotonic
        last_tick = monotonic() - BEAT_S
        pause = TICK_S
        dirty = False
        while not stopped():
            now = monotonic()
            wait = (last_tick + pause if dirty else last_tick + BEAT_S) - now
            if self._player is not None:
                wait = min(wait, self._player.wait(self._clock()))
            ready = dict(poller.poll(max(0, round(wait * 1000))))
            if self._parent in ready and not os.read(self._parent or 0, 4096):
                return
            now = monotonic()
            frames = self._intake.read(now, now + BUDGET_S, monotonic)
            if self._player is not None:
                frames = self._player.due(self._clock())
            if frames:
                self._take(frames)
                dirty = True
            self._counter.serve(self._clock())
            if self._counter.told:
                self._counter.told = False
                dirty, pause = True, 0.0
            now = monotonic()
            if now - last_tick >= (pause if dirty else BEAT_S):
                self._tick(now)
                last_tick = monotonic()
                # a tick that takes long comes less often: at most half of the time goes into telling
                pause = min(max(TICK_S, last_tick - now), LONGEST_TICK_S)
                dirty = False
            self._intake.acknowledge(self._centre.positions(), now)

    def _take(self, frames: list[Frame]) -> None:
        now = self._clock()
        for frame in frames:
            self._events += len(frame.batch)
            if frame.rejections:
                self._quarantine.add(frame.rejections, now)
        self._centre.ingest(frames, now)

    def _tick(self, now: float) -> None:
        del now
        self._counter.publish(self._centre.tick(self._clock()))
