"""The centre: messages and commands in, the log written, numbered updates out. No socket, no clock."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from alerts.centre.concerns import Concerns
from alerts.centre.gaps import Gaps
from alerts.centre.handling import Handling
from alerts.centre.joined import join
from alerts.centre.keeping import journal
from alerts.centre.keeping.checkpoints import Checkpoints
from alerts.centre.keeping.continued import Continued, Offsets
from alerts.centre.keeping.positions import Positions
from alerts.centre.keeping.staging import Staging
from alerts.centre.keeping.state import pack
from alerts.centre.outgoing import Outgoing
from alerts.centre.ports import EngineLike, FrameLike
from alerts.centre.queries import Queries
from alerts.centre.registering import QUESTION, Registering
from alerts.centre.ruling import Ruling
from alerts.centre.settings import CentreSettings
from alerts.centre.showing import Showing
from alerts.commands import Answer, Command
from alerts.errors import LogError
from alerts.lifecycle import Lifecycle
from alerts.log.audit.chain import Draft
from alerts.log.interface import IncidentLog
from alerts.log.troubles import LogTrouble
from alerts.log.work import Checkpoint, Step
from alerts.picture import Mode, Snapshot, SourceHealth, Update
from alerts.situation import Situation

_log: Final = logging.getLogger("alerts.centre")
_SENT: Final = 16
_LONGEST_RETRY: Final = 5.0


class Centre:
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
        self.settings = settings or CentreSettings()
        self.mode: Mode = mode
        self.city = city
        self.epoch = epoch
        self.n = 0
        self.lifecycle = Lifecycle()
        self.situation = Situation(self.settings.load)
        self.staging = Staging(self.settings.held_bytes, self.settings.held_joins, self.settings.logged_s)
        self._offsets = offsets or Offsets()
        self.engine = Continued(engine, self._offsets)
        self.ruling = Ruling(self)
        self.registering = Registering(self)
        self.log = log
        self.showing = Showing(self.engine, log, self.lifecycle, self.situation, self.staging, self.settings)
        self.place = Positions({})
        self.trouble = ""
        self.trouble_detail = ""
        self._told_trouble = ""
        self.handling = Handling(self)
        self.outgoing = Outgoing(self)
        self.showing.renamed = self.outgoing.moved
        self._queries = Queries(log, self.engine, self.showing, self.lifecycle)
        self._gaps = Gaps()
        self.concerns = Concerns(self.staging)
        self._sent: list[float] = []
        self._events = 0
        self._hurry = False
        self._written_at = 0.0
        self._retry_at = 0.0
        self._retry_s = self.settings.retry_s
        self.checkpoints = Checkpoints(self.settings, self.state)
        self._point: Checkpoint | None = None

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
        self._write(now)
        trouble = self._news_of_trouble()
        changes = self.situation.changes(now)
        moved, self.showing.moved = self.showing.moved, {}
        gone, self.showing.gone = list(self.showing.gone), {}
        sent, self._sent = self._sent, []
        self._written_at, self._events, self._hurry = now, 0, False
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
        self._hurry = True
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

    def commit(self, now: float, durable: bool, point: Checkpoint | None = None) -> None:
        """Write all that is staged, and a checkpoint if one is given. LogError where that failed: it stays staged."""
        if self.staging.whole_state:
            point = self.checkpoints.whole(now)
        work = self.staging.work(now, self.place.staged(), everything=durable or point is not None)
        if point is not None:
            work.checkpoint = point
            note = msgspec.json.encode({"of": point.time, "bytes": len(point.data)})
            work.steps.append(Step(Draft(now, "checkpoint", "hub", note)))
        if work:
            self.log.commit(work, durable)
        self.staging.done(now, work)
        self.place.commit()
        if self.trouble:
            self.staging.entry(now, "trouble", "hub", {"over": self.trouble})
            _log.warning("the incident log is written again, with all that had waited")
            self.trouble = self.trouble_detail = ""
            self._retry_s = self.settings.retry_s

    def hasten(self) -> None:
        """Something happened that people should see at once: the next :meth:`tick` is due."""
        self._hurry = True

    def moment(self, now: float) -> datetime:
        """``now`` as an aware datetime."""
        return datetime.fromtimestamp(now, UTC)

    def state(self, last: bool = False) -> bytes:
        """All of it, for a checkpoint. ``last``: nothing is asked of this centre any more, which takes half the time."""
        board = self.showing.board.save(self.showing.known)  # first: what is not final the engine takes back while it saves
        return pack(
            self.engine.save(last), self.lifecycle, self.situation, board, self._offsets, self.ruling.text, self.registering.cut
        )

    # -- inside

    def _is_time(self, now: float) -> bool:
        elapsed = now - self._written_at
        if self._hurry or self.mode == "replay" or elapsed < 0.0:  # a replay's time is not that of who asks
            return True
        busy = self._events > self.settings.busy_rate * max(elapsed, self.settings.quiet_commit_s)
        return elapsed >= (self.settings.busy_commit_s if busy else self.settings.quiet_commit_s)

    def _write(self, now: float) -> None:
        if self.trouble and 0.0 < self._retry_at - now <= _LONGEST_RETRY:
            return
        try:
            self._save(now)
        except LogError as error:
            self.failed(error, now)

    def failed(self, error: LogError, now: float) -> None:
        """Writing failed."""
        code = error.code if isinstance(error, LogTrouble) else "failed"
        if code != self.trouble:
            _log.error("%s", error)
        self.trouble = code
        self.trouble_detail = str(error)
        self._retry_at = now + self._retry_s
        self._retry_s = min(2 * self._retry_s, _LONGEST_RETRY)

    def _news_of_trouble(self) -> str:
        """What consoles have not been told yet: a code, or ``ok`` when it is over."""
        if self.trouble == self._told_trouble:
            return ""
        self._told_trouble = self.trouble
        return self.trouble or "ok"

    def _save(self, now: float) -> None:
        self._point = self._point or self.checkpoints.finished()
        self.commit(now, durable=False, point=self._point)
        self._point = None
        if self.mode != "replay" and self.checkpoints.due(now):
            # all that came in and was decided is written first: then the journal's end says what the state is made of
            self.commit(now, durable=True)
            self._point = self.checkpoints.start(now, self.log.journal_end)
