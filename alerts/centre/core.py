"""What the parts of a centre have in common: what it has in hand, and the one way onto the disk."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from datetime import UTC, datetime
from typing import Final

import msgspec

from alerts.centre.keeping.checkpoints import Checkpoints
from alerts.centre.keeping.continued import Continued, Offsets
from alerts.centre.keeping.positions import Positions
from alerts.centre.keeping.staging import Staging
from alerts.centre.ports import EngineLike
from alerts.centre.settings import CentreSettings
from alerts.centre.showing import Showing
from alerts.errors import LogError
from alerts.lifecycle import Lifecycle
from alerts.log.interface import IncidentLog
from alerts.log.troubles import LogTrouble
from alerts.log.work import Checkpoint, Draft, Step
from alerts.picture import Mode
from alerts.situation import Situation

_log: Final = logging.getLogger("alerts.centre")
_LONGEST_RETRY: Final = 5.0


class Core(ABC):
    """What a centre holds; ``now`` is always seconds since the epoch. What its parts change, they commit here."""

    def __init__(
        self, engine: EngineLike, log: IncidentLog, mode: Mode, settings: CentreSettings, offsets: Offsets | None
    ) -> None:
        self.settings = settings
        self.mode: Mode = mode
        self.n = 0
        """The number of the last update."""
        self.lifecycle = Lifecycle()
        self.situation = Situation(settings.load)
        self.staging = Staging(settings.held_bytes, settings.held_joins, settings.logged_s)
        self.offsets = offsets or Offsets()
        self.engine = Continued(engine, self.offsets)
        self.log = log
        self.showing = Showing(self.engine, log, self.lifecycle, self.situation, self.staging, settings)
        self.place = Positions({})
        self.checkpoints = Checkpoints(settings, self.state)
        self.trouble = ""
        self.trouble_detail = ""
        self.hurried = False
        """Whether the next tick is due at once."""
        self._told_trouble = ""
        self._retry_at = 0.0
        self._retry_s = settings.retry_s
        self._point: Checkpoint | None = None

    @abstractmethod
    def state(self, last: bool = False) -> bytes:
        """All of it, for a checkpoint. ``last``: nothing is asked of this centre any more, which takes half the time."""

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

    def write(self, now: float) -> None:
        """Commit as a tick does: with a checkpoint where one is ready, and not at once again where it has just failed."""
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

    def news_of_trouble(self) -> str:
        """What consoles have not been told yet: a code, or ``ok`` when it is over."""
        if self.trouble == self._told_trouble:
            return ""
        self._told_trouble = self.trouble
        return self.trouble or "ok"

    def hasten(self) -> None:
        """Something happened that people should see at once: the next tick is due."""
        self.hurried = True

    def moment(self, now: float) -> datetime:
        """``now`` as an aware datetime."""
        return datetime.fromtimestamp(now, UTC)

    def _save(self, now: float) -> None:
        self._point = self._point or self.checkpoints.finished()
        self.commit(now, durable=False, point=self._point)
        self._point = None
        if self.mode != "replay" and self.checkpoints.due(now):
            # all that came in and was decided is written first: then the journal's end says what the state is made of
            self.commit(now, durable=True)
            self._point = self.checkpoints.start(now, self.log.journal_end)
