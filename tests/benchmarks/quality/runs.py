"""Runs the engine and the other methods over one condition, and gives its figures."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from alerts.places import Gazetteer, load_city
from alerts.rules import load_rules
from tests.benchmarks.quality.calibration import Decile, brier, calibration
from tests.benchmarks.quality.conditions import COLD_S, Condition
from tests.benchmarks.quality.drive import Driver
from tests.benchmarks.quality.material import recorded_material
from tests.benchmarks.quality.mistakes import mistakes
from tests.benchmarks.quality.parts import PARTS
from tests.benchmarks.quality.scores import (
    Delay,
    Extent,
    KindLine,
    Line,
    Load,
    Scored,
    baseline_lines,
    delays,
    extents,
    kind_lines,
    line,
    load,
    told_in,
    window,
)
from tests.benchmarks.quality.store import Store

ENGINE: Final = "engine"
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class How:
    """What holds for a whole run of the benchmark. ``seeds`` None: as many as each condition wants."""

    rules: Path | None
    city: str
    folder: Path | None
    seeds: int | None = None
    quick: bool = False
    thorough: bool = False
    wrong: bool = False
    """Whether the worst mistakes are to be told."""


@dataclass(slots=True)
class Result:
    """The figures of one window of one condition."""

    name: str
    lines: list[Line]
    delays: list[Delay]
    load: Load
    kinds: list[KindLine]
    sizes: list[Extent]
    tenths: list[Decile]
    brier: tuple[float, float]
    mistakes: str = ""


@dataclass(slots=True)
class Results:
    """Of one job: windows, and the engine without its parts."""

    windows: list[Result] = field(default_factory=list)
    parts: list[tuple[str, Line]] = field(default_factory=list)


Job = Callable[[How, Say], Results]


def condition_job(how: How, say: Say, condition: Condition) -> Results:
    """One condition of the synthetic city, all seeds."""
    rules, profile = load_rules(how.rules), load_city(how.city)
    places, store = Gazetteer(profile), Store(how.folder)
    condition = _as_asked(condition, how)
    warm: list[Scored] = []
    cold: list[Scored] = []
    count = _seeds(condition, how)
    for seed in range(1, count + 1):
        say(f"{condition.name}, seed {seed} of {count}")
        material = store.material(profile, condition, seed)
        outcome = Driver(rules, places, material).run()
        warm.append(window(material, outcome, material.start + condition.warm_s, material.end))
        if condition.cold:
            cold.append(window(material, outcome, material.start, material.start + COLD_S))
    results = Results([_result(condition.name, warm, how, say)])
    if cold:
        results.windows.append(_result(f"{condition.name}, first hour", cold, how, say))
    return results


def parts_job(how: How, say: Say, condition: Condition) -> Results:
    """The engine with each part switched off, in one condition."""
    rules, profile = load_rules(how.rules), load_city(how.city)
    places, store = Gazetteer(profile), Store(how.folder)
    condition = _as_asked(condition, how)
    parts = [None, *(part for part in PARTS if how.thorough or not part.thorough)]
    scored: list[list[Scored]] = [[] for _ in parts]
    for seed in range(1, (_seeds(condition, how) if how.thorough else 1) + 1):
        material = store.material(profile, condition, seed)
        for part, found in zip(parts, scored, strict=True):
            say(f"{condition.name}, seed {seed}: without {part.name if part else 'nothing'}")
            changed = material
            if part is not None and part.event is not None:
                events = [part.event(event, dice) for dice in [random.Random(seed)] for event in material.events]
                changed = dataclasses.replace(material, events=events)
            driver = Driver(
                part.rules(rules) if part else rules, part.gazetteer(places) if part else places, changed, watching=False
            )
            found.append(window(changed, driver.run(), material.start + condition.warm_s, material.end))
    names = [part.name if part else "nothing" for part in parts]
    return Results(parts=[(name, line(ENGINE, found)) for name, found in zip(names, scored, strict=True)])


def recording_job(how: How, say: Say, recording: Path, labels: Path) -> Results:
    """Somebody's own recording, from its first event to its last."""
    material = recorded_material(recording, labels)
    say("recording")
    outcome = Driver(load_rules(how.rules), Gazetteer(load_city(how.city)), material).run()
    return Results([_result("recording", [window(material, outcome, material.start, material.end)], how, say)])


def _as_asked(condition: Condition, how: How) -> Condition:
    if not how.thorough:
        return condition
    return dataclasses.replace(condition, warm_s=condition.thorough_warm_s or condition.warm_s)


def _seeds(condition: Condition, how: How) -> int:
    wanted = how.seeds or (1 if how.quick else condition.limit if how.thorough else condition.seeds)
    return min(wanted, condition.limit)


def _result(name: str, seeds: Sequence[Scored], how: How, say: Say) -> Result:
    rules = load_rules(how.rules)
    lines = [line(ENGINE, seeds), *baseline_lines(seeds, rules, lambda method: say(f"{name}: {method}"))]
    wrong = mistakes(name, seeds) if how.wrong else ""
    told = told_in(seeds)
    return Result(
        name, lines, delays(seeds), load(seeds), kind_lines(seeds), extents(seeds, rules), calibration(told), brier(told), wrong
    )


def run_all(jobs: Sequence[Job], how: How, say: Say, processes: int) -> Iterator[Results]:
    """The jobs' results in their order, by so many processes at once."""
    if processes == 1 or len(jobs) == 1:
        for job in jobs:
            yield job(how, say)
        return
    with ProcessPoolExecutor(min(processes, len(jobs))) as pool:
        say(f"{len(jobs)} jobs in {processes} processes")
        waiting = [pool.submit(partial(_quiet, job), how) for job in jobs]
        for index, future in enumerate(waiting, 1):
            results = future.result()
            say(f"job {index} of {len(jobs)} done")
            yield results


def _quiet(job: Job, how: How) -> Results:
    return job(how, lambda text: None)
