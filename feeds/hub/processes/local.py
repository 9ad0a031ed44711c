"""How programs on this machine find its hub: a file in the data folder."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final

import msgspec

from alerts.errors import WireError
from feeds.addresses import FeedDoor, Ready, feed_door, outward_door, parse_ready

FILE: Final = "hub.json"


def announce(data: Path, ready: Ready) -> None:
    """Write where the hub is reached."""
    draft = data / f".{FILE}.{os.getpid()}"
    draft.write_bytes(msgspec.json.encode(ready))
    draft.replace(data / FILE)


def withdraw(data: Path, ready: Ready) -> None:
    """Take the file away, if it is still this hub's."""
    with contextlib.suppress(OSError, WireError):
        if find(data).pid == ready.pid:
            (data / FILE).unlink()


def find(data: Path) -> Ready:
    """The hub of this data folder. WireError where none is running."""
    try:
        ready = parse_ready((data / FILE).read_bytes())
    except OSError as error:
        raise WireError(f"no hub is running on {data}; start one, or name one with --hub HOST:PORT") from error
    if not _alive(ready.pid):
        raise WireError(f"the hub of {data} is gone; start it again, or name another with --hub HOST:PORT")
    return ready


def door_to(data: Path, address: str | None) -> FeedDoor:
    """The feeds' door of the hub at ``address``, or of the one running on this data folder."""
    return feed_door(address) if address is not None else find(data).feeds


def outward_to(data: Path, address: str | None) -> str:
    """The linked services' door of the hub at ``address``, or of the one running on this data folder."""
    if address is not None:
        return outward_door(address)
    door = find(data).outward
    if not door:
        raise WireError(f"the hub of {data} has no door for linked services: it plays a recording")
    return door


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # another user's
    return True
