"""The publisher's two connections to the hub: events out by XPUB, numbers to and fro by DEALER."""

from __future__ import annotations

from typing import Any, Final

import zmq

from feeds.addresses import FeedDoor
from feeds.keys import ClientKeys
from feeds.wire.control import FromHub, FromPublisher, from_hub, pack
from feeds.wire.sockets import Context, Socket, client, monitored

_HIGH_WATER: Final = 256
_REFUSED: Final = zmq.EVENT_HANDSHAKE_FAILED_AUTH
_MISTAKEN: Final = zmq.EVENT_HANDSHAKE_FAILED_PROTOCOL | zmq.EVENT_HANDSHAKE_FAILED_NO_DETAIL


class Line:
    """Sockets of one connection; used by one thread, closed by it.

    XPUB rather than PUB: it knows when the hub has subscribed (nothing is sent into the void at the start), and with
    NODROP it says when the hub does not keep up, so that messages wait in the spool instead of vanishing.
    """

    def __init__(self, context: Context, door: FeedDoor, keys: ClientKeys) -> None:
        self.subscribed = False
        self.trouble = ""
        self._events = client(context, zmq.XPUB, keys, _HIGH_WATER)
        self._events.setsockopt(zmq.XPUB_NODROP, 1)
        self._control = client(context, zmq.DEALER, keys, _HIGH_WATER)
        self._control.setsockopt(zmq.IMMEDIATE, 1)
        self._monitor: Any = self._control.get_monitor_socket(_REFUSED | _MISTAKEN | zmq.EVENT_HANDSHAKE_SUCCEEDED)
        self._events.connect(door.feed)
        self._control.connect(door.control)

    def sockets(self) -> list[Socket]:
        """What to wait for."""
        return [self._events, self._control, self._monitor]

    def send(self, topic: bytes, body: bytes) -> bool:
        """One message to the hub; False where it does not keep up just now."""
        try:
            self._events.send_multipart([topic, body], zmq.DONTWAIT)
        except zmq.Again:
            return False
        return True

    def say(self, message: FromPublisher, *frames: bytes) -> bool:
        """One control message; False where there is no connection, or no room."""
        try:
            self._control.send_multipart([pack(message), *frames], zmq.DONTWAIT)
        except zmq.Again:
            return False
        return True

    def notice(self) -> bool:
        """Take in changes of subscription and of the connection; True where one has just come about."""
        was = self.subscribed
        connected = False
        while True:
            try:
                message = self._events.recv(zmq.DONTWAIT)
            except zmq.Again:
                break
            self.subscribed = message[:1] == b"\x01"
        while self._monitor.poll(0):
            event = monitored(self._monitor.recv_multipart(zmq.DONTWAIT))
            if event & _REFUSED:
                self.trouble = "the hub does not let this key in; authorise it at the hub"
            elif event & _MISTAKEN:
                self.trouble = "no encrypted connection: the hub's public key is not the one this feed was given"
            else:
                self.trouble = ""
                connected = True
        return connected or (self.subscribed and not was)

    def heard(self) -> list[FromHub]:
        """What the hub has said since the last call."""
        messages: list[FromHub] = []
        while True:
            try:
                frames = self._control.recv_multipart(zmq.DONTWAIT)
            except zmq.Again:
                return messages
            try:
                messages.append(from_hub.decode(frames[0]))
            except ValueError:
                continue  # a newer hub may say more than this publisher understands

    def close(self) -> None:
        """Close the sockets at once."""
        self._control.disable_monitor()
        self._monitor.close(0)
        self._control.close(0)
        self._events.close(0)
