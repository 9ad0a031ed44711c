"""The hub's four sockets: two for feeds, two for consoles."""

from __future__ import annotations

import contextlib
import errno
from dataclasses import dataclass
from typing import Final

import zmq

from alerts.errors import WireError
from feeds.hub.gate import Gate
from feeds.keys import KeyRing
from feeds.wire.sockets import CONSOLES, FEEDS, Context, Socket, server

FEED_HIGH_WATER: Final = 256
"""Messages of one feed kept until the hub reads them: the rest waits at the feed. They may be of several MB each."""
WORD_HIGH_WATER: Final = 1_000
UPDATE_HIGH_WATER: Final = 200
"""Updates kept for a console that does not read; one that is further behind misses some, and asks for a snapshot."""
_ATTEMPTS: Final = 64
_ANYWHERE: Final = frozenset({"*", "0.0.0.0"})  # noqa: S104  (a choice of the user's, never the default)


@dataclass(frozen=True, slots=True)
class Bind:
    """Where to listen: ``port`` and the next one; 0 for two neighbouring ports that are free."""

    host: str = "127.0.0.1"
    port: int = 0


class Doors:
    """Bound sockets, encrypted and guarded. WireError where an address cannot be had."""

    def __init__(self, context: Context, ring: KeyRing, feeds: Bind, consoles: Bind) -> None:
        self.gate = Gate(context, ring)
        keys = ring.hub()
        self.feed = server(context, zmq.SUB, keys, FEEDS, FEED_HIGH_WATER)
        self.control = server(context, zmq.ROUTER, keys, FEEDS, WORD_HIGH_WATER)
        self.updates = server(context, zmq.PUB, keys, CONSOLES, UPDATE_HIGH_WATER)
        self.commands = server(context, zmq.ROUTER, keys, CONSOLES, WORD_HIGH_WATER)
        try:
            self.feed.setsockopt(zmq.SUBSCRIBE, b"")
            self.feed_port = _bind_pair(self.feed, self.control, feeds, "--feed-port")
            self.console_port = _bind_pair(self.updates, self.commands, consoles, "--console-port")
        except BaseException:
            self.close()
            raise
        self.feed_host, self.console_host = reachable(feeds), reachable(consoles)

    def close(self) -> None:
        """Close everything at once."""
        for socket in (self.feed, self.control, self.updates, self.commands):
            socket.close(0)
        self.gate.close()


def reachable(bind: Bind) -> str:
    """The host at which this machine's own programs reach it."""
    return "127.0.0.1" if bind.host in _ANYWHERE else bind.host


def _bind_pair(first: Socket, second: Socket, bind: Bind, option: str) -> int:
    for _ in range(_ATTEMPTS):
        try:
            first.bind(f"tcp://{bind.host}:{bind.port or '*'}")
        except zmq.ZMQError as error:
            raise _taken(bind.host, bind.port, option, error) from error
        address = first.getsockopt(zmq.LAST_ENDPOINT)
        assert isinstance(address, bytes)
        endpoint = address.rstrip(b"\0").decode()
        port = int(endpoint.rpartition(":")[2])
        try:
            second.bind(f"tcp://{bind.host}:{port + 1}")
        except zmq.ZMQError as error:
            if bind.port:
                raise _taken(bind.host, port + 1, option, error) from error
            with contextlib.suppress(zmq.ZMQError):
                first.unbind(endpoint)
            continue
        return port
    raise WireError(f"{bind.host}: no two neighbouring free ports were found; choose them with {option}")


def _taken(host: str, port: int, option: str, error: zmq.ZMQError) -> WireError:
    reason = zmq.strerror(error.errno) if error.errno else str(error)
    advice = f"is another hub running? Choose another port with {option}"
    if error.errno not in (zmq.EADDRINUSE, errno.EACCES):
        advice = f"--host takes an address of this machine (and {option} the port)"
    return WireError(f"cannot listen at {host}:{port} ({reason.lower()}); {advice}")
