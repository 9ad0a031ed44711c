"""Incidents by slot, with what they are ordered and filtered by kept beside them as arrays."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from alerts.incidents import KINDS, OPEN_STATES, STATES, Incident

KIND_CODE: Final[dict[str, int]] = {name: code for code, name in enumerate(KINDS)}
STATE_CODE: Final[dict[str, int]] = {name: code for code, name in enumerate(STATES)}
NEW: Final = STATE_CODE["new"]
IS_OPEN: Final = np.array([name in OPEN_STATES for name in STATES])
"""bool, by state code."""

_TIME_BITS: Final = 42
_TIE_BITS: Final = 18
_FIRST_ROOM: Final = 1024
_ARRAYS: Final = (
    "rank", "priority", "state", "kind", "region", "owner", "offered", "opened", "shelved", "alive", "alarm", "fresh",
)  # fmt: skip


def rank_of(priority: int, opened: float, key: str) -> int:
    """Where an incident stands in the list: smaller is higher up. ``opened`` in seconds since the epoch.

    Priority first; within it the newest on top (milliseconds, 42 bits reach the year 2109); then a hash of the key, so
    that the order of incidents opened in the same millisecond does not depend on which came first.
    """
    newest_first = (1 << _TIME_BITS) - 1 - int(opened * 1000.0)
    tie = zlib.crc32(key.encode()) & ((1 << _TIE_BITS) - 1)
    return (priority << (_TIME_BITS + _TIE_BITS)) | (newest_first << _TIE_BITS) | tie


class Columns:
    """A growing table of incidents. A slot is an incident's place in it for as long as it is known.

    Arrays have one entry a slot: ``rank`` int64, ``priority`` int8, ``state`` and ``kind`` int8 (positions in STATES and
    KINDS), ``region`` int32 (the 5-digit code, 0 unknown), ``owner`` and ``offered`` int32 (position in ``owners``, 0 nobody),
    ``opened`` and ``shelved`` float64 (seconds since the epoch, 0 not shelved), ``alive`` bool, ``alarm`` bool (open,
    priority 1 to 3) and ``fresh`` bool (such an alarm that nobody has acknowledged), both whether shelved or not.
    """

    def __init__(self) -> None:
        self.incidents: list[Incident | None] = []
        self.text: list[str] = []
        self.owners: dict[str, int] = {"": 0}
        self.slot_of: dict[str, int] = {}
        self._free: list[int] = []
        self.rank: NDArray[np.int64] = np.zeros(_FIRST_ROOM, np.int64)
        self.priority: NDArray[np.int8] = np.zeros(_FIRST_ROOM, np.int8)
        self.state: NDArray[np.int8] = np.zeros(_FIRST_ROOM, np.int8)
        self.kind: NDArray[np.int8] = np.zeros(_FIRST_ROOM, np.int8)
        self.region: NDArray[np.int32] = np.zeros(_FIRST_ROOM, np.int32)
        self.owner: NDArray[np.int32] = np.zeros(_FIRST_ROOM, np.int32)
        self.offered: NDArray[np.int32] = np.zeros(_FIRST_ROOM, np.int32)
        self.opened: NDArray[np.float64] = np.zeros(_FIRST_ROOM, np.float64)
        self.shelved: NDArray[np.float64] = np.zeros(_FIRST_ROOM, np.float64)
        self.alive: NDArray[np.bool_] = np.zeros(_FIRST_ROOM, np.bool_)
        self.alarm: NDArray[np.bool_] = np.zeros(_FIRST_ROOM, np.bool_)
        self.fresh: NDArray[np.bool_] = np.zeros(_FIRST_ROOM, np.bool_)

    def __len__(self) -> int:
        return len(self.slot_of)

    @property
    def top(self) -> int:
        """One past the highest slot ever used."""
        return len(self.incidents)

    def at(self, slot: int) -> Incident:
        """The incident in a slot that is in use."""
        incident = self.incidents[slot]
        assert incident is not None
        return incident

    def put(self, incidents: Sequence[Incident]) -> NDArray[np.int32]:
        """Add these or replace what was known of them; returns their slots, in order, shape (n,).

        Column by column, because a NumPy assignment costs about as much for one entry as for two hundred.
        """
        slots = np.fromiter((self._slot(incident.key) for incident in incidents), np.int32, len(incidents))
        for slot, each in zip(slots.tolist(), incidents, strict=True):
            self.incidents[slot] = each
            self.text[slot] = f"{each.title} {each.title_en} {each.place} {each.id} {each.owner}".casefold()
        opened = [each.opened.timestamp() for each in incidents]
        self.opened[slots] = opened
        self.rank[slots] = [rank_of(each.priority, at, each.key) for each, at in zip(incidents, opened, strict=True)]
        self.priority[slots] = [each.priority for each in incidents]
        self.state[slots] = [STATE_CODE[each.state] for each in incidents]
        self.kind[slots] = [KIND_CODE[each.kind] for each in incidents]
        self.region[slots] = [int(each.region) if each.region.isdecimal() else 0 for each in incidents]
        self.owner[slots] = [self.owner_code(each.owner) for each in incidents]
        self.offered[slots] = [self.owner_code(each.offer.to) if each.offer else 0 for each in incidents]
        self.shelved[slots] = [each.shelved_until.timestamp() if each.shelved_until else 0.0 for each in incidents]
        self.alive[slots] = True
        self.alarm[slots] = alarm = IS_OPEN[self.state[slots]] & (self.priority[slots] <= 3)
        self.fresh[slots] = alarm & (self.state[slots] == NEW)
        return slots

    def line(self) -> int:
        """A slot for a line that is no incident."""
        return self._take_slot()

    def owner_code(self, name: str) -> int:
        """The number that stands for an operator's name."""
        return self.owners.setdefault(name, len(self.owners))

    def rename(self, old: str, new: str) -> None:
        """The incident goes by another key from now on, which nobody else has; its slot stays."""
        slot = self.slot_of.pop(old, None)
        if slot is not None:
            self.slot_of[new] = slot

    def forget(self, key: str) -> int | None:
        """Take the incident's name away, keep its slot and content until :meth:`release`; returns the slot."""
        slot = self.slot_of.pop(key, None)
        if slot is not None:
            self._bury(slot)
        return slot

    def release(self, slot: int) -> None:
        """Give a forgotten slot back for use by another incident."""
        self.incidents[slot] = None
        self.text[slot] = ""
        self._free.append(slot)

    def _bury(self, slot: int) -> None:
        self.alive[slot] = self.alarm[slot] = self.fresh[slot] = False

    def _slot(self, key: str) -> int:
        slot = self.slot_of.get(key)
        if slot is None:
            slot = self.slot_of[key] = self._take_slot()
        return slot

    def _take_slot(self) -> int:
        if self._free:
            return self._free.pop()
        slot = len(self.incidents)
        self.incidents.append(None)
        self.text.append("")
        if slot == len(self.rank):
            self._grow()
        return slot

    def _grow(self) -> None:
        for name in (
            "rank",
            "priority",
            "state",
            "kind",
            "region",
            "owner",
            "offered",
            "opened",
            "shelved",
            "alive",
            "alarm",
            "fresh",
        ):
            old = getattr(self, name)
            new = np.zeros(2 * len(old), old.dtype)
            new[: len(old)] = old
            setattr(self, name, new)
