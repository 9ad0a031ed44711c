"""From degrees to metres on a plane around the city's centre.

Equirectangular with the cosine of the central latitude: over a city of 40 km its scale is true to about 0.3 %, and it is
one multiplication a coordinate.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians

import numpy as np
from numpy.typing import ArrayLike, NDArray

from alerts.earth import METRES_PER_DEGREE


@dataclass(frozen=True, slots=True)
class Projection:
    """A plane that touches the earth at ``lat``, ``lon`` (degrees); x to the east and y to the north, metres."""

    lat: float
    lon: float

    @property
    def _east(self) -> float:
        return METRES_PER_DEGREE * cos(radians(self.lat))

    def metres(self, lat: ArrayLike, lon: ArrayLike) -> NDArray[np.float64]:
        """Degrees, shape (n,) each, to metres, shape (n, 2), float64."""
        out = np.empty((np.size(lat), 2))
        out[:, 0] = (np.asarray(lon, dtype=np.float64) - self.lon) * self._east
        out[:, 1] = (np.asarray(lat, dtype=np.float64) - self.lat) * METRES_PER_DEGREE
        return out

    def point(self, lat: float, lon: float) -> tuple[float, float]:
        """One place, in metres."""
        return (lon - self.lon) * self._east, (lat - self.lat) * METRES_PER_DEGREE

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Metres back to (latitude, longitude)."""
        return self.lat + y / METRES_PER_DEGREE, self.lon + x / self._east
