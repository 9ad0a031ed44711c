"""How badly the feeds behave: for trying how much disorder the engine bears."""

from __future__ import annotations

import random
from dataclasses import dataclass

from alerts.events import Event


@dataclass(frozen=True, slots=True)
class Disturbance:
    """What goes wrong between the city and the centre; the defaults are an ordinary day.

    ``missing_coordinates``: share of calls that come without coordinates, 0 to 1. ``extra_error_m``: standard deviation of
    an error added to every reported position, metres an axis. ``late``: share of events that arrive late, by
    ``delay_s`` seconds on average (exponential), and so out of order; never later than ``delay_bound_s``.
    ``duplicates``: share of events that arrive twice. ``reports``: how many times the usual number of ordinary reports.
    ``hot_spots``: how many times the usual share of them gathers at hot spots.
    """

    missing_coordinates: float = 0.05
    extra_error_m: float = 0.0
    late: float = 0.0
    delay_s: float = 10.0
    delay_bound_s: float = 60.0
    duplicates: float = 0.0
    reports: float = 1.0
    hot_spots: float = 1.0

    @property
    def reorders(self) -> bool:
        """Whether anything arrives late or twice."""
        return self.late > 0 or self.duplicates > 0

    def arrivals(self, batch: list[tuple[float, Event]], dice: random.Random) -> list[tuple[float, Event]]:
        """The same events with the time at which each arrives, and again those that arrive twice."""
        arrived: list[tuple[float, Event]] = []
        for time, event in batch:
            if dice.random() < self.late:
                time += self._delay(dice)
            arrived.append((time, event))
            if dice.random() < self.duplicates:
                arrived.append((time + self._delay(dice), event))
        return arrived

    def _delay(self, dice: random.Random) -> float:
        return min(dice.expovariate(1.0 / self.delay_s) if self.delay_s > 0 else 0.0, self.delay_bound_s)
