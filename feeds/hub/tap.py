"""A centre with a recorder on its inlet: what comes in is recorded before it is worked on."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from alerts.commands import Answer, Command
from alerts.picture import Snapshot, SourceHealth, Update
from feeds.hub.centre import Deciding
from feeds.recordings.taping.recorder import QUERIES, Recorder
from feeds.wire.frame import Frame


class Tap:
    """Passes everything on to the centre and keeps a copy of what came in; answers the questions about recording itself."""

    def __init__(self, centre: Deciding, recorder: Recorder, clock: Callable[[], float] = time.time) -> None:
        self._centre, self._recorder, self._clock = centre, recorder, clock

    def ingest(self, frames: Sequence[Frame], now: float) -> None:
        """Record, then pass on."""
        self._recorder.take(frames, now)
        self._centre.ingest(frames, now)

    def report(self, rows: Sequence[SourceHealth], now: float) -> None:
        self._centre.report(rows, now)

    def clock_set(self, by: float, now: float) -> None:
        self._centre.clock_set(by, now)

    def tick(self, now: float) -> Update | None:
        """Let time pass for both."""
        self._recorder.tick(now)
        return self._centre.tick(now)

    def command(self, command: Command, now: float) -> Answer:
        return self._centre.command(command, now)

    def snapshot(self, now: float) -> Snapshot:
        return self._centre.snapshot(now)

    def shown(self) -> list[str]:
        return self._centre.shown()

    def positions(self) -> Mapping[tuple[str, int], int]:
        return self._centre.positions()

    def query(self, name: str, args: dict[str, Any]) -> Any:
        """The recorder's questions are answered here, all others by the centre."""
        if name in QUERIES:
            return self._recorder.query(name, args, self._clock())
        return self._centre.query(name, args)

    def close(self, now: float) -> None:
        """Finish the recordings, then close the centre."""
        self._recorder.close()
        self._centre.close(now)
