"""Under which conditions the synthetic city is scored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from feeds.city import Disturbance


@dataclass(frozen=True, slots=True)
class Condition:
    """One way a city may be. ``warm_s`` passes before scoring begins, ``scored_s`` are scored.

    ``seeds`` are scored unless another number is asked for, at most ``limit``: high rates take long. ``cold`` scores the
    first hour too; ``quick`` is also part of a quick run, ``thorough`` only part of a thorough one, in which
    ``thorough_warm_s`` passes instead.
    """

    name: str
    rate: float = 1.0
    disturbance: Disturbance | None = None
    warm_s: float = 2.0 * 3600.0
    scored_s: float = 3600.0
    seeds: int = 1
    limit: int = 10
    thorough_warm_s: float | None = None
    cold: bool = False
    quick: bool = False
    thorough: bool = False

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.warm_s + self.scored_s


NO_ALARM: Final = frozenset({"chattering-camera"})
"""Scripted kinds that should not be raised at all."""
NOT_CRITICAL: Final = NO_ALARM | {
    "wanted-vehicle", "wanderer", "off-route", "overdue", "slow-rise", "held-up",
}  # fmt: skip
"""Scripted kinds that should not become critical."""
COLD_S: Final = 3600.0
CONDITIONS: Final = (
    Condition("ordinary day", scored_s=1.5 * 3600.0, seeds=3, cold=True, quick=True),
    Condition("20 % without coordinates", disturbance=Disturbance(missing_coordinates=0.2), seeds=2, quick=True),
    Condition("positions 100 m worse", disturbance=Disturbance(extra_error_m=100.0)),
    Condition(
        "late, out of order, twice",
        disturbance=Disturbance(late=0.3, delay_s=20.0, delay_bound_s=100.0, duplicates=0.05),
    ),
    Condition("hot spots x3", disturbance=Disturbance(hot_spots=3.0)),
    Condition("rate x2", rate=2.0, limit=4, thorough=True),
    Condition("rate x5", rate=5.0, warm_s=4200.0, scored_s=1200.0, limit=3, thorough_warm_s=7200.0),
    Condition("rate x10", rate=10.0, warm_s=7200.0, scored_s=900.0, limit=2, thorough=True),
    # at this rate an hour's warm-up takes minutes: calls have not become background yet, so this is a cold start in a flood
    Condition("rate x20, half an hour old", rate=20.0, warm_s=1500.0, scored_s=360.0, limit=2, thorough_warm_s=4800.0),
)
