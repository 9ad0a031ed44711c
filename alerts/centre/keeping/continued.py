"""The engine as the rest of the centre knows it, whichever that is at the moment.

One that had to start afresh goes on where the log's numbers stand; one under new rules goes on where the old one stood.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from alerts.batch import Batch
from alerts.centre.ports import EngineLike
from alerts.correlation import Delta, Engine
from alerts.events import EventRef
from alerts.incidents import Incident, Kind, Related


class Offsets(Struct, frozen=True):
    """What to add to a new engine's numbers: to those of its decisions, and to those of incidents by day (``YYYYMMDD``)."""

    decisions: int = 0
    incidents: dict[str, int] = {}

    def __bool__(self) -> bool:
        return bool(self.decisions or self.incidents)


class Continued:
    """The engine, its numbers raised so that none is given twice; another may take its place."""

    def __init__(self, engine: EngineLike, offsets: Offsets) -> None:
        self._engine = engine
        self._decisions = offsets.decisions
        self._incidents: Mapping[str, int] = offsets.incidents
        self._plain = not offsets

    def replace(self, engine: EngineLike) -> None:
        """From now on this one, made of what the old one saved."""
        self._engine = engine

    def step(self, batch: Batch, now: float) -> Delta:
        return self._raised(self._engine.step(batch, now))

    def incident(self, key: str, brief: bool = False) -> Incident:
        found = self._engine.incident(key, brief)
        if self._plain:
            return found
        related = [Related(self._name(other.id), other.why) for other in found.related]
        return replace(found, id=self._name(found.id), merged_into=self._name(found.merged_into), related=related)

    def locate(self, name: EventRef) -> str | None:
        return self._engine.locate(name)

    def merge(self, key: str, into: str, time: float) -> Delta:
        return self._raised(self._engine.merge(key, into, time))

    def split(self, key: str, refs: list[EventRef], time: float) -> Delta:
        return self._raised(self._engine.split(key, refs, time))

    def release(self, key: str, time: float) -> Delta:
        return self._raised(self._engine.release(key, time))

    def reopen(self, key: str, time: float) -> Delta:
        return self._raised(self._engine.reopen(key, time))

    def unmerge(self, key: str, time: float) -> Delta:
        return self._raised(self._engine.unmerge(key, time))

    def set_kind(self, key: str, kind: Kind | None, time: float) -> Delta:
        return self._raised(self._engine.set_kind(key, kind, time))

    def keep_open(self, key: str, time: float) -> Delta:
        return self._raised(self._engine.keep_open(key, time))

    def set_place(self, key: str, spot: tuple[float, float] | None, time: float) -> Delta:
        return self._raised(self._engine.set_place(key, spot, time))

    def save(self, last: bool = False) -> bytes:
        return self._engine.save(last)

    @property
    def core(self) -> Engine:
        """The engine itself, which knows nothing of raised numbers."""
        return self._engine.core

    def _raised(self, delta: Delta) -> Delta:
        if self._plain:
            return delta
        for final in delta.final:
            final.n += self._decisions
            final.incident_id = self._name(final.incident_id)
        delta.numbered = {key: self._name(name) for key, name in delta.numbered.items()}
        return delta

    def _name(self, name: str) -> str:
        """``INC-YYYYMMDD-NNNN`` with its number raised; anything else (no id yet, a key) as it is."""
        day, number = name[4:12], name[13:]
        if not name.startswith("INC-") or day not in self._incidents or not number.isdigit():
            return name
        return f"INC-{day}-{int(number) + self._incidents[day]:04d}"
