"""What was wrong with a row, as data: the screen and the command line make the same sentence of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from alerts.wording import Wording

Code: TypeAlias = Literal[
    "no_place", "bad_place", "outside", "swapped", "duplicate", "duplicate_id", "cells", "encoding", "left_out", "not_a_point",
]  # fmt: skip
HARMLESS: Final[frozenset[str]] = frozenset({"swapped", "left_out", "encoding"})
"""The camera was taken all the same."""


@dataclass(frozen=True, slots=True)
class Fault:
    """``line``: of the text file, or the feature's number in GeoJSON; ``column``: the file's own heading, where it is one cell;
    ``value`` what stood there; ``other`` the line that was first, where two are the same.
    """

    file: str
    line: int
    code: Code
    column: str = ""
    value: str = ""
    other: int = 0

    @property
    def refused(self) -> bool:
        """Whether the camera was left out for it."""
        return self.code not in HARMLESS

    def text(self, wording: Wording) -> str:
        """``강남.csv 12행 WGS84위도: …``"""
        where = wording("import-where", file=self.file, line=str(self.line))
        column = f" {self.column}" if self.column else ""
        said = wording(f"import-fault-{self.code.replace('_', '-')}", value=self.value, other=str(self.other))
        return f"{where}{column}: {said}"
