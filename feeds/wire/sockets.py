"""How every socket of this product is set up: encrypted, bounded, watched, and never in the way of an orderly stop."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any, Final

import zmq

from feeds.keys import ClientKeys, KeyPair
from feeds.wire.envelope import MAX_MESSAGE

KEEPALIVE_S = 3
"""Seconds: how soon the system looks after a silent peer, and how often, three times: half-open connections are noticed so."""
LARGEST = 2 * MAX_MESSAGE
"""Bytes; a peer that sends more than this in one message is cut off before it fills the memory."""
LARGEST_SNAPSHOT = 512 * 1024 * 1024

FEEDS: Final = "feeds"
CONSOLES: Final = "consoles"
COUNTERPARTS: Final = "counterparts"
"""The domains of the gatekeeper: each lets in those whose keys lie in its folder."""

Socket = zmq.Socket[bytes]
Context = zmq.Context[Socket]


def server(context: Context, kind: int, keys: KeyPair, domain: str, high_water: int) -> Socket:
    """A socket that others connect to. Only those whom the ``domain``'s gatekeeper lets in are heard."""
    socket: Socket = context.socket(kind)
    _common(socket, high_water)
    socket.setsockopt(zmq.MAXMSGSIZE, LARGEST)
    socket.setsockopt(zmq.CURVE_SERVER, 1)
    socket.setsockopt(zmq.CURVE_SECRETKEY, keys.secret)
    socket.setsockopt(zmq.CURVE_PUBLICKEY, keys.public)
    socket.setsockopt_string(zmq.ZAP_DOMAIN, domain)
    socket.setsockopt(zmq.ZAP_ENFORCE_DOMAIN, 1)
    return socket


def client(context: Context, kind: int, keys: ClientKeys, high_water: int) -> Socket:
    """A socket that connects to a hub, and goes on trying."""
    socket: Socket = context.socket(kind)
    _common(socket, high_water)
    socket.setsockopt(zmq.MAXMSGSIZE, LARGEST_SNAPSHOT)
    socket.setsockopt(zmq.CURVE_SERVERKEY, keys.hub)
    socket.setsockopt(zmq.CURVE_PUBLICKEY, keys.own.public)
    socket.setsockopt(zmq.CURVE_SECRETKEY, keys.own.secret)
    socket.setsockopt(zmq.RECONNECT_IVL, 100)
    socket.setsockopt(zmq.RECONNECT_IVL_MAX, 1_000)
    return socket


def monitored(parts: Sequence[bytes]) -> int:
    """The event that a monitor socket tells of.

    Its first frame holds the event's number in 16 bits and a value in 32, in this machine's order (zmq_socket_monitor(3));
    pyzmq's own reader would load asyncio for it.
    """
    event: int = struct.unpack_from("=Hi", parts[0])[0]
    return event


def _common(socket: Any, high_water: int) -> None:
    socket.setsockopt(zmq.LINGER, 0)
    socket.setsockopt(zmq.SNDHWM, high_water)
    socket.setsockopt(zmq.RCVHWM, high_water)
    socket.setsockopt(zmq.HANDSHAKE_IVL, 5_000)
    # The system looks after silent peers, and both sides say something every second. ZeroMQ's own pings would end the process:
    # libzmq (up to 4.3.5, its issues 4364 and 4767) aborts where one is due on a connection that has just broken.
    socket.setsockopt(zmq.TCP_KEEPALIVE, 1)
    socket.setsockopt(zmq.TCP_KEEPALIVE_IDLE, KEEPALIVE_S)
    socket.setsockopt(zmq.TCP_KEEPALIVE_INTVL, KEEPALIVE_S)
    socket.setsockopt(zmq.TCP_KEEPALIVE_CNT, 3)
