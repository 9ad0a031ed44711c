"""What is on its way to the map: drawing it is what costs a console most, and ten times a second is smooth enough."""

from __future__ import annotations

from typing import Final

from alerts.incidents import Incident
from alerts.picture import JourneySpot, UnitSpot, WarnedArea
from console.bridge import Tick

LEAST_S: Final = 0.09
"""Between two drawings; what comes after a quiet spell is drawn at once."""


class Moves:
    """Joins ticks until the map is to be drawn again: the latest word on each unit, journey, area and incident."""

    def __init__(self) -> None:
        self._drawn = 0.0
        self.units: dict[str, UnitSpot] = {}
        self.journeys: dict[str, JourneySpot] = {}
        self.areas: dict[str, WarnedArea] = {}
        self.areas_gone: set[str] = set()
        self.incidents: dict[str, Incident] = {}
        self.removed: set[str] = set()
        self.moved: dict[str, str] = {}

    @property
    def held(self) -> bool:
        """Whether something waits."""
        return bool(
            self.units or self.journeys or self.areas or self.areas_gone or self.incidents or self.removed or self.moved
        )

    def take(self, tick: Tick) -> None:
        """Take in a tick."""
        self.units.update(tick.units)
        self.journeys.update(tick.journeys)
        self.areas.update(tick.areas)
        self.areas_gone = (self.areas_gone | tick.areas_gone) - tick.areas.keys()
        for old, new in tick.moved.items():
            self.incidents.pop(old, None)
            self.moved = {first: new if then == old else then for first, then in self.moved.items()}
            self.moved[old] = new
        self.incidents.update(tick.incidents)
        self.removed = (self.removed | tick.removed) - tick.incidents.keys()
        for key in tick.removed:
            self.incidents.pop(key, None)

    def due(self, now: float) -> bool:
        """Whether the map is to be drawn now; ``now`` in seconds of a clock that never steps."""
        return self.held and now - self._drawn >= LEAST_S

    def drawn(self, now: float) -> None:
        """Everything was handed to the map."""
        self._drawn = now
        self.units, self.journeys, self.areas, self.areas_gone = {}, {}, {}, set()
        self.incidents, self.removed, self.moved = {}, set(), {}
