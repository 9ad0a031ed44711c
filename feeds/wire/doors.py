"""What a console and a hub say to each other, besides the updates that everyone gets.

A console's DEALER asks, the hub's ROUTER answers; everything is MessagePack. Updates go out by PUB as they come.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import msgspec
from msgspec import Struct

from alerts.commands import Answer, Command
from alerts.picture import Snapshot, Update


class AskSnapshot(Struct, tag=True, array_like=True):
    """Send everything, to start from."""


class Ask(Struct, tag=True, array_like=True):
    """A question to the log; ``id`` comes back with the reply."""

    id: str
    name: str
    args: dict[str, Any]


class Tell(Struct, tag=True, array_like=True):
    """A command."""

    command: Command


class Reply(Struct, tag=True, array_like=True):
    """The answer to an :class:`Ask`, or in ``error`` a code that says why there is none, and in ``detail`` more of it."""

    id: str
    result: Any
    error: str = ""
    detail: str = ""


class Told(Struct, tag=True, array_like=True):
    """The answer to a :class:`Tell`."""

    answer: Answer


class Picture(Struct, tag=True, array_like=True):
    """The answer to an :class:`AskSnapshot`."""

    snapshot: Snapshot


ToHub: TypeAlias = AskSnapshot | Ask | Tell
ToConsole: TypeAlias = Reply | Told | Picture

to_hub: Final = msgspec.msgpack.Decoder(ToHub)
to_console: Final = msgspec.msgpack.Decoder(ToConsole)
update: Final = msgspec.msgpack.Decoder(Update)


def pack(message: ToHub | ToConsole | Update) -> bytes:
    """A message as bytes."""
    return msgspec.msgpack.encode(message)
