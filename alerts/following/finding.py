"""What a follower says: its next state, when it wants to be asked again, and what it has found."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from alerts.events import EventRef, Status
from alerts.incidents import Fact, Kind


class Finding(Struct, frozen=True, kw_only=True, gc=False):
    """Something found in a stream.

    ``name`` is that of a ``[[report]]`` entry's ``finding``: kind, titles and priority are there. At an event, that event
    becomes such a report if it is none, and its incident is marked; at a deadline or a tick the incident of the step's
    ``entity`` is marked, or one opens at ``lat``/``lon``
    (degrees; none: it is shown without a place and nothing joins it by evidence).
    """

    name: str
    refs: tuple[EventRef, ...] = ()
    """Events that show it, named in the reason; they need not be members of the incident."""
    value: float | None = None
    unit: str = ""
    detail: str = ""
    """More for the sentence, as text: a level, a stage, names."""
    lat: float | None = None
    lon: float | None = None
    place: str = ""
    region: str = ""
    status: Status = "actual"
    kind: Kind | None = None
    """The kind of an incident that opens by it without a place, instead of the ``[[report]]`` entry's."""
    channel: str = ""
    """Empty: the type of the ``[[report]]`` entry."""
    priority: Literal[1, 2, 3] | None = None
    """At least this urgent, instead of what the ``[[report]]`` entry says."""
    opens: bool = True
    """If not, it marks an open incident (it goes on the record) and is dropped where there is none."""
    raises: bool = True
    """If not, the incident it marks stays as urgent as it is."""
    unless: tuple[str, ...] = ()
    """Dropped where the incident holds another call at one of these stages: somebody is on the way or there already."""
    rule: Literal["finding", "pattern"] = "finding"
    """The reason's rule."""


class Step(Struct, frozen=True, gc=False):
    """The answer to an event, a tick or a deadline.

    ``state`` takes the old one's place (None: forget the key). ``due``: when to ask again, seconds since the epoch, later
    than now; it replaces what was asked before, None asks for nothing. ``facts`` are shown on the incident of the event (or
    the one a finding marks), each in the place of an earlier one of the same name.
    """

    state: Struct | None
    due: float | None = None
    findings: tuple[Finding, ...] = ()
    facts: tuple[Fact, ...] = ()
    entity: str = ""
    """Whose incident it is about where the event itself is in none (``journey_id:J1``, as
    :mod:`alerts.correlation.reading.entity` names them); empty: one made of the follower's name and key."""


class Beat(Struct, frozen=True):
    """A tick: how many reports took effect since the one before.

    ``time`` and ``since`` in seconds since the epoch; ``began``: since when the engine has watched; ``zone_s``: the local
    clock's seconds east of Greenwich. ``counts`` by (index in the rules' reports or below 0 for what is none, region, source,
    status 0 actual 1 exercise 2 test, how it came to its incident: ``open``, ``join``, ``entity`` or not at all). The dict's
    order means nothing.
    """

    time: float
    since: float
    counts: dict[tuple[int, str, str, int, str], int]
    zone_s: float = 0.0
    began: float = math.inf
    groups: dict[str, dict[str, int]] = {}
    """What :meth:`grouped` has put together, by the follower's name."""

    def grouped(self, name: str, key_of: Callable[[int, str, str, int, str], str]) -> dict[str, int]:
        """Counts by the keys of the follower of this name, put together once a tick; an empty key is none of its."""
        known = self.groups.get(name)
        if known is None:
            known = self.groups[name] = {}
            for one, many in self.counts.items():
                if key := key_of(*one):
                    known[key] = known.get(key, 0) + many
        return known
