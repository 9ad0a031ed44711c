"""Up to when the stream is complete: the newest time that can be trusted, less the lateness bound.

A clock that is far ahead must not make everybody else late. A time more than ``jump`` beyond all trusted ones is a claim:
it is believed when a second source claims a time near it or later and those who claim are more than those who go on as
before, when nobody else has sent anything since (soon where nobody else is there at all), when there is no end of it, or when
the trusted times come near it and nobody has contradicted it: then it only was early.
Until then its event is taken in as it is, but nothing is declared final because of it. A source whose claim the others
contradict, by going on as before, is ahead: its events take effect when they arrive. So do, for a while, those of a source
that contradicts itself: a clock that jumps. At the very start nothing is trusted yet: whoever speaks first
may be the one whose clock is wrong.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from msgspec import Struct

ALONE: Final = 32
"""So many claims of one source, with no word from another, are believed: it is the only one there is."""
ONLY: Final = 2
"""So many of a source that is the only one heard lately, of a small town at night: there is nobody to wait for."""
FEW: Final = 64
"""Events in all, up to which the end of the input is believed to be when the last one says: no stream has gone on beside it."""
CONTRADICTED: Final = 32
"""So many events of others near the trusted time, since a claim, contradict it."""
ERRATIC: Final = 32
"""So many events of a source that contradicted itself make no claims."""


class Claim(NamedTuple):
    """What one source says against all others: times, how often, and how many events of others came since."""

    oldest: float
    newest: float
    many: int
    others: int
    against: int


class WatermarkState(Struct, array_like=True):
    """A watermark as it is saved."""

    frontier: float
    time: float
    claims: dict[str, Claim]
    ahead: list[str]
    against: list[str] = []
    erratic: dict[str, int] = {}
    heard: int = 0
    early: dict[str, float] = {}


class Watermark:
    """Judges one event after another, in order of arrival, so that batches do not matter."""

    def __init__(self, lateness: float, jump: float) -> None:
        self.lateness = lateness
        self.jump = jump
        self.frontier = -math.inf
        """The newest trusted time."""
        self.time = -math.inf
        """The watermark: what is older is late. Never falls."""
        self._claims: dict[str, Claim] = {}
        self._ahead: set[str] = set()
        self._against: set[str] = set()
        """Sources that went on as before while there were claims."""
        self._erratic: dict[str, int] = {}
        self._early: dict[str, float] = {}
        """Times claimed by sources that have since gone on as before, so that nobody stands for them: what was sent first has
        come last. They count as soon as the trusted times come near, as if they had come in order."""
        self.heard = 0
        """Events taken in so far; who takes them in counts them."""
        self.contradicted: list[str] = []
        """Sources found to be ahead since this was last emptied."""

    @property
    def plain(self) -> bool:
        """Whether nothing is in doubt: then a time up to ``frontier + jump`` takes effect as it is, unless it is late."""
        return not self._claims and not self._ahead and not self._early

    def admit(self, source: str, time: float, alone: bool = False) -> tuple[float, bool]:
        """When the event takes effect, and whether it is late. ``alone``: no other source has been heard lately."""
        if time <= self.frontier + self.jump:
            if time > self.frontier:
                self.frontier = time
                self.time = max(self.time, time - self.lateness)
            if self._claims:
                self._weigh(source, time)
            if self._claims or self._early:
                self._catch_up()
            self._ahead.discard(source)
            return (self.time, True) if time < self.time else (time, False)
        if source in self._ahead or (source in self._erratic and self._doubted(source)):
            return max(self.frontier, self.time), False
        self._claim(source, time, alone)
        return time, False

    def at_end(self, alone: bool) -> float:
        """The newest time that can be trusted once nothing more comes: nobody will contradict whom nobody has contradicted."""
        if self._against or (self.heard > FEW and not alone):
            return self.frontier
        claimed = [claim.newest for claim in self._claims.values() if not claim.others]
        return max([self.frontier, *claimed, *self._early.values()])

    def _claim(self, source: str, time: float, alone: bool) -> None:
        old = self._claims.get(source, Claim(math.inf, -math.inf, 0, 0, 0))
        self._claims[source] = Claim(min(old.oldest, time), max(old.newest, time), old.many + 1, old.others, old.against)
        claims = self._claims
        supported = [
            claim.newest
            for name, claim in claims.items()
            if any(other.newest >= claim.newest - self.jump for known, other in claims.items() if known != name)
        ]
        mine = claims[source]
        many = sum(claim.many for claim in claims.values())
        if supported and (self.frontier == -math.inf or len(claims) > len(self._against)):
            self._trust(max(supported))
            return
        if self.frontier == -math.inf:
            if len(claims) == 1 and mine.newest - mine.oldest > self.lateness:  # it has been alone for as long as that
                self._trust(time if time - old.newest <= self.jump else old.newest)
            elif many >= 8 * ALONE:
                self._trust(min(claim.newest for claim in claims.values()))
            return
        if alone and mine.many >= ONLY and mine.others == 0 and len(claims) == 1:
            near = abs(time - old.newest) <= self.jump
            self._trust(max(time, old.newest) if near else min(time, old.newest))
        elif mine.many >= ALONE and mine.others == 0 and len(claims) == 1:
            self._trust(mine.newest)
        elif many >= 8 * ALONE:
            self._trust(min(claim.newest for claim in claims.values()))

    def _doubted(self, source: str) -> bool:
        """One more event of a source whose clock jumps; it is heard again after so many."""
        left = self._erratic[source] - 1
        if left > 0:
            self._erratic[source] = left
        else:
            del self._erratic[source]
        return True

    def _trust(self, time: float) -> None:
        self.frontier = max(self.frontier, time)
        self.time = max(self.time, self.frontier - self.lateness)
        limit = self.frontier + self.jump
        self._claims = {name: claim for name, claim in self._claims.items() if claim.newest > limit}
        self._against.clear()
        if self._early:
            self._catch_up()

    def _weigh(self, source: str, time: float) -> None:
        """An event near the trusted time, while others claim a later one; it speaks against them if it were late by them."""
        for name, claim in list(self._claims.items()):
            contradicts = time < claim.oldest - self.lateness
            against = claim.against + contradicts
            if name == source:
                del self._claims[name]
                if contradicts:
                    self._erratic[name] = ERRATIC
                elif not against:
                    self._early[name] = max(self._early.get(name, claim.newest), claim.newest)
                continue
            if contradicts:
                self._against.add(source)
            if against >= CONTRADICTED:
                del self._claims[name]
                self._ahead.add(name)
                self.contradicted.append(name)
            else:
                self._claims[name] = claim._replace(others=claim.others + 1, against=against)
        if not self._claims:
            self._against.clear()

    def _catch_up(self) -> None:
        """Trust what was claimed before its time and is near now."""
        while True:
            limit = self.frontier + self.jump
            near = [time for time in self._early.values() if time <= limit]
            near += [claim.newest for claim in self._claims.values() if not claim.against and claim.newest <= limit]
            self._early = {name: time for name, time in self._early.items() if time > limit}
            self._claims = {name: one for name, one in self._claims.items() if one.against or one.newest > limit}
            if not near or max(near) <= self.frontier:
                break
            self.frontier = max(near)
            self.time = max(self.time, self.frontier - self.lateness)
        if not self._claims:
            self._against.clear()

    def state(self) -> WatermarkState:
        """All there is to keep."""
        return WatermarkState(
            self.frontier, self.time, dict(self._claims), sorted(self._ahead), sorted(self._against),
            dict(self._erratic), self.heard, dict(self._early),
        )  # fmt: skip

    def restore(self, state: WatermarkState) -> None:
        """Be as :meth:`state` said."""
        self.frontier, self.time = state.frontier, state.time
        self._claims = dict(state.claims)
        self._ahead = set(state.ahead)
        self._against = set(state.against)
        self._erratic = dict(state.erratic)
        self.heard = state.heard
        self._early = dict(state.early)
