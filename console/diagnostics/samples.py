"""A bounded collection of measurements with its percentiles."""

from __future__ import annotations

from typing import Final

import numpy as np

KEPT: Final = 65_536


class Samples:
    """The latest 65,536 measurements in milliseconds, and the largest ever."""

    def __init__(self, kept: int = KEPT) -> None:
        self._ring = np.zeros(kept, dtype=np.float32)
        self._count = 0
        self._largest = 0.0

    def __len__(self) -> int:
        return self._count

    def add(self, milliseconds: float) -> None:
        """Take in one measurement."""
        self._ring[self._count % len(self._ring)] = milliseconds
        self._count += 1
        self._largest = max(self._largest, milliseconds)

    def clear(self) -> None:
        """Start over (what the start itself cost is told apart from how it runs)."""
        self._count = 0
        self._largest = 0.0

    def percentile(self, percent: float) -> float:
        """The percentile (0 to 100) of what is kept, in milliseconds; 0 where there is nothing."""
        kept = self._ring[: min(self._count, len(self._ring))]
        return float(np.percentile(kept, percent)) if len(kept) else 0.0

    def figures(self) -> dict[str, float]:
        """``p50``, ``p99`` and ``max``, in milliseconds, as the report has them."""
        return {
            "p50": round(self.percentile(50), 2),
            "p99": round(self.percentile(99), 2),
            "max": round(self._largest, 2),
        }
