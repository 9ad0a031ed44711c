"""A console's two sockets: updates in by SUB, requests and answers by DEALER."""

from __future__ import annotations

from typing import Any, Final

import zmq

from alerts.picture import Update
from feeds.addresses import ConsoleDoor
from feeds.keys import ClientKeys
from feeds.wire.doors import ToConsole, ToHub, pack, to_console, update
from feeds.wire.sockets import Context, Socket, client, monitored

_HIGH_WATER: Final = 1_000
HEAR_S: Final = 0.5
"""How long after both lines stand a hub's first word is waited for, at most."""
HEAR_AT_MOST_S: Final = 3.0
"""After so long with a line for requests alone the other is not waited for: an old picture is better than none."""
_REFUSED: Final = zmq.EVENT_HANDSHAKE_FAILED_AUTH
_MISTAKEN: Final = zmq.EVENT_HANDSHAKE_FAILED_PROTOCOL | zmq.EVENT_HANDSHAKE_FAILED_NO_DETAIL


class Wires:
    """Sockets of one connection; used by one thread, closed by it."""

    def __init__(self, context: Context, door: ConsoleDoor, keys: ClientKeys) -> None:
        self.trouble = ""
        self._heard = False
        self._asking_since: float | None = None
        self._hearing_since: float | None = None
        self._updates = client(context, zmq.SUB, keys, _HIGH_WATER)
        self._updates.setsockopt(zmq.SUBSCRIBE, b"")
        self._requests = client(context, zmq.DEALER, keys, _HIGH_WATER)
        self._requests.setsockopt(zmq.IMMEDIATE, 1)
        watched = _REFUSED | _MISTAKEN | zmq.EVENT_HANDSHAKE_SUCCEEDED | zmq.EVENT_DISCONNECTED
        self._monitor: Any = self._requests.get_monitor_socket(watched)
        self._ear: Any = self._updates.get_monitor_socket(zmq.EVENT_HANDSHAKE_SUCCEEDED | zmq.EVENT_DISCONNECTED)
        self._updates.connect(door.updates)
        self._requests.connect(door.commands)

    def sockets(self) -> list[Socket]:
        """What to wait for."""
        return [self._updates, self._requests, self._monitor, self._ear]

    def hears(self, now: float) -> bool:
        """Whether what the hub says from now on is heard: a picture had earlier may have missed something.

        A subscription works some time after its connection stands, and only an update tells that it does; a hub says
        something every second, but who starts need not wait for that.
        """
        if self._heard or self._asking_since is None:
            return self._heard
        waited = now - self._asking_since
        if self._hearing_since is None:
            return waited >= HEAR_AT_MOST_S
        return min(waited, now - self._hearing_since) >= HEAR_S

    def ask(self, message: ToHub) -> bool:
        """Send a request; False where there is no connection, or no room."""
        try:
            self._requests.send(pack(message), zmq.DONTWAIT)
        except zmq.Again:
            return False
        return True

    def notice(self, now: float) -> None:
        """Take in how the connection does; ``now`` in seconds of a clock that never steps."""
        while self._monitor.poll(0):
            event = monitored(self._monitor.recv_multipart(zmq.DONTWAIT))
            connected = event == zmq.EVENT_HANDSHAKE_SUCCEEDED
            self._asking_since = now if connected else None
            if event & _REFUSED:
                self.trouble = "refused"
            elif event & _MISTAKEN:
                self.trouble = "wrong_key"
            elif connected:
                self.trouble = ""
        while self._ear.poll(0):
            event = monitored(self._ear.recv_multipart(zmq.DONTWAIT))
            stands = event == zmq.EVENT_HANDSHAKE_SUCCEEDED
            self._hearing_since = now if stands else None
            self._heard = self._heard and stands

    def updates(self, limit: int = 200) -> list[Update]:
        """Updates that came, at most ``limit``."""
        found: list[Update] = []
        for _ in range(limit):
            try:
                found.append(update.decode(self._updates.recv(zmq.DONTWAIT)))
            except zmq.Again:
                break
        self._heard = self._heard or bool(found)
        return found

    def answers(self) -> list[ToConsole]:
        """Answers that came."""
        found: list[ToConsole] = []
        while True:
            try:
                found.append(to_console.decode(self._requests.recv(zmq.DONTWAIT)))
            except zmq.Again:
                return found

    def close(self) -> None:
        """Close the sockets at once."""
        for socket, monitor in ((self._requests, self._monitor), (self._updates, self._ear)):
            socket.disable_monitor()
            monitor.close(0)
            socket.close(0)
