"""A process whose hub's sockets are full when their connections break, again and again: it must live through it.

Prints ``alive`` at its end. ``python -m tests.feeds.wire.breaking KEYS ROUNDS SECONDS``
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import struct
import sys
import threading
import time
from pathlib import Path

import zmq

from feeds.hub.gate import Gate
from feeds.keys import KeyRing
from feeds.wire.sockets import FEEDS, client, server

CLIENTS = 12
RESET = struct.pack("ii", 1, 0)
"""SO_LINGER: a close that breaks the connection at once, as when a cable is pulled or a process is shot."""


class Line(threading.Thread):
    """Carries bytes between those who connect to it and a port, until they are cut off."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self._port = port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._door, selectors.EVENT_READ)
        self._cut = threading.Event()

    def cut(self) -> None:
        """Break all connections."""
        self._cut.set()

    def run(self) -> None:
        while True:
            for key, _ in self._selector.select(0.02):
                if key.fileobj is self._door:
                    near, _ = self._door.accept()
                    far = socket.create_connection(("127.0.0.1", self._port))
                    for one, other in ((near, far), (far, near)):
                        one.setblocking(False)
                        self._selector.register(one, selectors.EVENT_READ, other)
                    continue
                try:
                    data = key.fileobj.recv(65536, socket.MSG_PEEK)
                    key.fileobj.recv(key.data.send(data))
                except BlockingIOError:
                    continue
                except OSError:
                    data = b""
                if not data:
                    self._drop(key.fileobj)
            if self._cut.is_set():
                self._cut.clear()
                for key in list(self._selector.get_map().values()):
                    if key.fileobj is not self._door:
                        self._drop(key.fileobj)

    def _drop(self, one: socket.socket) -> None:
        self._selector.unregister(one)
        with contextlib.suppress(OSError):
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        one.close()


def main(keys: Path, rounds: int, seconds: float) -> None:
    """Fill, break, wait; then once more."""
    ring = KeyRing(keys)
    context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
    gate = Gate(context, ring)
    hub = server(context, zmq.SUB, ring.hub(), FEEDS, 4)
    hub.setsockopt(zmq.SUBSCRIBE, b"")
    line = Line(hub.bind_to_random_port("tcp://127.0.0.1"))
    line.start()
    feeds = [client(context, zmq.XPUB, ring.client("feed"), 64) for _ in range(CLIENTS)]
    for feed in feeds:
        feed.connect(f"tcp://127.0.0.1:{line.port}")
    body = b"x" * 20_000
    heard = 0
    for _ in range(rounds):
        until = time.monotonic() + 1.0
        while time.monotonic() < until:
            for feed in feeds:
                with contextlib.suppress(zmq.Again):
                    feed.send(body, zmq.DONTWAIT)
            time.sleep(0.002)
        line.cut()
        time.sleep(seconds)  # the hub is busy: it does not read
        with contextlib.suppress(zmq.Again):
            while hub.recv(zmq.DONTWAIT):
                heard += 1
    for one in (*feeds, hub):
        one.close(0)
    gate.close()
    context.term()
    print("alive", heard)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
