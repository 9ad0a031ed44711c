"""`hub`: a hub without a screen."""

from __future__ import annotations

import logging
import os
import shlex
import signal
import sys
import threading
from pathlib import Path

import click


@click.command(name="hub")
@click.option("--config", type=click.Path(dir_okay=False, path_type=Path), help="A configuration file (TOML).")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder (log, keys, quarantine).")
@click.option("--host", help="Listen at this address; 127.0.0.1 unless the configuration says otherwise, 0.0.0.0 for all.")
@click.option("--feed-port", type=click.IntRange(0, 65534), help="Feeds come in at this port and the next; 0: any.")
@click.option("--console-port", type=click.IntRange(0, 65534), help="Consoles connect to this port and the next; 0: any.")
@click.option("--outward-port", type=click.IntRange(0, 65534), help="Linked services connect to this port; 0: any.")
@click.option("--city", metavar="NAME", help="The city profile to use.")
@click.option("--rules", type=click.Path(dir_okay=False, path_type=Path), help="A rules file instead of the built-in rules.")
@click.option("--exercise", is_flag=True, help="Run as an exercise: marked as such everywhere, with a log of its own.")
@click.option("--with-feed", "feeds", multiple=True, metavar="'KIND ...'", help="Start this feed with the hub; repeatable.")
@click.option("--replay", type=click.Path(path_type=Path), metavar="RECORDING", help="Play a recording; no feed is heard.")
@click.option("--speed", type=click.FloatRange(min=0.0), default=1.0, help="Of the replay; 0 is as fast as it goes.")
@click.option("--from", "since", metavar="TIME", help="Begin the replay here: 14:05, RFC 3339, or +90 (seconds).")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Write how the hub did to this file, as JSON.")
@click.option("--authorise-feed", type=click.Path(dir_okay=False, path_type=Path), metavar="KEY",
              help="Let in a feed with this public key (.key), and end.")  # fmt: skip
@click.option("--authorise-console", type=click.Path(dir_okay=False, path_type=Path), metavar="KEY",
              help="Let in a console with this public key (.key), and end.")  # fmt: skip
@click.option("--authorise-counterpart", type=click.Path(dir_okay=False, path_type=Path), metavar="KEY",
              help="Let in a linked service with this public key (ID.key, named for its id), and end.")  # fmt: skip
@click.option("--make-key", metavar="NAME", help="Make a key pair for somebody elsewhere, in this folder, and end.")
@click.option("--with-parent", is_flag=True, hidden=True, help="End when the standard input does.")
@click.option("--rebuild", type=int, hidden=True, help="Make a checkpoint for the hub that runs, and end.")
def command(
    config: Path | None, data: Path | None, host: str | None, feed_port: int | None, console_port: int | None,
    outward_port: int | None, city: str | None, rules: Path | None, exercise: bool, feeds: tuple[str, ...],
    replay: Path | None, speed: float, since: str | None, report: Path | None, authorise_feed: Path | None,
    authorise_console: Path | None, authorise_counterpart: Path | None, make_key: str | None, with_parent: bool,
    rebuild: int | None,
) -> int:  # fmt: skip
    """Run a hub: takes events in, correlates them, keeps the log, serves consoles. Ends on SIGTERM or Ctrl+C.

    SIGHUP has it read its rules file again; one with a mistake is refused with a line that says where, and the rules stay.
    """
    from feeds.hub.config import ConfiguredFeed, HubConfig, load_config
    from feeds.paths import data_folder

    folder = data_folder(os.environ, data)
    if make_key is not None or authorise_feed or authorise_console or authorise_counterpart:
        return _keys(folder, make_key, authorise_feed, authorise_console, authorise_counterpart)
    os.umask(0o077)  # whatever this process writes is its owner's alone
    settings = HubConfig() if config is None else load_config(config)
    settings.city = city or settings.city
    settings.rules = str(rules) if rules is not None else settings.rules
    settings.mode = "exercise" if exercise else settings.mode
    listen = settings.listen
    listen.host = host or listen.host
    listen.feed_port = listen.feed_port if feed_port is None else feed_port
    listen.console_port = listen.console_port if console_port is None else console_port
    listen.outward_port = listen.outward_port if outward_port is None else outward_port
    from console.app.faults import Short
    from console.cli.feed import check_feed
    from console.hub.service import Service
    from console.whole import must_be_writable
    from feeds.hub.processes.parent import end_with_parent

    if report is not None:
        must_be_writable(report)
    settings.feeds += [ConfiguredFeed(_split(feed)) for feed in feeds]
    for feed in settings.feeds:
        check_feed(feed.run)
    screen = logging.StreamHandler(sys.stderr)
    screen.setFormatter(Short("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[screen])
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if with_parent:
        end_with_parent(stop.set)
    service = Service(folder, settings, replay, speed, since)
    if rebuild is not None:
        service.rebuild(rebuild)
        return 0
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda *_: service.reread_rules())
    service.run(stop, report)
    return 0


def _split(feed: str) -> list[str]:
    try:
        arguments = shlex.split(feed)
    except ValueError as error:
        raise click.BadParameter(f"--with-feed {feed}: {str(error).lower()}") from None
    if not arguments:
        raise click.BadParameter("--with-feed: name a kind of feed, such as city")
    return arguments


def _keys(folder: Path, make: str | None, feed: Path | None, console: Path | None, counterpart: Path | None) -> int:
    from feeds.keys import KeyRing, make_pair

    if make is not None:
        public, secret = make_pair(Path.cwd(), make)
        click.echo(f"made {public.name} (give it to the hub) and {secret.name} (keep it secret)")
    ring = KeyRing(folder / "keys")
    if feed is not None:
        click.echo(f"feeds with this key are let in: {ring.authorise('feed', feed)}")
    if console is not None:
        click.echo(f"consoles with this key are let in: {ring.authorise('console', console)}")
    if counterpart is not None:
        click.echo(f"the linked service {counterpart.stem} is let in: {ring.authorise('counterpart', counterpart)}")
    return 0
