"""Whether a feed is well, judged from its figures alone."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from alerts.picture import FeedHealth

FeedState: TypeAlias = Literal["good", "delayed", "silent", "rejecting", "lost", "never"]

LATE_S: Final = 10.0
"""An event that took longer than this from happening to arriving came late."""
LATE_FOR_S: Final = 120.0
"""How long a feed that has fallen quiet is still called delayed for its last event."""
WINDOW_S: Final = 60.0
"""Rejected and lost messages are news for so long, and rates are taken over it."""
LOST_FOR_S: Final = 600.0
SILENT_TIMES: Final = 12.0
"""A feed that has been quiet for so many of its usual intervals is silent: of a random (Poisson) stream, one quiet spell
in 160,000 is that long."""
SILENT_LEAST_S: Final = 20.0
LEARNT_S: Final = 60.0
"""A feed's usual interval is known after so long, and so many events."""
LEARNT_EVENTS: Final = 10


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one feed does: its state, since the figure that says so (seconds of delay or silence, messages)."""

    state: FeedState
    figure: float = 0.0
    rate: float = 0.0
    """Events a second over the latest minute."""

    @property
    def troubled(self) -> bool:
        """Whether someone should look at it."""
        return self.state not in ("good", "never")


@dataclass(slots=True)
class _Past:
    since: float
    first_total: int
    samples: deque[tuple[float, int, int, int]] = field(default_factory=deque)
    """Time, total, rejected, lost."""


class Judge:
    """Remembers a little of each feed's past; all times are given, seconds since the epoch."""

    def __init__(self) -> None:
        self._past: dict[str, _Past] = {}

    def forget(self) -> None:
        """Start anew (another hub, another recording)."""
        self._past = {}

    def verdict(self, feed: FeedHealth, now: float) -> Verdict:
        """How the feed does at ``now``; to be called about once a second, with time never running backwards."""
        past = self._past.get(feed.channel)
        if past is None or (past.samples and now < past.samples[-1][0]):
            past = self._past[feed.channel] = _Past(now, feed.total)
        past.samples.append((now, feed.total, feed.rejected, feed.lost))
        while past.samples[0][0] < now - LOST_FOR_S:
            past.samples.popleft()
        if not feed.total and not feed.last and not feed.rejected and not feed.lost:
            return Verdict("never")
        recent = next(sample for sample in past.samples if sample[0] >= now - WINDOW_S)
        rate = (feed.total - recent[1]) / max(now - recent[0], 1.0) if now > recent[0] else feed.rate
        lost, rejected = feed.lost - past.samples[0][3], feed.rejected - recent[2]
        quiet = now - feed.last if feed.last else 0.0
        if lost > 0:
            return Verdict("lost", lost, rate)
        if rejected > 0:
            return Verdict("rejecting", rejected, rate)
        if self._silent(past, feed, now, quiet):
            return Verdict("silent", quiet, rate)
        if feed.delay > LATE_S and quiet < LATE_FOR_S:
            return Verdict("delayed", feed.delay, rate)
        return Verdict("good", 0.0, rate)

    def _silent(self, past: _Past, feed: FeedHealth, now: float, quiet: float) -> bool:
        events = feed.total - past.first_total
        heard_for = now - quiet - past.since
        if heard_for < LEARNT_S or events < LEARNT_EVENTS:
            return False
        return quiet > max(SILENT_LEAST_S, SILENT_TIMES * heard_for / events)
