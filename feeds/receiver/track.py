"""One publisher's numbers: what came, what is missing, what is lost."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from feeds.wire.frame import Frame

HOLD_MESSAGES: Final = 512
HOLD_BYTES: Final = 32 * 1024 * 1024
WINDOW: Final = 256
"""Messages asked for at a time."""
PATIENCE_S: Final = 0.7
"""How long the hub waits for something of what it asked for before it asks again."""
TRIES: Final = 3
MAX_LOST_RUNS: Final = 256
RECOVERY_S: Final = 5.0
FARTHEST: Final = 10_000_000
"""A number that jumps further ahead than this is a new beginning, not ten million missing messages."""


@dataclass(slots=True)
class LostRun:
    """Numbers that were passed over, ``start`` up to, not including, ``stop``; a publisher that returns may still have them."""

    start: int
    stop: int
    counted: bool = True
    asked: float = 0.0
    gone: bool = False


@dataclass(slots=True)
class Track:
    """One epoch of one source. Messages are passed on in the order of their numbers.

    What comes after a gap is held back until the gap is closed, or given up after ``TRIES`` times ``PATIENCE_S`` without
    progress: so the number that the log has on disk says all there is to say, and a restarted hub asks for exactly what
    it lacks. What does not fit into the hold is let go: the publisher still has it.
    """

    next_seq: int
    told: int = 0
    """One more than the highest number known to have been sent."""
    held: dict[int, Frame] = field(default_factory=dict)
    held_bytes: int = 0
    lost_runs: list[LostRun] = field(default_factory=list)
    began: int = field(init=False)
    introduced: bool = False
    """Whether where it began is known from the publisher, or from the log."""
    asked: int = 0
    """Up to where was asked."""
    asked_at: float = 0.0
    tries: int = 0
    gaps: int = 0
    gap_open: bool = False
    seen: float = 0.0
    peer: bytes | None = None
    """Who said last that it has messages of this epoch."""

    def __post_init__(self) -> None:
        self.began = self.next_seq

    def take(self, frame: Frame, seq: int) -> list[Frame] | None:
        """The messages to pass on now; None where this one, not below ``next_seq``, had been there before."""
        self.told = max(self.told, seq + 1)
        if seq > self.next_seq:
            if seq in self.held:
                return None
            if len(self.held) < HOLD_MESSAGES and self.held_bytes + len(frame.body) <= HOLD_BYTES:
                self.held[seq] = frame
                self.held_bytes += len(frame.body)
            return []
        self.next_seq += 1
        return [frame, *self.release()]

    def release(self) -> list[Frame]:
        """What was held and is now in order."""
        ready = []
        while self.held and self.next_seq in self.held:
            frame = self.held.pop(self.next_seq)
            self.held_bytes -= len(frame.body)
            self.next_seq += 1
            ready.append(frame)
        if not self.missing:
            self.gap_open = False
        return ready

    @property
    def missing(self) -> bool:
        """Whether a message is known to have been sent and has not come."""
        return self.told > self.next_seq

    def gap_end(self) -> int:
        """The first number after the gap at the front that is held, or the end of what is known."""
        return min(self.held, default=self.told)

    def give_up(self, stop: int) -> int:
        """Count everything missing before ``stop`` as lost; returns how many messages that is."""
        start, stop = self.next_seq, min(stop, self.gap_end())
        if stop <= start:
            return 0
        self.pass_over(start, stop, counted=True)
        self.next_seq = stop
        self.tries = 0
        return stop - start

    def pass_over(self, start: int, stop: int, counted: bool) -> None:
        """Remember what is missing, in case the publisher can still give it."""
        self.lost_runs.append(LostRun(start, stop, counted))
        del self.lost_runs[:-MAX_LOST_RUNS]

    def recover(self, seq: int) -> LostRun | None:
        """The run of passed over numbers that this one belongs to, without it from now on."""
        for index, run in enumerate(self.lost_runs):
            if run.start <= seq < run.stop:
                rest = [replace(run, stop=seq), replace(run, start=seq + 1)]
                self.lost_runs[index : index + 1] = [part for part in rest if part.start < part.stop]
                return run
        return None

    def recoverable(self, first: int, now: float) -> list[LostRun]:
        """Runs not yet asked for that a publisher whose spool begins at ``first`` may still have."""
        runs = [run for run in self.lost_runs if run.stop > first and not run.asked and not run.gone]
        for run in runs:
            run.asked = now
        return runs

    def safe(self, committed: int, now: float) -> int:
        """Before which number the publisher may forget, where ``committed`` is what the log has on disk."""
        pending = [r.start for r in self.lost_runs if r.asked and not r.gone and now - r.asked < RECOVERY_S]
        return min([committed, self.next_seq, *pending])
