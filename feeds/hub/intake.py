"""From the feeds' two sockets to frames in order, and back with what publishers are to be told."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import zmq

from feeds.hub.doors import Doors
from feeds.receiver.receiver import Receiver
from feeds.wire.codec import Decoder
from feeds.wire.control import Ack, FromHub, Gone, Heartbeat, Refill, from_publisher, pack
from feeds.wire.dialect import BAD
from feeds.wire.frame import Frame
from feeds.wire.sockets import Socket

BUDGET_S: Final = 0.02
"""How long one pass reads before what was read is worked on."""
BUDGET_EVENTS: Final = 8_192
ACK_S: Final = 0.1
GIVE_UP_S: Final = 0.1


class Intake:
    """Reads, decodes, orders and acknowledges. ``now`` is of a clock that never steps, in seconds."""

    def __init__(self, doors: Doors, positions: Mapping[tuple[str, int], int]) -> None:
        self._feed = doors.feed
        self._control = doors.control
        self._decoder = Decoder()
        self.receiver = Receiver(positions)
        self._looked = 0.0
        self._acknowledged = 0.0
        self.misunderstood = 0
        """Control messages that were none."""

    def read(self, now: float, until: float, clock: Callable[[], float]) -> list[Frame]:
        """What came, in order, as far as it can be read until the clock says ``until``."""
        frames = self._read_control(now)
        events = 0
        feed, decode, take = self._feed, self._decoder.frame, self.receiver.take
        while events < BUDGET_EVENTS:
            try:
                parts = feed.recv_multipart(zmq.DONTWAIT)
            except zmq.Again:
                break
            frame = decode(parts[0] if len(parts) > 1 else b"", parts[-1])
            events += len(frame.batch) + 1
            frames.extend(take(frame, now))
            if clock() > until:
                break
        if now - self._looked >= GIVE_UP_S:
            self._looked = now
            frames.extend(self.receiver.tick(now))
        self._say(self.receiver.requests())
        return frames

    def acknowledge(self, committed: Mapping[tuple[str, int], int], now: float, at_once: bool = False) -> None:
        """Tell publishers what is on disk; ten times a second at most, unless ``at_once``."""
        if at_once or now - self._acknowledged >= ACK_S:
            self._acknowledged = now
            self._say(self.receiver.acknowledgements(committed, now))

    def _read_control(self, now: float) -> list[Frame]:
        frames: list[Frame] = []
        for _ in range(1024):
            try:
                parts = self._control.recv_multipart(zmq.DONTWAIT)
            except zmq.Again:
                break
            try:
                message = from_publisher.decode(parts[1]) if len(parts) > 1 else None
            except BAD:
                message = None
            if isinstance(message, Heartbeat):
                self.receiver.heartbeat(parts[0], message, now)
                self._say([(parts[0], Ack(0, 0))])  # heard, even if there is nothing to acknowledge
                self._acknowledged = 0.0
            elif isinstance(message, Gone):
                frames.extend(self.receiver.gone(parts[0], message, now))
            elif isinstance(message, Refill) and len(parts) == 4:
                frames.extend(self.receiver.take(self._decoder.frame(parts[2], parts[3]), now, refilled=True))
            else:
                self.misunderstood += 1
        return frames

    def _say(self, messages: Sequence[tuple[bytes, FromHub]]) -> None:
        for peer, message in messages:
            _send(self._control, [peer, pack(message)])


def _send(socket: Socket, parts: list[bytes]) -> None:
    with contextlib.suppress(zmq.ZMQError):  # it went away, or does not read: it will ask again
        socket.send_multipart(parts, zmq.DONTWAIT)
