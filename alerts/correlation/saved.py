"""How the engine's state is written: the parts of a saved one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from alerts.correlation.book.areas import SavedArea
from alerts.correlation.book.record import NO_HAND, Hand
from alerts.correlation.book.undo import Operation
from alerts.correlation.reading.report import Spot
from alerts.correlation.reading.seen import SavedNames
from alerts.correlation.reading.watermark import WatermarkState
from alerts.following.streams import SavedStreams

VERSION: Final = 7


class SavedReport(Struct, array_like=True):
    """A report and what was decided about it; ``record`` is its incident's index, -1 for none, -2 for one forgotten.

    ``event`` is JSON, as are the texts of a record below: MessagePack's times would lose their offset.
    """

    event: bytes
    effect: float
    late: bool
    final: bool
    raw: bytes | None
    record: int
    count: int
    how: str
    new_source: bool
    distance: float | None
    gap: float | None
    nats: float
    word_nats: float
    shared: Sequence[str]
    density: float
    basis: bytes = b""
    finding: str = ""
    """What made a report of it, where its rule is a finding's."""
    rule: int = -1
    """Its rule, by the names below."""
    gone: tuple[tuple[Spot, ...], float, str, str, tuple[str, ...], str] | None = None
    """Where its incident has been forgotten, and so its event is: spots, error (m2), district, what it repeats, and
    words."""
    heading_nats: float = 0.0


class SavedRecord(Struct, array_like=True):
    """An incident; members are indices of reports."""

    key: str
    founder: int
    members: list[int]
    id: str
    serial: int
    kind: int
    priority: int
    highest: int
    state: str
    rows: list[int]
    nats: float
    tags: list[str]
    region: str
    settled: bool
    expires: float
    released: float
    merged_into: int
    disposition: str
    changes: bytes
    reasons: bytes
    related: list[tuple[int, bytes]]
    facts: bytes
    burst: float = 0.0
    pace: float = 0.0
    hand: Hand = NO_HAND


class SavedTable(Struct, array_like=True):
    """A table of cells: numbers (int64) and figures (float64, columns first)."""

    columns: int
    keys: bytes
    values: bytes


class SavedRows(Struct, array_like=True):
    """Rows in use: their numbers, the times after which nothing joins them, and their figures (float64, row by row)."""

    numbers: list[int]
    limits: bytes
    figures: bytes


class SavedBackground(Struct, array_like=True):
    """What has been learned."""

    lanes: list[tuple[float, int, int, list[int]]]
    density: SavedTable
    density_totals: list[float]
    atoms: SavedTable
    atoms_totals: list[float]
    surge: SavedTable
    rises: SavedTable
    risen: list[float]
    surge_start: float
    words: dict[int, dict[str, int]]
    calls: dict[int, int]
    regions: dict[str, float]
    sums: list[float]
    sums_time: float
    start: float
    last: float
    trials: dict[str, tuple[float, float]]
    devices: dict[int, int]
    said: list[float]
    said_time: float


class Saved(Struct, array_like=True):
    """A whole engine."""

    version: int
    reports: list[SavedReport]
    records: list[SavedRecord]
    unfinal: list[int | Operation]
    waiting: list[int]
    rows: SavedRows
    capacity: int
    free: list[int]
    entities: dict[str, int]
    repeats: dict[str, tuple[int, list[float]]]
    ids: dict[str, str]
    areas: list[SavedArea]
    serial: int
    tick: float
    background: SavedBackground
    watermark: WatermarkState
    seen: tuple[SavedNames, SavedNames, float]
    numbers: dict[str, int]
    n: int
    operations: int
    ending: list[tuple[float, str]]
    ended: list[str]
    streams: SavedStreams
    tally: list[tuple[tuple[int, str, str, int, str], int]]
    zone_s: float
    kept: int
    """How many of the records, the first ones, are kept; the others are only named by them."""
    holds: list[tuple[int, str, str, int, int]] = []
    """Incidents held at priority 4: record, sort and name of the rule, the priority it would have, parent or -1."""
    rules: list[str] = []
    """The names of the reports of the rules in force."""
    taus: list[float] = []
