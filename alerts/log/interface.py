"""The incident log as the rest of the program knows it; SQLite is the embedded default, a shared database can follow."""

from __future__ import annotations

from typing import Protocol

from alerts.commands import Answer
from alerts.incidents import Incident
from alerts.log.audit.watch import ChainState
from alerts.log.reading.search import Facets, Hits, Search, Timeline
from alerts.log.work import Recovered, Work
from alerts.outward.outbox import Kept


class IncidentSearch(Protocol):
    """The questions a supervisor asks. Each may raise LogError."""

    def search(self, search: Search) -> Hits:
        """The incidents that match, newest first, and how many there are in all."""

    def facets(self, search: Search) -> Facets:
        """How many incidents match, by kind, priority, region, state and day."""

    def timeline(self, name: str) -> Timeline | None:
        """All that is known of one incident, by its id or key."""


class IncidentLog(IncidentSearch, Protocol):
    """An append-only log with one writer. Every method may raise LogError."""

    def commit(self, work: Work, durable: bool) -> None:
        """Write all of ``work`` or nothing. With ``durable`` it outlives a power cut when this returns, else a crash."""

    @property
    def journal_end(self) -> int:
        """The number of the journal's last row."""

    def recovered(self) -> Recovered:
        """The state of the log when it was opened."""

    def answer(self, command: str) -> Answer | None:
        """The answer that the command with this id was given."""

    def incident(self, key: str) -> tuple[Incident, bytes] | None:
        """The incident with this key as last brought up to date, and its overlay."""

    def unfinished(self) -> list[tuple[Incident, bytes]]:
        """The incidents that were not closed when last brought up to date."""

    def outward(self, since: float) -> Kept:
        """The requests to linked services that are not over, or were not at ``since``, and the last number of each."""

    def numbers(self) -> dict[str, int]:
        """The highest number given to an incident, by day (``YYYYMMDD``)."""

    def watch_chain(self, now: float) -> None:
        """Check a few entries of the chain more, beside the work; ``now`` in seconds since the epoch."""

    def chain_state(self) -> ChainState:
        """How far the chain is verified."""

    def close(self) -> None:
        """Let go of the file."""
