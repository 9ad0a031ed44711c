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
        self._marked = 0
        self._largest_since = 0.0

    def __len__(self) -> int:
        return self._count

    def add(self, milliseconds: float) -> None:
        """Take in one measurement."""
        self._ring[self._count % len(self._ring)] = milliseconds
        self._count += 1
        self._largest = max(self._largest, milliseconds)
        self._largest_since = max(self._largest_since, milliseconds)

    def clear(self) -> None:
        """Start over (what the start itself cost is told apart from how it runs)."""
        self._count = self._marked = 0
        self._largest = self._largest_since = 0.0

    def mark(self) -> None:
        """From here on :meth:`figures_since` counts."""
        self._marked, self._largest_since = self._count, 0.0

    def percentile(self, percent: float, since: int = 0) -> float:
        """The percentile (0 to 100) of what is kept from the measurement numbered ``since`` on, in milliseconds; 0 where there
        is nothing.
        """
        if self._count > len(self._ring):  # the ring has come round
            newest = min(self._count - since, len(self._ring))
            kept = np.roll(self._ring, -(self._count % len(self._ring)))[len(self._ring) - newest :]
        else:
            kept = self._ring[since : self._count]
        return float(np.percentile(kept, percent)) if len(kept) else 0.0

    def figures(self) -> dict[str, float]:
        """``p50``, ``p99`` and ``max``, in milliseconds, as the report has them."""
        return {
            "p50": round(self.percentile(50), 2),
            "p99": round(self.percentile(99), 2),
            "max": round(self._largest, 2),
        }

    def figures_since(self) -> dict[str, float]:
        """The same of what came since :meth:`mark`; of everything where nothing was marked."""
        return {
            "p50": round(self.percentile(50, self._marked), 2),
            "p99": round(self.percentile(99, self._marked), 2),
            "max": round(self._largest_since, 2),
        }
