"""A recording in the place of the feeds: the same hub, the same centre, a log that is thrown away."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from math import floor
from typing import Any, Final

from alerts.commands import Answer, Command
from alerts.picture import Snapshot, SourceHealth, Update
from feeds.hub.centre import Deciding
from feeds.hub.consoles.merge import merge
from feeds.playback.player import Player
from feeds.wire.frame import Frame

AT_ONCE: Final = 4_096
"""Events taken in between two looks at what people want."""
BEAT_S: Final = 0.5
_PLAYER: Final = frozenset({"play", "pause", "speed", "seek"})


class Replay:
    """A centre (see :class:`~feeds.hub.centre.Deciding`) that a player feeds, and whose time is the recording's.

    Going back in the recording means a new centre from ``make``. Updates are numbered here, in an epoch that begins anew
    with each centre, because a paused replay still has to say that it lives.
    """

    def __init__(
        self,
        player: Player,
        make: Callable[[], Deciding],
        monotonic: Callable[[], float] = time.monotonic,
        epoch: Callable[[], int] = time.time_ns,
    ) -> None:
        self._player = player
        self._make = make
        self._monotonic = monotonic
        self._new_epoch = epoch
        self._centre = make()
        self._epoch = epoch()
        self._n = 0
        self._told = -BEAT_S
        self._raised: dict[str, tuple[float, int]] = {}
        self._raised_changed = False
        self.events = 0
        self.rejected = 0

    @property
    def busy(self) -> bool:
        """Whether there is more to do at once."""
        return self._player.seeking

    @property
    def finished(self) -> bool:
        """Whether the recording is at its end."""
        return self._player.finished

    def ingest(self, frames: Sequence[Frame], now: float) -> None:
        """What comes from outside is not taken in: a replay shows the recording alone."""

    def report(self, rows: Sequence[SourceHealth], now: float) -> None:
        """There are no publishers."""

    def clock_set(self, by: float, now: float) -> None:
        """Its time is the recording's."""

    def positions(self) -> Mapping[tuple[str, int], int]:
        """There are no publishers."""
        return {}

    def tick(self, now: float) -> Update | None:
        """Play on, and say what has changed; ``now`` is not used, for the time is the recording's."""
        wall = self._monotonic()
        if self._player.take_reset():
            self._begin_anew()
        update: Update | None = None
        # second by second, as it was: everything that is counted over time comes out as if it had been played at leisure
        for _, group in groupby(self._player.due(wall, AT_ONCE), key=lambda item: floor(item[1])):
            second = list(group)
            frames = [frame for frame, _ in second]
            self.events += sum(len(frame.batch) for frame in frames)
            self.rejected += sum(len(frame.rejections) for frame in frames)
            self._centre.ingest(frames, second[-1][1])
            update = self._tell(update, second[-1][1])
        at = self._player.virtual_now(wall)
        update = self._tell(update, at)
        if update is None and wall - self._told < BEAT_S:
            return None
        if update is None:
            update = Update(0, 0, at)
        self._told = wall
        self._n += 1
        update.n, update.epoch = self._n, self._epoch
        update.playback = self._player.state(wall)
        if self._raised_changed:
            update.playback.incidents = list(self._raised.values())
            self._raised_changed = False
        return update

    def command(self, command: Command, now: float) -> Answer:
        """The player's commands are its own; all others are the centre's, in the recording's time."""
        wall = self._monotonic()
        if command.action in _PLAYER:
            error = self._player.command(command.action, command.value, wall)
            self._told = -BEAT_S
            return Answer(command.id, not error, error, n=self._n + 1)
        return self._centre.command(command, self._player.virtual_now(wall))

    def snapshot(self, now: float) -> Snapshot:
        """All a console needs to start, with what the whole recording holds."""
        wall = self._monotonic()
        snapshot = self._centre.snapshot(self._player.virtual_now(wall))
        snapshot.n, snapshot.epoch = self._n, self._epoch
        snapshot.playback = self._player.state(wall, counts=True)
        snapshot.playback.incidents = list(self._raised.values())
        return snapshot

    def shown(self) -> list[str]:
        return self._centre.shown()

    def query(self, name: str, args: dict[str, Any]) -> Any:
        """The log of what was replayed so far answers."""
        return self._centre.query(name, args)

    def close(self, now: float) -> None:
        """Let go of the recording and of the centre."""
        self._player.close()
        self._centre.close(self._player.virtual_now(self._monotonic()))

    def _tell(self, before: Update | None, at: float) -> Update | None:
        """Let the centre say what has changed, together with what it said before."""
        update = self._centre.tick(at)
        if update is None:
            return before
        self._note(update)
        return update if before is None else merge(before, update)

    def _begin_anew(self) -> None:
        self._centre.close(self._player.virtual_now(self._monotonic()))
        self._centre = self._make()
        self._epoch = max(self._epoch + 1, self._new_epoch())
        self._n = 0
        self._raised = {}
        self._raised_changed = True

    def _note(self, update: Update) -> None:
        for old, new in update.moved.items():
            if old in self._raised:
                self._raised[new] = self._raised.pop(old)
        for incident in update.incidents:
            raised = (incident.opened.timestamp(), incident.highest)
            if self._raised.get(incident.key) != raised:
                self._raised[incident.key] = raised
                self._raised_changed = True
