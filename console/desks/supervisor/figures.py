"""The figures a supervisor reads, computed from rows of the incident log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Final

import numpy as np

from alerts.log.reading.search import Row

ALARMS: Final = frozenset({1, 2, 3})
OVER: Final = frozenset({"resolved", "closed"})
BINS: Final = 16
GOLDEN_S: Final = 420.0
"""Seven minutes: the time in which Korea's fire service means to be at a fire (골든타임)."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took over ``count`` incidents: median and 90th percentile in seconds, and a histogram of 16 bins.

    The bins run from 0 to ``reach`` seconds; what took longer stands in the last one.
    """

    count: int = 0
    median: float = 0.0
    p90: float = 0.0
    reach: float = 0.0
    bins: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Figures:
    """``week`` counts alarms by weekday (Monday first) and hour of the given zone; ``kinds`` and ``regions`` most first."""

    rows: int
    open: int
    unacknowledged: int
    closed: int
    false_alarms: int
    acknowledge: Spread
    arrive: Spread
    """Until the first unit sent there had got there."""
    in_time: float | None
    """The share of these that took no longer than :data:`GOLDEN_S`, 0 to 1; None where there are none."""
    handle: Spread
    week: list[list[int]]
    kinds: list[tuple[str, int]]
    regions: list[tuple[str, int]]

    @property
    def false_share(self) -> float | None:
        """The share of closed incidents that were false alarms, 0 to 1; None where none is closed."""
        return self.false_alarms / self.closed if self.closed else None


def spread(seconds: Sequence[float]) -> Spread:
    """The spread of these durations; an empty one where there are none."""
    if not seconds:
        return Spread()
    values = np.maximum(np.asarray(seconds, dtype=np.float64), 0.0)
    median, p90 = (float(value) for value in np.percentile(values, (50, 90)))
    reach = max(2.0 * p90, 1.0)
    bins, _ = np.histogram(np.minimum(values, reach), bins=BINS, range=(0.0, reach))
    return Spread(len(values), median, p90, reach, [int(count) for count in bins])


def figures(rows: Sequence[Row], zone: tzinfo) -> Figures:
    """The figures of these rows; merged incidents count with the one they went into."""
    counted = [row for row in rows if row.state != "merged"]
    alarms = [row for row in counted if row.highest in ALARMS]
    closed = [row for row in counted if row.state == "closed"]
    arrivals = [row.arrived - row.opened for row in alarms if row.arrived is not None]
    week = [[0] * 24 for _ in range(7)]
    for row in alarms:
        moment = datetime.fromtimestamp(row.opened, zone)
        week[moment.weekday()][moment.hour] += 1
    return Figures(
        rows=len(counted),
        open=sum(row.state not in OVER for row in alarms),
        unacknowledged=sum(row.state == "new" for row in alarms),
        closed=len(closed),
        false_alarms=sum(row.disposition == "false_alarm" for row in closed),
        acknowledge=spread([row.acknowledged - row.opened for row in alarms if row.acknowledged is not None]),
        arrive=spread(arrivals),
        in_time=sum(seconds <= GOLDEN_S for seconds in arrivals) / len(arrivals) if arrivals else None,
        handle=spread([row.closed - row.opened for row in closed if row.closed is not None]),
        week=week,
        kinds=Counter(row.kind for row in alarms).most_common(6),
        regions=Counter(row.region for row in alarms if row.region).most_common(5),
    )
