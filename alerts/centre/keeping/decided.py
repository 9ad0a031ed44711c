"""What the engine decided and people were shown since the last entry that says so."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from alerts.correlation import Delta
from alerts.correlation import Final as Decision
from alerts.events import event_type, to_json
from alerts.log.tables.blobs import pack
from alerts.log.work import Draft, EventRow, Step

ENGINE: Final = "engine"
Seen = tuple[str, str, int, str, str]
"""What people are shown of an incident: id, kind, priority, state, title."""


class Decided:
    """Collects for one entry of the log. Bounded: beyond ``held`` the oldest joins are left out and counted."""

    def __init__(self, held: int) -> None:
        self._held = held
        self._joins: list[Decision] = []
        self._opened: dict[str, str] = {}
        self._shown: dict[str, Seen] = {}
        self._moved: dict[str, str] = {}
        self._removed: dict[str, None] = {}
        self._late = 0
        self._duplicates = 0
        self._left_out = 0
        self._next = -1
        self.logged = 0
        """The next number of a decision that is not in the log."""

    def __bool__(self) -> bool:
        return bool(self._joins or self._opened or self._shown or self._moved or self._removed or self._left_out)

    @property
    def decisions(self) -> int:
        """The next number of a decision after those collected; -1 for none."""
        return self._next

    def take(self, delta: Delta) -> None:
        """What a step of the engine decided; decisions that are in the log already are passed over."""
        logged = self.logged
        self._joins += [final for final in delta.final if final.key and final.n >= logged]
        if delta.final:
            self._next = max(self._next, delta.final[-1].n + 1)
        self._opened.update(delta.numbered)
        self._late += delta.late
        self._duplicates += delta.duplicates
        excess = len(self._joins) - self._held
        if excess > 0:
            del self._joins[:excess]
            self._left_out += excess

    def show(self, key: str, seen: Seen) -> None:
        """What people are shown of an incident from now on."""
        self._shown[key] = seen

    def rename(self, old: str, new: str) -> None:
        """An incident has another key."""
        self._moved[old] = new
        if old in self._shown:
            self._shown[new] = self._shown.pop(old)

    def dissolve(self, key: str) -> None:
        """An incident is none any more."""
        self._removed[key] = None

    def step(self, now: float) -> Step:
        """The entry, with the rows for searches."""
        parts: dict[str, Any] = {
            "joins": [(join.n, join.ref.source, join.ref.id, join.key, join.incident_id) for join in self._joins],
            "opened": self._opened,
            "shown": self._shown,
            "moved": self._moved,
            "removed": list(self._removed),
            "late": self._late,
            "duplicates": self._duplicates,
            "not_logged": self._left_out,
        }
        body = {"decisions": self._next, **{name: value for name, value in parts.items() if value}}
        blob = pack([to_json(join.event) if join.raw is None else join.raw for join in self._joins]) if self._joins else b""
        return Step(Draft(now, "step", ENGINE, msgspec.json.encode(body), blob), [_row(join) for join in self._joins])

    def done(self) -> None:
        """It is written."""
        self.logged = max(self.logged, self._next)
        self._joins, self._opened, self._shown, self._moved, self._removed = [], {}, {}, {}, {}
        self._late = self._duplicates = self._left_out = 0
        self._next = -1

    def replayed(self) -> None:
        """All of it was decided again: only what the log lacks is still to be written."""
        joins, opened, decisions = self._joins, self._opened, self._next
        self.done()
        ids = {join.incident_id for join in joins}
        self._joins, self._next = joins, decisions
        self._opened = {key: name for key, name in opened.items() if name in ids}


def _row(join: Decision) -> EventRow:
    event = join.event
    time = event.time.timestamp()
    return EventRow(join.n, join.key, join.ref.source, join.ref.id, event_type(event), time, event.lat, event.lon)
