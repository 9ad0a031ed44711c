"""How an incident grew: its evidence each time one more source spoke, told from its members afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from alerts.correlation.book.record import Record
from alerts.correlation.figures import Figures
from alerts.escalation import Measure
from alerts.incidents import KINDS


@dataclass(frozen=True, slots=True)
class Stage:
    """An incident's evidence (:class:`alerts.escalation.Evidence`) when its newest source had spoken."""

    kind: int
    sources_count: int
    channels: dict[str, int]
    nats: float
    tags: frozenset[str]
    burst: float
    pace: float
    time: float
    """Seconds since the epoch."""


class Growth:
    """Tells the stages of records."""

    def __init__(self, figures: Figures) -> None:
        self._lead = figures.lead
        self._measure = Measure([float(figures.sigma2[k]) for k in figures.lead], [float(figures.tau[k]) for k in figures.lead])

    def stages(self, record: Record) -> Iterator[Stage]:
        """From the second source on, in order. Nothing for an incident whose founding report fits no rule (any more)."""
        founder = record.founder
        if founder.rule < 0:
            return
        turns = [(c.time.timestamp(), KINDS.index(c.why)) for c in record.changes if c.change == "kind" and c.why in KINDS]
        kind = self._lead[founder.rule]
        count, nats, burst, pace = 0, 0.0, 0.0, 0.0
        channels: dict[str, int] = {}
        tags: frozenset[str] = frozenset()
        for member in record.members:
            channels[member.channel] = channels.get(member.channel, 0) + 1
            tags |= member.tags
            if not member.new_source:
                continue
            count += 1
            nats += member.nats if member.how in ("join", "merge", "surge") else 0.0
            while turns and turns[0][0] <= member.time:
                kind = turns.pop(0)[1]
            if count > 1:
                now = self._measure(founder, count, member.time)
                burst, pace = max(burst, now[0]), max(pace, now[1])
                yield Stage(kind, count, dict(channels), nats, tags, burst, pace, member.time)
