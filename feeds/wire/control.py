"""What a publisher and a hub say to each other about numbers, apart from the events themselves.

The publisher's DEALER and the hub's ROUTER exchange these as MessagePack. A :class:`Refill` is followed by two more
frames: the topic and the envelope, as they were first sent.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import msgspec
from msgspec import Struct


class Run(Struct, array_like=True):
    """The messages of one epoch that a publisher can still give: ``first`` up to, not including, ``stop``."""

    epoch: int
    first: int
    stop: int


class Heartbeat(Struct, tag=True, array_like=True):
    """Once a second: what was sent and can be had again. ``dropped`` counts messages given up because the spool was full."""

    source: str
    runs: list[Run]
    spooled: int
    dropped: int


class Refill(Struct, tag=True, array_like=True):
    """One message again, because the hub wanted it."""

    epoch: int
    seq: int


class Gone(Struct, tag=True, array_like=True):
    """Messages that cannot be had: ``start`` up to, not including, ``stop``."""

    epoch: int
    start: int
    stop: int


class Want(Struct, tag=True, array_like=True):
    """The hub asks for messages ``start`` up to, not including, ``stop``."""

    epoch: int
    start: int
    stop: int


class Ack(Struct, tag=True, array_like=True):
    """The hub has everything before ``next`` on disk: it need not be kept any longer."""

    epoch: int
    next: int


class SameName(Struct, tag=True, array_like=True):
    """Somebody else publishes under the same name at this moment."""


FromPublisher: TypeAlias = Heartbeat | Refill | Gone
FromHub: TypeAlias = Want | Ack | SameName

from_publisher: Final = msgspec.msgpack.Decoder(FromPublisher)
from_hub: Final = msgspec.msgpack.Decoder(FromHub)


def pack(message: FromPublisher | FromHub) -> bytes:
    """A control message as bytes."""
    return msgspec.msgpack.encode(message)
