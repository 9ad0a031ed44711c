"""`make bench-quality`: how well reports become incidents, beside other methods and with parts of the engine switched off."""

from __future__ import annotations

import dataclasses
import json
import math
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np

from alerts.errors import WorldError
from alerts.places import load_city
from alerts.rules import load_rules
from tests.benchmarks.quality import tables
from tests.benchmarks.quality.conditions import CONDITIONS
from tests.benchmarks.quality.runs import How, Job, Results, condition_job, parts_job, recording_job, run_all
from tests.benchmarks.quality.store import default_folder
from tests.benchmarks.quality.targets import checked


class Progress:
    """Says on the error stream what is being done."""

    def __init__(self) -> None:
        self.begin = time.monotonic()

    def __call__(self, text: str) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\033[K{text}")
        elif text:
            sys.stderr.write(f"{time.monotonic() - self.begin:5.0f} s  {text}\n")
        sys.stderr.flush()


def finish(results: Results, quick: bool, figures: Path | None, wrong: Path | None) -> None:
    """Print the tables; write the figures and the mistakes where they were asked for."""
    targets = checked(results.windows)
    tables.show(tables.all_tables(results.windows, results.parts, targets, brief=quick))
    if wrong is not None:
        wrong.write_text("\n".join(one.mistakes for one in results.windows), encoding="utf-8")
    if figures is not None:
        windows = [dataclasses.asdict(one) for one in results.windows]
        for one in windows:
            del one["mistakes"]
        parts = [{"part": name, **dataclasses.asdict(row)} for name, row in results.parts]
        told = {"windows": windows, "without": parts, "targets": [dataclasses.asdict(one) for one in targets]}
        figures.write_text(json.dumps(_plain(told), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _plain(value: Any) -> Any:
    """What JSON can say: no NaN."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float | np.floating):
        return None if math.isnan(value) else round(float(value), 6)
    return value


def _jobs(quick: bool, thorough: bool, only: Sequence[str]) -> list[Job]:
    chosen = [one for one in CONDITIONS if not only or any(text in one.name for text in only)]
    if not only:
        chosen = [one for one in chosen if (one.quick if quick else thorough or not one.thorough)]
    if not chosen:
        raise click.UsageError(f"no such condition; there are: {', '.join(one.name for one in CONDITIONS)}")
    jobs: list[Job] = [partial(condition_job, condition=one) for one in chosen]
    if not quick:
        jobs[1:1] = [partial(parts_job, condition=one) for one in chosen if one.cold]
    return jobs


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--seeds", type=click.IntRange(1, 10), help="Seeds of the city to score (default: 3 of an ordinary day, fewer of the rest)."
)
@click.option("--quick", is_flag=True, help="One seed, few conditions: about a minute.")
@click.option("--thorough", is_flag=True, help="Ten seeds, every rate, every part switched off, longer warm-ups: hours.")
@click.option("--only", multiple=True, metavar="TEXT", help="Only conditions whose name holds this text; may be repeated.")
@click.option("--rules", "rules_file", type=click.Path(path_type=Path), help="Another rules file.")
@click.option("--city", "city_name", default="seoul", show_default=True, help="The city whose places are known.")
@click.option("--recording", type=click.Path(path_type=Path), help="Score a recording instead of the synthetic city.")
@click.option("--labels", type=click.Path(path_type=Path), help="Its truth: CSV with source,event_id,incident_id.")
@click.option("--json", "figures", type=click.Path(path_type=Path), help="Write the figures to this file.")
@click.option("--mistakes", "wrong", type=click.Path(path_type=Path), help="Write the worst mistakes to this file.")
@click.option("--processes", type=click.IntRange(1, 64), default=2, show_default=True, help="Conditions run at once.")
@click.option(
    "--cache", type=click.Path(path_type=Path), help="Where the city's events are kept (default: a temporary folder)."
)
@click.option("--no-cache", is_flag=True, help="Make the city's events anew.")
def main(
    seeds: int | None, quick: bool, thorough: bool, only: Sequence[str], rules_file: Path | None, city_name: str,
    recording: Path | None, labels: Path | None, figures: Path | None, wrong: Path | None, processes: int,
    cache: Path | None, no_cache: bool,
) -> None:  # fmt: skip
    """Score how well reports become incidents."""
    if (recording is None) != (labels is None):
        raise click.UsageError("--recording and --labels go together")
    folder = None if no_cache else cache or default_folder()
    how = How(rules_file, city_name, folder, seeds, quick, thorough, wrong is not None)
    say = Progress()
    try:
        load_rules(rules_file)  # before anything takes time
        load_city(city_name)
        if recording is not None and labels is not None:
            jobs: list[Job] = [partial(recording_job, recording=recording, labels=labels)]
        else:
            jobs = _jobs(quick, thorough, only)
        gathered = Results()
        for results in run_all(jobs, how, say, processes):
            gathered.windows += results.windows
            gathered.parts += results.parts
    except WorldError as error:
        raise click.ClickException(str(error)) from None
    say("")
    finish(gathered, quick, figures, wrong)
    print(f"{time.monotonic() - say.begin:.0f} s")


if __name__ == "__main__":
    main(prog_name="python -m tests.benchmarks.quality")
