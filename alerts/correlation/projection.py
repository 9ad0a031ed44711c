"""Degrees to a plane and back.

The plane is the spherical Mercator projection (R = 6,371,000 m): true to angle, so that a true distance is the plane's
distance times the cosine of the latitude, good to 0.1 % over the few kilometres an incident can span, and the same
everywhere: no zone, no reference point that would depend on which event came first.
"""

from __future__ import annotations

import math
from typing import Final

RADIUS_M: Final = 6_371_000.0
_RADIANS: Final = math.pi / 180.0
_PER_DEGREE: Final = RADIUS_M * _RADIANS
_EIGHTH: Final = math.pi / 4.0
MAX_LAT: Final = 85.0
"""Beyond this, degrees north or south, the plane has no room; such points are put on its edge."""


def to_plane(lat: float, lon: float) -> tuple[float, float, float]:
    """(x, y) in plane metres and the cosine of the latitude, for degrees."""
    if not -MAX_LAT <= lat <= MAX_LAT:
        lat = math.copysign(MAX_LAT, lat)
    phi = lat * _RADIANS
    return lon * _PER_DEGREE, RADIUS_M * math.log(math.tan(_EIGHTH + 0.5 * phi)), math.cos(phi)


def to_degrees(x: float, y: float) -> tuple[float, float]:
    """(latitude, longitude) in degrees of a point of the plane."""
    return math.degrees(2.0 * math.atan(math.exp(y / RADIUS_M)) - math.pi / 2.0), math.degrees(x / RADIUS_M)
