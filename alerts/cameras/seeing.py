"""Which cameras see a place: distance, bearing, field of view and how much detail is left there."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import numpy as np

from alerts.earth import WHOLE_METRES_PER_DEGREE

Floats: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Sight: TypeAlias = Literal["sees", "far", "unknown", "away"]
SIGHTS: Final[tuple[Sight, ...]] = ("sees", "far", "unknown", "away")
"""It looks there and is near enough; it does from farther; nobody knows where it looks; it looks elsewhere. Best first."""

MONITOR_PX_M: Final = 12.5
"""Pixels a metre at which movement and number of people are told (IEC 62676-4, "monitor"): what one looks for first."""
USUAL_WIDTH_PX: Final = 1920.0
TURNING_DEG: Final = 30.0
"""The field to which a camera that looks all around can zoom in: a turning dome has no fixed one."""
BESIDE_M: Final = 15.0
"""Nearer than this a direction means nothing: the position itself is no better."""
FAR_M: Final = 400.0
"""Beyond this houses stand between, whatever the lens could do."""
FAR_FACTOR: Final = 3.0
"""Smoke, crowds and flooded roads are seen this many times farther than single people are told apart."""


def width_px(ten_thousands: Floats) -> Floats:
    """Pixels across a 16:9 picture with so many ten thousands of pixels; the usual 1920 where that is nan or nothing."""
    with np.errstate(invalid="ignore"):
        known = ten_thousands > 0
    return np.where(known, np.sqrt(np.where(known, ten_thousands, 1.0) * 1e4 * 16.0 / 9.0), USUAL_WIDTH_PX)


def reach_m(pixels_across: Floats, field_deg: Floats) -> Floats:
    """How far (metres) a camera still gives :data:`MONITOR_PX_M`: width / (2 d tan(field / 2)) = pixels a metre."""
    field = np.where(field_deg >= 180.0, TURNING_DEG, np.clip(field_deg, 5.0, 150.0))
    return pixels_across / (2.0 * MONITOR_PX_M * np.tan(np.radians(field) / 2.0))


def away_from(lat: float, lon: float, lats: Floats, lons: Floats) -> tuple[Floats, Floats]:
    """Distance (metres) of each point from a place, and the bearing (degrees from north) from the place to the point.

    Points in degrees, shape (n,); so are both results (float64).

    On a plane: within a city that is good to half a percent.
    """
    north = (lats - lat) * WHOLE_METRES_PER_DEGREE
    east = (lons - lon) * WHOLE_METRES_PER_DEGREE * np.cos(np.radians(lat))
    return np.hypot(north, east), np.degrees(np.arctan2(east, north)) % 360.0


def sight_of(
    distance: Floats, bearing: Floats, look: Floats, field: Floats, reach: Floats, doubt_m: float = 0.0
) -> np.ndarray[tuple[int, ...], np.dtype[np.int8]]:
    """For each view the index in :data:`SIGHTS` for a place ``distance`` metres away; all arrays have shape (n,).

    ``bearing`` leads from the place to the camera, so that the camera sees the place at the opposite one. ``look`` is the
    middle of the field (degrees; nan where nobody knows), ``field`` its width, ``doubt_m`` how far off the place may be.
    """
    back = (bearing + 180.0) % 360.0
    off = np.abs((back - look + 180.0) % 360.0 - 180.0)
    slack = np.degrees(np.arctan2(doubt_m, np.maximum(distance, 1.0)))
    beside = distance <= BESIDE_M
    with np.errstate(invalid="ignore"):
        inside = (field >= 360.0) | (off <= field / 2.0 + slack) | beside
    near = distance <= np.minimum(reach, FAR_M) + doubt_m
    seen_far = distance <= np.minimum(FAR_FACTOR * reach, FAR_M) + doubt_m
    sight = np.where(inside & near, 0, np.where(inside & seen_far, 1, 3))
    return np.where(np.isnan(look) & (field < 360.0) & ~beside, np.where(seen_far, 2, 3), sight).astype(np.int8)
