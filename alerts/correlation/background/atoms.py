"""Addresses: how often ordinary reports give exactly these coordinates.

A dispatch system that looks addresses up gives every report from a house, or from a whole block, the same coordinates to
the last digit. Two such reports are not merely near each other: they name the same place, and what that proves depends on
how often this place is named anyway. The estimate is Good and Turing's idea in its simplest form: an address never named
has a small share of what is still unknown.

What one device says again and again is counted in the same table, by the device's name and what it says.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

import numpy as np

from alerts.correlation.background.table import Before, CellTable
from alerts.correlation.figures import N_KINDS, Floats, Ints

SAME_SHARE: Final = 0.7
"""Part of an incident's reports that give the same coordinates, where coordinates are of addresses."""
_NEW: Final = 0.1
_UNKNOWN: Final = 1000.0
"""A city's addresses, in the weight they get before any is named: one in ten thousand each."""
_GROUP_TRUST: Final = 3.0
_MAX: Final = 400_000


class Atoms:
    """Weights of exact coordinates, by group and for all callers or devices together.

    Points are given as ``x`` and ``y`` (float64, metres of the plane) and ``groups`` (int64), shape (n,) each; what comes back
    of them has their shape.
    """

    def __init__(self) -> None:
        self.table = CellTable()
        self.totals: Floats = np.zeros(2 * N_KINDS + 2)

    def shares(self, x: Floats, y: Floats, groups: Ints, now: float) -> Floats:
        """The part of each point's group's ordinary reports that give exactly these coordinates."""
        keys = _keys(x, y)
        family = np.where(groups < N_KINDS, 2 * N_KINDS, 2 * N_KINDS + 1)
        numbers = np.concatenate((_of(keys, groups), _of(keys, family)))
        own, every = (self.table.values[0].take(self.table.find(numbers)) * now).reshape(2, -1)
        totals = self.totals * now
        expected = (every + _NEW) / (totals[family] + _UNKNOWN)
        shares: Floats = (own + _GROUP_TRUST * expected) / (totals[groups] + _GROUP_TRUST)
        return shares

    def add(self, x: Floats, y: Floats, groups: Ints, weights: Floats) -> tuple[Before, Floats]:
        """Count points; what there was before, to undo it."""
        keys = _keys(x, y)
        family = np.where(groups < N_KINDS, 2 * N_KINDS, 2 * N_KINDS + 1)
        before = self.table.add(np.concatenate([_of(keys, groups), _of(keys, family)]), np.tile(weights, 2).reshape(1, -1))
        totals = self.totals.copy()
        np.add.at(self.totals, groups, weights)
        np.add.at(self.totals, family, weights)
        return before, totals

    def hear(self, names: list[str], weights: Floats) -> Before:
        """Count what devices said (a name for each device and what it says); what there was before, to undo it."""
        return self.table.add(_of_names(names), weights.reshape(1, -1))

    def heard(self, name: str) -> float:
        """The stored weight of what this device said."""
        return float(self.table.values[0, self.table.find(np.array([_of_name(name)], dtype=np.int64))[0]])

    def known(self, names: list[str]) -> list[bool]:
        """Which of these devices have been heard saying this."""
        return (self.table.values[0].take(self.table.find(_of_names(names))) != 0.0).tolist()  # type: ignore[no-any-return]

    def undo(self, change: tuple[Before, Floats]) -> None:
        """Take back what :meth:`add` did."""
        self.table.put_back(change[0])
        self.totals = change[1]

    def prune(self) -> CellTable | None:
        """Forget the addresses named least, if there are too many; the table as it was, to undo it."""
        if len(self.table) <= _MAX:
            return None
        before = self.table
        _, values = before.entries()
        self.table = before.prune(values[0] > np.median(values[0]))
        return before


def _keys(x: Floats, y: Floats) -> Ints:
    """A number for coordinates to the centimetre."""
    east = np.rint(x * 100.0).astype(np.int64)
    north = np.rint(y * 100.0).astype(np.int64)
    return east * np.int64(2_654_435_761) + north


def _of_name(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little") & 0x7FFF_FFFF_FFFF_FFFF


def _of_names(names: list[str]) -> Ints:
    return np.array([_of_name(name) for name in names], dtype=np.int64)


def _of(keys: Ints, groups: Ints) -> Ints:
    """Mixed with the group; never negative, because -1 stands for an empty place."""
    mixed: Ints = (keys * np.int64(64) + groups) & np.int64(0x7FFF_FFFF_FFFF_FFFF)
    return mixed
