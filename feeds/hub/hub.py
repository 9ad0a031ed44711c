"""The hub: one loop that takes events in, lets the centre decide, and tells the consoles."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any, Final

import zmq

from feeds.addresses import Ready
from feeds.hub.centre import Deciding
from feeds.hub.consoles.counter import Counter
from feeds.hub.doors import Bind, Doors, reachable
from feeds.hub.intake import BUDGET_S, Intake
from feeds.hub.quarantine import Quarantine
from feeds.hub.replay import Replay
from feeds.hub.tally import Counts, Incidents
from feeds.keys import KeyRing
from feeds.outward.door import OutwardDoor, Post
from feeds.wire.frame import Frame
from feeds.wire.sockets import Context

BUSY_MS: Final = 20
IDLE_MS: Final = 100
SETTLE_S: Final = 0.2
"""For how long after something came the hub looks at it often: until it is committed and shown."""
REPORT_S: Final = 1.0
STEP_S: Final = 2.0
"""A clock that goes by more than this in one turn of the hub was set (or the machine slept): being slewed takes longer."""


class Hub:
    """Sockets, receiver and centre, driven by :meth:`run` from one thread, closed by it.

    Bound and reachable once made. ``clock`` is the time of day in seconds since the epoch, ``monotonic`` never steps.
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
        post: Post | None = None,
        outward: Bind | None = None,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """``centre`` may be a :class:`~feeds.hub.replay.Replay`. WireError where an address cannot be had.

        ``post`` is what goes out to linked services, by a door at ``outward``; None: nothing does.
        """
        self._centre = centre
        self._replay = centre if isinstance(centre, Replay) else None
        self._quarantine = quarantine
        self._clock = clock
        self._monotonic = monotonic
        self._context: Context = zmq.Context()
        try:
            self._doors = Doors(self._context, ring, feeds, consoles)
        except BaseException:
            self._context.term()
            raise
        self._outward: OutwardDoor | None = None
        if post is not None:
            at = outward or Bind()
            try:
                self._outward = OutwardDoor(self._context, ring, at.host, at.port, post, city)
            except BaseException:
                self._doors.close()
                self._context.term()
                raise
        self._intake = Intake(self._doors, centre.positions())
        self._counter = Counter(self._doors, centre, self._question)
        self._began = self._reported = monotonic()
        self._drift = clock() - self._began
        self._events = 0
        self._incidents = Incidents(centre.shown())
        doors = self._doors
        feed, control = (f"tcp://{doors.feed_host}:{port}" for port in (doors.feed_port, doors.feed_port + 1))
        updates, commands = (f"tcp://{doors.console_host}:{port}" for port in (doors.console_port, doors.console_port + 1))
        door = self._outward
        away = f"tcp://{reachable(outward or Bind())}:{door.port}" if door is not None else ""
        self.ready = Ready(True, feed, control, updates, commands, os.getpid(), mode, city, away)

    def run(self, stopped: Callable[[], bool]) -> None:
        """Work until ``stopped`` says so (asked ten times a second), then close everything of its own: not the centre."""
        try:
            self._loop(stopped)
        finally:
            self.close()

    def close(self) -> None:
        """Close sockets and files; :meth:`run` does so itself."""
        if self._outward is not None:
            self._outward.close()
        self._doors.close()
        self._context.term()
        self._quarantine.close()

    def counts(self) -> Counts:
        """What passed through."""
        seconds = self._monotonic() - self._began
        if self._replay is not None:
            return Counts(seconds, self._replay.events, self._replay.rejected, 0, self._incidents.raised)
        return Counts(seconds, self._events, self._quarantine.total, self._intake.receiver.lost, self._incidents.raised)

    def _loop(self, stopped: Callable[[], bool]) -> None:
        poller = zmq.Poller()
        for socket in (self._doors.feed, self._doors.control, self._doors.commands):
            poller.register(socket, zmq.POLLIN)
        if self._outward is not None:
            poller.register(self._outward.socket, zmq.POLLIN)
        monotonic = self._monotonic
        settled = 0.0
        while not stopped():
            wait = BUSY_MS if self._replay is not None or monotonic() < settled else IDLE_MS
            if self._replay is not None and self._replay.busy:
                wait = 0
            poller.poll(wait)
            now = monotonic()
            frames = self._intake.read(now, now + BUDGET_S, monotonic)
            if frames:
                self._take(frames)
            if self._counter.serve(self._clock()) or frames:
                settled = now + SETTLE_S
            if self._outward is not None:
                self._outward.serve(self._clock(), now)
            self._look_at_clock()
            if now - self._reported >= REPORT_S:
                self._reported = now
                self._report(now)
            update = self._centre.tick(self._clock())
            if update is not None:
                self._counter.publish(update)
                self._incidents.note(update)
            self._intake.acknowledge(self._centre.positions(), monotonic())

    def _take(self, frames: list[Frame]) -> None:
        now = self._clock()
        for frame in frames:
            self._events += len(frame.batch)
            if frame.rejections:
                self._quarantine.add(frame.rejections, now)
        self._centre.ingest(frames, now)

    def _look_at_clock(self) -> None:
        wall = self._clock()
        drift = wall - self._monotonic()
        if abs(drift - self._drift) > STEP_S:
            self._centre.clock_set(drift - self._drift, wall)
        self._drift = drift

    def _report(self, now: float) -> None:
        wall = self._clock()
        rows = self._intake.receiver.health(now)
        for row in rows:
            row.last = wall - (now - row.last) if row.last else 0.0
        self._centre.report(rows, wall)

    def _question(self, name: str, args: dict[str, Any], now: float) -> Any:
        if name == "rejected":
            return self._quarantine.show(args.get("source"), args.get("limit", 100))
        raise LookupError(name)
