"""`make bench-quality`: how well reports become incidents, beside other methods and with parts of the engine switched off."""

from __future__ import annotations

import dataclasses
import json
import math
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.table import Table

from alerts.correlation import Places
from alerts.errors import WorldError
from alerts.places import CityProfile, Gazetteer, load_city
from alerts.rules import Rules, load_rules
from tests.benchmarks.quality import tables
from tests.benchmarks.quality.conditions import COLD_S, CONDITIONS, Condition
from tests.benchmarks.quality.drive import Driver
from tests.benchmarks.quality.material import Material, city_material, recorded_material
from tests.benchmarks.quality.mistakes import mistakes
from tests.benchmarks.quality.parts import PARTS
from tests.benchmarks.quality.scores import Line, Scored, baseline_lines, delays, extents, kind_lines, line, load, window

ENGINE = "engine"


class Bench:
    """Runs what was asked for and gathers tables and figures."""

    def __init__(self, rules: Rules, places: Places, quick: bool, thorough: bool, wrong: Path | None) -> None:
        self.rules = rules
        self.places = places
        self.quick = quick
        self.parts_tried = [part for part in PARTS if thorough or not part.thorough]
        self.thorough = thorough
        self.lines: list[tuple[str, Line]] = []
        self.parts: list[tuple[str, Line]] = []
        self.raised: list[Any] = []
        self.kinds: list[tuple[str, Any]] = []
        self.sizes: list[tuple[str, Any]] = []
        self._wrong = wrong
        self._texts: list[str] = []
        self._begin = time.monotonic()

    def condition(self, profile: CityProfile, condition: Condition, seeds: int | None) -> None:
        """One condition of the synthetic city."""
        if self.thorough:
            condition = dataclasses.replace(condition, warm_s=condition.thorough_warm_s or condition.warm_s)
        warm: list[Scored] = []
        cold: list[Scored] = []
        partly: list[list[Scored]] = [[] for _ in self.parts_tried]
        count = min(seeds or condition.seeds, condition.limit)
        for seed in range(1, count + 1):
            self._say(f"{condition.name}, seed {seed} of {count}: city")
            material = city_material(profile, condition, seed)
            self._say(f"{condition.name}, seed {seed} of {count}: engine")
            outcome = Driver(self.rules, self.places, material).run()
            since = material.start + condition.warm_s
            warm.append(window(material, outcome, since, material.end))
            if condition.cold:
                cold.append(window(material, outcome, material.start, material.start + COLD_S))
                if (seed == 1 or self.thorough) and not self.quick:
                    self._without_parts(condition, seed, material, partly)
        self._score(condition.name, warm)
        if cold:
            self._score(f"{condition.name}, first hour", cold)
            if partly[0]:
                self.parts.append(("nothing", line(ENGINE, warm[: len(partly[0])])))
                self.parts += [(part.name, line(ENGINE, scored)) for part, scored in zip(self.parts_tried, partly, strict=True)]

    def recording(self, material: Material) -> None:
        """Somebody's own recording, from its first event to its last."""
        self._say("recording: engine")
        outcome = Driver(self.rules, self.places, material).run()
        self._score("recording", [window(material, outcome, material.start, material.end)])

    def _without_parts(self, condition: Condition, seed: int, material: Material, partly: list[list[Scored]]) -> None:
        for part, scored in zip(self.parts_tried, partly, strict=True):
            self._say(f"{condition.name}, seed {seed}: without {part.name}")
            dice = random.Random(seed)
            change = part.event
            changed = material
            if change is not None:
                changed = dataclasses.replace(material, events=[change(event, dice) for event in material.events])
            outcome = Driver(part.rules(self.rules), part.gazetteer(self.places), changed, watching=False).run()
            scored.append(window(changed, outcome, material.start + condition.warm_s, material.end))

    def _score(self, name: str, seeds: list[Scored]) -> None:
        self.lines.append((name, line(ENGINE, seeds)))
        self.lines += [(name, one) for one in baseline_lines(seeds, self.rules, lambda method: self._say(f"{name}: {method}"))]
        self.raised.append((name, delays(seeds), load(seeds)))
        self.kinds.append((name, kind_lines(seeds)))
        self.sizes.append((name, extents(seeds, self.rules)))
        if self._wrong is not None:
            self._texts.append(mistakes(name, seeds))

    def finish(self, figures: Path | None) -> None:
        """Print the tables; write the figures and the mistakes where they were asked for."""
        self._say("", last=True)
        shown: list[Table] = [tables.agreement_table("Agreement with the truth", self.lines)]
        shown.append(tables.raised_table(self.raised))
        if self.parts:
            shown.append(tables.agreement_table("The engine without ... (ordinary day)", self.parts))
        for name, rows in self.kinds:
            if rows and (name == self.kinds[0][0] or not self.quick):
                shown.append(tables.kind_table(f"Scripted kinds: {name}", rows))
        name, sizes = self.sizes[0]
        shown.append(tables.extent_table(f"Sizes and limits: {name}", sizes))
        tables.show(shown)
        print(f"{time.monotonic() - self._begin:.0f} s")
        if self._wrong is not None:
            self._wrong.write_text("\n".join(self._texts), encoding="utf-8")
        if figures is not None:
            text = json.dumps(_plain(self._figures()), ensure_ascii=False, indent=1)
            figures.write_text(text + "\n", encoding="utf-8")

    def _figures(self) -> dict[str, Any]:
        return {
            "agreement": [{"condition": name, **dataclasses.asdict(row)} for name, row in self.lines],
            "raised": [
                {"condition": name, "delays": [dataclasses.asdict(one) for one in late], "load": dataclasses.asdict(burden)}
                for name, late, burden in self.raised
            ],
            "without": [{"part": name, **dataclasses.asdict(row)} for name, row in self.parts],
            "kinds": [{"condition": name, "kinds": [dataclasses.asdict(row) for row in rows]} for name, rows in self.kinds],
            "sizes": [{"condition": name, "kinds": [dataclasses.asdict(row) for row in rows]} for name, rows in self.sizes],
        }

    def _say(self, text: str, *, last: bool = False) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\033[K{text}" if not last else "\r\033[K")
        elif not last:
            sys.stderr.write(f"{time.monotonic() - self._begin:5.0f} s  {text}\n")
        sys.stderr.flush()


def _plain(value: Any) -> Any:
    """What JSON can say: no NaN."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float | np.floating):
        return None if math.isnan(value) else round(float(value), 6)
    return value


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--seeds", type=click.IntRange(1, 10), help="Seeds of the city to score (default: 3 of an ordinary day, fewer of the rest)."
)
@click.option("--quick", is_flag=True, help="One seed, few conditions: about a minute.")
@click.option("--thorough", is_flag=True, help="Every part switched off, for every seed; longer warm-ups at high rates.")
@click.option("--only", multiple=True, metavar="TEXT", help="Only conditions whose name holds this text; may be repeated.")
@click.option("--rules", "rules_file", type=click.Path(path_type=Path), help="Another rules file.")
@click.option("--city", "city_name", default="seoul", show_default=True, help="The city whose places are known.")
@click.option("--recording", type=click.Path(path_type=Path), help="Score a recording instead of the synthetic city.")
@click.option("--labels", type=click.Path(path_type=Path), help="Its truth: CSV with source,event_id,incident_id.")
@click.option("--json", "figures", type=click.Path(path_type=Path), help="Write the figures to this file.")
@click.option("--mistakes", "wrong", type=click.Path(path_type=Path), help="Write the worst mistakes to this file.")
def main(
    seeds: int | None, quick: bool, thorough: bool, only: Sequence[str], rules_file: Path | None, city_name: str,
    recording: Path | None, labels: Path | None, figures: Path | None, wrong: Path | None,
) -> None:  # fmt: skip
    """Score how well reports become incidents."""
    if (recording is None) != (labels is None):
        raise click.UsageError("--recording and --labels go together")
    try:
        rules = load_rules(rules_file)
        profile = load_city(city_name)
        places = Gazetteer(profile)
        bench = Bench(rules, places, quick, thorough, wrong)
        if recording is not None and labels is not None:
            bench.recording(recorded_material(recording, labels))
        else:
            chosen = [one for one in CONDITIONS if not only or any(text in one.name for text in only)]
            if quick and not only:
                chosen = [one for one in chosen if one.quick]
            if not chosen:
                raise click.UsageError(f"no such condition; there are: {', '.join(one.name for one in CONDITIONS)}")
            for condition in chosen:
                bench.condition(profile, condition, seeds or (1 if quick else None))
        bench.finish(figures)
    except WorldError as error:
        raise click.ClickException(str(error)) from None


if __name__ == "__main__":
    main(prog_name="python -m tests.benchmarks.quality")
