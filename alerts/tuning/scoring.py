"""What the engine makes of a recording under some rules, and how that agrees with the truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from alerts.batch import Batch
from alerts.correlation import Engine, Places
from alerts.correlation.figures import Figures
from alerts.correlation.reading.entity import origin_of
from alerts.events import Event
from alerts.rules import Rules
from alerts.tuning.agreement import Agreement, agreement, codes, mean
from alerts.tuning.escalation import Name, Sample, samples_of, sizes_of
from alerts.tuning.growth import Growth

BATCH: Final = 4096


@dataclass(slots=True)
class Recorded:
    """A recording and its truth: events in order of arrival, a label by source and event id (none, or empty: unknown)."""

    name: str
    events: list[Event]
    truth: Mapping[Name, str]
    start: float
    end: float
    """Seconds since the epoch."""

    def at(self, share: float) -> float:
        """The moment at which this share of it has passed."""
        return self.start + share * (self.end - self.start)


@dataclass(slots=True)
class Outcome:
    """``agreement`` of the first reports of each source in the window; ``samples``: stages of incidents opened in it."""

    agreement: Agreement
    reports: int
    samples: list[Sample]


def run(rules: Rules, places: Places, recorded: Recorded, since: float, until: float) -> Outcome:
    """Run the engine over everything before ``until``; score what happened from ``since`` on (seconds since the epoch)."""
    engine = Engine(rules, places, eager=False, raw=False)
    growth = Growth(Figures(rules))
    truth = recorded.truth
    events = [event for event in recorded.events if event.time.timestamp() < until]
    major = rules.escalation.major if rules.escalation is not None else 8
    origins = ((truth.get((event.source, event.id), ""), origin_of(event)) for event in recorded.events)
    sizes = sizes_of(origins)
    found: dict[Name, str] = {}
    samples: list[Sample] = []

    into: dict[str, str] = {}
    """Incidents that a surge put into others."""

    def take(keys: list[str]) -> None:
        for key in keys:
            record = engine.book.records[key]
            if record.sources_count > 1 and record.founder.time >= since:
                samples.extend(samples_of(record, truth, sizes, major, growth))

    for start in range(0, len(events), BATCH):
        delta = engine.step(Batch(events[start : start + BATCH]), 0.0)
        found.update({(final.ref.source, final.ref.id): final.key for final in delta.final})
        into.update(delta.joined)
        take(delta.ended)
    delta = engine.flush()
    found.update({(final.ref.source, final.ref.id): final.key for final in delta.final})
    into.update(delta.joined)
    take(delta.ended)
    take(engine.open_keys())
    for one, key in found.items():
        while key in into:
            key = into[key]
        found[one] = key
    ours: list[str] = []
    theirs: list[str] = []
    seen: set[tuple[str, str]] = set()
    for event in sorted(events, key=lambda event: (event.time.timestamp(), event.source, event.id)):
        name = (event.source, event.id)
        label = truth.get(name, "")
        if not label or name not in found or (label, origin_of(event)) in seen:
            continue
        seen.add((label, origin_of(event)))
        if event.time.timestamp() >= since:
            ours.append(found[name])
            theirs.append(label)
    return Outcome(agreement(codes(theirs), codes(ours, "alone")), len(ours), samples)


def scored(rules: Rules, places: Places, recordings: list[Recorded], window: tuple[float, float]) -> Outcome:
    """All recordings together, the window given as shares of each (0 to 1): mean agreement, all samples."""
    outcomes = [run(rules, places, one, one.at(window[0]), one.at(window[1])) for one in recordings]
    return Outcome(
        mean([one.agreement for one in outcomes]), sum(one.reports for one in outcomes),
        [sample for one in outcomes for sample in one.samples],
    )  # fmt: skip


def goodness(outcome: Outcome) -> float:
    """One figure to compare rules by: pairs tell of large incidents, B-cubed of every report."""
    return (outcome.agreement.pair_f1 + outcome.agreement.b3_f1) / 2.0


def brier(rules: Rules, samples: list[Sample]) -> float:
    """Mean squared error of the probability of a major incident; NaN where there is none to score."""
    from alerts.escalation import Escalation

    if rules.escalation is None or not samples:
        return float("nan")
    escalation = Escalation(rules.escalation)
    return float(np.mean([(escalation.of(one.figures, one.kind) - one.major) ** 2 for one in samples]))
