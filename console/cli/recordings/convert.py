"""`convert`: recordings from one form to another, and CAP alerts to recordings."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from alerts.validation import Rejection
from console.whole import WholeFile, all_different
from feeds.adapters.cap_recording import open_input
from feeds.recordings import form_of
from feeds.recordings.conversion import Tally, convert
from feeds.recordings.recording import Recording
from feeds.recordings.schema import envelope_schema, program


@click.command(name="convert")
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="IN...")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--rejects", type=click.Path(path_type=Path), help="Write what was refused, and why, one a line.")
@click.option("--force", is_flag=True, help="Replace OUT if it exists.")
def command(inputs: tuple[Path, ...], out: Path, rejects: Path | None, force: bool) -> int:
    """Convert recordings (.mcap, .ndjson, .ndjson.zst) and CAP alerts (.xml) to the form that OUT's name asks for.

    Several inputs are merged in the order in which they were received.
    """
    form_of(out)
    all_different(inputs, [out] if rejects is None else [out, rejects])
    with ExitStack() as stack:
        recordings = [stack.enter_context(open_input(path)) for path in inputs]
        rejected = stack.enter_context(WholeFile(rejects)) if rejects is not None else None
        bar = stack.enter_context(_bar())
        task = bar.add_task("", total=1.0, events=0)
        tally = convert(
            recordings,
            out,
            about=_about(recordings),
            schema=envelope_schema(),
            force=force,
            refused=lambda path, rejection: _refuse(rejected, path, rejection),
            progress=lambda tally: bar.update(
                task, completed=sum(recording.fraction for recording in recordings) / len(recordings), events=tally.events
            ),
        )
    _summary(tally, out)
    return 0


def _about(recordings: list[Recording]) -> dict[str, str]:
    about: dict[str, str] = {}
    for recording in recordings:
        about = {**recording.about, **about}
    return {**about, "program": program(), "converted_from": ", ".join(recording.path.name for recording in recordings)}


def _refuse(file: WholeFile | None, path: Path, rejection: Rejection) -> None:
    if file is not None:
        record = {"input": str(path), "line": rejection.line, "reason": rejection.reason}
        file.write(msgspec.json.encode(record) + b"\n")


def _summary(tally: Tally, out: Path) -> None:
    for loss in tally.losses:
        print(f"gwanje: {loss}", file=sys.stderr)
    click.echo(f"events:      {tally.events}")
    click.echo(f"rejected:    {tally.rejected}")
    click.echo(f"written:     {out}")


def _bar() -> Progress:
    columns = (BarColumn(), TextColumn("{task.percentage:3.0f} %  {task.fields[events]:,} events"), TimeRemainingColumn())
    return Progress(*columns, console=Console(file=sys.stderr), transient=True, disable=not sys.stderr.isatty())
