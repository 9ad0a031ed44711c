"""Which incidents lie in which district: reports without coordinates look for theirs there."""

from __future__ import annotations

from typing import Final

NOWHERE: Final = 0.0
"""The district of what tells none."""


def district_of(region: str) -> float:
    """The number of a district's code, :data:`NOWHERE` where there is none."""
    return float(region) if region.isdecimal() else NOWHERE


class Districts:
    """Rows by the district of their incident, and those that a report of any district may look at."""

    def __init__(self) -> None:
        self._rows: dict[float, set[int]] = {}
        self._open: set[int] = set()

    def put(self, row: int, old: float | None, new: float | None) -> None:
        """The row is in this district now; None: in none of them, for it is gone."""
        if old is not None:
            self._rows[old].discard(row)
        if new is not None:
            self._rows.setdefault(new, set()).add(row)
        else:
            self._open.discard(row)

    def put_many(self, rows: list[int], districts: list[float]) -> None:
        """These rows, which were in none, are in these districts now."""
        known = self._rows
        for row, district in zip(rows, districts, strict=True):
            there = known.get(district)
            if there is None:
                known[district] = {row}
            else:
                there.add(row)

    def open(self, row: int) -> None:
        """A report of any district may look at this row. (Whether it still may is the row's to say.)"""
        self._open.add(row)

    def around(self, district: float) -> list[int]:
        """The rows that a report of this district may look at, ascending."""
        if district == NOWHERE:
            return sorted(self._open)
        here, unknown = self._rows.get(district, ()), self._rows.get(NOWHERE)
        return sorted({*here, *(self._open & unknown)} if unknown else here)
