"""The consoles' counter: snapshots, commands and questions, each answered; updates to all."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final

import msgspec
import zmq

from alerts.commands import Answer, Command
from alerts.errors import WorldError
from alerts.picture import Update
from feeds.hub.centre import Deciding
from feeds.hub.doors import Doors
from feeds.wire.doors import Ask, AskSnapshot, Picture, Reply, Tell, Told, pack, to_hub

AT_ONCE: Final = 64
"""Requests answered in one pass: consoles do not hold up the feeds."""
_log = logging.getLogger("feeds.hub")

Question = Callable[[str, dict[str, Any], float], Any]
"""Name, arguments, time -> reply; LookupError for a name it does not know."""


class Counter:
    """Answers consoles. ``further`` is asked what the centre is not: each raises LookupError for what it does not know."""

    def __init__(self, doors: Doors, centre: Deciding, further: Question | None = None) -> None:
        self._commands = doors.commands
        self._updates = doors.updates
        self._centre = centre
        self._further = further
        self._snapshot: bytes | None = None
        self.snapshots = 0
        self.misunderstood = 0
        self.undelivered = 0

    def publish(self, update: Update) -> None:
        """Send an update to every console. One that does not read misses it, sees that by the number, and asks anew."""
        self._snapshot = None
        self._updates.send(pack(update), zmq.DONTWAIT)

    def serve(self, now: float) -> bool:
        """Answer what was asked; ``now`` in seconds since the epoch. Whether a command was among it."""
        told = False
        for _ in range(AT_ONCE):
            try:
                parts = self._commands.recv_multipart(zmq.DONTWAIT)
            except zmq.Again:
                break
            try:
                request = to_hub.decode(parts[-1]) if len(parts) == 2 else None
            except (ValueError, RecursionError):
                request = None
            if isinstance(request, AskSnapshot):
                self._send(parts[0], self._picture(now))
            elif isinstance(request, Tell):
                told = True
                self._send(parts[0], pack(Told(self._tell(request.command, now))))
            elif isinstance(request, Ask):
                self._send(parts[0], self._reply(request, now))
            else:
                self.misunderstood += 1
        return told

    def _picture(self, now: float) -> bytes:
        if self._snapshot is None:  # consoles that start together share one
            self._snapshot = pack(Picture(self._centre.snapshot(now)))
            self.snapshots += 1
        return self._snapshot

    def _tell(self, command: Command, now: float) -> Answer:
        self._snapshot = None
        try:
            return self._centre.command(command, now)
        except WorldError as error:
            _log.error("the command %s of %s could not be kept: %s", command.action, command.actor, error)
            return Answer(command.id, False, "not_written", str(error))

    def _reply(self, ask: Ask, now: float) -> bytes:
        try:
            return pack(Reply(ask.id, self._answer(ask, now)))
        except LookupError as error:
            reply = Reply(ask.id, None, "unknown_query", str(error))
        except (ValueError, TypeError, msgspec.MsgspecError) as error:
            reply = Reply(ask.id, None, "bad_argument", str(error))
        except WorldError as error:
            reply = Reply(ask.id, None, "not_read", str(error))
        return pack(reply)

    def _answer(self, ask: Ask, now: float) -> Any:
        if self._further is not None:
            try:
                return self._further(ask.name, ask.args, now)
            except LookupError:
                pass
        return self._centre.query(ask.name, ask.args)

    def _send(self, console: bytes, body: bytes) -> None:
        try:
            self._commands.send_multipart([console, body], zmq.DONTWAIT)
        except zmq.ZMQError:
            self.undelivered += 1  # it went away, or does not read; it asks again under the same id
