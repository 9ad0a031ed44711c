"""When things happen: how busy each hour of the day is, as a factor with a mean of one over the day."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from alerts.errors import Bug

_HOURS: Final = {
    # hour        00    02    04    06    08    10    12    14    16    18    20    22
    "flat": "08 07 06 06 06 07 09 11 12 12 12 11 11 11 11 11 11 11 12 12 11 11 10 09",
    "day": "04 03 02 02 02 03 06 09 12 14 15 15 14 15 15 15 15 16 15 14 12 10 08 06",
    "office": "01 01 01 01 01 01 03 08 16 24 25 22 18 22 23 21 20 15 08 05 04 03 02 01",
    "commute": "05 04 03 03 04 05 09 16 18 12 10 10 11 10 11 12 14 17 19 15 11 09 08 06",
    "evening": "13 09 06 04 03 03 04 05 06 06 07 08 08 08 09 10 11 12 15 17 19 20 19 17",
    "night": "21 19 16 13 10 07 04 03 03 04 04 05 05 05 06 06 07 08 11 13 16 19 22 23",
    "latenight": "26 23 19 13 09 06 05 04 03 03 03 04 04 04 04 05 05 06 07 10 14 19 23 26",
}  # fmt: skip
RHYTHMS: Final = tuple(_HOURS)


class Rhythm:
    """One of the :data:`RHYTHMS`; ``at(moment)`` gives the factor for a local time, running smoothly from hour to hour."""

    def __init__(self, name: str) -> None:
        if name not in _HOURS:
            raise Bug(f"no such rhythm: {name!r}")
        hours = [int(value) for value in _HOURS[name].split()]
        mean = sum(hours) / 24
        self._hours = tuple(value / mean for value in hours)

    def at(self, moment: datetime) -> float:
        """How busy it is, 1.0 being the day's mean."""
        hour = moment.hour + moment.minute / 60
        first = int(hour)
        share = hour - first
        return self._hours[first] * (1 - share) + self._hours[(first + 1) % 24] * share
