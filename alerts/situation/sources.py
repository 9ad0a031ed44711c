"""How each publisher does."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from alerts.picture import SourceHealth

SOURCES: Final = 2_000


class Source(Struct):
    """One publisher's counters; ``channels`` are those it has sent events of."""

    count: int = 0
    rate: float = 0.0
    next_seq: int = 0
    gaps: int = 0
    backfilled: int = 0
    lost: int = 0
    rejected: int = 0
    last: float = 0.0
    spool: int = 0
    dropped: int = 0
    channels: list[str] = []
    publishers: int = 1


class Sources:
    """Publishers by name; over the bound the one silent for longest goes."""

    def __init__(self, bound: int = SOURCES) -> None:
        self._bound = bound
        self._sources: dict[str, Source] = {}
        self._changed: dict[str, None] = {}

    def of(self, name: str) -> Source:
        """The counters of a publisher, marked as changed."""
        source = self._sources.get(name)
        if source is None:
            if len(self._sources) >= self._bound:
                oldest = min(self._sources, key=lambda other: self._sources[other].last)
                del self._sources[oldest]
                self._changed.pop(oldest, None)
            source = self._sources[name] = Source(channels=[])
        self._changed[name] = None
        return source

    def report(self, row: SourceHealth) -> tuple[int, int]:
        """What the receiver says of a publisher; how many gaps and lost messages that is more than it said before.

        A receiver that has started again counts from zero: that is no news.
        """
        source = self.of(row.source)
        gaps, lost = max(row.gaps - source.gaps, 0), max(row.lost - source.lost, 0)
        source.gaps, source.backfilled, source.lost = row.gaps, row.backfilled, row.lost
        source.spool, source.dropped, source.publishers = row.spool, row.dropped, row.publishers
        return gaps, lost

    def roll(self, elapsed: float) -> None:
        """A second (or ``elapsed`` of them) is over."""
        for name, source in self._sources.items():
            rate = source.count / elapsed
            if rate or source.rate:
                self._changed[name] = None
            source.rate, source.count = rate, 0

    def changes(self) -> list[SourceHealth]:
        """The publishers that changed since the last call."""
        changed = [_health(name, self._sources[name]) for name in self._changed if name in self._sources]
        self._changed = {}
        return changed

    def all(self) -> list[SourceHealth]:
        """Every publisher known."""
        return [_health(name, source) for name, source in self._sources.items()]

    def save(self) -> dict[str, Source]:
        """What :meth:`restore` takes."""
        return self._sources

    def restore(self, sources: dict[str, Source]) -> None:
        """Restore."""
        self._sources = dict(sources)


def _health(name: str, source: Source) -> SourceHealth:
    return SourceHealth(
        name, source.rate, source.next_seq, source.gaps, source.backfilled, source.lost, source.rejected, source.last,
        source.spool, source.dropped, source.publishers,
    )  # fmt: skip
