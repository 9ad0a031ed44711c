"""`make fit-escalation`: fits the probability of a major incident to seeds of the city that the benchmark does not score."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import click
import msgspec

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
from tests.benchmarks.quality.calibration import brier, calibration
from tests.benchmarks.quality.conditions import CONDITIONS, Condition
from tests.benchmarks.quality.material import Material
from tests.benchmarks.quality.store import Store, default_folder
from tests.benchmarks.quality.tables import calibration_table, show

SEEDS = (11, 12, 13, 14, 15, 16)
"""The benchmark scores 1 to 10."""
UNFINISHED_S = 1500.0
"""Incidents that begin so shortly before the end are left out: nobody knows how large they become."""
NOTHING = EscalationRule(8, 0.0, -2.0, *(0.0 for _ in FEATURES))


def conditions() -> list[Condition]:
    """An ordinary day for most seeds, a worse one for the others."""
    ordinary = CONDITIONS[0]
    worse = dataclasses.replace(
        ordinary, name="worse", disturbance=Disturbance(missing_coordinates=0.2, extra_error_m=60.0, hot_spots=2.0)
    )
    return [ordinary, ordinary, worse, ordinary, ordinary, worse]


def gathered(material: Material, engine: Engine, major: int) -> list[Sample]:
    """The stages of all incidents of a material."""
    growth = Growth(Figures(engine.rules))
    truth = material.truth
    sizes = sizes_of((truth.get((event.source, event.id), ""), origin_of(event)) for event in material.events)
    samples: list[Sample] = []

    def take(keys: list[str]) -> None:
        for key in keys:
            record = engine.book.records[key]
            if record.sources_count > 1 and record.founder.time < material.end - UNFINISHED_S:
                samples.extend(samples_of(record, truth, sizes, major, growth))

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
    parts: list[list[Sample]] = []
    for seed, condition in zip(SEEDS, conditions(), strict=True):
        print(f"seed {seed}, {condition.name}", file=sys.stderr)
        engine = Engine(rules, places, eager=False, raw=False)
        parts.append(gathered(store.material(profile, condition, seed), engine, known.major))
    start = msgspec.structs.replace(NOTHING, major=known.major, hold_s=known.hold_s, words=known.words)
    told: list[tuple[float, bool]] = []
    for index, held_out in enumerate(parts):
        rest = [sample for number, part in enumerate(parts) if number != index for sample in part]
        told += predicted(fitted(rest, start, pull=1.0, offset_pull=10.0) or start, held_out)
    show([calibration_table("Each seed told by the others", calibration(told), brier(told))])
    every = [sample for part in parts for sample in part]
    print(f"# fitted to {len(every)} stages, {sum(sample.major for sample in every)} of major incidents, seeds {SEEDS}")
    rule = fitted(every, start, pull=1.0, offset_pull=10.0) or start
    for name in ("intercept", *FEATURES):
        print(f"{name} = {getattr(rule, name)}")
    print("kinds = {", ", ".join(f"{kind} = {value}" for kind, value in rule.kinds.items()), "}")


def predicted(rule: EscalationRule, samples: list[Sample]) -> list[tuple[float, bool]]:
    """Probability and outcome of each sample."""
    from alerts.escalation import Escalation

    escalation = Escalation(rule)
    return [(escalation.of(sample.figures, sample.kind), sample.major) for sample in samples]


if __name__ == "__main__":
    main()
