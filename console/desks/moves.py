"""What is on its way to a widget that is costly to draw: ticks are joined until it may be drawn again."""

from __future__ import annotations

from typing import Final

from alerts.incidents import Incident
from alerts.picture import JourneySpot, SensorReading, UnitSpot, WarnedArea
from console.bridge import Tick

MAP_S: Final = 0.09
"""Between two drawings of the map: ten times a second is smooth. What comes after a quiet spell is drawn at once."""


class Changes:
    """The latest word on each incident since the last drawing. Times in seconds of a clock that never steps."""

    def __init__(self, least_s: float) -> None:
        self._least_s = least_s
        self._drawn = 0.0
        self.incidents: dict[str, Incident] = {}
        self.removed: set[str] = set()
        self.moved: dict[str, str] = {}

    @property
    def held(self) -> bool:
        """Whether something waits."""
        return bool(self.incidents or self.removed or self.moved)

    def take(self, tick: Tick) -> None:
        """Take in a tick."""
        for old, new in tick.moved.items():
            self.incidents.pop(old, None)
            self.moved = {first: new if then == old else then for first, then in self.moved.items()}
            self.moved[old] = new
        self.incidents.update(tick.incidents)
        self.removed = (self.removed | tick.removed) - tick.incidents.keys()
        for key in tick.removed:
            self.incidents.pop(key, None)

    def due(self, now: float) -> bool:
        """Whether to draw now."""
        return self.held and now - self._drawn >= self._least_s

    def drawn(self, now: float) -> None:
        """Everything was handed over."""
        self._drawn = now
        self.incidents, self.removed, self.moved = {}, set(), {}


class Moves(Changes):
    """Incidents, and the latest position of everything that moves."""

    def __init__(self, least_s: float = MAP_S) -> None:
        super().__init__(least_s)
        self.units: dict[str, UnitSpot] = {}
        self.journeys: dict[str, JourneySpot] = {}
        self.sensors: dict[str, SensorReading] = {}
        self.areas: dict[str, WarnedArea] = {}
        self.areas_gone: set[str] = set()

    @property
    def held(self) -> bool:
        """Whether something waits."""
        return super().held or bool(self.units or self.journeys or self.sensors or self.areas or self.areas_gone)

    def take(self, tick: Tick) -> None:
        """Take in a tick."""
        super().take(tick)
        self.units.update(tick.units)
        self.journeys.update(tick.journeys)
        self.sensors.update(tick.sensors)
        self.areas.update(tick.areas)
        self.areas_gone = (self.areas_gone | tick.areas_gone) - tick.areas.keys()

    def drawn(self, now: float) -> None:
        """Everything was handed over."""
        super().drawn(now)
        self.units, self.journeys, self.sensors, self.areas, self.areas_gone = {}, {}, {}, {}, set()
