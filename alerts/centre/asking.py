"""Why, and why not: asked of what is open, and of the log where that is all that is left."""

from __future__ import annotations

from alerts.centre.ports import EngineLike
from alerts.centre.showing import Showing
from alerts.events import EventRef
from alerts.explaining import Comparison, Explanation, Found, Side, Unknown
from alerts.explaining.live import compare
from alerts.explaining.names import nearest
from alerts.explaining.recorded import compare_incidents, incident_of
from alerts.explaining.verdict import about
from alerts.incidents import KEY_SEPARATOR, Incident, founder_of
from alerts.lifecycle import Lifecycle
from alerts.log.interface import IncidentLog

_MOST_SPLITS = 8


class Asking:
    """Finds what is meant by a name (an id, a key, an event as ``SOURCE:ID``) and explains it. May raise LogError."""

    def __init__(self, log: IncidentLog, engine: EngineLike, showing: Showing, lifecycle: Lifecycle) -> None:
        self._log, self._engine, self._showing, self._lifecycle = log, engine, showing, lifecycle

    def explain(self, name: str, event: str = "") -> Found:
        """An incident's reasons; those that name ``event`` where one is asked for, or ``name`` where that is one."""
        incident = self._incident(name)
        if incident is None:
            ref = self._event(name)
            key = self._engine.locate(ref) if ref is not None else None
            incident = self._incident(key) if key is not None else None
            if incident is None or ref is None:
                return self._unknown(name)
            return about(incident, ref)
        if not event:
            return Explanation(incident, incident.why, incident.related)
        for member in incident.members:
            if event in (member.id, f"{member.source}{KEY_SEPARATOR}{member.id}", f"{member.source}:{member.id}"):
                return about(incident, EventRef(member.source, member.id))
        return about(incident, EventRef("", event))

    def compare(self, one: str, other: str) -> Found:
        """Why these two are together, or not."""
        first, second = self._ref(one), self._ref(other)
        found = compare(self._engine.core, first, second) if first is not None and second is not None else None
        if found is not None:
            return self._named(found)
        incidents = [self._incident(name) or incident_of(self._log, name) for name in (one, other)]
        for name, incident in zip((one, other), incidents, strict=True):
            if incident is None:
                return self._unknown(name)
        assert incidents[0] is not None
        assert incidents[1] is not None
        return compare_incidents(incidents[0], incidents[1])

    def _ref(self, name: str) -> EventRef | None:
        incident = self._incident(name)
        return founder_of(incident.key) if incident is not None else self._event(name)

    def _incident(self, name: str) -> Incident | None:
        return self._showing.glance(self._lifecycle.current(name))

    def _event(self, name: str) -> EventRef | None:
        """The event that a name means, of those that are in an incident in hand; a source's name may hold colons."""
        source, separator, event = name.partition(KEY_SEPARATOR)
        if separator:
            return EventRef(source, event)
        parts = name.split(":")
        for cut in range(1, min(len(parts), _MOST_SPLITS)):
            ref = EventRef(":".join(parts[:cut]), ":".join(parts[cut:]))
            if self._engine.locate(ref) is not None:
                return ref
        return None

    def _unknown(self, name: str) -> Unknown:
        cases = self._showing.board.cases.values()
        names = [case.base.id for case in cases if case.base.id]
        if ":" in name:
            names = [f"{member.source}:{member.id}" for case in cases for member in case.base.members[-50:]]
        return Unknown(name, nearest(name, names))

    def _named(self, found: Comparison) -> Comparison:
        """With the ids that people know incidents by."""
        for side in (found.first, found.second):
            side.incident = self._id(side)
        if found.better is not None:
            found.better.incident = found.second.incident
            for obstacle in found.against:
                if obstacle.code == "better":
                    obstacle.detail = found.second.incident or found.second.key
        return found

    def _id(self, side: Side) -> str:
        incident = self._incident(side.key) if side.key else None
        return incident.id if incident is not None else side.incident
