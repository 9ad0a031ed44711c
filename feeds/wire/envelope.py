"""The envelope: what carries events between a publisher and a hub, and how large things may be."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from alerts.events import Event, Moment, Name

VERSION: Final = 1
MAX_MESSAGE: Final = 8 * 1024 * 1024
"""Bytes in one message."""
MAX_EVENT: Final = 256 * 1024
"""Bytes in one event, as it came."""
MAX_BATCH: Final = 10_000
"""Events in one message."""

Count = Annotated[int, Meta(ge=0, le=2**62)]
"""Well within what the log can hold: one more must fit too."""


class Envelope(Struct, omit_defaults=True):
    """``epoch`` is when this publisher started (ns since 1970), ``seq`` counts its messages from 0, ``sent`` is when.

    An envelope without ``epoch`` and ``seq`` is accepted, unnumbered: what is lost of it cannot be noticed.
    """

    v: Annotated[int, Meta(ge=VERSION, le=VERSION)]
    source: Name
    events: list[Event]
    epoch: Count | None = None
    seq: Count | None = None
    sent: Moment | None = None


def encode(envelope: Envelope, packed: bool = False) -> bytes:
    """The envelope as JSON, or as MessagePack where ``packed``."""
    return msgspec.msgpack.encode(envelope) if packed else msgspec.json.encode(envelope)
