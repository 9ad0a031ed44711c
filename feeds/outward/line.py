"""A counterpart's side: connects to a hub, takes requests, answers each number once and says so until it is noted."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import msgspec
import zmq

from alerts.errors import WireError
from feeds.keys import ClientKeys
from feeds.outward.messages import (
    HELLO_S,
    VERSION,
    WHAT,
    Asked,
    Ending,
    Hello,
    Noted,
    Renewal,
    Said,
    Unwelcome,
    Welcome,
    pack,
    to_counterpart,
)
from feeds.wire.sockets import Context, Socket, client, monitored

_HIGH_WATER: Final = 1_000
_POLL_MS: Final = 50
SAY_AGAIN_S: Final = 3.0
REFUSED_S: Final = 2.0
"""After so long a connection that the hub refused is tried again: somebody may have authorised the key meanwhile."""
TROUBLES: Final = {
    "refused": "it does not let this key in; put the .key file into its counterparts folder (hub --authorise-counterpart)",
    "wrong_key": "it is not the hub whose key is known here; give its key with --hub-key",
}
_log = logging.getLogger("feeds.outward")
_REFUSED: Final = zmq.EVENT_HANDSHAKE_FAILED_AUTH
_MISTAKEN: Final = zmq.EVENT_HANDSHAKE_FAILED_PROTOCOL | zmq.EVENT_HANDSHAKE_FAILED_NO_DETAIL


class Desk(Protocol):
    """Who answers, by the counterpart's id. ``due`` gives what it has to say by now; both times are monotonic seconds."""

    @property
    def name(self) -> str: ...
    def take(self, message: Asked | Renewal | Ending, now: float) -> list[Said]: ...
    def due(self, now: float) -> list[Said]: ...


@dataclass(slots=True)
class _Saying:
    said: Said
    at: float


class CounterpartLine:
    """One connection of one counterpart; :meth:`step` from one thread."""

    def __init__(self, context: Context, address: str, keys: ClientKeys, desk: Desk) -> None:
        self._context, self._address, self._keys = context, address, keys
        self._desk = desk
        self._trouble_at = 0.0
        self.welcomed = False
        self.trouble = ""
        self._hello_at = -HELLO_S
        self._saying: dict[tuple[int, int, str], _Saying] = {}
        self.socket: Socket
        self._monitor: Any
        self._connect()

    def step(self, now: float) -> None:
        """Say hello, take what has come, say what is due; ``now`` in monotonic seconds."""
        self._notice(now)
        if self.trouble and now - self._trouble_at > REFUSED_S:  # ZeroMQ tries a refused key no more; it may be let in now
            self.close()
            self._connect()
            self._trouble_at = now
        if now - self._hello_at >= HELLO_S and self._send(Hello(VERSION, self._desk.name)):
            self._hello_at = now
        while True:
            try:
                body = self.socket.recv(zmq.DONTWAIT)
            except zmq.Again:
                break
            self._take(body, now)
        for said in self._desk.due(now):
            self._say(said, now)
        for saying in self._saying.values():
            if now - saying.at >= SAY_AGAIN_S and self._send(saying.said):
                saying.at = now

    def close(self) -> None:
        """Close it at once."""
        self.socket.disable_monitor()
        self._monitor.close(0)
        self.socket.close(0)

    def _take(self, body: bytes, now: float) -> None:
        try:
            message = to_counterpart.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            self.trouble = f"the hub said what this version does not understand: {error}"
            return
        if isinstance(message, Noted):
            self._saying.pop((message.epoch, message.n, message.what), None)
        elif isinstance(message, Welcome):
            self.welcomed = True
        elif isinstance(message, Unwelcome):
            raise WireError(f"the hub does not let in {self._desk.name}: {message.reason}")
        else:
            for said in self._desk.take(message, now):
                self._say(said, now)

    def _say(self, said: Said, now: float) -> None:
        sent = self._send(said)
        self._saying[said.epoch, said.n, WHAT[type(said)]] = _Saying(said, now if sent else now - SAY_AGAIN_S)

    def _send(self, message: Hello | Said) -> bool:
        try:
            self.socket.send(pack(message), zmq.DONTWAIT)
        except zmq.Again:
            return False
        return True

    def _connect(self) -> None:
        self.socket = client(self._context, zmq.DEALER, self._keys, _HIGH_WATER)
        self.socket.setsockopt(zmq.IMMEDIATE, 1)
        self._monitor = self.socket.get_monitor_socket(_REFUSED | _MISTAKEN | zmq.EVENT_HANDSHAKE_SUCCEEDED)
        self.socket.connect(self._address)
        self._hello_at = -HELLO_S

    def _notice(self, now: float) -> None:
        while self._monitor.poll(0):
            event = monitored(self._monitor.recv_multipart(zmq.DONTWAIT))
            if event & (_REFUSED | _MISTAKEN) and not self.trouble:
                self._trouble_at = now
            if event & _REFUSED:
                self.trouble = "refused"
            elif event & _MISTAKEN:
                self.trouble = "wrong_key"
            else:
                self.trouble = ""
                self._hello_at = -HELLO_S  # a hub that has come back does not know us yet


def follow(
    desks: Sequence[Desk], address: str, keys: ClientKeys, stopped: Callable[[], bool],
    monotonic: Callable[[], float] = time.monotonic,
) -> None:  # fmt: skip
    """Connect these counterparts to a hub and work until told to stop. WireError where the hub does not let one in."""
    context: Context = zmq.Context()
    lines: list[CounterpartLine] = []
    try:
        lines += [CounterpartLine(context, address, keys, desk) for desk in desks]
        said = ""
        while not stopped():
            poller = zmq.Poller()  # made anew, for a line that was refused makes its socket anew
            for line in lines:
                poller.register(line.socket, zmq.POLLIN)
            poller.poll(_POLL_MS)
            now = monotonic()
            for line in lines:
                line.step(now)
            trouble = next((line.trouble for line in lines if line.trouble), "")
            if trouble != said:
                said = trouble
                if trouble:
                    _log.warning("the hub at %s: %s", address, TROUBLES.get(trouble, trouble))
    finally:
        for line in lines:
            line.close()
        context.term()
