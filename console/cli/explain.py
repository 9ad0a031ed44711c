"""`explain`: why reports are one incident, and why others are not."""

from __future__ import annotations

import heapq
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from alerts.errors import InputError

if TYPE_CHECKING:
    from alerts.events import Event

_STEP = 1024
_RECORDINGS = (".ndjson", ".ndjson.zst", ".mcap")


@click.command(name="explain")
@click.argument("names", nargs=-1, required=True, metavar="NAME [NAME] [RECORDING...]")
@click.option("--recording", "recordings", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
              help="Run the engine again over this; several are merged in order of receipt.")  # fmt: skip
@click.option("--hub", "address", metavar="ADDRESS", help="Ask this hub (host:port); `local` is the one on this machine.")
@click.option(
    "--hub-key", type=click.Path(dir_okay=False, path_type=Path), help="The public key of a hub elsewhere (its hub.key)."
)
@click.option("--log", "database", type=click.Path(path_type=Path), metavar="DB", help="Look into this incident log.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder (log, keys).")
@click.option("--rules", type=click.Path(path_type=Path), help="A rules file instead of the one that comes with Gwanje.")
@click.option("--city", default="seoul", show_default=True, metavar="NAME", help="The city whose place names are looked up.")
@click.option("--language", type=click.Choice(["ko", "en"]), default="ko", show_default=True, help="Of the sentences.")
@click.option("--json", "as_json", is_flag=True, help="Print the data, not the sentences.")
def command(
    names: tuple[str, ...], recordings: tuple[Path, ...], address: str | None, hub_key: Path | None, database: Path | None,
    data: Path | None, rules: Path | None, city: str, language: str, as_json: bool,
) -> int:  # fmt: skip
    """Say why an incident is one and has its priority, or why two reports are in one incident or in two.

    A NAME is an incident (INC-20261121-0007) or an event (SOURCE:ID). One name: its reasons. Two names: where each was put,
    and what stood against joining the later one to the earlier one's incident when it came, with all figures. Over recordings
    the engine is run again and stopped at that decision; a hub works the figures out again from the reports it keeps; an
    incident log (by default the one in the data folder) knows incidents, their reasons and their distance.
    """
    wanted, files = _split(names)
    wanted = list(dict.fromkeys(wanted))  # the same name twice asks for one thing
    files = [*recordings, *files]
    if len(wanted) not in (1, 2):
        raise click.UsageError("name one incident or event, or two; recordings end in .ndjson, .ndjson.zst or .mcap")
    if sum(map(bool, (files, address, database))) > 1:
        raise click.UsageError("choose one of --recording, --hub and --log")
    if files:
        found = _rerun(wanted, files, rules, city)
    elif address is not None:
        found = _ask(wanted, address, hub_key, data)
    else:
        found = _look_up(wanted, database, data)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    else:
        from console.cli.telling import tell

        for line in tell(found, language):
            click.echo(line)
    return 0


def _split(names: tuple[str, ...]) -> tuple[list[str], list[Path]]:
    """Names of incidents and events, and what is a recording by its ending."""
    files = [name for name in names if name.lower().endswith(_RECORDINGS)]
    return [name for name in names if name not in files], [Path(name) for name in files]


def _rerun(names: list[str], files: list[Path], rules: Path | None, city: str) -> Any:
    from alerts.explaining.rerun import Rerun
    from alerts.places import Gazetteer, load_city
    from alerts.rules import load_rules

    known, places = load_rules(rules), Gazetteer(load_city(city))

    def run(wanted: list[str]) -> Rerun:
        rerun = Rerun(known, places, wanted)
        with ExitStack() as stack:
            for events in _events(stack, files):
                rerun.take(events)
        rerun.finish()
        for name, nearest in rerun.unknown():
            raise InputError(unknown(name, nearest))
        return rerun

    rerun = run(names)
    if len(names) > 1 and rerun.founders() != names:
        rerun = run(rerun.founders())  # whose decision to stop at is only known now
    return rerun.answer()


def _events(stack: ExitStack, files: list[Path]) -> Iterator[list[Event]]:
    """The events of all recordings in the order in which they were received, many at a time."""
    from feeds.recordings import open_recording

    opened = [stack.enter_context(open_recording(path)) for path in files]
    timed = [((received, frame) for frame, received in recording.timed()) for recording in opened]
    waiting: list[Event] = []
    for _, frame in heapq.merge(*timed, key=itemgetter(0)):
        waiting += frame.batch.events
        if len(waiting) >= _STEP:
            yield waiting
            waiting = []
    yield waiting
    for path, recording in zip(files, opened, strict=True):
        for loss in recording.losses:
            print(f"gwanje: {path}: {loss}", file=sys.stderr)


def _ask(names: list[str], address: str, hub_key: Path | None, data: Path | None) -> Any:
    from alerts.explaining import answer_of
    from console.cli.asking import ask
    from feeds.addresses import console_door
    from feeds.client import ConsoleClient
    from feeds.hub.processes.local import find
    from feeds.keys import KeyRing
    from feeds.paths import data_folder

    folder = data_folder(os.environ, data)
    door = find(folder).consoles if address == "local" else console_door(address)
    args = {"incident": names[0], **({"other": names[1]} if len(names) > 1 else {})}
    with ConsoleClient(door, KeyRing(folder / "keys").client("console", hub_key)) as client:
        return _known(answer_of(ask(client, "explain", args)))


def _look_up(names: list[str], database: Path | None, data: Path | None) -> Any:
    from alerts.explaining.recorded import from_log
    from alerts.log.home import database_path
    from alerts.log.reading.reader import SqliteReader

    reader = SqliteReader(database if database is not None else database_path(data, os.environ))
    try:
        return _known(from_log(reader, names))
    finally:
        reader.close()


def _known(found: Any) -> Any:
    from alerts.explaining import Unknown

    if isinstance(found, Unknown):
        raise InputError(unknown(found.name, found.nearest))
    return found


def unknown(name: str, nearest: list[str]) -> str:
    """The one line for a name that nothing has."""
    meant = f"; did you mean {', '.join(nearest)}?" if nearest else "; give an id as INC-YYYYMMDD-NNNN or SOURCE:ID"
    return f"{name}: there is no such incident or event{meant}"
