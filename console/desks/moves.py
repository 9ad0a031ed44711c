"""Positions on their way to the map: ten times a second is smooth enough, incidents never wait."""

from __future__ import annotations

from typing import Final

from alerts.picture import JourneySpot, UnitSpot
from console.bridge import Tick

TICKS: Final = 2
"""The map is drawn for mere movement with every second tick (100 ms): drawing it is what costs a console most."""


class Moves:
    """Holds the latest position of each unit and journey until the map is drawn again."""

    def __init__(self) -> None:
        self._units: dict[str, UnitSpot] = {}
        self._journeys: dict[str, JourneySpot] = {}
        self._waited = 0

    @property
    def held(self) -> bool:
        """Whether something waits."""
        return bool(self._units or self._journeys)

    def take(self, tick: Tick, matters: bool) -> bool:
        """Take in a tick; True where the map is to be drawn now: ``matters`` says that more than movement has come."""
        self._units.update(tick.units)
        self._journeys.update(tick.journeys)
        self._waited += 1
        if matters or (self.held and self._waited >= TICKS):
            self._waited = 0
            return True
        return False

    def units(self) -> list[UnitSpot]:
        """The units that moved; they no longer wait."""
        units, self._units = list(self._units.values()), {}
        return units

    def journeys(self) -> list[JourneySpot]:
        """The journeys that moved; they no longer wait."""
        journeys, self._journeys = list(self._journeys.values()), {}
        return journeys
