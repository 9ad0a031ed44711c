"""How much each channel brought, second by second, for the last hour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from alerts.picture import FeedHealth

KEPT_S: Final = 3600


class History:
    """Events a second by channel, one value a second, oldest first, all ending in the same second."""

    def __init__(self) -> None:
        self.rates: dict[str, list[float]] = {}
        self._end = 0

    def begin(self, rates: Mapping[str, Sequence[float]], now: float) -> None:
        """Start anew from a snapshot's; the last value is that of the second ``now`` (since the epoch)."""
        self.rates = {channel: list(values)[-KEPT_S:] for channel, values in rates.items()}
        self._end = int(now)

    def add(self, feeds: Sequence[FeedHealth], now: float) -> None:
        """The rates of the second ``now``; seconds nobody spoke of count as silent."""
        second = int(now)
        passed = second - self._end
        known = {feed.channel: feed.rate for feed in feeds}
        for channel in known.keys() | self.rates.keys():
            values = self.rates.setdefault(channel, [])
            rate = known.get(channel, 0.0)
            if passed > 0:
                values.extend([0.0] * min(passed - 1, KEPT_S))
                values.append(rate)
                del values[:-KEPT_S]
            elif values:
                values[-1] = rate
            else:
                values.append(rate)
        self._end = max(second, self._end)
