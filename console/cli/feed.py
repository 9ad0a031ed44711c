"""`feed`: publishes one source to a hub."""

from __future__ import annotations

from pathlib import Path

import click

from console.feed.line import Connection, Stop, connected, publisher


@click.group(name="feed")
def command() -> None:
    """Publish one source to a hub: the synthetic city, CAP alerts, or a recording."""


@command.command(name="file")
@click.argument("recording", type=click.Path(path_type=Path))
@click.option(
    "--speed", type=click.FloatRange(min=0.0), default=1.0, help="1 is as recorded; 0 is as fast as the hub takes it."
)
@click.option("--as-recorded", is_flag=True,
              help="Leave times and status as they are. Otherwise it happens now, and is marked as an exercise.")  # fmt: skip
@connected
def from_file(connection: Connection, recording: Path, speed: float, as_recorded: bool) -> int:
    """Publish a recording (.ndjson, .ndjson.zst or .mcap) as an exercise."""
    from console.feed.recorded import play
    from feeds.recordings import open_recording

    stop = Stop(connection.with_parent)
    with open_recording(recording) as opened, publisher(connection, f"recording {recording.name}") as line:
        rejected = play(opened, line, speed, as_recorded, stop)
    if rejected:
        click.echo(f"{rejected} events of the recording were not usable", err=True)
    return 0


@command.command(name="cap")
@click.argument("places", nargs=-1, required=True, metavar="FILE|FOLDER|URL...")
@click.option("--every", type=click.FloatRange(min=1.0), help="Go on, looking for new alerts every so many seconds.")
@connected
def from_cap(connection: Connection, places: tuple[str, ...], every: float | None) -> int:
    """Publish CAP 1.2 alerts: files, the .xml files of a folder, or what an http(s) address gives."""
    from console.feed.alerts import CapPlaces

    stop = Stop(connection.with_parent)
    source = CapPlaces(places, connection.source or "")
    with publisher(connection, "cap") as line:
        while True:
            for frame in source.fresh(stop):
                line.send(frame.batch.events, [frame.batch.raw(index) for index in range(len(frame.batch))])
            if every is None or stop.wait(every):
                break
    for trouble in source.troubles:
        click.echo(trouble, err=True)
    return 0
