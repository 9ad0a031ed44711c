"""What is to be written, until it is: bounded, because a disk may stay full for long."""

from __future__ import annotations

from typing import Any

import msgspec

from alerts.centre.keeping import journal
from alerts.centre.keeping.decided import Decided
from alerts.commands import Answer, Command
from alerts.log.work import Draft, Shown, Step, Work
from alerts.outward.request import Request


class Staging:
    """Collects one transaction's work; :meth:`work` may be asked again and again until :meth:`done`."""

    def __init__(self, held_bytes: int, held_joins: int, logged_s: float) -> None:
        """``logged_s``: seconds between two entries on what the engine decided, if nothing else is to be written."""
        self.decided = Decided(held_joins)
        self._held_bytes = held_bytes
        self._logged_s = logged_s
        self._logged_at = 0.0
        self._inputs: list[journal.Input] = []
        self._bytes = 0
        self._steps: list[Step] = []
        self.incidents: dict[str, Shown] = {}
        self.moved: dict[str, str] = {}
        self.removed: dict[str, None] = {}
        self.requests: dict[str, Request] = {}
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

    def rename(self, old: str, new: str) -> None:
        """An incident has another key."""
        self.decided.rename(old, new)
        self.moved[old] = new
        self.incidents.pop(old, None)

    def dissolve(self, key: str) -> None:
        """An incident is none any more; its past keys go with it."""
        self.decided.dissolve(key)
        for old in [old for old, new in self.moved.items() if new == key]:
            del self.moved[old]
            self.dissolve(old)
        self.incidents.pop(key, None)
        self.removed[key] = None

    def entry(
        self, time: float, kind: str, actor: str, body: Any, action: tuple[Command, Answer] | None = None, blob: bytes = b""
    ) -> Step:
        """An entry of its own, after all that is staged; ``blob`` is what goes with it and is not to be read by eye."""
        step = Step(Draft(time, kind, actor, msgspec.json.encode(body), blob), action=action)
        self._steps.append(step)
        return step

    def withdraw(self, step: Step) -> None:
        """An entry that could not be written and is not to be."""
        self._steps.remove(step)

    def work(self, now: float, positions: dict[tuple[str, int], int], everything: bool) -> Work:
        """The work of one transaction. What the engine decided may wait for the next one, unless ``everything``.

        It loses nothing by that: until it is logged the journal, or the next checkpoint, holds what it follows from.
        """
        due = everything or self._steps or not 0.0 <= now - self._logged_at < self._logged_s
        telling = bool(due and self.decided)
        return Work(
            steps=[*([self.decided.step(now)] if telling else []), *self._steps],
            incidents=list(self.incidents.values()),
            moved=self.moved,
            removed=list(self.removed),
            positions=positions,
            journal=journal.write(self._inputs) if self._inputs else b"",
            requests=list(self.requests.values()),
            decisions=self.decided.decisions if telling else -1,
        )

    def done(self, now: float, work: Work) -> None:
        """What :meth:`work` gave is written."""
        self._inputs, self._steps, self._bytes = [], [], 0
        self.incidents, self.moved, self.removed, self.requests = {}, {}, {}, {}
        self.whole_state = False
        if work.steps and work.steps[0].draft.kind == "step":
            self.decided.done()
            self._logged_at = now

    def replayed(self) -> None:
        """All of it was done again from the journal: only what the log lacks is still to be written."""
        self._inputs, self._steps, self._bytes = [], [], 0
        self.incidents, self.moved, self.removed, self.requests = {}, {}, {}, {}
        self.decided.replayed()
