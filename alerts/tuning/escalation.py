"""Fits the coefficients of ``[escalation]`` to incidents of which it is known how large they became."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
import numpy as np

from alerts.correlation.book.record import Record
from alerts.escalation import FEATURES, EscalationRule
from alerts.escalation.evidence import MANY, figures_of
from alerts.incidents import KINDS
from alerts.tuning.growth import Growth
from alerts.tuning.logistic import Floats, fit

LEAST_MAJOR: Final = 8
"""With fewer major incidents (or fewer others) nothing is fitted."""
PULL: Final = 4.0
"""How strongly each coefficient is drawn to the one it replaces: about as much as forty undecided samples."""
OFFSET_PULL: Final = 8.0
_STAGES: Final = 2 * MANY + 2
"""Later stages are plain to see, and would outweigh those that matter."""

Name = tuple[str, str]
"""Source and event id."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What was known of an incident at one moment, and whether it was (or became) a major one."""

    figures: tuple[float, ...]
    kind: int
    major: bool


def samples_of(record: Record, truth: Mapping[Name, str], sizes: Mapping[str, int], major: int, growth: Growth) -> list[Sample]:
    """The stages of one incident. It is major where at least half of its sources speak of a true incident of so many.

    ``truth`` is the label of each event, ``sizes`` how many sources speak of each label in all.
    """
    counted = Counter(truth.get((m.order[1], m.order[2]), "") for m in record.members if m.new_source)
    is_major = any(
        2 * count >= record.sources_count and sizes.get(label, 0) >= major for label, count in counted.items() if label
    )
    return [
        Sample(figures_of(stage), stage.kind, is_major) for stage in growth.stages(record) if stage.sources_count <= _STAGES
    ]


def fitted(
    samples: Sequence[Sample], known: EscalationRule, *, pull: float = PULL, offset_pull: float = OFFSET_PULL
) -> EscalationRule | None:
    """The rule with coefficients fitted to these samples and drawn toward the known ones; None where there are too few."""
    truth = np.array([sample.major for sample in samples], float)
    if truth.sum() < LEAST_MAJOR or (1.0 - truth).sum() < LEAST_MAJOR:
        return None
    width = len(FEATURES)
    inputs: Floats = np.zeros((len(samples), width + 1 + len(KINDS)))
    inputs[:, :width] = [sample.figures for sample in samples]
    inputs[:, width] = 1.0
    inputs[np.arange(len(samples)), [width + 1 + sample.kind for sample in samples]] = 1.0
    now = np.array([*coefficients(known), known.intercept, *(known.kinds.get(kind, 0.0) for kind in KINDS)])
    strength = np.array([pull] * width + [pull / 10.0] + [offset_pull] * len(KINDS))
    found = fit(inputs, truth, np.ones(len(samples)), now, strength, width)
    weights = dict(zip(FEATURES, (round(float(value), 3) for value in found[:width]), strict=True))
    offsets = dict(known.kinds)
    for index in sorted({sample.kind for sample in samples}):
        offsets[KINDS[index]] = round(float(found[width + 1 + index]), 3)
    return msgspec.structs.replace(known, intercept=round(float(found[width]), 3), kinds=offsets, **weights)


def coefficients(rule: EscalationRule) -> tuple[float, ...]:
    """The weights in the order of :data:`FEATURES`."""
    return tuple(float(getattr(rule, name)) for name in FEATURES)


def sizes_of(origins: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many different sources speak of each label; pairs of label and source."""
    return Counter(label for label, _ in set(origins) if label)
