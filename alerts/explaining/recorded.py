"""What an incident log still knows: incidents, their reasons, and how far two of them lay from one another."""

from __future__ import annotations

import math
from itertools import islice
from typing import Protocol

from alerts.correlation.projection import to_plane
from alerts.events import EventRef
from alerts.explaining.comparison import Comparison, Explanation, Found, Obstacle, Side, Unknown
from alerts.explaining.names import KEPT, nearest
from alerts.incidents import Incident, key_of
from alerts.log.reading.search import Hits, Search, Timeline


class Log(Protocol):
    """The part of an incident log that is asked."""

    def timeline(self, name: str) -> Timeline | None: ...

    def search(self, search: Search) -> Hits: ...


def from_log(log: Log, names: list[str]) -> Found:
    """The answer for one or two incidents by id or key, or by the event that founded it. May raise LogError."""
    found = [incident_of(log, name) for name in names]
    for name, incident in zip(names, found, strict=True):
        if incident is None:
            hits = log.search(Search(limit=KEPT // 10))
            return Unknown(name, nearest(name, [row.id for row in islice(hits.rows, KEPT) if row.id]))
    incidents = [incident for incident in found if incident is not None]
    if len(incidents) > 1:
        return compare_incidents(incidents[0], incidents[1])
    return Explanation(incidents[0], incidents[0].why, incidents[0].related)


def incident_of(log: Log, name: str) -> Incident | None:
    """The incident of this id or key, or founded by the event ``SOURCE:ID``."""
    line = log.timeline(name)
    source, _, event = name.partition(":")
    if line is None and event:
        line = log.timeline(key_of(EventRef(source, event)))
    return None if line is None else line.incident


def compare_incidents(one: Incident, other: Incident) -> Comparison:
    """Two incidents of which only the facts are left: how far apart they were and how long after one another."""
    earlier, later = sorted((one, other), key=lambda incident: (incident.opened, incident.key))
    first, second = side_of(earlier), side_of(later)
    if earlier.key == later.key or later.key in (earlier.merged_into,) or earlier.id == later.merged_into != "":
        return Comparison(first, second, True, exact=False)
    made = Comparison(first, second, False, [Obstacle("gone")], exact=False)
    made.seconds = (later.opened - earlier.updated).total_seconds()
    if None not in (earlier.lat, earlier.lon, later.lat, later.lon):
        (x, y, cosine), (east, north, _) = (to_plane(one.lat, one.lon) for one in (earlier, later))  # type: ignore[arg-type]
        made.metres = round(math.hypot(x - east, y - north) * cosine, 1)
    return made


def side_of(incident: Incident) -> Side:
    """The first report of an incident."""
    first = incident.members[0] if incident.members else None
    source, _, name = incident.key.partition("\x1f")
    kind, channel, text = (first.type, first.channel, first.text) if first is not None else ("", "", "")
    return Side(
        source, name, kind, channel, incident.opened, text, incident.place, incident.lat, incident.lon, kind=incident.kind,
        incident=incident.id, key=incident.key,
    )  # fmt: skip
