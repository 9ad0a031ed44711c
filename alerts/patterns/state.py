"""What is remembered of a stream for one pattern and one group; immutable, so that going back is taking the old one."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from msgspec import Struct

from alerts.earth import WHOLE_METRES_PER_DEGREE
from alerts.events import EventRef

MOST: Final = 64
"""Events remembered a group at most, the newest: a pattern needs a few, and a storm must not fill the memory."""


class Seen(Struct, frozen=True, array_like=True):
    """An event that a pattern looks at.

    ``bits``: which of the pattern's selectors it fits (1 the first, 2 the second, 4 the third, ...). ``origin``: whose
    report it is. ``lat``, ``lon`` in degrees, None where its place is not known. ``time``: when it takes effect, seconds
    since the epoch.
    """

    time: float
    source: str
    id: str
    origin: str
    bits: int
    lat: float | None = None
    lon: float | None = None
    place: str = ""
    region: str = ""
    channel: str = ""

    @property
    def ref(self) -> EventRef:
        """The event's name."""
        return EventRef(self.source, self.id)

    def is_near(self, other: Seen, metres: float | None) -> bool:
        """Whether the two lie within this distance; None: the distance does not matter."""
        if metres is None:
            return True
        if self.lat is None or self.lon is None or other.lat is None or other.lon is None:
            return False
        east = (self.lon - other.lon) * math.cos(math.radians(self.lat))
        return math.hypot(east, self.lat - other.lat) * WHOLE_METRES_PER_DEGREE <= metres


class GroupState(Struct, frozen=True, array_like=True):
    """``seen`` ascending; until ``quiet`` the pattern was met already (seconds since the epoch)."""

    seen: tuple[Seen, ...] = ()
    quiet: float = -math.inf


class Outcome(NamedTuple):
    """The state after (None: nothing to remember), what met the pattern, each time it was met, and when to ask again."""

    state: GroupState | None
    met: tuple[tuple[Seen, ...], ...] = ()
    due: float | None = None
