"""`audit`: is the incident log what was written, and what does it say?"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alerts.log.home import database_path

if TYPE_CHECKING:
    from collections.abc import Callable


@click.group(name="audit")
def command() -> None:
    """Checks the incident log, or writes it to a spreadsheet file."""


@command.command(name="verify")
@click.argument("database", required=False, type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), help="The data folder, if DATABASE is not given [env: GWANJE_HOME].")
@click.option("--anchor", default="", metavar="N:HASH", help="What an earlier check printed: that entry must still be there.")
def verify_command(database: Path | None, data: Path | None, anchor: str) -> int:
    """Checks the hash chain of DATABASE from its first entry to its sealed end, and the search tables against it.

    Only reads; a hub may go on writing meanwhile. Ends with status 0 if all is as it was written, 1 if not, naming the first
    broken entry, and 2 if the log cannot be read.
    """
    from alerts.log.audit.verify import verify

    path = database if database is not None else database_path(data, os.environ)
    if anchor and not _is_anchor(anchor):
        raise click.BadParameter("give it as an earlier check printed it: the number, a colon, 64 hexadecimal digits")
    with _progress() as progress:
        verdict = verify(path, anchor, progress)
    if verdict.broken:
        click.echo(f"{path}: entry {verdict.broken} is broken: {verdict.why}")
        return 1
    click.echo(f"{path}: {verdict.entries} entries, {verdict.events} events, {verdict.actions} actions: all as written")
    click.echo(f"end of the chain {verdict.head}")
    if not verdict.sealed:
        click.echo("the sealing key is not there or not readable: entries cut off at the end would go unnoticed")
    return 0


@command.command(name="export")
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("database", required=False, type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), help="The data folder, if DATABASE is not given [env: GWANJE_HOME].")
@click.option("--text", default="", help="Only incidents in which all these words occur.")
@click.option("--since", metavar="TIME", help="Opened at or after this time (RFC 3339).")
@click.option("--until", metavar="TIME", help="Opened before this time (RFC 3339).")
def export_command(out: Path, database: Path | None, data: Path | None, text: str, since: str | None, until: str | None) -> int:
    """Writes the incidents of DATABASE to OUT, a CSV file that spreadsheets open; beside a running hub, too."""
    import msgspec

    from alerts.log.reading.export import export_csv
    from alerts.log.reading.reader import SqliteReader
    from alerts.log.reading.search import Search

    asked = {"text": text, "order": "opened", "since": since, "until": until}
    try:
        search = msgspec.convert({name: value for name, value in asked.items() if value is not None}, Search)
    except msgspec.ValidationError as error:
        raise click.BadParameter(f"{error}; give times such as 2026-05-01T14:00:00+09:00") from error
    reader = SqliteReader(database if database is not None else database_path(data, os.environ))
    try:
        count = export_csv(reader.rows(search), out)
    finally:
        reader.close()
    click.echo(f"{out}: {count} incidents")
    return 0


@command.command(name="looks")
@click.argument("out", required=False, type=click.Path(path_type=Path))
@click.argument("database", required=False, type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), help="The data folder, if DATABASE is not given [env: GWANJE_HOME].")
def looks_command(out: Path | None, database: Path | None, data: Path | None) -> int:
    """Writes who looked at which footage, for which incident and purpose: to OUT, a CSV file, or as lines to read."""
    from datetime import datetime, timedelta, timezone

    from alerts.log.reading.looks import read_looks, write_looks

    looks = read_looks(database if database is not None else database_path(data, os.environ))
    if out is not None:
        click.echo(f"{out}: {write_looks(looks, out)} looks")
        return 0
    for look in looks:
        moment = datetime.fromtimestamp(look.time, timezone(timedelta(hours=9))).isoformat(sep=" ", timespec="seconds")
        ground = f"{look.purpose} ({look.basis})" + (f", {look.seconds:g} s" if look.seconds is not None else "")
        click.echo(f"{moment}  {look.actor}  {look.action}  {look.incident or look.key}  {', '.join(look.cameras)}  {ground}")
    return 0


def _is_anchor(text: str) -> bool:
    n, colon, digest = text.strip().partition(":")
    return bool(n.isdigit() and colon and len(digest) == 64 and all(letter in "0123456789abcdefABCDEF" for letter in digest))


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A bar for a person at a terminal; nothing for a script."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = ("checking", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance
