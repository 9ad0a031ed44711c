"""What is counted over the list's columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from widgets.queue.listing.columns import Columns

Present: TypeAlias = tuple[NDArray[np.int8], NDArray[np.int32]]
"""Kind (position in KINDS) and region (5-digit code, 0 unknown), one entry an incident."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What has come while the order stood still: new incidents, raised ones, and the highest priority among them."""

    new: int = 0
    raised: int = 0
    highest: int = 4


@dataclass(frozen=True, slots=True)
class Counts:
    """Open alarms that are not shelved, those nobody has acknowledged, those that are shelved; alarms by priority 1 to 3."""

    alarms: int = 0
    unacknowledged: int = 0
    shelved: int = 0
    by_priority: tuple[int, int, int] = (0, 0, 0)


def counted(columns: Columns, now: float, any_shelved: bool) -> Counts:
    """Over everything known; ``now`` in seconds since the epoch decides what is still shelved."""
    top = columns.top
    alarm, fresh = columns.alarm[:top], columns.fresh[:top]
    shelved = 0
    if any_shelved:
        away = columns.shelved[:top] > now
        shelved = int(np.count_nonzero(alarm & away))
        alarm, fresh = alarm & ~away, fresh & ~away
    first, second, third = (int(np.count_nonzero(alarm & (columns.priority[:top] == p))) for p in (1, 2, 3))
    return Counts(first + second + third, int(np.count_nonzero(fresh)), shelved, (first, second, third))


def present(columns: Columns, wanted: NDArray[np.bool_]) -> Present:
    """Kinds and regions of the wanted slots."""
    return columns.kind[: columns.top][wanted], columns.region[: columns.top][wanted]
