"""Wakes a thread that waits for its ZeroMQ sockets, from another thread."""

from __future__ import annotations

import contextlib
import socket


class Wake:
    """A pair of sockets (a pipe cannot be polled everywhere): ``ring`` from any thread, the rest from the one that waits."""

    def __init__(self) -> None:
        self._hears, self._rings = socket.socketpair()
        self._hears.setblocking(False)
        self._rings.setblocking(False)

    def fileno(self) -> int:
        """What to poll for reading."""
        return self._hears.fileno()

    def ring(self) -> None:
        """Wake it."""
        with contextlib.suppress(OSError):  # full: it has been woken; closed: it is gone
            self._rings.send(b"x")

    def clear(self) -> None:
        """Having woken up."""
        with contextlib.suppress(BlockingIOError):
            while len(self._hears.recv(4096)) == 4096:
                pass

    def close(self) -> None:
        """Close both ends."""
        self._hears.close()
        self._rings.close()
