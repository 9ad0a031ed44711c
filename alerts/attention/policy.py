"""Decides what an operator hears, and which critical alarms are shown at once. No sound, no screen and no clock of its own.

Times are arguments. The bounds follow what ISA-18.2 asks of an alarm system: an alarm asks for a response, so it is heard
once and again while nobody responds; in a flood single sounds no longer tell anything apart, so they are summed up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import time
from typing import Any, Final, Literal, TypeAlias

from msgspec import Struct

from alerts.incidents import Incident

GATHER_S: Final = 1.0
"""Alarms that come within this time of the first one are one sound."""
FLOOD_EVERY_S: Final = 20.0
"""In a flood what came is summed up this often; a critical alarm does not wait for it."""
FLOOD_CRITICAL_S: Final = 5.0
AGAIN_S: Final = 30.0
"""A critical alarm that nobody has taken up sounds again after this."""
RAISED: Final = 2
"""An incident that becomes at least so urgent sounds anew."""


Nag: TypeAlias = Literal["reminded", "escalated"]


class Quiet(Struct, frozen=True):
    """Hours in which priorities 2 and 3 are seen but not heard; local time, over midnight where ``to`` is the earlier."""

    since: time = time(22, 0)
    to: time = time(6, 0)
    on: bool = False

    def holds(self, local: time) -> bool:
        """Whether it is quiet at this local time."""
        if not self.on or self.since == self.to:
            return False
        if self.since < self.to:
            return self.since <= local < self.to
        return local >= self.since or local < self.to


@dataclass(frozen=True, slots=True)
class Cue:
    """One sound. ``priority`` is that of the most urgent; ``counts`` how many alarms of each priority it speaks of.

    ``incident`` is the one it is about where it is about one alone. ``again``: nobody has taken it up since the last time.
    ``flood``: a summary of many. ``heard``: false in quiet hours, for what is shown but not sounded. ``spoken``: it must be
    said in words whatever the workstation's settings are. ``what``: alarms that came, or alarms that nobody took up, of which
    people are reminded or which were passed on to the supervisor.
    """

    priority: int
    counts: dict[int, int]
    incident: Incident | None
    again: bool = False
    flood: bool = False
    heard: bool = True
    spoken: bool = False
    what: Nag | Literal["alarm"] = "alarm"


@dataclass(slots=True)
class Attention:
    """Told of alarms as they come, asked again and again what to sound.

    ``must_speak`` says of a kind of incident whether it is always spoken.
    """

    must_speak: Callable[[str], bool] = lambda _kind: False
    flood: bool = False
    _known: dict[str, int] = field(default_factory=dict)
    _waiting: dict[str, Incident] = field(default_factory=dict)
    _since: float | None = None
    _critical: dict[str, tuple[Incident, float]] = field(default_factory=dict)
    _sounded: float = float("-inf")
    _unseen: dict[str, Incident] = field(default_factory=dict)
    _sighted: dict[str, Incident] = field(default_factory=dict)
    _sight: float = float("-inf")
    _nagged: dict[str, Nag] = field(default_factory=dict)
    """What the hub has said of each alarm that nobody takes up."""
    _nags: dict[str, tuple[Incident, Nag]] = field(default_factory=dict)
    """What of that is still to be heard."""

    def begin(self, incidents: Iterable[Incident]) -> None:
        """The whole picture is new (a console has just come up): what is in it is known, only critical alarms are told of."""
        self._known = {one.key: one.priority for one in incidents if one.is_alarm}
        self._waiting, self._critical, self._since = {}, {}, None
        self._unseen, self._sighted = {}, {}
        self._nagged, self._nags = {}, {}
        for one in incidents:
            if (nag := _nag(one)) is not None:
                self._nagged[one.key] = nag
            if one.priority == 1 and one.is_unanswered:
                self._waiting[one.key] = self._unseen[one.key] = one

    def hear(self, incidents: Iterable[Incident], removed: Iterable[str], moved: dict[str, str], now: float) -> None:
        """What changed; ``now`` in seconds since the epoch."""
        for old, new in moved.items():
            for held in self._held():
                if old in held:
                    held.setdefault(new, held.pop(old))
        for key in removed:
            for held in self._held():
                held.pop(key, None)
        for one in incidents:
            self._take(one, now)

    def sight(self, now: float) -> Cue | None:
        """The critical alarms that are to be shown now, if any: a sound gathers what comes together, the eye need not wait.

        What comes within a second of the first is told together with it.
        """
        if not self._unseen:
            return None
        if abs(now - self._sight) >= GATHER_S:
            self._sight, self._sighted = now, {}
        self._sighted |= self._unseen
        self._unseen = {}
        together = list(self._sighted.values())
        return Cue(1, {1: len(together)}, together[0] if len(together) == 1 else None)

    def next(self, now: float, local: time, quiet: Quiet) -> Cue | None:
        """What is to be sounded now, if anything; ``local`` is the time of day where the console stands."""
        if self._waiting and self._since is None:
            self._since = now
        if self._waiting and self._since is not None and self._due(now):
            return self._cue(now, quiet.holds(local))
        late = [one for one, since in self._critical.values() if now - since >= AGAIN_S]
        if late and abs(now - self._sounded) >= GATHER_S:
            for one in late:
                self._critical[one.key] = one, now
            self._sounded = now
            return Cue(1, {1: len(late)}, late[0] if len(late) == 1 else None, again=True, spoken=self._speaks(late))
        if self._nags and not self._waiting and abs(now - self._sounded) >= (FLOOD_EVERY_S if self.flood else GATHER_S):
            return self._remind(now, quiet.holds(local))
        return None

    # -- inside

    def _held(self) -> tuple[dict[str, Any], ...]:
        return (
            self._known, self._waiting, self._critical, self._unseen, self._sighted, self._nagged, self._nags,
        )  # fmt: skip

    def _take(self, one: Incident, now: float) -> None:
        key = one.key
        nag = _nag(one)
        if nag is None:
            self._nagged.pop(key, None)
            self._nags.pop(key, None)
        elif self._nagged.get(key) != nag:
            self._nagged[key] = nag
            self._nags[key] = one, nag
        if not one.is_alarm or not one.is_unanswered:
            for held in (self._waiting, self._critical, self._unseen, self._sighted):
                held.pop(key, None)
            if not one.is_alarm or not one.is_open:
                self._known.pop(key, None)
            return
        before = self._known.get(key)
        self._known[key] = one.priority
        if one.priority == 1 and before != 1:
            self._unseen[key] = one
        if before is None or (one.priority < before and one.priority <= RAISED) or key in self._waiting:
            self._waiting[key] = one
            if self._since is None:
                self._since = now
        elif key in self._critical:
            self._critical[key] = one, self._critical[key][1]

    def _due(self, now: float) -> bool:
        assert self._since is not None
        if not self.flood:
            return abs(now - self._since) >= GATHER_S and abs(now - self._sounded) >= GATHER_S
        critical = any(one.priority == 1 for one in self._waiting.values())
        return abs(now - self._sounded) >= (FLOOD_CRITICAL_S if critical else FLOOD_EVERY_S)

    def _cue(self, now: float, quiet: bool) -> Cue:
        waiting = list(self._waiting.values())
        self._waiting, self._since, self._sounded = {}, None, now
        counts: dict[int, int] = {}
        for one in sorted(waiting, key=lambda one: one.priority):
            counts[one.priority] = counts.get(one.priority, 0) + 1
            if one.priority == 1:
                self._critical[one.key] = one, now
        first = min(counts)
        alone = waiting[0] if len(waiting) == 1 else None
        spoken = self._speaks(waiting)
        return Cue(first, counts, alone, flood=self.flood, heard=first == 1 or not quiet, spoken=spoken)

    def _remind(self, now: float, quiet: bool) -> Cue:
        """All that waits to be reminded of is one sound; what went to the supervisor goes before."""
        told = list(self._nags.values())
        self._nags, self._sounded = {}, now
        what: Nag = "escalated" if any(nag == "escalated" for _, nag in told) else "reminded"
        counts: dict[int, int] = {}
        for one, _ in sorted(told, key=lambda pair: pair[0].priority):
            counts[one.priority] = counts.get(one.priority, 0) + 1
        first = min(counts)
        return Cue(first, counts, told[0][0] if len(told) == 1 else None, heard=first == 1 or not quiet, what=what)

    def _speaks(self, incidents: list[Incident]) -> bool:
        return any(one.priority <= RAISED and self.must_speak(one.kind) for one in incidents)


def _nag(one: Incident) -> Nag | None:
    """What the hub says of an alarm that nobody takes up."""
    if not one.is_alarm or not one.is_unanswered:
        return None
    return "escalated" if one.escalated is not None else "reminded" if one.reminded is not None else None
