"""Plays a recording: decides what is due. It owns no clock, no thread and no socket; whoever drives it does."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, isfinite
from typing import Final

from alerts.errors import InputError
from alerts.picture import Playback
from feeds.playback.census import BINS, STEP_S, Census, counting
from feeds.recordings.recording import Received, Recording
from feeds.wire.frame import Frame

FASTEST: Final = 1_000_000.0
"""The speed that means "as fast as it can be taken in"."""
SLOWEST: Final = 0.05


class Player:
    """A recording being played, paused, sped up, and moved about in.

    Time is the recording's receive time. Going back asks whoever owns the centre to begin anew (:meth:`take_reset`) and
    then feeds everything from the beginning up to the wanted time, as fast as it is taken; going forward feeds what lies
    between. Either way the centre gets exactly what playing would have given it, in the same pieces.
    """

    def __init__(
        self,
        recording: Recording,
        now_wall: float,
        speed: float = 1.0,
        since: float | None = None,
        playing: bool = True,
        census: Census | None = None,
        bins: int = BINS,
    ) -> None:
        """InputError where nothing in the recording is an event.

        The recording is counted while it is played, in what time there is, unless a ``census`` is given.
        """
        self.recording = recording
        self.census = census or Census(recording.start, recording.end)
        self._counting: Iterator[int] = iter(())
        self._told_counts = False
        if census is None:
            self._counting = counting(recording, self.census, bins)
            while not next(self._counting):
                pass
        self.playing = playing
        self.speed = _speed(speed) or 1.0
        self.finished = False
        """Whether everything has been handed out."""
        self._source: Iterator[Received] = iter(())
        self._next: Received | None = None
        self._at = self._fed = self.census.start
        self._wall = now_wall
        self._target: float | None = None
        self._reset = False
        self._begin()
        if since is not None and since > self.census.start:
            self._target = min(since, self.census.end)

    @property
    def seeking(self) -> bool:
        """Whether it is on its way to a time asked for."""
        return self._target is not None

    def due(self, now_wall: float, limit: int) -> list[tuple[Frame, float]]:
        """The frames that are due, each with its receive time: at least one if any is, then up to ``limit`` events.

        ``now_wall`` is any clock in seconds that does not run backwards. Nothing is handed out while a reset is asked for.
        """
        if self._reset:
            return []
        due = self._due(now_wall, limit)
        if self._next is None and self._target is None and self._at >= self.census.end:
            self.finished = True
            self.playing = False
        if not self.census.complete and not self.seeking and not (self.playing and self.speed >= FASTEST):
            self._count(limit - sum(len(frame.batch) for frame, _ in due))
        return due

    def _due(self, now_wall: float, limit: int) -> list[tuple[Frame, float]]:
        if self._target is not None:
            due = self._take(self._target, limit)
            if self._next is None or self._next.received > self._target:
                self._set(self._target, now_wall)
                self._target = None
            else:
                self._set(self._fed, now_wall)
        elif not self.playing:
            due = []
        elif self.speed >= FASTEST:
            due = self._take(inf, limit)
            self._set(self._fed, now_wall)
        else:
            at = self._clock(now_wall)
            due = self._take(at, limit)
            if self._next is not None and self._next.received <= at:
                at = self._fed  # more is due than may be handed out at once: time waits for it
            self._set(at, now_wall)
        return due

    def wait(self, now_wall: float) -> float:
        """Seconds until something is due: 0 if it is now, infinite while paused or at the end."""
        if self._reset or self._target is not None:
            return 0.0
        if not self.playing:
            return inf
        if self._next is None or self.speed >= FASTEST:
            return 0.0
        return max(0.0, self._next.received - self._clock(now_wall)) / self.speed

    def virtual_now(self, now_wall: float) -> float:
        """The recording's time now, seconds since the epoch: never past what has been handed out while seeking."""
        if self._target is not None or not self.playing or self.speed >= FASTEST:
            return self._at
        return self._clock(now_wall)

    def command(self, action: str, value: float | None, now_wall: float) -> str:
        """Do ``play``, ``pause``, ``speed`` (a factor; 0 or ``FASTEST``: as fast as possible) or ``seek`` (epoch seconds).

        Returns an empty text, or ``bad_argument``.
        """
        if self._target is None:
            self._set(self.virtual_now(now_wall), now_wall)
        if action == "play":
            if self.finished:
                self._seek(self.census.start)
            self.playing = True
        elif action == "pause":
            self.playing = False
        elif action == "speed" and value is not None and (speed := _speed(value)):
            self.speed = speed
        elif action == "seek" and value is not None and isfinite(value):
            self._seek(min(max(value, self.census.start), self.census.end))
        else:
            return "bad_argument"
        return ""

    def take_reset(self) -> bool:
        """Whether the centre has to begin anew before anything more is due; says so once."""
        wanted, self._reset = self._reset, False
        return wanted

    def state(self, now_wall: float | None = None, counts: bool = False) -> Playback:
        """Where it stands; with the counts by channel if asked, and by itself once they are known: they do not change."""
        at = self._at if now_wall is None else self.virtual_now(now_wall)
        speed = 0.0 if self._target is not None else self.speed
        all_counts = {}
        if counts or (self.census.complete and not self._told_counts):
            all_counts = self.census.counts
            self._told_counts = self._told_counts or not counts
        return Playback(
            self.recording.path.name, self.census.start, self.census.end, at, speed, self.playing, all_counts,
            damage=self.recording.damage,
        )  # fmt: skip

    def close(self) -> None:
        """Let go of the recording."""
        self._source = iter(())
        self.recording.close()

    def _seek(self, target: float) -> None:
        # what was received at the very time asked for belongs to it, and may have been handed out already
        if target < max(self._at, self._fed):
            self._reset = True
            self._begin()
        self._target = target
        self.finished = False

    def _begin(self) -> None:
        self._source = iter(self.recording.timed(step=STEP_S))
        self._next = next(self._source, None)
        self._at = self._fed = self.census.start

    def _take(self, until: float, limit: int) -> list[tuple[Frame, float]]:
        due: list[tuple[Frame, float]] = []
        events = 0
        while self._next is not None and self._next.received <= until:
            size = len(self._next.frame.batch) or 1
            if due and events + size > limit:
                break
            events += size
            due.append((self._next.frame, self._next.received))
            self._fed = max(self._fed, self._next.received)
            self._next = next(self._source, None)
        if self._next is None and not self.census.complete:
            self.census.end = self._fed  # before everything is counted, the end is only an estimate
        return due

    def _count(self, events: int) -> None:
        """Count on in the recording, about so many events."""
        try:
            while events > 0:
                events -= next(self._counting) + 1
        except (StopIteration, InputError):
            self._counting = iter(())  # done; or it can no longer be read, which playing it will say

    def _clock(self, now_wall: float) -> float:
        at = self._at + max(0.0, now_wall - self._wall) * self.speed
        return at if self._next is not None else min(at, self.census.end)

    def _set(self, at: float, now_wall: float) -> None:
        self._at, self._wall = at, now_wall


def _speed(value: float) -> float:
    """The speed to use; 0 where the value is none."""
    if value == 0.0 or value >= FASTEST:
        return FASTEST
    return value if value >= SLOWEST else 0.0
