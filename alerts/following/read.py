"""What followers are told of an event."""

from __future__ import annotations

from typing import Protocol

from alerts.events import Event


class ReadEvent(Protocol):
    """An event as it was read (``alerts.correlation.reading.report.Report`` is one)."""

    @property
    def order(self) -> tuple[float, str, str]:
        """(when it takes effect in seconds since the epoch, source, id)."""
        ...

    @property
    def event(self) -> Event:
        """The event itself."""
        ...

    @property
    def rule(self) -> int:
        """By which rule it is a report; negative where it is none."""
        ...

    @property
    def status(self) -> int:
        """0 actual, 1 exercise, 2 test."""
        ...

    @property
    def region(self) -> str:
        """The 5-digit code of its district, empty where that is not known."""
        ...

    @property
    def channel(self) -> str:
        """The channel its rule counts it under; empty where it has none."""
        ...

    @property
    def vague(self) -> bool:
        """Whether its place is only a quarter: its coordinates say little."""
        ...
