"""`make fit-escalation`: fits the probability of a major incident to seeds of the city that the benchmark does not score."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import click
import msgspec
import numpy as np

from alerts.batch import Batch
from alerts.correlation import Engine
from alerts.correlation.figures import Figures
from alerts.correlation.reading.entity import origin_of
from alerts.escalation import FEATURES, EscalationRule
from alerts.places import Gazetteer, load_city
from alerts.rules import load_rules
from alerts.tuning.escalation import Sample, fitted, samples_of, sizes_of
from alerts.tuning.growth import Growth
from feeds.city import Disturbance
from tests.benchmarks.quality.calibration import Told, brier, calibration
from tests.benchmarks.quality.conditions import CONDITIONS, Condition
from tests.benchmarks.quality.material import Material
from tests.benchmarks.quality.store import Store, default_folder
from tests.benchmarks.quality.tables import calibration_table, show

SEEDS = (11, 12, 13, 14, 15, 16)
"""The benchmark scores 1 to 10."""
UNFINISHED_S = 1500.0
"""Incidents that begin so shortly before the end are left out: nobody knows how large they become."""
PULL, OFFSET_PULL = 1.0, 4.0
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


@click.command()
@click.option("--cache", type=click.Path(path_type=Path), help="Where the city's events are kept.")
def main(cache: Path | None) -> None:
    """Print the coefficients, and how well they say what happens on seeds that they were not fitted to."""
    rules, profile, store = load_rules(None), load_city("seoul"), Store(cache or default_folder())
    places = Gazetteer(profile)
    known = rules.escalation or NOTHING
    parts: list[list[list[Sample]]] = []
    reports = 0
    for seed, condition in zip(SEEDS, conditions(), strict=True):
        print(f"seed {seed}, {condition.name}", file=sys.stderr)
        engine = Engine(rules, places, eager=False, raw=False)
        material = store.material(profile, condition, seed)
        parts.append(gathered(material, engine, known.major))
        reports += len(material.truth)
    start = msgspec.structs.replace(NOTHING, major=known.major, hold_s=known.hold_s, words=known.words)
    told: list[list[Told]] = []
    for index, held_out in enumerate(parts):
        rest = [sample for number, part in enumerate(parts) if number != index for one in part for sample in one]
        rule = fitted(rest, start, pull=PULL, offset_pull=OFFSET_PULL) or start
        told += [predicted(rule, one) for one in held_out]
    flat = [one for stages in told for one in stages]
    show([calibration_table("Each seed told by the others", calibration(flat), brier(flat))])
    print("if so likely is critical: found of the major, at report (median / nine of ten), false per 10,000 reports")
    for least in (0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        print(f"  {least:.2f}", *(f"{value:8.2f}" for value in _critical(told, least, reports)))
    every = [sample for part in parts for one in part for sample in one]
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
    share = len(found) / len(when)
    return share, float(np.median(found)), float(np.quantile(found, 0.9)), false * 10_000.0 / reports


def predicted(rule: EscalationRule, samples: list[Sample]) -> list[Told]:
    """Probability and outcome of each sample."""
    from alerts.escalation import Escalation

    escalation = Escalation(rule)
    return [(escalation.of(sample.figures, sample.kind), sample.major) for sample in samples]


if __name__ == "__main__":
    main()
