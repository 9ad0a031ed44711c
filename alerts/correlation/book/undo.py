"""What it takes to go back to before a run of reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from alerts.correlation.background import Tick
from alerts.correlation.book.areas import WarnedAreas
from alerts.correlation.book.record import Record
from alerts.correlation.figures import Floats
from alerts.correlation.reading.report import Order, Report
from alerts.events import EventRef
from alerts.following.streams import Journal

Tally = dict[tuple[int, str, str, int, str], int]
"""Reports of a run by rule, region, source, status and how they came to their incident."""


@dataclass(slots=True)
class Operation:
    """What a person did to incidents, named by their founding events; it takes its place in the order of events."""

    order: Order
    action: str
    """``merge``, ``unmerge``, ``split``, ``release``, ``reopen``, ``kind``, ``keep`` or ``place``."""
    target: EventRef
    into: EventRef | None = None
    refs: list[EventRef] = field(default_factory=list)
    time: float = 0.0
    kind: int = -1
    """An index in KINDS, -1 to leave it to the engine again."""
    spot: tuple[float, float] | None = None
    """Latitude and longitude, None for in doubt again."""


@dataclass(slots=True)
class Chunk:
    """A run of reports that has been settled, or a tick, and how things stood before it."""

    reports: list[Report] = field(default_factory=list)
    operation: Operation | None = None
    tick: Tick | None = None
    at: float = 0.0
    """The tick's time, seconds since the epoch."""
    tick_before: float = 0.0
    kept: bool = True
    """Whether it may have to be undone; if not, nothing is kept for that."""
    mark: list[int] = field(default_factory=list)
    serial: int = 0
    areas: WarnedAreas = field(default_factory=WarnedAreas)
    deadline: Order | None = None
    """A follower's deadline that came, if this is one."""
    states: Journal = field(default_factory=dict)
    """Followers' states as they were."""
    found: list[Report] = field(default_factory=list)
    """Incidents' founders that no event stands behind."""
    promoted: list[tuple[Report, tuple[Any, ...]]] = field(default_factory=list)
    """Events that became reports by what a follower found, as they were."""
    tally: tuple[Tally, ...] = ()
    zone: tzinfo | None = None
    rows: dict[int, tuple[float, Floats]] = field(default_factory=dict)
    """Rows as they were, of incidents older than this run."""
    index: list[tuple[bool, int, float, float, float]] = field(default_factory=list)
    """What was done to the index of places, in order: put in (or taken out), row, x, y, reach."""
    districts: list[tuple[int, float | None, float | None]] = field(default_factory=list)
    """Rows whose district changed, in order: the row, its district before and after, None where it had or has none."""
    taken: list[int] = field(default_factory=list)
    retired: list[tuple[int, Record]] = field(default_factory=list)
    """Rows that nothing joins any more; they are given back when this run is final."""
    expired: list[tuple[int, Record, float]] = field(default_factory=list)
    """The same because of the time, with the limit they had."""
    records: dict[Record, tuple[Any, ...]] = field(default_factory=dict)
    whole: dict[Record, tuple[Any, ...]] = field(default_factory=dict)
    """The same for records that a person changed."""
    opened: list[Record] = field(default_factory=list)
    replaced: list[Record] = field(default_factory=list)
    """Incidents merged into others, in whose place one was opened under the same key."""
    left: list[Record] = field(default_factory=list)
    """Those that a person closed in it."""
    entities: list[tuple[str, Record | None]] = field(default_factory=list)
    holds: list[tuple[Record, Any]] = field(default_factory=list)
    """Incidents held or let go, and how they were held before."""
    repeats: list[tuple[str, tuple[Record, tuple[float, ...]] | None]] = field(default_factory=list)
