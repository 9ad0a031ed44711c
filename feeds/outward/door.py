"""The hub's side: delivers what is on disk, again and again until it is answered, and has answers written down."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol

import msgspec
import zmq

from alerts.errors import WireError
from alerts.outward.directory import Directory
from alerts.outward.request import FollowUp, Request
from feeds.keys import KeyRing
from feeds.outward.messages import (
    VERSION,
    WHAT,
    Hello,
    Noted,
    Said,
    ToCounterpart,
    Unwelcome,
    Welcome,
    from_counterpart,
    pack,
    parcel,
)
from feeds.wire.sockets import COUNTERPARTS, Context, Socket, server

HIGH_WATER: Final = 1_000
AT_ONCE: Final = 64
THIS_MACHINE: Final = "this-machine"
"""The key of this machine's own counterparts, which may play any of them; any other key plays the one its file is named for."""
_log = logging.getLogger("feeds.outward")


class Post(Protocol):
    """What the door needs of the centre (``alerts.centre.acting.outgoing.Outgoing``); ``now`` in seconds since the epoch."""

    @property
    def directory(self) -> Directory | None: ...
    def to_deliver(self, counterpart: str) -> Iterator[tuple[Request, FollowUp | None]]: ...
    def heard(
        self, counterpart: str, epoch: int, n: int, what: Literal["received", "accepted", "refused", "done"], text: str,
        reference: str, now: float,
    ) -> bool: ...  # fmt: skip
    def linked(self, counterpart: str, connected: bool, now: float) -> None: ...


@dataclass(slots=True)
class _Peer:
    """A counterpart that is here: its socket's address, when it was last heard, and what was sent to it when (monotonic)."""

    address: bytes
    heard: float
    sent: dict[int, float] = field(default_factory=dict)


class OutwardDoor:
    """A bound socket. WireError where the address cannot be had."""

    def __init__(self, context: Context, ring: KeyRing, host: str, port: int, post: Post, city: str) -> None:
        """``port`` 0: any that is free."""
        directory = post.directory
        assert directory is not None
        self._post, self._ring, self._city, self._directory = post, ring, city, directory
        self._peers: dict[str, _Peer] = {}
        self._told: set[tuple[bytes, str]] = set()
        self.misunderstood = 0
        self.socket: Socket = server(context, zmq.ROUTER, ring.hub(), COUNTERPARTS, HIGH_WATER)
        # a counterpart that comes back under a new connection must not be locked out by its old one
        self.socket.setsockopt(zmq.ROUTER_HANDOVER, 1)
        try:
            self.socket.bind(f"tcp://{host}:{port or '*'}")
        except zmq.ZMQError as error:
            self.socket.close(0)
            reason = zmq.strerror(error.errno) if error.errno else str(error)
            raise WireError(
                f"cannot listen at {host}:{port} ({reason.lower()}); is another hub running? "
                "Choose another port with --outward-port"
            ) from error
        endpoint = self.socket.getsockopt(zmq.LAST_ENDPOINT)
        assert isinstance(endpoint, bytes)
        self.port = int(endpoint.rstrip(b"\0").decode().rpartition(":")[2])

    def serve(self, now: float, monotonic: float) -> None:
        """Hear what has come, deliver what is due; ``now`` in seconds since the epoch, ``monotonic`` never steps."""
        for _ in range(AT_ONCE):
            try:
                frames = self.socket.recv_multipart(zmq.DONTWAIT, copy=False)
            except zmq.Again:
                break
            self._take(frames, now, monotonic)
        delivery = self._directory.delivery
        for name, peer in list(self._peers.items()):
            if monotonic - peer.heard > delivery.silent_s:
                del self._peers[name]
                self._post.linked(name, False, now)
                continue
            self._deliver(name, peer, monotonic, delivery.retry_s)

    def close(self) -> None:
        """Close it at once."""
        self.socket.close(0)

    def _take(self, frames: list[Any], now: float, monotonic: float) -> None:
        try:
            message = from_counterpart.decode(frames[1].bytes) if len(frames) == 2 else None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            message = None
        if message is None:
            self.misunderstood += 1
            return
        address = frames[0].bytes
        if isinstance(message, Hello):
            self._hello(address, message, str(frames[1].get("User-Id")), now, monotonic)
            return
        name = next((name for name, peer in self._peers.items() if peer.address == address), "")
        if not name:
            return  # it says hello every two seconds, and its answers again until they are noted
        self._peers[name].heard = monotonic
        self._answered(name, address, message, now)

    def _hello(self, address: bytes, hello: Hello, key: str, now: float, monotonic: float) -> None:
        counterpart = self._directory.counterpart(hello.counterpart)
        owner = self._ring.allowed("counterpart").get(key.encode(), "")
        reason = ""
        if hello.v != VERSION:
            reason = f"this hub speaks version {VERSION}"
        elif counterpart is None:
            known = ", ".join(one.id for one in self._directory.counterparts)
            reason = f"{hello.counterpart!r} is no counterpart of this hub; there are {known}"
        elif owner not in (THIS_MACHINE, counterpart.id):
            reason = f"the key {owner or 'it came with'!r} may not speak for {counterpart.id}"
        if reason or counterpart is None:
            if (address, reason) not in self._told:  # it says hello every two seconds
                self._told = {*list(self._told)[:100], (address, reason)}
                _log.warning("turned away a counterpart: %s", reason)
            self._send(address, Unwelcome(reason))
            return
        peer = self._peers.get(counterpart.id)
        if peer is None or peer.address != address:
            self._peers[counterpart.id] = peer = _Peer(address, monotonic)
            self._post.linked(counterpart.id, True, now)
        peer.heard = monotonic
        self._send(address, Welcome(VERSION, self._city, list(counterpart.services)))

    def _answered(self, name: str, address: bytes, said: Said, now: float) -> None:
        what = WHAT[type(said)]
        text, reference = getattr(said, "text", ""), getattr(said, "reference", "")
        if self._post.heard(name, said.epoch, said.n, what, text, reference, now):
            self._send(address, Noted(said.epoch, said.n, what))

    def _deliver(self, name: str, peer: _Peer, monotonic: float, retry_s: float) -> None:
        wanted = set()
        for request, item in self._post.to_deliver(name):
            n = request.n if item is None else item.n
            wanted.add(n)
            last = peer.sent.get(n)
            if last is None or monotonic - last >= retry_s:
                if not self._send(peer.address, parcel(request, item, self._city)):
                    return
                peer.sent[n] = monotonic
        for n in peer.sent.keys() - wanted:
            del peer.sent[n]

    def _send(self, address: bytes, message: ToCounterpart) -> bool:
        with contextlib.suppress(zmq.ZMQError):  # it went away, or does not read: it will say hello again
            self.socket.send_multipart([address, pack(message)], zmq.DONTWAIT)
            return True
        return False
