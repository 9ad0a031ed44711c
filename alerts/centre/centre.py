"""The centre: messages and commands in, the log written, numbered updates out. No socket, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from alerts.centre.acting.handling import Handling
from alerts.centre.acting.outgoing import Outgoing
from alerts.centre.acting.registering import QUESTION, Registering
from alerts.centre.acting.ruling import Ruling
from alerts.centre.core import Core
from alerts.centre.joined import join
from alerts.centre.keeping import journal
from alerts.centre.keeping.continued import Offsets
from alerts.centre.keeping.state import pack
from alerts.centre.ports import EngineLike, FrameLike
from alerts.centre.queries import Queries
from alerts.centre.settings import CentreSettings
from alerts.centre.watching.concerns import Concerns
from alerts.centre.watching.gaps import Gaps
from alerts.commands import Answer, Command
from alerts.log.interface import IncidentLog
from alerts.picture import Mode, Snapshot, SourceHealth, Update

_SENT: Final = 16


class Centre(Core):
    """All that a hub knows and does, driven by whoever has the sockets and the clock. For one thread.

    ``now`` is always seconds since the epoch. Whatever :meth:`tick` gives goes to every console, in order; what
    :meth:`positions` gives may be acknowledged to publishers; what :meth:`command` gives is on disk.
    """

    def __init__(
        self,
        engine: EngineLike,
        log: IncidentLog,
        mode: Mode,
        city: str,
        epoch: int,
        settings: CentreSettings | None = None,
        offsets: Offsets | None = None,
    ) -> None:
        """``epoch`` tells this run from others (ns); use :func:`alerts.centre.open_centre` to start where a run ended."""
        super().__init__(engine, log, mode, settings or CentreSettings(), offsets)
        self.city = city
        self.epoch = epoch
        self.ruling = Ruling(self)
        self.registering = Registering(self, self.ruling)
        self.outgoing = Outgoing(self)
        self.handling = Handling(self, self.ruling, self.outgoing)
        self.showing.renamed = self.outgoing.moved
        self.concerns = Concerns(self.staging)
        self._queries = Queries(log, self.engine, self.showing, self.lifecycle)
        self._gaps = Gaps()
        self._sent: list[float] = []
        self._events = 0
        self._written_at = 0.0

    def ingest(self, frames: Sequence[FrameLike], now: float) -> None:
        """Take messages in that came at ``now``; they are on disk with a later :meth:`tick`."""
        if not frames:
            return
        if self.mode != "replay":  # a replay's log is thrown away: it never starts again
            messages = [(frame.topic, frame.body) for frame in frames]
            self.staging.take(journal.Took(now, messages), sum(len(frame.body) for frame in frames))
        for frame in frames:
            if frame.sent is not None:
                self._sent.append(frame.sent)
            if len(frame.batch):
                self.concerns.heard(frame.source, frame.batch.events, now)
        del self._sent[:-_SENT]
        self.take(frames, now)

    def take(self, frames: Sequence[FrameLike], now: float) -> None:
        """The part of :meth:`ingest` that changes the state, and so is done again from the journal."""
        batch = join(frames)
        for frame in frames:
            if len(frame.batch):
                self.situation.take(frame.source, frame.batch.events, now)
            for rejection in frame.rejections:
                self.situation.reject(frame.source, rejection.raw)
            if frame.seq is not None:
                self.place.take(frame.source, frame.epoch, frame.seq)
                self.situation.position(frame.source, frame.seq + 1)
        if not len(batch):
            return
        self._events += len(batch)
        self.checkpoints.count(len(batch))
        delta = self.engine.step(batch, now)
        if delta.duplicates:
            self.situation.duplicates(batch.events, delta.duplicates)
        self.staging.decided.take(delta)
        self.showing.absorb(delta, now)

    def report(self, rows: Sequence[SourceHealth], now: float) -> None:
        """What the receiver says of the publishers; losses and gaps are written into the log."""
        for row in rows:
            gaps, lost = self.situation.report(row)
            self.concerns.reported(row, now)
            body = self._gaps.note(row.source, gaps, lost, now)
            if body is not None:
                self.staging.entry(now, "loss" if lost else "gap", "receiver", body)

    def clock_set(self, by: float, now: float) -> None:
        """Whoever has the clock found that it was set by so many seconds."""
        self.concerns.clock_set(by, now)
        self.showing.unanswered.clock_set(by)

    def tick(self, now: float) -> Update | None:
        """Commit, then what has changed since the last update; None where it is not yet time, or there is nothing to say.

        Call it every 10 to 50 ms. There is an update every second at least. A failure to write is told in it
        (``trouble``); showing goes on, and writing is tried again by itself.
        """
        if not self._is_time(now):
            if self.mode != "replay":  # between two commits there is time for it; a replay's log is thrown away
                self.log.watch_chain(now)
            return None
        self.handling.lapse(now)
        self.outgoing.lapse(now)
        if self.mode != "replay":  # its clock is the recording's
            self.concerns.look(now)
        self.showing.leave(now)
        # a replay that stands still has no later moment at which the rest could be shown
        incidents = self.showing.refresh(now, everything=self.mode == "replay" and not self._events)
        self.showing.index(now)
        self.outgoing.stage_moved()
        self.write(now)
        trouble = self.news_of_trouble()
        changes = self.situation.changes(now)
        moved, self.showing.moved = self.showing.moved, {}
        gone, self.showing.gone = list(self.showing.gone), {}
        sent, self._sent = self._sent, []
        self._written_at, self._events, self.hurried = now, 0, False
        requests, linked = self.outgoing.changes()
        cameras = self.registering.news()
        concerns = self.concerns.news()
        told = incidents or gone or moved or changes or trouble or sent or requests or linked or cameras
        if not told and concerns is None:
            return None
        self.n += 1
        return Update(
            self.n, self.epoch, now, incidents, gone, moved, changes.units, changes.journeys, changes.sensors, changes.areas,
            changes.areas_gone, changes.feeds, changes.sources, changes.load, None, trouble,
            self.trouble_detail if trouble else "", sent, requests, linked, cameras, concerns,
        )  # fmt: skip

    def command(self, command: Command, now: float) -> Answer:
        """Do what a person asks and answer once it is on disk; the same command again gets the same answer."""
        self.hasten()
        return self.handling.command(command, now)

    def snapshot(self, now: float) -> Snapshot:
        """All a console needs to start, up to and with update :attr:`n`."""
        situation = self.situation
        requests, linked = self.outgoing.all()
        incidents, held_back = self.showing.for_a_screen()
        return Snapshot(
            self.n, self.epoch, now, self.mode, self.city, incidents, situation.units(now), situation.journeys(now),
            situation.sensors(), situation.areas(), situation.feeds(), situation.sources(), situation.load.at(now), None,
            situation.history(), self.trouble, self.trouble_detail, self.outgoing.directory, requests, linked,
            self.registering.version,
            self.concerns.all(), list(self.lifecycle.staff), held_back,
        )  # fmt: skip

    def shown(self) -> list[str]:
        """The keys of all incidents that are shown to people, also of those that no snapshot has room for."""
        return self.showing.keys()

    def positions(self) -> dict[tuple[str, int], int]:
        """(source, epoch) -> the number of the next message wanted; all before it are on disk."""
        return self.place.committed

    def query(self, name: str, args: dict[str, Any]) -> Any:
        """Answer a question (``incidents``, ``timeline``, ``facets``, ``chain``, ``register``). May raise WorldError."""
        return self.registering.query(args) if name == QUESTION else self._queries.answer(name, args)

    def close(self, now: float) -> None:
        """Write what is left, with a checkpoint if that is quick, and let go of the log.

        What cannot be written raises LogError, after the log is let go of.
        """
        try:
            self.showing.refresh(now, everything=True)
            for case in list(self.showing.board.cases.values()):
                if case.key in self.showing.board.unindexed and case.shown is not None:
                    self.showing.stage(case, now)
            self.staging.entry(now, "stop", "hub", {})
            self.commit(now, durable=True)
            if self.mode != "replay" and self.checkpoints.light:
                self.commit(now, durable=True, point=self.checkpoints.whole(now, last=True))
        finally:
            self.checkpoints.close()
            self.log.close()

    def state(self, last: bool = False) -> bytes:
        """All of it, for a checkpoint. ``last``: nothing is asked of this centre any more, which takes half the time."""
        board = self.showing.board.save(self.showing.known)  # first: what is not final the engine takes back while it saves
        return pack(
            self.engine.save(last), self.lifecycle, self.situation, board, self.offsets, self.ruling.text, self.registering.cut
        )

    # -- inside

    def _is_time(self, now: float) -> bool:
        elapsed = now - self._written_at
        if self.hurried or self.mode == "replay" or elapsed < 0.0:  # a replay's time is not that of who asks
            return True
        busy = self._events > self.settings.busy_rate * max(elapsed, self.settings.quiet_commit_s)
        return elapsed >= (self.settings.busy_commit_s if busy else self.settings.quiet_commit_s)
