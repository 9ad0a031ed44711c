"""The incidents in hand: as the engine has them, as people are shown them, and which of them are due."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from msgspec import Struct

from alerts.incidents import Incident


class Case(Struct):
    """One incident in hand. ``base`` is the engine's word, ``shown`` what people see (None: not shown yet).

    ``held`` says that the engine does not know it (any more): ``base`` is then all there is. Times in epoch seconds.
    """

    key: str
    base: Incident
    shown: Incident | None = None
    shown_at: float = 0.0
    indexed_at: float = 0.0
    logged: tuple[str, str, int, str, str] | None = None
    """What the log says was shown: id, kind, priority, state, title."""
    alarmed: bool = False
    held: bool = False


class _Kept(Struct, array_like=True):
    key: str
    base: Incident | None
    alarmed: bool
    logged: tuple[str, str, int, str, str] | None


class _Saved(Struct):
    cases: list[_Kept]
    left: list[str]


class Board:
    """Cases by key, and three queues: to show anew, to index anew, closed and about to leave."""

    def __init__(self) -> None:
        self.cases: dict[str, Case] = {}
        self.dirty: dict[str, None] = {}
        self.unindexed: dict[str, None] = {}
        self.ended: dict[str, float] = {}
        """Closed and merged ones and since when, the longest closed first."""
        self.left: set[str] = set()
        """Off the screens, though the engine still knows them."""

    def rename(self, old: str, new: str) -> None:
        """An incident has another key; of two cases the one with the new key's facts and the old one's past stays."""
        case = self.cases.pop(old, None)
        for queue in (self.dirty, self.unindexed):
            if old in queue:
                del queue[old]
                queue[new] = None
        if old in self.ended:
            self.ended[new] = self.ended.pop(old)
        if old in self.left:
            self.left.remove(old)
            self.left.add(new)
        if case is not None:
            case.key = new
            self.cases[new] = case
            self.dirty[new] = None

    def take_off(self, key: str) -> Case | None:
        """The incident is no longer in hand."""
        for queue in (self.dirty, self.unindexed, self.ended):
            queue.pop(key, None)
        return self.cases.pop(key, None)

    def due(self, now: float, refresh_s: float, most: int) -> list[str]:
        """Which to show now: new ones and priorities 1 and 2 at once, of the others those that have waited longest."""
        urgent: list[str] = []
        patient: list[tuple[float, str]] = []
        for key in self.dirty:
            case = self.cases.get(key)
            if case is None or case.shown is None or case.shown.priority <= 2:
                urgent.append(key)
            elif not 0.0 <= now - case.shown_at < refresh_s:  # below 0: the clock was set back
                patient.append((case.shown_at, key))
        if len(urgent) > 2 * most:  # a storm after a silence: the most urgent first, the rest with the next update
            urgent.sort(key=self._urgency)
            del urgent[2 * most :]
        room = max(most - len(urgent), most // 5)
        if len(patient) > room:
            patient.sort()
            del patient[room:]
        urgent.extend(key for _, key in patient)
        return urgent

    def _urgency(self, key: str) -> int:
        case = self.cases.get(key)
        return 0 if case is None else case.base.priority

    def to_index(self, now: float, indexed_s: float, most: int) -> list[Case]:
        """Which to bring up to date for searches now, at most ``most``."""
        chosen: list[Case] = []
        for key in self.unindexed:
            if len(chosen) >= most:
                break
            case = self.cases.get(key)
            if case is not None and case.shown is not None and not 0.0 <= now - case.indexed_at < indexed_s:
                chosen.append(case)
        return chosen

    def save(self, known: Callable[[str], bool]) -> bytes:
        """What :meth:`restore` takes; incidents that the engine knows (``known``) without their facts."""
        kept = [
            _Kept(case.key, None if known(case.key) and not case.held else case.base, case.alarmed, case.logged)
            for case in self.cases.values()
        ]
        return msgspec.msgpack.encode(_Saved(kept, sorted(self.left)))

    def restore(self, data: bytes, facts: Callable[[str], Incident | None]) -> None:
        """Restore; ``facts`` gives the engine's word on a key. All cases are due then. msgspec.DecodeError on other data."""
        saved = msgspec.msgpack.decode(data, type=_Saved)
        self.left.update(saved.left)
        for kept in saved.cases:
            base = kept.base or facts(kept.key)
            if base is not None:
                case = Case(kept.key, base, alarmed=kept.alarmed, logged=kept.logged)
                case.held = kept.base is not None
                self.cases[kept.key] = case
                self.dirty[kept.key] = None
