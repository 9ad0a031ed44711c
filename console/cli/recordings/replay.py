"""`replay`: plays a recording on the trainer's desk, or without a screen."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from itertools import groupby
from math import floor
from pathlib import Path

import click

from alerts.batch import JoinedBatch
from alerts.correlation import Engine
from alerts.incidents import Incident
from alerts.places import Gazetteer, load_city
from alerts.rules import load_rules
from console.app.windows.screen import has_display, require_display
from feeds.playback import FASTEST, Census, Player
from feeds.playback.moment import parse_moment
from feeds.playback.player import SLOWEST
from feeds.recordings import open_recording

AT_ONCE = 4_096
LONGEST_WAIT_S = 0.05


def parse_speed(_context: click.Context, _parameter: click.Parameter, text: str) -> float:
    """A factor, or ``max``."""
    if text == "max":
        return FASTEST
    try:
        speed = float(text.removesuffix("x"))
    except ValueError:
        speed = -1.0
    if not SLOWEST <= speed <= FASTEST:
        raise click.BadParameter(f"{text!r} is no speed: write 0.25 to 60 (or more), or max")
    return speed


@click.command(name="replay")
@click.argument("recording", type=click.Path(path_type=Path))
@click.option(
    "--speed", callback=parse_speed, default="1", show_default=True, help="0.25 to 60 and more times as fast; max: at once."
)
@click.option("--from", "since", metavar="TIME",
              help="Begin here: 14:05, 14:05:30 (local time of its first day), RFC 3339, or +90 (seconds).")  # fmt: skip
@click.option("--window/--no-window", default=None, help="On the trainer's desk, or as text; by default as there is a display.")
@click.option("--rules", type=click.Path(path_type=Path), help="A rules file instead of the one that comes with Gwanje.")
@click.option("--city", default="seoul", show_default=True, metavar="NAME", help="The city profile to use.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder (keys, settings).")
def command(
    recording: Path, speed: float, since: str | None, window: bool | None, rules: Path | None, city: str, data: Path | None
) -> int:
    """Play RECORDING (.mcap, .ndjson, .ndjson.zst). Nothing replayed can be taken for live, or reach the live log."""
    with open_recording(recording) as opened:
        begin = None if since is None else parse_moment(since, opened.start)
        if has_display() if window is None else window:
            require_display()
            from console.app.options import Options
            from console.cli.stopping import at_once

            with at_once():
                from console.app.run import run

            return run(Options(
                desks=("trainer",), data=data, replay=recording, replay_speed=speed, replay_from=begin,
            ))  # fmt: skip
        engine = Engine(load_rules(rules), Gazetteer(load_city(city)))
        player = Player(opened, time.monotonic(), speed, begin, census=Census(opened.start, opened.end))
        return _play(player, engine)


def _play(player: Player, engine: Engine) -> int:
    census = player.census
    click.echo(f"replay of {player.recording.path.name}, not live: {_local(census.start)} to {_local(census.end)}")
    printer = _Printer()
    events = rejected = 0
    while not player.finished:
        due = player.due(time.monotonic(), AT_ONCE)
        for _, group in groupby(due, key=lambda item: floor(item[1])):
            second = list(group)
            batch, received = JoinedBatch([frame.batch for frame, _ in second]), second[-1][1]
            events += len(batch)
            rejected += sum(len(frame.rejections) for frame, _ in second)
            delta = engine.step(batch, received)
            for old, new in delta.moved.items():
                printer.moved(old, new)
            for key in delta.changed:
                printer.show(engine.incident(key), received)
        if not due and not player.finished:
            time.sleep(min(max(player.wait(time.monotonic()), 0.001), LONGEST_WAIT_S))
    delta = engine.flush()
    for key in delta.changed:
        printer.show(engine.incident(key), census.end)
    for loss in player.recording.losses:
        print(f"gwanje: {player.recording.path}: {loss}", file=sys.stderr)
    click.echo(f"events:      {events}")
    click.echo(f"rejected:    {rejected}")
    click.echo(f"incidents:   {printer.raised}")
    return 0


class _Printer:
    """Prints an incident when it is raised, and again when it becomes more urgent."""

    def __init__(self) -> None:
        self._told: dict[str, int] = {}
        self.raised = 0

    def moved(self, old: str, new: str) -> None:
        """The incident is the same one under another key."""
        if old in self._told:
            self._told[new] = self._told.pop(old)

    def show(self, incident: Incident, now: float) -> None:
        before = self._told.get(incident.key)
        if before is not None and incident.priority >= before:
            return
        self._told[incident.key] = incident.priority
        self.raised += before is None
        what = "raised " if before is None else f"P{before} to "
        where = f" ({incident.place})" if incident.place and incident.place not in incident.title else ""
        click.echo(f"{_local(now)[11:]}  {what}P{incident.priority}  {incident.kind:<11}  {incident.title}{where}")


def _local(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).astimezone().isoformat(sep=" ", timespec="seconds")[:19]
