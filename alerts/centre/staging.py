"""What is to be written, until it is: bounded, because a disk may stay full for long."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from alerts.centre import journal
from alerts.commands import Answer, Command
from alerts.correlation import Delta
from alerts.correlation import Final as Decision
from alerts.events import event_type, to_json
from alerts.log.blobs import pack
from alerts.log.chain import Draft
from alerts.log.work import EventRow, Shown, Step, Work

ENGINE: Final = "engine"


class Staging:
    """Collects one transaction's work; :meth:`work` may be asked again and again until :meth:`done`."""

    def __init__(self, held_bytes: int, held_joins: int) -> None:
        self._held_bytes = held_bytes
        self._held_joins = held_joins
        self._joins: list[Decision] = []
        self._opened: dict[str, str] = {}
        self._shown: dict[str, tuple[str, str, int, str, str]] = {}
        self._inputs: list[journal.Input] = []
        self._bytes = 0
        self._late = 0
        self._duplicates = 0
        self._unlogged = 0
        self._steps: list[Step] = []
        self.incidents: dict[str, Shown] = {}
        self.moved: dict[str, str] = {}
        self.removed: dict[str, None] = {}
        self.decisions = -1
        self.logged = 0
        """The next number of a decision that is not in the log."""
        self.whole_state = False
        """The journal has a hole: only a checkpoint can follow it."""

    def take(self, given: journal.Input, size: int) -> None:
        """An input for the journal, of about this many bytes."""
        if self.whole_state:
            return
        self._inputs.append(given)
        self._bytes += size
        if self._bytes > self._held_bytes:
            self._inputs, self._bytes, self.whole_state = [], 0, True

    def mark(self) -> int:
        """Where the inputs end, for :meth:`back_to`."""
        return len(self._inputs)

    def back_to(self, mark: int) -> None:
        """Take back the inputs after a mark: they did not come to be."""
        del self._inputs[mark:]

    @property
    def heavy(self) -> bool:
        """So much waits that it should be written before anything is added to it."""
        return self.whole_state or 2 * self._bytes > self._held_bytes

    def decide(self, delta: Delta) -> None:
        """What the engine decided; decisions that are in the log already are passed over."""
        logged = self.logged
        self._joins += [final for final in delta.final if final.key and final.n >= logged]
        if delta.final:
            self.decisions = max(self.decisions, delta.final[-1].n + 1)
        self._opened.update(delta.numbered)
        self._late += delta.late
        self._duplicates += delta.duplicates
        excess = len(self._joins) - self._held_joins
        if excess > 0:
            del self._joins[:excess]
            self._unlogged += excess

    def rename(self, old: str, new: str) -> None:
        """An incident has another key."""
        self.moved[old] = new
        self.incidents.pop(old, None)

    def dissolve(self, key: str) -> None:
        """An incident is none any more; its past keys go with it."""
        for old in [old for old, new in self.moved.items() if new == key]:
            del self.moved[old]
            self.dissolve(old)
        self.incidents.pop(key, None)
        self._shown.pop(key, None)
        self.removed[key] = None

    def show(self, key: str, seen: tuple[str, str, int, str, str]) -> None:
        """What people are shown of an incident from now on: id, kind, priority, state, title."""
        self._shown[key] = seen

    def entry(self, time: float, kind: str, actor: str, body: Any, action: tuple[Command, Answer] | None = None) -> Step:
        """An entry of its own, after all that is staged."""
        step = Step(Draft(time, kind, actor, msgspec.json.encode(body)), action=action)
        self._steps.append(step)
        return step

    def withdraw(self, step: Step) -> None:
        """An entry that could not be written and is not to be."""
        self._steps.remove(step)

    def work(self, now: float, positions: dict[tuple[str, int], int]) -> Work:
        """All of it as one transaction's work."""
        engine = self._engine_step(now)
        return Work(
            steps=[*engine, *self._steps],
            incidents=list(self.incidents.values()),
            moved=self.moved,
            removed=list(self.removed),
            positions=positions,
            journal=journal.write(self._inputs) if self._inputs else b"",
            decisions=self.decisions,
        )

    def replayed(self) -> None:
        """All of it was done again from the journal: only decisions that the log lacks are still to be written."""
        joins, decisions = self._joins, self.decisions
        self.done()
        self._joins, self.decisions = joins, decisions

    def done(self) -> None:
        """It is written."""
        self.logged = max(self.logged, self.decisions)
        self._joins, self._opened, self._shown, self._inputs, self._steps = [], {}, {}, [], []
        self._bytes = self._late = self._duplicates = self._unlogged = 0
        self.incidents, self.moved, self.removed = {}, {}, {}
        self.decisions = -1
        self.whole_state = False

    def _engine_step(self, now: float) -> list[Step]:
        if not (self._joins or self._opened or self._shown or self.moved or self.removed or self._unlogged):
            return []
        parts: dict[str, Any] = {
            "joins": [(join.n, join.ref.source, join.ref.id, join.key, join.incident_id) for join in self._joins],
            "opened": self._opened,
            "shown": self._shown,
            "moved": self.moved,
            "removed": list(self.removed),
            "late": self._late,
            "duplicates": self._duplicates,
            "not_logged": self._unlogged,
        }
        body = {"decisions": self.decisions, **{name: value for name, value in parts.items() if value}}
        blob = pack([to_json(join.event) if join.raw is None else join.raw for join in self._joins]) if self._joins else b""
        return [Step(Draft(now, "step", ENGINE, msgspec.json.encode(body), blob), [_row(join) for join in self._joins])]


def _row(join: Decision) -> EventRow:
    event = join.event
    time = event.time.timestamp()
    return EventRow(join.n, join.key, join.ref.source, join.ref.id, event_type(event), time, event.lat, event.lon)
