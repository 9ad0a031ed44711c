"""Reports that wait until they are old enough to be ordinary, and what a tick changed by learning them."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Any, Final

from alerts.correlation.background.table import Before, CellTable
from alerts.correlation.figures import Floats
from alerts.correlation.reading.report import Report

MAX_WAITING: Final = 400_000
"""Reports that may wait to become background; beyond it the oldest count early."""


def _effect(report: Report) -> float:
    return report.order[0]


@dataclass(slots=True)
class Tick:
    """What a tick changed, to undo it."""

    last: float
    heads: list[int]
    surge: Any = None
    density: tuple[Before, Floats] | None = None
    pruned: CellTable | None = None
    atoms: tuple[Before, Floats] | None = None
    heard: Before | None = None
    devices: dict[int, int] | None = None
    named: Before | None = None
    said: tuple[Floats, float] | None = None
    atoms_pruned: CellTable | None = None
    surge_pruned: CellTable | None = None
    words: list[tuple[int, tuple[str, ...], int]] | None = None
    vocabulary: dict[int, dict[str, int]] | None = None
    rates: tuple[Floats, float] | None = None
    regions: dict[str, float] | None = None
    trials: dict[str, tuple[float, float]] | None = None


class Lane:
    """Reports in order that wait until they are old enough to count. Positions never change; ``base`` have been dropped."""

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self.items: list[Report] = []
        self.base = 0
        self.head = 0

    def due(self, until: float, after: float = -math.inf) -> list[Report]:
        """Take the reports that took effect before this time; those that did not take it ``after`` another are passed over."""
        start = self.head - self.base
        items = self.items
        end = max(bisect_left(items, until, start, key=_effect), len(items) - MAX_WAITING)
        self.head = self.base + end
        if after > -math.inf:
            start = bisect_right(items, after, start, end, key=_effect)
        return items[start:end]
