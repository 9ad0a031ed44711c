"""`tune`: fits the rules' figures to recordings whose truth is known, and to what operators confirmed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.table import Table

from alerts.correlation import Places
from alerts.errors import InputError, OutputError
from alerts.events import Event, Sensor, Unit
from alerts.places import Gazetteer, load_city
from alerts.rules import Rules, load_rules
from alerts.rules.load import DEFAULT_RULES
from alerts.tuning.cases import CaseReader, Cases
from alerts.tuning.confirmed import read_confirmed
from alerts.tuning.labels import read_labels
from alerts.tuning.scoring import Outcome, Recorded, brier
from alerts.tuning.tuning import Tuned, tune
from alerts.tuning.writing import rewritten
from console.whole import all_different
from feeds.recordings import open_recording

LEAST_S: Final = 600.0
"""A recording shorter than this has no last third worth scoring."""
WIDTH: Final = 150


@click.command()
@click.argument("recordings", nargs=-1, metavar="RECORDING...", type=click.Path(path_type=Path))
@click.option(
    "--labels", multiple=True, type=click.Path(path_type=Path), metavar="FILE...",
    help="The truth of each recording, in their order: CSV with source,event_id,incident_id.",
)  # fmt: skip
@click.option(
    "--rules", "rules_file", type=click.Path(path_type=Path), help="The rules to start from [default: the shipped ones]."
)
@click.option("--out", type=click.Path(path_type=Path), help="Write the fitted rules to this new file.")
@click.option(
    "--log", "log", type=click.Path(path_type=Path), help="Learn from the incidents confirmed in this incident log too."
)
@click.option("--city", default="seoul", show_default=True, metavar="NAME", help="The city whose place names are looked up.")
@click.option("--force", is_flag=True, help="Replace the file given with --out.")
def command(
    recordings: tuple[Path, ...], labels: tuple[Path, ...], rules_file: Path | None, out: Path | None, log: Path | None,
    city: str, force: bool,
) -> int:  # fmt: skip
    """Fit the rules' figures to RECORDINGs whose truth is known.

    Fits to the first two thirds of each recording, leaves what would do harm there or has too few data, and shows how well
    the rules do on the last third, before and after. Changes no rules that are in use: --out writes a new file for you to
    read, and to name where rules are chosen.
    """
    recordings, labels = _sorted(recordings, labels)
    if not recordings and log is None:
        raise click.UsageError("nothing to learn from: give recordings with --labels, or --log")
    if out is not None:
        all_different([*recordings, *labels, *([log] if log is not None else [])], [out])
        _may_write(out, rules_file, force)
    rules = load_rules(rules_file)
    places = Gazetteer(load_city(city))
    recorded = [_read(recording, truth) for recording, truth in zip(recordings, labels, strict=True)]
    confirmed = _confirmed(log, rules, places) if log is not None else Cases()
    tuned = tune(rules, places, recorded, confirmed, _say)
    _show(tuned, rules)
    if out is not None:
        names = [path.name for path in recordings] + ([log.name] if log is not None else [])
        origin = (
            f"Fitted by `gwanje tune` on {datetime.now(UTC):%Y-%m-%d} to {', '.join(names)}; each changed figure says to what."
        )
        _write(out, rewritten((rules_file or DEFAULT_RULES).read_text(encoding="utf-8"), tuned.changed, origin))
        load_rules(out)
        click.echo(f"{out}: {len(tuned.changed)} figures changed")
    elif tuned.changed:
        click.echo("nothing was written; --out FILE writes rules with these figures")
    return 0


def _sorted(recordings: Sequence[Path], labels: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Recordings and their labels: `--labels a.csv b.csv` leaves the second among the recordings, which none ends like."""
    more = tuple(path for path in recordings if path.suffix == ".csv")
    kept = tuple(path for path in recordings if path.suffix != ".csv")
    known = (*labels, *more)
    if len(kept) != len(known):
        raise click.UsageError(f"{len(kept)} recordings and {len(known)} files of labels: each recording needs its own")
    return kept, known


def _may_write(out: Path, rules_file: Path | None, force: bool) -> None:
    if out.exists() and (rules_file or DEFAULT_RULES).exists() and out.samefile(rules_file or DEFAULT_RULES):
        raise OutputError(f"{out}: these are the rules that are fitted from; choose another file")
    if out.exists() and not force:
        raise OutputError(f"{out}: exists already; --force replaces it")
    if not out.absolute().parent.is_dir():
        raise OutputError(f"{out}: there is no folder {out.absolute().parent}")


def _write(out: Path, text: str) -> None:
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"cannot write {out}: {error.strerror or error}; choose another file") from None


def _read(recording: Path, labels: Path) -> Recorded:
    truth = read_labels(labels)
    events: list[Event] = []
    with open_recording(recording) as opened:
        for frame in opened:
            events += [event for event in frame.batch.events if not _says_nothing(event)]
        losses = list(opened.losses)
    for loss in losses:
        print(f"gwanje: {recording}: {loss}", file=sys.stderr)
    times = [event.time.timestamp() for event in events if (event.source, event.id) in truth]
    if not times:
        raise InputError(f"{labels}: none of its events is in {recording}")
    if max(times) - min(times) < LEAST_S:
        raise InputError(f"{recording}: its labelled events span less than ten minutes; a part of them must be held out")
    return Recorded(recording.name, events, truth, min(times), max(times) + 1.0)


def _says_nothing(event: Event) -> bool:
    """Positions and normal readings: many, and reports of nothing by any rules."""
    return type(event) is Unit or (type(event) is Sensor and event.level == "normal")


def _confirmed(log: Path, rules: Rules, places: Places) -> Cases:
    events, truth = read_confirmed(log)
    return CaseReader(rules, places).read(events, truth, float("inf"), 0.0)


def _say(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{text} ...", end="", file=sys.stderr, flush=True)


def _show(tuned: Tuned, rules: Rules) -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    if tuned.changed:
        table = Table(title="Changed", title_justify="left")
        for head in ("figure", "was", "is", "from"):
            table.add_column(head, justify="right" if head in ("was", "is") else "left", overflow="fold")
        for change in tuned.changed:
            table.add_row(change.name, f"{change.old:g}", f"{change.new:g}", change.why)
        console.print(table)
    if tuned.left:
        table = Table(title="Left as it is", title_justify="left")
        table.add_column("figure", overflow="fold")
        table.add_column("because", overflow="fold")
        for left in tuned.left:
            table.add_row(left.name, left.why)
        console.print(table)
    if tuned.before is not None and tuned.after is not None:
        console.print(_compared(tuned.before, tuned.after, rules, tuned.rules))
    else:
        click.echo("no recording to score: what a log confirms does not show what was joined wrongly")


def _compared(before: Outcome, after: Outcome, old: Rules, new: Rules) -> Table:
    """Quality on what was held out."""
    title = f"On the last third, which nothing was fitted to: {after.reports} first reports"
    table = Table(title=title, title_justify="left")
    for head in ("", "before", "after"):
        table.add_column(head, justify="left" if not head else "right")
    one, other = before.agreement, after.agreement
    rows = [
        ("pair precision", one.pair_precision, other.pair_precision), ("pair recall", one.pair_recall, other.pair_recall),
        ("pair F1", one.pair_f1, other.pair_f1), ("B-cubed precision", one.b3_precision, other.b3_precision),
        ("B-cubed recall", one.b3_recall, other.b3_recall), ("B-cubed F1", one.b3_f1, other.b3_f1),
        ("Brier score of the probability (less is better)", brier(old, before.samples), brier(new, after.samples)),
    ]  # fmt: skip
    for name, was, now in rows:
        table.add_row(name, _figure(was), _figure(now))
    return table


def _figure(value: float) -> str:
    return "-" if value != value else f"{value:.3f}"
