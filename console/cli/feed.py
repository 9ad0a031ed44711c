"""`feed`: publishes one source to a hub."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from console.feed.line import Connection, Stop, connected, publisher


@click.group(name="feed")
def command() -> None:
    """Publish one source to a hub: the synthetic city, CAP alerts, or a recording; or stand in for linked services."""


def check_feed(arguments: Sequence[str]) -> None:
    """click.UsageError where no feed could be started with these arguments: their kind or an option is unknown."""
    kind, *rest = arguments
    with click.Context(command, info_name="feed") as context:
        found = command.get_command(context, kind)
        if found is None:
            raise click.UsageError(f"there is no feed {kind!r}; there is: {', '.join(command.list_commands(context))}")
        try:
            found.make_context(f"feed {kind}", list(rest), parent=context, resilient_parsing=False)
        except click.exceptions.Exit:
            raise click.UsageError(f"a feed is started with {' '.join(arguments)!r}, which only prints help") from None


@command.command(name="city")
@click.option("--city", "name", default="seoul", show_default=True, metavar="NAME", help="The city profile to use.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="The same seed plays the same city.")
@click.option(
    "--rate",
    type=click.FloatRange(min=0.01, max=5000),
    default=1.0,
    show_default=True,
    help="How many times about 50 events a second.",
)
@click.option(
    "--pace",
    type=click.Choice(["ordinary", "demo", "none"]),
    default="ordinary",
    show_default=True,
    help="How incidents are played: as in life, quickly for an audience, or not at all.",
)
@click.option(
    "--missing-coordinates",
    type=click.FloatRange(0, 1),
    default=0.05,
    show_default=True,
    metavar="SHARE",
    help="Calls that come without coordinates.",
)
@click.option("--extra-error", type=click.FloatRange(0, 5000), default=0.0, metavar="METRES", help="Added to every position.")
@click.option("--late", type=click.FloatRange(0, 1), default=0.0, metavar="SHARE", help="Events that arrive late.")
@click.option("--duplicates", type=click.FloatRange(0, 1), default=0.0, metavar="SHARE", help="Events that arrive twice.")
@click.option(
    "--reports", type=click.FloatRange(0, 1000), default=1.0, metavar="FACTOR", help="How many times the usual reports."
)
@click.option("--hot-spots", type=click.FloatRange(0, 5), default=1.0, metavar="FACTOR", help="How many times the usual share.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write a recording (.ndjson, .ndjson.zst) instead."
)
@click.option("--labels", type=click.Path(dir_okay=False, path_type=Path), help="Write the truth: source,event_id,incident_id.")
@click.option(
    "--hours", type=click.FloatRange(min=0.001, max=744), default=3.0, show_default=True, help="How long a recording."
)
@click.option("--start", metavar="TIME", help="When the recording begins; by default now.")
@click.option("--force", is_flag=True, help="Replace files that exist already.")
@connected
def from_city(
    connection: Connection, name: str, seed: int, rate: float, pace: str, missing_coordinates: float, extra_error: float,
    late: float, duplicates: float, reports: float, hot_spots: float, out: Path | None, labels: Path | None, hours: float,
    start: str | None, force: bool,
) -> int:  # fmt: skip
    """Publish the synthetic city, or write it as a recording with its truth."""
    from alerts.places import load_city
    from console.feed.city import PACES, publish, record
    from feeds.city import Disturbance

    how = Disturbance(missing_coordinates, extra_error, late=late, duplicates=duplicates, reports=reports, hot_spots=hot_spots)
    if out is not None:
        return record(out, labels, load_city(name), seed, rate, PACES.get(pace), how, start, hours, force)
    if labels is not None:
        raise click.UsageError("--labels goes with --out")
    return publish(connection, load_city(name), seed, rate, PACES.get(pace), how)


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


@command.command(name="counterpart")
@click.option("--service", "names", multiple=True, metavar="ID", help="Which counterparts (112, 119, ...); all unless given.")
@click.option("--refuse", type=click.FloatRange(0, 1), default=0.0, show_default=True, metavar="RATE", help="Refuse so many.")
@click.option("--silent", is_flag=True, help="Take requests and say nothing.")
@click.option("--delay", type=click.FloatRange(0, 3600), default=2.0, show_default=True, metavar="S",
              help="Seconds between receipt and answer.")  # fmt: skip
@click.option("--seed", type=click.IntRange(min=0), help="The same seed refuses the same ones.")
@click.option("--language", type=click.Choice(["ko", "en"]), default="ko", show_default=True, help="What it answers in.")
@click.option("--ledger", type=click.Path(dir_okay=False, path_type=Path),
              help="What it has taken, one JSON object a line; in the data folder unless given.")  # fmt: skip
@click.option("--hub", metavar="HOST:PORT", help="The hub's address for linked services; by default that of the local hub.")
@click.option("--hub-key", type=click.Path(dir_okay=False, path_type=Path),
              help="The hub's public key (hub.key), if it runs elsewhere.")  # fmt: skip
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder (keys).")
@click.option("--with-parent", is_flag=True, hidden=True, help="End when the standard input does.")
def counterpart(
    names: tuple[str, ...], refuse: float, silent: bool, delay: float, seed: int | None, language: str, ledger: Path | None,
    hub: str | None, hub_key: Path | None, data: Path | None, with_parent: bool,
) -> int:  # fmt: skip
    """Stand in for linked services: 112, 119, the disaster office, the signal centre... Never in earnest."""
    from console.feed.counterpart import Manner, stand_in

    manner = Manner(refuse, silent, delay, seed, "en" if language == "en" else "ko")
    return stand_in(names, manner, ledger, hub, hub_key, data, with_parent)
