"""What is written down of gaps: every loss at once, and how often messages came late by a second way, now and then."""

from __future__ import annotations

from typing import Any, Final

EVERY_S: Final = 60.0
_SOURCES: Final = 10_000


class Gaps:
    """Gaps by source since the last entry on it."""

    def __init__(self) -> None:
        self._pending: dict[str, int] = {}
        self._told: dict[str, float] = {}

    def note(self, source: str, gaps: int, lost: int, now: float) -> dict[str, Any] | None:
        """So many gaps and lost messages are new; what to write down now, if anything. ``now`` in seconds."""
        pending = self._pending.get(source, 0) + gaps
        if not pending and not lost:
            return None
        if not lost and 0.0 <= now - self._told.get(source, -EVERY_S) < EVERY_S:
            self._pending[source] = pending
            return None
        self._pending.pop(source, None)
        if len(self._told) >= _SOURCES:
            self._told.clear()
        self._told[source] = now
        return {"source": source, "gaps": pending, "lost": lost}
