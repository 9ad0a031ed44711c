"""What is weighed of what callers say: one call, and all that an incident's callers have said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol


class Call(Protocol):
    """One report's words (:class:`~alerts.correlation.reading.report.Report` is one)."""

    @property
    def words(self) -> Sequence[str]: ...
    @property
    def place_words(self) -> Sequence[str]: ...
    @property
    def spots(self) -> Sequence[tuple[float, float, float]]: ...


class Callers(Protocol):
    """What an incident's callers have said (:class:`~alerts.correlation.book.record.Record` is one); counts by word."""

    @property
    def words(self) -> Mapping[str, int]: ...
    @property
    def places(self) -> Mapping[str, int]: ...
    @property
    def headings(self) -> Mapping[str, int]: ...
    @property
    def texts(self) -> int: ...
    @property
    def sources_count(self) -> int: ...
