"""What one transaction writes, and what a hub finds when it starts again."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import Struct

from alerts.commands import Answer, Command
from alerts.incidents import Incident
from alerts.outward.request import Request


class Draft(Struct, array_like=True):
    """An entry before it has its place in the chain.

    ``body`` is JSON; ``blob`` is what is too large to be read by eye (compressed event JSON), covered by the hash as well.
    """

    time: float
    kind: str
    actor: str
    body: bytes
    blob: bytes = b""


class EventRow(Struct, array_like=True):
    """An event that joined an incident for good. ``n`` is its number among all decisions; ``time`` in epoch seconds."""

    n: int
    key: str
    source: str
    event: str
    type: str
    time: float
    lat: float | None
    lon: float | None


class Shown(Struct, array_like=True):
    """An incident to bring up to date for searches; ``overlay`` is what operators did to it, for the lifecycle to read."""

    incident: Incident
    overlay: bytes


@dataclass(slots=True)
class Step:
    """One entry with the events whose joining it records (in the order of its body)."""

    draft: Draft
    events: list[EventRow] = field(default_factory=list)
    action: tuple[Command, Answer] | None = None


@dataclass(slots=True)
class Checkpoint:
    """A hub's whole state (opaque to the log) as of ``time``: with it the journal is not needed any more.

    ``upto`` is the last row of the journal that is part of it; None for all of it, that of the same work included.
    """

    time: float
    data: bytes
    upto: int | None = None


@dataclass(slots=True)
class Work:
    """One transaction. Everything in it is written, or nothing."""

    steps: list[Step] = field(default_factory=list)
    incidents: list[Shown] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    positions: dict[tuple[str, int], int] = field(default_factory=dict)
    journal: bytes = b""
    """What came in, for the next start; opaque to the log."""
    checkpoint: Checkpoint | None = None
    requests: list[Request] = field(default_factory=list)
    """Requests to linked services as they are now."""
    decisions: int = -1
    """The next number of a decision of the engine that no step has logged yet; -1 where this work logs none."""

    def __bool__(self) -> bool:
        return bool(
            self.steps or self.incidents or self.moved or self.removed or self.positions or self.journal
            or self.checkpoint or self.requests
        )  # fmt: skip


@dataclass(slots=True)
class Recovered:
    """What the log holds for a hub that starts. ``decisions`` is the next number of a decision not yet logged."""

    checkpoint: bytes | None
    journal: list[bytes]
    positions: dict[tuple[str, int], int]
    decisions: int
    entries: int
    intact: bool
    """False where the end of the chain is not what was sealed: somebody else changed the file."""
