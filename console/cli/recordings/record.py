"""`record`: records everything that comes in at a hub."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import click

from alerts.errors import OutputError
from feeds.recordings import form_of, open_recording
from feeds.recordings.conversion import convert


@click.command(name="record")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--hub", "address", metavar="ADDRESS", help="The hub's door for consoles; by default the hub on this machine.")
@click.option(
    "--hub-key", type=click.Path(dir_okay=False, path_type=Path), help="The public key of a hub elsewhere (its hub.key)."
)
@click.option("--seconds", type=click.FloatRange(min=0.0), help="Record for so long; otherwise until Ctrl+C.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder (keys).")
@click.option("--force", is_flag=True, help="Replace OUT if it exists.")
def command(out: Path, address: str | None, hub_key: Path | None, seconds: float | None, data: Path | None, force: bool) -> int:
    """Record everything that comes in at a hub to OUT (.mcap, or .ndjson, .ndjson.zst for events alone)."""
    from feeds.addresses import console_door
    from feeds.client import ConsoleClient
    from feeds.hub.processes.local import find
    from feeds.keys import KeyRing
    from feeds.paths import data_folder
    from feeds.recordings.fetching import TapeFetcher

    form = form_of(out)
    if out.exists() and not force:
        raise OutputError(f"{out}: it exists already; choose another name, or --force to replace it")
    folder = data_folder(os.environ, data)
    door = console_door(address) if address is not None else find(folder).consoles
    keys = KeyRing(folder / "keys").client("console", hub_key)
    target = out if form == "mcap" else out.with_name(f".{out.name}.recording.mcap")
    with Ending(seconds) as ending, ConsoleClient(door, keys) as client:
        fetcher = TapeFetcher(client, target, force=force or target != out)
        fetcher.record(ending.has_come, lambda: ending.begin(f"recording {door.updates} to {out}; Ctrl+C ends it"))
        lasted = ending.seconds
    if target != out:
        _as_text(target, out, force)
    click.echo(f"events:      {fetcher.events}")
    click.echo(f"seconds:     {lasted:.1f}")
    click.echo(f"written:     {out}")
    return 0


class Ending:
    """When to stop: after so many seconds, or when the process is asked to; asked twice, it ends at once."""

    def __init__(self, wanted: float | None) -> None:
        self._wanted = wanted
        self._asked = False
        self._began: float | None = None
        self._before: dict[signal.Signals, Any] = {}

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return 0.0 if self._began is None else time.monotonic() - self._began

    def begin(self, told: str) -> None:
        """Count from now, and say so."""
        self._began = time.monotonic()
        print(f"gwanje: {told}", file=sys.stderr, flush=True)

    def has_come(self) -> bool:
        return self._asked or (self._wanted is not None and self.seconds >= self._wanted)

    def __enter__(self) -> Ending:
        self._before = {number: signal.signal(number, self._hear) for number in (signal.SIGINT, signal.SIGTERM)}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _hear(self, _number: int, _frame: object) -> None:
        if self._asked or self._began is None:
            raise KeyboardInterrupt
        self._asked = True


def _as_text(recorded: Path, out: Path, force: bool) -> None:
    """What was recorded, event by event; the recording itself goes once that is written."""
    with open_recording(recorded) as recording:
        convert([recording], out, about={}, force=force, refused=lambda *_: None, progress=lambda _: None)
    recorded.unlink()
