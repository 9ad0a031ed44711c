"""`correlate`: runs the engine over recordings as fast as it goes, in event time."""

from __future__ import annotations

import csv
import gc
import heapq
import io
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Final

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from alerts.batch import Batch
from alerts.correlation import Delta, Engine
from alerts.events import Event
from alerts.incidents import as_record
from alerts.places import Gazetteer, load_city
from alerts.rules import load_rules
from alerts.validation import Rejection
from console.whole import WholeFile, all_different
from feeds.recordings import Recording, open_recording
from feeds.recordings.trouble import cannot_write
from feeds.wire.frame import Frame

LABELS_HELD: Final = 50_000
"""Labels are put in event order; so many are gathered before those that are complete are written."""
COPIED: Final = 1 << 20
"""Bytes of labels copied at once."""
_Label = tuple[float, str, str, str]
"""When the event takes effect, its source, its id, its incident."""


class Outputs:
    """The three files a run may write, each only where it was asked for."""

    def __init__(self, stack: ExitStack, out: Path | None, labels: Path | None, rejects: Path | None) -> None:
        self._incidents = _create(stack, out)
        self._labels = _create(stack, labels)
        self._rejects = _create(stack, rejects)
        self._encode = msgspec.json.Encoder().encode
        self._spool = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - closed by the stack
        self._spooled: dict[str, tuple[int, int]] = {}
        self._held: list[_Label] = []
        self._rows = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - closed by the stack
        """Labels as they were decided, until it is known which incidents a surge joined later."""
        self._joined: dict[str, str] = {}
        self._write_rows([(0.0, "source", "event_id", "incident_id")])

    def decided(self, engine: Engine, delta: Delta) -> None:
        """Take the decisions that can no longer change, and the incidents that the engine is about to forget."""
        if delta.joined:
            self._joined.update(delta.joined)
        if self._labels is not None:
            self._held += [(final.at, final.ref.source, final.ref.id, final.incident_id) for final in delta.final]
            if len(self._held) >= LABELS_HELD:
                self._write_labels(engine.decided)
        if self._incidents is not None and delta.ended:
            self._put_aside([(key, self._line(engine, key)) for key in delta.ended])

    def refused(self, path: Path, rejection: Rejection) -> None:
        """Write one rejected line."""
        if self._rejects is not None:
            record = {"input": str(path), "line": rejection.line, "reason": rejection.reason}
            self._rejects.write(self._encode(record) + b"\n")

    def finish(self, engine: Engine, keys: Mapping[str, str]) -> None:
        """Write what is left: labels, and all incidents (``keys`` and their ids) in opening order."""
        self._write_labels(float("inf"))
        self._copy_labels(keys)
        if self._incidents is None:
            return
        for key in keys:
            where = self._spooled.get(key)
            if where is None:
                self._incidents.write(self._line(engine, key))
            else:
                self._spool.seek(where[0])
                self._incidents.write(self._spool.read(where[1]))

    def _put_aside(self, lines: list[tuple[str, bytes]]) -> None:
        try:
            at = self._spool.seek(0, io.SEEK_END)
            for key, line in lines:
                self._spooled[key] = (at, len(line))
                at += self._spool.write(line)
            self._spool.flush()
        except OSError as error:
            raise cannot_write(Path(tempfile.gettempdir()), error, kept=False) from None

    def _line(self, engine: Engine, key: str) -> bytes:
        return self._encode(as_record(engine.incident(key, members=False))) + b"\n"

    def _write_labels(self, before: float) -> None:
        self._held.sort()
        end = bisect_left(self._held, (before,))
        self._write_rows(self._held[:end])
        del self._held[:end]

    def _write_rows(self, rows: list[_Label]) -> None:
        if self._labels is None:
            return
        text = "".join([f"{source},{name},{incident}\n" for _, source, name, incident in rows])
        if text.count(",") != 2 * len(rows) or text.count("\n") != len(rows) or '"' in text or "\r" in text:
            quoted = io.StringIO()
            csv.writer(quoted, lineterminator="\n").writerows([row[1:] for row in rows])
            text = quoted.getvalue()
        try:
            self._rows.write(text.encode())
        except OSError as error:
            raise cannot_write(Path(tempfile.gettempdir()), error, kept=False) from None

    def _copy_labels(self, keys: Mapping[str, str]) -> None:
        """The labels as they are at the end: what was joined by a surge has the id of what it was joined to."""
        if self._labels is None:
            return
        into = {}
        for key in self._joined:
            last = key
            while last in self._joined:
                last = self._joined[last]
            into[keys[key].encode()] = keys[last].encode()
        self._rows.seek(0)
        while lines := self._rows.readlines(COPIED):
            if into:
                for at, line in enumerate(lines):
                    row, comma, incident = line.rstrip(b"\n").rpartition(b",")
                    if incident in into:
                        lines[at] = row + comma + into[incident] + b"\n"
            self._labels.write(b"".join(lines))


def _create(stack: ExitStack, path: Path | None) -> WholeFile | None:
    return None if path is None else stack.enter_context(WholeFile(path))


def _frames(recordings: list[tuple[Path, Recording]]) -> Iterator[tuple[Path, Frame, Recording]]:
    """The frames of all recordings in the order in which they were received; one after another where they do not overlap."""
    ordered = sorted(recordings, key=lambda pair: pair[1].start) if len(recordings) > 1 else recordings
    if all(one.end <= other.start for (_, one), (_, other) in pairwise(ordered)):
        for path, recording in ordered:
            for frame in recording:
                yield path, frame, recording
        return

    def timed(path: Path, recording: Recording) -> Iterator[tuple[float, Path, Frame, Recording]]:
        for frame, received in recording.timed():
            yield received, path, frame, recording

    for _, path, frame, recording in heapq.merge(*[timed(*pair) for pair in ordered], key=itemgetter(0)):
        yield path, frame, recording


@contextmanager
def _few_collections() -> Iterator[None]:
    """Nearly everything this command makes lives until it is decided: searching it for garbage cycles costs a sixth."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 10, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--batch", type=click.IntRange(1, 1_000_000), default=1024, show_default=True, help="Events a step.")
@click.option("--rules", type=click.Path(path_type=Path), help="A rules file instead of the one that comes with Gwanje.")
@click.option("--out", type=click.Path(path_type=Path), help="Write incidents, one a line.")
@click.option("--labels", type=click.Path(path_type=Path), help="Write source,event_id,incident_id for every event.")
@click.option("--rejects", type=click.Path(path_type=Path), help="Write what was refused, and why, one a line.")
@click.option("--city", default="seoul", show_default=True, metavar="NAME", help="The city whose place names are looked up.")
def command(
    inputs: tuple[Path, ...],
    batch: int,
    rules: Path | None,
    out: Path | None,
    labels: Path | None,
    rejects: Path | None,
    city: str,
) -> int:
    """Run the engine over recordings (.ndjson, .ndjson.zst, .mcap) as fast as it goes, in event time.

    The same events give the same incidents, whatever the batch and the order of arrival within the lateness bound.
    """
    all_different(inputs, [path for path in (out, labels, rejects) if path is not None])
    with ExitStack() as stack:
        stack.enter_context(_few_collections())
        engine = Engine(load_rules(rules), Gazetteer(load_city(city)), eager=False, raw=False)
        gc.freeze()  # what has been loaded stays
        recordings = [(path, stack.enter_context(open_recording(path))) for path in inputs]
        outputs = Outputs(stack, out, labels, rejects)
        run = Run(engine, outputs, batch)
        started = time.perf_counter()
        with _progress() as progress:
            task = progress.add_task("", total=len(recordings), events=0)
            for path, frame, _ in _frames(recordings):
                run.take(path, frame)
                progress.update(task, completed=sum(one.fraction for _, one in recordings), events=run.events)
        run.finish()
        seconds = max(time.perf_counter() - started, 1e-9)
        for path, recording in recordings:
            for loss in recording.losses:
                print(f"gwanje: {path}: {loss}", file=sys.stderr)
    for name, value in (
        ("events", run.events), ("rejected", run.rejected), ("duplicates", run.duplicates),
        ("incidents", len(run.keys)), ("events/s", round(run.events / seconds)),
    ):  # fmt: skip
        click.echo(f"{name + ':':<12} {value}")
    if run.late:
        print(f"gwanje: {run.late} events came after the lateness bound; they were attached and marked late", file=sys.stderr)
    return 0


class Run:
    """Hands events to the engine in steps of one size, and counts."""

    def __init__(self, engine: Engine, outputs: Outputs, batch: int) -> None:
        self.events = self.rejected = self.duplicates = self.late = 0
        self.keys: dict[str, str] = {}
        self._engine = engine
        self._outputs = outputs
        self._batch = batch
        self._waiting: list[Event] = []

    def take(self, path: Path, frame: Frame) -> None:
        """Take in one frame."""
        for rejection in frame.rejections:
            self._outputs.refused(path, rejection)
        self.rejected += len(frame.rejections)
        self._waiting += frame.batch.events
        if len(self._waiting) >= self._batch:
            events, size = self._waiting, self._batch
            whole = len(events) - len(events) % size
            for start in range(0, whole, size):
                self._step(events[start : start + size])
            self._waiting = events[whole:]

    def finish(self) -> None:
        """The end of the input."""
        if self._waiting:
            self._step(self._waiting)
        self._decided(self._engine.flush())
        self._outputs.finish(self._engine, self.keys)

    def _step(self, events: list[Event]) -> None:
        delta = self._engine.step(Batch(events), 0.0)
        self.events += len(events) - delta.duplicates
        self.duplicates += delta.duplicates
        self.late += delta.late
        self._decided(delta)

    def _decided(self, delta: Delta) -> None:
        self.keys.update(delta.numbered)
        self._outputs.decided(self._engine, delta)


def _progress() -> Progress:
    console = Console(file=sys.stderr)
    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[events]:,} events"))
    return Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty())
