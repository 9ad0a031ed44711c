"""Where a hub is reached: doors for feeds and for consoles, each of two neighbouring ports, and one for linked services."""

from __future__ import annotations

import re
from typing import Final

import msgspec
from msgspec import Struct

from alerts.errors import WireError

FEED_PORT: Final = 5570
CONSOLE_PORT: Final = 5580
OUTWARD_PORT: Final = 5590
_ADDRESS: Final = re.compile(r"^(?:tcp://)?(?P<host>[^\s/:\[\]]+)(?::(?P<port>\d{1,5}))?/?$")


class FeedDoor(Struct, frozen=True):
    """Where events go in (``feed``) and where a publisher and the hub speak of numbers (``control``, one port higher)."""

    feed: str
    control: str


class ConsoleDoor(Struct, frozen=True):
    """Where updates come from (``updates``) and where snapshots, commands and queries go (``commands``, one higher)."""

    updates: str
    commands: str


class Ready(Struct, omit_defaults=True):
    """What a hub says, as one JSON line, once it can be spoken to; also kept as ``hub.json`` in its data folder."""

    ready: bool
    feed: str
    control: str
    updates: str
    commands: str
    pid: int
    mode: str = "live"
    city: str = ""
    outward: str = ""
    """Where linked services connect to; empty where nothing goes out."""

    @property
    def feeds(self) -> FeedDoor:
        return FeedDoor(self.feed, self.control)

    @property
    def consoles(self) -> ConsoleDoor:
        return ConsoleDoor(self.updates, self.commands)


def feed_door(address: str) -> FeedDoor:
    """The feeds' door at ``tcp://host:port`` (``tcp://`` and the port may be left out). WireError if it is no address."""
    host, port = split(address, FEED_PORT)
    return FeedDoor(f"tcp://{host}:{port}", f"tcp://{host}:{port + 1}")


def console_door(address: str) -> ConsoleDoor:
    """The consoles' door at ``tcp://host:port`` (``tcp://`` and the port may be left out). WireError if it is no address."""
    host, port = split(address, CONSOLE_PORT)
    return ConsoleDoor(f"tcp://{host}:{port}", f"tcp://{host}:{port + 1}")


def outward_door(address: str) -> str:
    """The linked services' door at ``tcp://host:port`` (``tcp://`` and the port may be left out). WireError if it is none."""
    host, port = split(address, OUTWARD_PORT)
    return f"tcp://{host}:{port}"


def split(address: str, port: int) -> tuple[str, int]:
    """Host and port of an address. WireError if it is none."""
    match = _ADDRESS.match(address)
    if match is None:
        raise WireError(f"{address!r} is no address: expected host:port, such as 127.0.0.1:{port}")
    number = int(match["port"] or port)
    if not 0 < number < 65535:
        raise WireError(f"{address!r} is no address: the port must lie between 1 and 65534")
    return match["host"], number


def parse_ready(line: bytes) -> Ready:
    """A hub's ready line. WireError where it is something else."""
    try:
        return msgspec.json.decode(line, type=Ready)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WireError(f"the hub said something unexpected instead of being ready: {line[:200]!r}") from error
