"""Which incidents the list shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from widgets.queue.listing.columns import IS_OPEN, KIND_CODE, NEW, Columns


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What is let through; an empty set means any.

    As it stands: open alarms (priorities 1 to 3) that are not shelved. ``ordinary`` shows ordinary reports (priority 4)
    as well, ``shelved`` shows only what is shelved, ``mine`` only what this operator owns or is offered.
    """

    mine: str | None = None
    unacknowledged: bool = False
    kinds: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    """5-digit 시군구 codes."""
    priorities: frozenset[int] = frozenset()
    text: str = ""
    ordinary: bool = False
    closed: bool = False
    shelved: bool = False

    @property
    def narrows(self) -> bool:
        """Whether it hides any open alarm that would be shown without it."""
        return bool(
            self.mine is not None
            or self.unacknowledged
            or self.kinds
            or self.districts
            or self.priorities
            or self.text.strip()
            or self.shelved
        )


def shown(columns: Columns, slots: NDArray[np.int32], wanted: QueueFilter, now: float) -> NDArray[np.bool_]:
    """For each slot (n,) whether it is let through; ``now`` in seconds since the epoch decides what is still shelved."""
    keep = columns.alive[slots]
    if not wanted.closed:
        keep &= IS_OPEN[columns.state[slots]]
    if not wanted.ordinary:
        keep &= columns.priority[slots] <= 3
    shelved = columns.shelved[slots] > now
    keep &= shelved if wanted.shelved else ~shelved
    if wanted.unacknowledged:
        keep &= columns.state[slots] == NEW
    if wanted.mine is not None:
        me = columns.owner_code(wanted.mine)
        keep &= (columns.owner[slots] == me) | (columns.offered[slots] == me)
    if wanted.kinds:
        keep &= np.isin(columns.kind[slots], [KIND_CODE[kind] for kind in sorted(wanted.kinds)])
    if wanted.districts:
        keep &= np.isin(columns.region[slots], [int(code) for code in sorted(wanted.districts)])
    if wanted.priorities:
        keep &= np.isin(columns.priority[slots], sorted(wanted.priorities))
    words = wanted.text.casefold().split()
    if words:
        keep &= _contains(columns, slots, keep, words)
    return keep


def _contains(columns: Columns, slots: NDArray[np.int32], keep: NDArray[np.bool_], words: list[str]) -> NDArray[np.bool_]:
    found = np.zeros(len(slots), np.bool_)
    places = np.flatnonzero(keep)
    text = columns.text
    for word in words:
        hits = [word in text[slot] for slot in slots[places].tolist()]
        places = places[np.array(hits, np.bool_)]
    found[places] = True
    return found
