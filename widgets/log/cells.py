"""What stands in the table's cells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Final

from alerts.log.reading.search import Row
from alerts.wording import Wording
from widgets.moments import at
from widgets.queue.listing.ages import counts
from widgets.titles import plain_title

COLUMNS: Final[tuple[str, ...]] = ("time", "incident", "place", "acknowledged", "arrived", "handled", "owner", "result")
NOTHING: Final = "—"


class Cells:
    """Texts of a row; ``zone`` is the clock that times are given on."""

    def __init__(self, wording: Wording, zone: tzinfo) -> None:
        self._wording = wording
        self._zone = zone
        self.districts: Mapping[str, str] = {}
        """Names by 5-digit code, for incidents that have no place of their own."""

    def time(self, row: Row, above: Row | None) -> str:
        """``13:06``, with the date where the row above is of another day."""
        opened = at(row.opened, self._zone)
        same = above is not None and at(above.opened, self._zone).date() == opened.date()
        return opened.strftime("%H:%M" if same else "%Y-%m-%d %H:%M")

    def reports(self, row: Row) -> str:
        """``112 ×4 · CCTV ×2 · INC-20261121-0007``."""
        parts = [counts(self._wording, row.channels) or self._wording("log-reports", reports=row.reports, sources=row.sources)]
        if row.status != "actual":
            parts.append(self._wording(f"status-{row.status}"))
        return " · ".join([*parts, row.id] if row.id else parts)

    def acknowledged(self, row: Row) -> str:
        """How long until somebody acknowledged it."""
        return lasted(row.opened, row.acknowledged)

    def arrived(self, row: Row) -> str:
        """How long until the first unit sent there had got there."""
        return lasted(row.opened, row.arrived)

    def handled(self, row: Row) -> str:
        """How long until it was closed."""
        return lasted(row.opened, row.closed)

    def result(self, row: Row) -> str:
        """``종결 · 현장 조치``."""
        state = self._wording(f"state-{row.state}")
        return f"{state} · {self._wording(f'disposition-{row.disposition}')}" if row.disposition else state

    def place(self, row: Row) -> str:
        """Where."""
        return row.place or self.districts.get(row.region) or self._wording("unknown-place")

    def title(self, row: Row) -> str:
        """What; the place stands in a column of its own."""
        return plain_title((row.title_en if self._wording.language == "en" else "") or row.title, row.place)

    def text(self, row: Row, column: str, above: Row | None) -> str:
        """The whole cell as one text, for those who hear the screen."""
        if column == "time":
            return self.time(row, above)
        if column == "incident":
            priority = self._wording("priority-numbered", priority=row.priority)
            return f"{priority}, {self.title(row)}, {self.reports(row)}"
        if column == "owner":
            return self._wording.person(row.owner) or NOTHING
        return str(getattr(self, column)(row))


def lasted(opened: float, until: float | None) -> str:
    """``00:48``, ``1:02:10``; a dash where it has not come to that."""
    if until is None:
        return NOTHING
    whole = max(0, int(until - opened))
    if whole < 3600:
        return f"{whole // 60:02d}:{whole % 60:02d}"
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"
