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
_REFUSED: Final = zmq.EVENT_HANDSHAKE_FAILED_AUTH
_MISTAKEN: Final = zmq.EVENT_HANDSHAKE_FAILED_PROTOCOL | zmq.EVENT_HANDSHAKE_FAILED_NO_DETAIL


class Wires:
    """Sockets of one connection; used by one thread, closed by it."""

    def __init__(self, context: Context, door: ConsoleDoor, keys: ClientKeys) -> None:
        self.trouble = ""
        self.connected = False
        self._updates = client(context, zmq.SUB, keys, _HIGH_WATER)
        self._updates.setsockopt(zmq.SUBSCRIBE, b"")
        self._requests = client(context, zmq.DEALER, keys, _HIGH_WATER)
        self._requests.setsockopt(zmq.IMMEDIATE, 1)
        watched = _REFUSED | _MISTAKEN | zmq.EVENT_HANDSHAKE_SUCCEEDED | zmq.EVENT_DISCONNECTED
        self._monitor: Any = self._requests.get_monitor_socket(watched)
        self._updates.connect(door.updates)
        self._requests.connect(door.commands)

    def sockets(self) -> list[Socket]:
        """What to wait for."""
        return [self._updates, self._requests, self._monitor]

    def ask(self, message: ToHub) -> bool:
        """Send a request; False where there is no connection, or no room."""
        try:
            self._requests.send(pack(message), zmq.DONTWAIT)
        except zmq.Again:
            return False
        return True

    def notice(self) -> None:
        """Take in how the connection does."""
        while self._monitor.poll(0):
            event = monitored(self._monitor.recv_multipart(zmq.DONTWAIT))
            self.connected = event == zmq.EVENT_HANDSHAKE_SUCCEEDED
            if event & _REFUSED:
                self.trouble = "refused"
            elif event & _MISTAKEN:
                self.trouble = "wrong_key"
            elif self.connected:
                self.trouble = ""

    def updates(self, limit: int = 200) -> list[Update]:
        """Updates that came, at most ``limit``."""
        found: list[Update] = []
        for _ in range(limit):
            try:
                found.append(update.decode(self._updates.recv(zmq.DONTWAIT)))
            except zmq.Again:
                break
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
        self._requests.disable_monitor()
        self._monitor.close(0)
        self._requests.close(0)
        self._updates.close(0)
