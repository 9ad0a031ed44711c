"""What is near an incident: the units that could go there, and the cameras that see it, with distance and bearing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from alerts.cameras import Register
from alerts.cameras.seeing import away_from
from alerts.incidents import Incident
from alerts.picture import UnitSpot
from alerts.wording import Wording
from widgets.card.lines import Line

UNITS: Final = 3
CAMERAS: Final = 2
FARTHEST_M: Final = 10_000.0
"""A unit farther off is not near by any measure of a city."""
OLD_S: Final = 300.0
"""A position older than this says nothing of where a unit is now."""
_FREE: Final = frozenset({"", "available", "idle", "patrol", "standby", "returning"})
"""States in which a unit could be sent; these come first."""


def nearby_lines(
    incident: Incident, units: Iterable[UnitSpot], cameras: Register | None, wording: Wording, now: float
) -> list[Line]:
    """The nearest units, those that are free first, and the cameras that see the place best; none without a place.

    ``now`` in seconds since the epoch.
    """
    if incident.lat is None or incident.lon is None:
        return []
    lines = [_unit(unit, metres, bearing, wording) for unit, metres, bearing in _nearest(incident, units, now)]
    if cameras is not None:
        for near in cameras.nearest(incident.lat, incident.lon, CAMERAS, min(incident.radius_m, 100.0)):
            sight = wording(f"wall-sight-{near.sight}")
            text = " · ".join(part for part in (near.camera.where or near.camera.id, sight) if part)
            lines.append(Line("", wording("card-nearby-camera"), text, aside=_way(near.distance_m, near.bearing, wording)))
    return lines


def _nearest(incident: Incident, units: Iterable[UnitSpot], now: float) -> list[tuple[UnitSpot, float, float]]:
    fresh = [unit for unit in units if now - unit.time <= OLD_S]
    if not fresh or incident.lat is None or incident.lon is None:
        return []
    metres, bearing = away_from(
        incident.lat, incident.lon, np.array([unit.lat for unit in fresh]), np.array([unit.lon for unit in fresh])
    )
    found = [
        (unit, far, way) for unit, far, way in zip(fresh, metres.tolist(), bearing.tolist(), strict=True) if far <= FARTHEST_M
    ]
    found.sort(key=lambda one: (one[0].state not in _FREE, one[1], one[0].unit_id))
    return found[:UNITS]


def _unit(unit: UnitSpot, metres: float, bearing: float, wording: Wording) -> Line:
    service = wording(f"service-{unit.service}") if wording.has(f"service-{unit.service}") else unit.service
    state = wording(f"map-unit-{unit.state}") if wording.has(f"map-unit-{unit.state}") else unit.state
    text = " · ".join(part for part in (unit.unit_id, state) if part)
    return Line("", service, text, aside=_way(metres, bearing, wording))


def _way(metres: float, bearing: float, wording: Wording) -> str:
    side = wording(f"wall-side-{round(bearing / 45.0) % 8}")
    return wording("wall-way", side=side, metres=f"{metres:,.0f}")
