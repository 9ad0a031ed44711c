"""What a person asks of the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Period: TypeAlias = Literal["today", "week", "all"]
PERIODS: Final[tuple[Period, ...]] = ("today", "week", "all")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Empty sets ask nothing; ``regions`` are 5-digit codes, ``priorities`` 1 to 4."""

    text: str = ""
    period: Period = "today"
    priorities: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    dispositions: frozenset[str] = frozenset()

    @property
    def narrows(self) -> bool:
        """Whether anything but the period narrows it down."""
        return bool(self.text or self.priorities or self.kinds or self.states or self.regions or self.dispositions)
