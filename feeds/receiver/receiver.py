"""The hub's side of the numbers: sees gaps, asks for what is missing, counts what cannot be had.

No socket and no clock: the hub hands in what came and when, and sends what is asked for. ``peer`` is whatever names a
publisher's control connection. Each epoch is asked for at the publisher that speaks of it: two that publish under one name,
by mistake, do not lose anything by it, and are told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from alerts.picture import SourceHealth
from feeds.receiver.peers import Peers
from feeds.receiver.track import FARTHEST, PATIENCE_S, TRIES, WINDOW, Track
from feeds.wire.control import Ack, FromHub, Gone, Heartbeat, SameName, Want
from feeds.wire.frame import Frame

MAX_SOURCES: Final = 10_000
MAX_EPOCHS: Final = 8
"""Epochs remembered of one source, beside those whose publisher is there."""
MOST_EPOCHS: Final = 64
ABSENCE_S: Final = 1.5
"""How long a gap is held open for a publisher that cannot be asked: its two connections come back one after the other."""


@dataclass(slots=True)
class _Source:
    peers: Peers = field(default_factory=Peers)
    tracks: dict[int, Track] = field(default_factory=dict)
    gaps: int = 0
    backfilled: int = 0
    lost: int = 0
    duplicates: int = 0
    rejected: int = 0
    misplaced: int = 0
    events: int = 0
    last: float = 0.0
    counted: int = 0

    def peer(self, track: Track, now: float) -> bytes | None:
        """Whom to ask for what is missing of this epoch: None where nobody can be asked."""
        if self.peers.answers(track.peer, now):
            return track.peer
        return self.peers.only(now)

    def count(self, frames: list[Frame]) -> list[Frame]:
        """Count what is passed on."""
        for frame in frames:
            self.events += len(frame.batch)
            self.rejected += len(frame.rejections)
        return frames


class Receiver:
    """Knows of every source where its numbers stand. ``positions`` are those that a hub before this one had on disk."""

    def __init__(self, positions: Mapping[tuple[str, int], int]) -> None:
        self._sources: dict[str, _Source] = {}
        self._wants: list[tuple[bytes, FromHub]] = []
        self._rated = 0.0
        self.overflow = 0
        """Messages of sources beyond ``MAX_SOURCES``: passed on, unnumbered."""
        for (source, epoch), next_seq in positions.items():
            self._source(source).tracks[epoch] = Track(next_seq, next_seq, introduced=True)

    def take(self, frame: Frame, now: float, refilled: bool = False) -> list[Frame]:
        """A message that came; returns those to pass on, in order. ``now`` in seconds, from a clock that never steps."""
        source = self._source(frame.source)
        source.last = now
        source.misplaced += frame.misplaced
        if frame.seq is None or frame.source not in self._sources:
            return source.count([frame])
        track = source.tracks.get(frame.epoch)
        if track is None:
            # from where on it has not been heard, the publisher's heartbeat will say
            track = source.tracks[frame.epoch] = Track(frame.seq)
            self._prune(source, now)
        elif frame.seq - track.told > FARTHEST:
            source.lost += 1
            track.next_seq = frame.seq
            track.held.clear()
        track.seen = now
        if frame.seq < track.next_seq:
            run = track.recover(frame.seq)
            if run is None:
                source.duplicates += 1
                return []
            source.lost -= run.counted
            source.backfilled += refilled
            return source.count([frame])
        ready = track.take(frame, frame.seq)
        if ready is None:
            source.duplicates += 1
            return []
        source.backfilled += refilled
        if ready:
            track.tries = min(track.tries, 1)
            track.asked_at = now
        self._look(source, frame.epoch, track, now)
        return source.count(ready)

    def heartbeat(self, peer: bytes, beat: Heartbeat, now: float) -> None:
        """A publisher has said what it has sent and still keeps."""
        source = self._source(beat.source)
        source.peers.beat(peer, beat.spooled, beat.dropped, now)
        self._wants.extend((one, SameName()) for one in source.peers.together(now) if one == peer)
        for run in beat.runs[-MAX_EPOCHS:]:
            track = source.tracks.get(run.epoch)
            if track is None:
                track = source.tracks[run.epoch] = Track(run.first, introduced=True)
                self._prune(source, now)
            elif not track.introduced:
                track.introduced = True
                if run.first < track.began and not track.lost_runs:
                    track.pass_over(run.first, track.began, counted=False)
            if run.stop - track.told <= FARTHEST:
                track.told = max(track.told, run.stop)
            track.seen, track.peer = now, peer
            for lost in track.recoverable(run.first, now):
                self._wants.append((peer, Want(run.epoch, max(lost.start, run.first), lost.stop)))
            self._look(source, run.epoch, track, now)

    def gone(self, peer: bytes, message: Gone, now: float) -> list[Frame]:
        """A publisher cannot give these numbers; returns what need be held back no longer."""
        ready: list[Frame] = []
        for source in self._sources.values():
            track = source.tracks.get(message.epoch)
            if track is None or source.peer(track, now) != peer:
                continue
            for run in track.lost_runs:
                if message.start < run.stop and run.start < message.stop:
                    run.gone = True
                    source.lost += 0 if run.counted else run.stop - run.start
                    run.counted = True
            if message.start <= track.next_seq < message.stop:
                given_up = track.give_up(message.stop)
                source.lost += given_up
                if given_up:
                    track.lost_runs[-1].gone = True
                ready.extend(source.count(track.release()))
                track.asked_at = now
                self._look(source, message.epoch, track, now)
        return ready

    def tick(self, now: float) -> list[Frame]:
        """Give up what has been asked for in vain; returns what need be held back no longer. About ten times a second."""
        ready: list[Frame] = []
        for source in self._sources.values():
            for epoch, track in source.tracks.items():
                if not track.missing:
                    continue
                answers = source.peer(track, now) is not None
                if now - track.asked_at < (PATIENCE_S if answers else ABSENCE_S):
                    continue
                if not answers or track.tries >= TRIES:
                    source.lost += track.give_up(track.gap_end())
                    ready.extend(source.count(track.release()))
                self._look(source, epoch, track, now)
        return ready

    def requests(self) -> list[tuple[bytes, FromHub]]:
        """What to ask of whom; each once."""
        wants, self._wants = self._wants, []
        return wants

    def acknowledgements(
        self, committed: Mapping[tuple[str, int], int], now: float, peer: bytes | None = None
    ) -> list[tuple[bytes, Ack]]:
        """What to tell publishers (this one, or all) about what is on disk."""
        said = []
        for (name, epoch), next_seq in committed.items():
            source = self._sources.get(name)
            track = source.tracks.get(epoch) if source is not None else None
            if source is None or track is None:
                continue
            whom = source.peer(track, now)
            if whom is not None and peer in (None, whom):
                said.append((whom, Ack(epoch, track.safe(next_seq, now))))
        return said

    def health(self, now: float) -> list[SourceHealth]:
        """How every source does; ``rate`` since the last call, ``last`` by the clock that ``now`` is of."""
        span = max(now - self._rated, 1e-3)
        self._rated = now
        rows = []
        for name, source in self._sources.items():
            rate = (source.events - source.counted) / span
            source.counted = source.events
            seq = source.tracks[max(source.tracks)].next_seq if source.tracks else 0
            figures = (source.gaps, source.backfilled, source.lost, source.rejected)
            many = max(len(source.peers.together(now)), 1)
            rows.append(SourceHealth(name, rate, seq, *figures, source.last, *source.peers.spool(now), many))
        return rows

    @property
    def lost(self) -> int:
        """Messages that could not be had, over all sources."""
        return sum(source.lost for source in self._sources.values())

    def _look(self, source: _Source, epoch: int, track: Track, now: float) -> None:
        """Ask for what is missing at the front, if it is time to."""
        if not track.missing:
            track.gap_open = False
            return
        fresh = not track.gap_open
        if fresh:
            track.gap_open = True
            source.gaps += 1
            track.tries = 0
        peer = source.peer(track, now)
        if peer is None:
            if fresh:
                track.asked_at = now
            return
        if fresh or track.tries == 0 or now - track.asked_at >= PATIENCE_S:
            track.asked = track.next_seq
            track.asked_at = now
            track.tries += 1
        # ask for more when half of the last window has come
        end = track.gap_end()
        if track.asked - track.next_seq < WINDOW // 2 and track.asked < end:
            track.asked = max(track.asked, track.next_seq)
            stop = min(end, track.next_seq + WINDOW)
            if track.asked < stop:
                self._wants.append((peer, Want(epoch, track.asked, stop)))
                track.asked = stop

    def _source(self, name: str) -> _Source:
        source = self._sources.get(name)
        if source is None:
            source = _Source()
            if len(self._sources) < MAX_SOURCES:
                self._sources[name] = source
            else:
                self.overflow += 1
        return source

    def _prune(self, source: _Source, now: float) -> None:
        while len(source.tracks) > MAX_EPOCHS:
            idle = [epoch for epoch, track in source.tracks.items() if not source.peers.answers(track.peer, now)]
            if not idle and len(source.tracks) <= MOST_EPOCHS:
                return
            del source.tracks[min(idle or source.tracks, key=lambda epoch: source.tracks[epoch].seen)]
