"""`correlate`: runs the engine over recordings as fast as it goes, in event time."""

from __future__ import annotations

import csv
import io
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import click
import msgspec
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from alerts.batch import Batch
from alerts.correlation import Delta, Engine, NoPlaces
from alerts.errors import InputError
from alerts.incidents import as_record
from alerts.rules import load_rules
from alerts.validation import Rejection
from feeds.recordings import open_recording


class _Outputs:
    """The three files a run may write."""

    def __init__(self, stack: ExitStack, out: Path | None, labels: Path | None, rejects: Path | None) -> None:
        self._incidents = _create(stack, out)
        self._labels = _create(stack, labels)
        self._rejects = _create(stack, rejects)
        self._spool = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
        self._spooled: dict[str, tuple[int, int]] = {}
        self._line = io.StringIO()
        self._csv = csv.writer(self._line, lineterminator="\n")
        self._encode = msgspec.json.Encoder().encode
        self._row(["source", "event_id", "incident_id"])

    def _row(self, *rows: list[str]) -> None:
        if self._labels is not None:
            self._csv.writerows(rows)
            self._labels.write(self._line.getvalue().encode())
            self._line.seek(0)
            self._line.truncate()

    def decided(self, delta: Delta) -> None:
        """Write the labels that can no longer change."""
        self._row(*[[final.ref.source, final.ref.id, final.incident_id] for final in delta.final])

    def refused(self, path: Path, rejection: Rejection) -> None:
        """Write one rejected line."""
        if self._rejects is not None:
            record = {"input": str(path), "line": rejection.line, "reason": rejection.reason}
            self._rejects.write(self._encode(record) + b"\n")

    def over(self, engine: Engine, keys: Iterable[str]) -> None:
        """Put incidents by that the engine is about to forget."""
        if self._incidents is not None:
            for key in keys:
                line = self._encode(as_record(engine.incident(key))) + b"\n"
                self._spooled[key] = (self._spool.seek(0, io.SEEK_END), len(line))
                self._spool.write(line)

    def incidents(self, engine: Engine, keys: Iterable[str]) -> None:
        """Write all incidents, in opening order."""
        if self._incidents is not None:
            for key in keys:
                where = self._spooled.get(key)
                if where is None:
                    self._incidents.write(self._encode(as_record(engine.incident(key))) + b"\n")
                else:
                    self._spool.seek(where[0])
                    self._incidents.write(self._spool.read(where[1]))


def _create(stack: ExitStack, path: Path | None) -> BinaryIO | None:
    if path is None:
        return None
    try:
        return stack.enter_context(path.open("wb"))
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror or error}; choose another file") from None


def _cut(batch: Batch, size: int) -> Iterator[Batch]:
    if size <= 0 or len(batch) <= size:
        yield batch
        return
    for start in range(0, len(batch), size):
        part = range(start, min(start + size, len(batch)))
        yield Batch(batch.events[part.start : part.stop], lambda part=part: [batch.raw(i) for i in part])  # type: ignore[misc]


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--batch", type=click.IntRange(1, 1_000_000), default=1024, show_default=True, help="Events a step.")
@click.option("--rules", type=click.Path(path_type=Path), help="A rules file instead of the one that comes with Gwanje.")
@click.option("--out", type=click.Path(path_type=Path), help="Write incidents, one a line.")
@click.option("--labels", type=click.Path(path_type=Path), help="Write source,event_id,incident_id for every event.")
@click.option("--rejects", type=click.Path(path_type=Path), help="Write what was refused, and why, one a line.")
def command(
    inputs: tuple[Path, ...], batch: int, rules: Path | None, out: Path | None, labels: Path | None, rejects: Path | None
) -> int:
    """Run the engine over recordings (.ndjson, .ndjson.zst, .mcap) as fast as it goes, in event time."""
    engine = Engine(load_rules(rules), NoPlaces(), eager=False, raw=False)
    recordings = [open_recording(path) for path in inputs]
    events = rejected = duplicates = 0
    keys: dict[str, str] = {}
    started = time.perf_counter()
    with ExitStack() as stack:
        for recording in recordings:
            stack.callback(recording.close)
        outputs = _Outputs(stack, out, labels, rejects)
        progress = stack.enter_context(_progress())
        task = progress.add_task("", events=0)
        for path, recording in zip(inputs, recordings, strict=True):
            for frame in recording:
                for rejection in frame.rejections:
                    outputs.refused(path, rejection)
                rejected += len(frame.rejections)
                for part in _cut(frame.batch, batch):
                    delta = engine.step(part, 0.0)
                    events += len(part) - delta.duplicates
                    duplicates += delta.duplicates
                    keys.update(delta.numbered)
                    outputs.decided(delta)
                    outputs.over(engine, delta.ended)
                progress.update(task, events=events)
            for loss in recording.losses:
                print(f"gwanje: {path}: {loss}", file=sys.stderr)
        delta = engine.flush()
        keys.update(delta.numbered)
        outputs.decided(delta)
        outputs.incidents(engine, keys)
    seconds = max(time.perf_counter() - started, 1e-9)
    for name, value in (
        ("events", events), ("rejected", rejected), ("duplicates", duplicates), ("incidents", len(keys)),
        ("events/s", round(events / seconds)),
    ):  # fmt: skip
        click.echo(f"{name + ':':<12} {value}")
    return 0


def _progress() -> Progress:
    console = Console(file=sys.stderr)
    columns = (SpinnerColumn(), TextColumn("{task.fields[events]:,} events"))
    return Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty())
