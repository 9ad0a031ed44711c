"""A flood in groups: incidents of one kind in one district behind a line that says how many they are.

What is critical is never put behind a line, and a group of two is no help: both stand alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.ma  # np.unique asks for it: not in the middle of a flood
from numpy.typing import NDArray

from widgets.queue.listing.columns import NEW, Columns
from widgets.queue.listing.order import Order, Slots

LEAST: Final = 3
"""So many incidents make a group."""
_REGIONS: Final = 1_000_000
GroupKey: TypeAlias = int
"""A kind's position in KINDS and a region's 5-digit code in one number."""


@dataclass(frozen=True, slots=True)
class Group:
    """One line: so many incidents, ``new`` of them not acknowledged; ``opened`` of the oldest, seconds since the epoch."""

    key: GroupKey
    count: int
    new: int
    highest: int
    opened: float
    expanded: bool

    @property
    def kind(self) -> int:
        """Position in KINDS."""
        return self.key // _REGIONS

    @property
    def region(self) -> str:
        """The 5-digit code, empty where it is not known."""
        code = self.key % _REGIONS
        return f"{code:05d}" if code else ""


@dataclass(frozen=True, slots=True)
class Arranged:
    """An order with lines in it: ``groups`` by the line's slot, ``folded`` the slots that no row shows."""

    order: Order
    groups: dict[int, Group]
    folded: Slots


def group_keys(columns: Columns, slots: Slots) -> NDArray[np.int64]:
    """The group each of these is of, whether it stands in it or alone."""
    return columns.kind[slots].astype(np.int64) * _REGIONS + columns.region[slots]


def arrange(columns: Columns, slots: Slots, expanded: Collection[GroupKey], line: Callable[[GroupKey], int]) -> Arranged:
    """These slots in groups, each where its most pressing incident would stand; ``line`` gives the slot of a group's line.

    The order's ranks are its rows' numbers.
    """
    ranks = columns.rank[slots]
    keys = group_keys(columns, slots)
    keys[columns.priority[slots] == 1] = -1
    names, inverse, sizes = np.unique(keys, return_inverse=True, return_counts=True)
    grouped = (sizes[inverse] >= LEAST) & (keys >= 0)
    best = np.full(len(names), np.iinfo(np.int64).max)
    np.minimum.at(best, inverse, ranks)
    stands = np.where(grouped, best[inverse], ranks)
    groups: dict[int, Group] = {}
    lines: list[tuple[int, int]] = []
    shown = ~grouped
    for at in np.unique(inverse[grouped]).tolist():
        members = slots[inverse == at]
        key = int(names[at])
        slot = line(key)
        fresh = int(np.count_nonzero(columns.state[members] == NEW))
        groups[slot] = Group(
            key,
            len(members),
            fresh,
            int(columns.priority[members].min()),
            float(columns.opened[members].min()),
            key in expanded,
        )
        lines.append((slot, int(best[at])))
        if key in expanded:
            shown |= inverse == at
    heads = np.array([slot for slot, _ in lines], np.int32)
    every = np.concatenate([slots[shown], heads])
    place = np.concatenate([stands[shown], np.array([rank for _, rank in lines], np.int64)])
    inside = np.concatenate([grouped[shown].astype(np.int8), np.zeros(len(heads), np.int8)])
    within = np.concatenate([ranks[shown], np.zeros(len(heads), np.int64)])
    rows = np.lexsort((within, inside, place))
    return Arranged(Order(every[rows], np.arange(len(rows), dtype=np.int64), grouped=True), groups, slots[~shown])
