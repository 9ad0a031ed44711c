"""A feed's connection: finds the hub, publishes until told to stop, says how it went."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from alerts.errors import WireError

CLOSE_S: Final = 8.0
LONELY_S: Final = 5.0
"""Seconds without a hub after which it is said that none answers."""
_F = TypeVar("_F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Connection:
    """What the options common to all feeds say."""

    hub: str | None
    hub_key: Path | None
    data: Path | None
    spool: Path | None
    source: str | None
    with_parent: bool


def connected(command: _F) -> _F:
    """Adds the options that every feed has; the command gets them as ``connection``."""

    def take(**given: Any) -> Any:
        names = Connection.__dataclass_fields__
        connection = Connection(**{name: given.pop(name) for name in names})
        return command(connection=connection, **given)

    take.__name__, take.__doc__ = command.__name__, command.__doc__
    take.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    options = (
        click.option("--hub", metavar="HOST:PORT", help="The hub's feed address; by default that of the local hub."),
        click.option("--hub-key", type=click.Path(dir_okay=False, path_type=Path),
                     help="The hub's public key (hub.key), if it runs elsewhere."),
        click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder (keys)."),
        click.option("--spool", type=click.Path(file_okay=False, path_type=Path),
                     help="Keep what is not acknowledged in this folder, across restarts."),
        click.option("--source", metavar="NAME", help="The feed's name."),
        click.option("--with-parent", is_flag=True, hidden=True, help="End when the standard input does."),
    )  # fmt: skip
    for option in reversed(options):
        take = option(take)
    return take  # type: ignore[return-value]


class Stop:
    """Set by SIGTERM, Ctrl+C or the end of the standard input (``with_parent``)."""

    def __init__(self, with_parent: bool) -> None:
        self._event = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._event.set())
        if with_parent:
            from feeds.hub.processes.parent import end_with_parent

            end_with_parent(self._event.set)

    def __call__(self) -> bool:
        """Whether to stop."""
        return self._event.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until it is time to stop; whether it is."""
        # in pieces: a signal's handler runs only between two waits on some systems
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0 and not self._event.is_set():
            self._event.wait(min(left, 0.5))
        return self._event.is_set()


@contextmanager
def publisher(connection: Connection, source: str) -> Iterator[Any]:
    """A publisher to the hub that the options name. At the end the hub gets some seconds to take what is left."""
    from feeds.hub.processes.local import door_to
    from feeds.keys import KeyRing
    from feeds.paths import data_folder
    from feeds.publisher import Publisher

    data = data_folder(os.environ, connection.data)
    door = door_to(data, connection.hub)
    keys = KeyRing(data / "keys").client("feed", connection.hub_key)
    line = Publisher(connection.source or source, door, keys, spool=connection.spool)
    ended = threading.Event()
    threading.Thread(target=_say_what_is_wrong, args=(line, door.feed, ended), name="troubles", daemon=True).start()
    try:
        yield line
    finally:
        ended.set()
        left = line.close(CLOSE_S)
    status = line.status()
    if left and connection.spool is None:
        trouble = f": {status.trouble}" if status.trouble else ""
        raise WireError(f"{left} messages were not taken by the hub at {door.feed}{trouble}")
    kept = f", {left} kept for the next start" if left else ""
    click.echo(f"{line.source}: {status.sent} messages sent, {status.dropped} given up{kept}", err=True)


def _say_what_is_wrong(line: Any, address: str, ended: threading.Event) -> None:
    """Say what is wrong with a feed's connection, once; to begin with it is given some seconds."""
    said = ""
    pause = LONELY_S
    while not ended.wait(pause):
        pause = 1.0
        status = line.status()
        trouble = status.trouble
        if not status.connected:
            reason = f" ({trouble})" if trouble else ""
            trouble = f"no hub answers at {address}{reason}; trying on, and keeping what there is to send"
        if trouble and trouble != said:
            click.echo(f"gwanje: {trouble}", err=True)
        said = trouble
