"""The states of all followers, by key, and the deadlines they asked for; every change can be taken back."""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import msgspec

from alerts.errors import Bug
from alerts.following.finding import Beat, Step
from alerts.following.follower import Choosy, Follower, Seen, States
from alerts.following.found import AFTER, Order

Slot = tuple[int, str]
"""A follower's index and a key."""
Held = tuple[Any, float]
"""A state (None: there was none) and its deadline (inf: none)."""
Journal = dict[Slot, Held]
"""How things stood before a run, for what the run changed."""
SavedStreams = dict[str, list[tuple[str, bytes, float]]]
"""By follower: key, state, deadline."""

SOON_S: Final = 0.001
"""What is due already, because an event came late, is due after so long."""


class Due(NamedTuple):
    """A deadline: its place in the order of events, and whose it is."""

    order: Order
    slot: Slot


class Streams:
    """Calls followers in the order in which it is told of events, and keeps what they say."""

    def __init__(self, followers: Sequence[Follower]) -> None:
        self._followers = tuple(followers)
        every: dict[str, States] = {}
        self._states = [every.setdefault(follower.name, States(every)) for follower in self._followers]
        self._calls = [
            (follower.keys, follower.follow, states) for follower, states in zip(self._followers, self._states, strict=True)
        ]
        self._dues: dict[Slot, float] = {}
        self.heap: list[tuple[float, str, Slot]] = []
        """Deadlines, the earliest first; some have moved since."""
        self._armed: dict[Slot, float] = {}
        """The earliest entry of the heap for each slot: what has moved to later is only looked at again then."""
        by_type: dict[type, list[int]] = {}
        for index, follower in enumerate(self._followers):
            for kind in dict.fromkeys((*follower.types, *follower.watches)):
                by_type.setdefault(kind, []).append(index)
        self.by_type: dict[type, tuple[int, ...]] = {kind: tuple(found) for kind, found in by_type.items()}
        """Which followers an event's class concerns."""
        self._hearing: dict[tuple[type, int], tuple[int, ...]] = {}
        self.watchers: dict[type, tuple[Follower, ...]] = {
            kind: tuple([follower for follower in self._followers if kind in follower.watches])
            for kind in {kind for follower in self._followers for kind in follower.watches}
        }
        """Who may want events of a class that are no reports."""
        self._beaten = [index for index, follower in enumerate(self._followers) if follower.beats]

    def hearing(self, kind: type, rule: int) -> tuple[int, ...]:
        """Which followers are told of events of this class and report rule."""
        known = self._hearing.get((kind, rule))
        if known is None:
            known = self._hearing[kind, rule] = tuple(
                index for index in self.by_type.get(kind, ())
                if not isinstance(follower := self._followers[index], Choosy) or follower.hears(kind, rule)
            )  # fmt: skip
        return known

    @property
    def beating(self) -> bool:
        """Whether anybody asks to be told of ticks."""
        return bool(self._beaten)

    @property
    def first(self) -> float:
        """No deadline comes before this moment."""
        return self.heap[0][0] if self.heap else math.inf

    # -- in

    def follow(self, report: Seen, which: Sequence[int], now: float, journal: Journal) -> list[tuple[str, Step]]:
        """Tell these followers; the steps that say something, with the names of follower and key."""
        said: list[tuple[str, Step]] = []
        for index in which:
            keys, follow, states = self._calls[index]
            for key in keys(report):
                step = follow(key, states.get(key), report, states)
                if step is None:
                    continue
                self._put((index, key), step, now, journal)
                if step.findings or step.facts:
                    said.append((f"{self._followers[index].name}:{key}", step))
        return said

    def beat(self, beat: Beat, journal: Journal) -> list[tuple[str, Step]]:
        """Tell who asked for ticks."""
        return self.follow(beat, self._beaten, beat.time, journal)

    # -- deadlines

    def soonest(self) -> Due | None:
        """The next deadline that still stands."""
        heap = self.heap
        while heap:
            time, name, slot = heap[0]
            due = self._dues.get(slot, math.inf)
            if due == time:
                return Due((time, AFTER, name), slot)
            heapq.heappop(heap)
            if self._armed.get(slot) == time:
                del self._armed[slot]
                if due < math.inf:
                    self._arm(slot, due)
        return None

    def before(self, order: Order) -> Due | None:
        """The next deadline, if it comes before this place."""
        if self.first > order[0]:
            return None
        due = self.soonest()
        return due if due is not None and due.order < order else None

    def ask(self, due: Due) -> Step:
        """What its follower says to the deadline; nothing changes yet."""
        index, key = due.slot
        states = self._states[index]
        return self._followers[index].due(key, states[key], due.order[0], states)

    def pass_by(self, due: Due, step: Step, journal: Journal) -> None:
        """The deadline has come, and this is the answer."""
        if step.due is not None and step.due <= due.order[0]:
            raise Bug(f"{due.order[2]} asks for a deadline that is past: {step.due} at {due.order[0]}")
        self._put(due.slot, step, due.order[0], journal)

    def _put(self, slot: Slot, step: Step, now: float, journal: Journal) -> None:
        state, due = step.state, step.due
        if slot not in journal:
            journal[slot] = (self._states[slot[0]].get(slot[1]), self._dues.get(slot, math.inf))
        if due is None or state is None:
            due = math.inf
        elif due <= now:
            due = now + SOON_S
        self._set(slot, state, due)

    def _set(self, slot: Slot, state: Any, due: float) -> None:
        index, key = slot
        if state is None:
            self._states[index].pop(key, None)
        else:
            self._states[index][key] = state
        if due < math.inf:
            self._dues[slot] = due
            if due < self._armed.get(slot, math.inf):
                self._arm(slot, due)
        else:
            self._dues.pop(slot, None)

    def _arm(self, slot: Slot, due: float) -> None:
        self._armed[slot] = due
        heapq.heappush(self.heap, (due, f"{self._followers[slot[0]].name}:{slot[1]}", slot))

    # -- back

    def undo(self, journal: Journal) -> None:
        """Be as before the run that kept this; later ones must have been taken back before."""
        for slot, (state, due) in journal.items():
            self._set(slot, state, due)

    # -- keeping

    def save(self) -> SavedStreams:
        """All there is to keep."""
        encode = msgspec.msgpack.encode
        return {
            follower.name: [
                (key, encode(states[key]), self._dues.get((index, key), math.inf)) for key in sorted(states)
            ]
            for index, (follower, states) in enumerate(zip(self._followers, self._states, strict=True))
        }  # fmt: skip

    def load(self, saved: SavedStreams) -> None:
        """Be as :meth:`save` said; what belongs to a follower that is no more is let go. msgspec.DecodeError."""
        for index, follower in enumerate(self._followers):
            decoder = msgspec.msgpack.Decoder(follower.state)
            for key, state, due in saved.get(follower.name, ()):
                self._set((index, key), decoder.decode(state), due)


__all__ = ["Due", "Journal", "SavedStreams", "Streams"]
