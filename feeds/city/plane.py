"""Metres east and north of a city's middle: the plane on which things move."""

from __future__ import annotations

import math

import numpy as np

from alerts.earth import METRES_PER_DEGREE
from alerts.places import CityProfile
from alerts.places.land import Floats


class Plane:
    """A local projection; x east and y north in metres, good to 0.3 % over a city."""

    def __init__(self, profile: CityProfile) -> None:
        south, west, north, east = profile.bounds
        self._lat, self._lon = (south + north) / 2, (west + east) / 2
        self._scale = METRES_PER_DEGREE * math.cos(math.radians(self._lat))

    def xy(self, lat: float, lon: float) -> tuple[float, float]:
        """One point in metres."""
        return (lon - self._lon) * self._scale, (lat - self._lat) * METRES_PER_DEGREE

    def latlon(self, x: float, y: float) -> tuple[float, float]:
        """One point in degrees, rounded to 6 places (0.1 m)."""
        lat, lon = self._lat + y / METRES_PER_DEGREE, self._lon + x / self._scale
        return math.floor(lat * 1e6 + 0.5) / 1e6, math.floor(lon * 1e6 + 0.5) / 1e6

    def xys(self, lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
        """Points in metres."""
        return (lon - self._lon) * self._scale, (lat - self._lat) * METRES_PER_DEGREE

    def latlons(self, x: Floats, y: Floats) -> tuple[list[float], list[float]]:
        """Points in degrees as Python floats, rounded to 6 places (0.1 m): ready for events."""
        lat = np.round(self._lat + y / METRES_PER_DEGREE, 6)
        return lat.tolist(), np.round(self._lon + x / self._scale, 6).tolist()
