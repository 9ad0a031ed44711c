"""`make fit-escalation`: fits the probability of a major incident to seeds of the city that the benchmark does not score."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import click
import msgspec
import numpy as np
import zstandard

from alerts.batch import Batch
from alerts.correlation import Engine
from alerts.correlation.figures import Figures
from alerts.correlation.reading.entity import origin_of
from alerts.escalation import FEATURES, Escalation, EscalationRule
from alerts.places import Gazetteer, load_city
from alerts.rules import load_rules
from alerts.tuning.escalation import Sample, fitted, samples_of, sizes_of
from alerts.tuning.growth import Growth
from feeds.city import Disturbance
from tests.benchmarks.quality.calibration import Told, brier, calibration
from tests.benchmarks.quality.conditions import CONDITIONS, Condition
from tests.benchmarks.quality.material import Material
from tests.benchmarks.quality.store import MADE_BY, Store, default_folder, digest_of
from tests.benchmarks.quality.tables import calibration_table, show

SEEDS = (11, 12, 13, 14, 15, 16)
"""The benchmark scores 1 to 10."""
UNFINISHED_S = 1500.0
"""Incidents that begin so shortly before the end are left out: nobody knows how large they become."""
PULL, OFFSET_PULL = 1.0, 4.0
DECIDED_BY = (*MADE_BY, "alerts", "resources", "tests/benchmarks/quality/fit.py")
"""What the stages depend on besides condition and seed."""
NOTHING = EscalationRule(8, 0.0, -2.0, *(0.0 for _ in FEATURES))


def conditions() -> list[Condition]:
    """An ordinary day for most seeds, a worse one for the others."""
    ordinary = CONDITIONS[0]
    worse = dataclasses.replace(
        ordinary, name="worse", disturbance=Disturbance(missing_coordinates=0.2, extra_error_m=60.0, hot_spots=2.0)
    )
    return [ordinary, ordinary, worse, ordinary, ordinary, worse]


def gathered(material: Material, engine: Engine, major: int) -> list[list[Sample]]:
    """The stages of each incident of a material."""
    growth = Growth(Figures(engine.rules))
    truth = material.truth
    sizes = sizes_of((truth.get((event.source, event.id), ""), origin_of(event)) for event in material.events)
    samples: list[list[Sample]] = []

    def take(keys: list[str]) -> None:
        for key in keys:
            record = engine.book.records[key]
            if record.sources_count > 1 and record.founder.time < material.end - UNFINISHED_S:
                samples.append(samples_of(record, truth, sizes, major, growth))

    for start in range(0, len(material.events), 4096):
        take(engine.step(Batch(material.events[start : start + 4096]), 0.0).ended)
    take(engine.flush().ended)
    take(engine.open_keys())
    return samples


class Part(msgspec.Struct):
    """What the engine made of one seed: how many reports the truth knows, and the stages of each incident."""

    reports: int
    incidents: list[list[Sample]]


def part_of(folder: Path, seed: int, condition: Condition) -> Part:
    """One seed's stages, from the folder if they are there: nothing but the code and the rules decides them."""
    name = f"{digest_of(DECIDED_BY)} {seed} {dataclasses.astuple(condition)}"
    path = folder / f"stages-{hashlib.sha256(name.encode()).hexdigest()[:24]}.json.zst"
    try:
        return msgspec.json.decode(zstandard.decompress(path.read_bytes()), type=Part)
    except (OSError, zstandard.ZstdError, msgspec.MsgspecError):  # not there, or cut off when a run was stopped
        pass
    rules, profile = load_rules(None), load_city("seoul")
    material = Store(folder).material(profile, condition, seed)
    engine = Engine(rules, Gazetteer(profile), eager=False, raw=False)
    part = Part(len(material.truth), gathered(material, engine, (rules.escalation or NOTHING).major))
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(zstandard.compress(msgspec.json.encode(part)))
    unfinished.replace(path)
    return part


def parts(folder: Path, processes: int) -> list[Part]:
    """All seeds' stages in order, by so many processes at once: nearly all the time goes into the engine's passes."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    jobs = list(zip(SEEDS, conditions(), strict=True))
    found = []
    with ProcessPoolExecutor(min(processes, len(jobs))) as pool:
        waiting = [pool.submit(part_of, folder, seed, condition) for seed, condition in jobs]
        for (seed, condition), future in zip(jobs, waiting, strict=True):
            found.append(future.result())
            print(f"seed {seed}, {condition.name}", file=sys.stderr, flush=True)
    return found


@click.command()
@click.option(
    "--cache", type=click.Path(path_type=Path), help="Where the city's events, and what the engine made of them, are kept."
)
@click.option("--processes", type=click.IntRange(1), default=os.cpu_count() or 1, help="So many seeds at once.")
def main(cache: Path | None, processes: int) -> None:
    """Print the coefficients, and how well they say what happens on seeds that they were not fitted to."""
    known = load_rules(None).escalation or NOTHING
    seeds = parts(cache or default_folder(), processes)
    reports = sum(part.reports for part in seeds)
    start = msgspec.structs.replace(NOTHING, major=known.major, hold_s=known.hold_s, words=known.words)
    before = [predicted(known, one) for part in seeds for one in part.incidents]
    after: list[list[Told]] = []
    for held_out in seeds:
        rest = [sample for part in seeds if part is not held_out for one in part.incidents for sample in one]
        rule = fitted(rest, start, pull=PULL, offset_pull=OFFSET_PULL) or start
        after += [predicted(rule, one) for one in held_out.incidents]
    for title, told in (("The coefficients in use", before), ("Fitted anew, each seed told by the others", after)):
        flat = [one for stages in told for one in stages]
        show([calibration_table(title, calibration(flat), brier(flat))])
        print("if so likely is critical: found of the major, at report (median / nine of ten), false per 10,000 reports")
        for least in (0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
            print(f"  {least:.2f}", *(f"{value:8.2f}" for value in _critical(told, least, reports)))
    every = [sample for part in seeds for one in part.incidents for sample in one]
    print(f"# fitted to {len(every)} stages, {sum(sample.major for sample in every)} of major incidents, seeds {SEEDS}")
    rule = fitted(every, start, pull=PULL, offset_pull=OFFSET_PULL) or start
    for name in ("intercept", *FEATURES):
        print(f"{name} = {getattr(rule, name)}")
    print("kinds = {", ", ".join(f"{kind} = {value}" for kind, value in rule.kinds.items()), "}")


def _critical(told: list[list[Told]], least: float, reports: int) -> tuple[float, float, float, float]:
    """What a threshold finds, and falsely takes for a major incident."""
    when = [next((n for n, (given, _) in enumerate(one, 2) if given >= least), 0) for one in told if one and one[0][1]]
    false = sum(any(given >= least for given, _ in one) for one in told if one and not one[0][1])
    found = [n for n in when if n]
    half, most = (float(np.median(found)), float(np.quantile(found, 0.9))) if found else (float("nan"), float("nan"))
    return len(found) / max(len(when), 1), half, most, false * 10_000.0 / reports


def predicted(rule: EscalationRule, samples: list[Sample]) -> list[Told]:
    """Probability and outcome of each sample."""
    escalation = Escalation(rule)
    return [(escalation.of(sample.figures, sample.kind), sample.major) for sample in samples]


if __name__ == "__main__":
    main()
