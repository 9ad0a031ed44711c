"""Warned areas: context for what is reported inside them, never a net that catches it.

While a disaster alert is in force, reports inside its area that may speak of its kind are more likely to: the belief in
that kind counts ``RAISED`` times, and the incident is marked, so that the priority rules can ask for it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import shapely

from alerts.correlation.figures import Floats
from alerts.events import Area as Geometry
from alerts.events import Disaster, EventRef, ref
from alerts.outlines import shape_of

RAISED: Final = 3.0
"""How much likelier a report inside a warned area is to be about what is warned of."""
LASTS_S: Final = 21_600.0
"""How long an alert that does not say when it expires is in force."""


SavedArea = tuple[str, str, str, str, int, float, float, bytes]


class WarnedArea:
    """One alert's area: ``kind`` is an index in KINDS; in force from ``since`` to ``until`` (seconds since the epoch)."""

    __slots__ = ("identifier", "kind", "name", "shape", "since", "title", "until")

    def __init__(self, event: Disaster, kind: int, geometry: Geometry, effect: float) -> None:
        self.identifier = event.identifier
        self.name: EventRef = ref(event)
        self.title = event.event
        self.kind = kind
        self.since = max(effect, event.onset.timestamp()) if event.onset else effect
        self.until = event.expires.timestamp() if event.expires else self.since + LASTS_S
        self.shape: Any = shape_of(geometry)
        shapely.prepare(self.shape)


class WarnedAreas:
    """The areas in force, as of one moment. Never changed: another takes its place."""

    __slots__ = ("_areas", "_bounds")

    def __init__(self, areas: Sequence[WarnedArea] = ()) -> None:
        self._areas = tuple(areas)
        self._bounds: Floats | None = None

    def __bool__(self) -> bool:
        return bool(self._areas)

    def after(self, event: Disaster, kind: int, effect: float, ends: Sequence[str]) -> WarnedAreas:
        """The areas after this alert, which ends the ones it refers to."""
        left = [area for area in self._areas if area.identifier not in ends and area.identifier != event.identifier]
        left = [area for area in left if area.until >= effect - LASTS_S]
        if event.msg_type in ("Alert", "Update") and event.area is not None and math.isfinite(effect):
            left.append(WarnedArea(event, kind, event.area, effect))
        return WarnedAreas(left)

    def around(self, time: Floats, lat: Floats, lon: Floats) -> list[list[WarnedArea]]:
        """For each point (degrees, seconds since the epoch; shape (n,) each) the areas it lies in that are in force."""
        found: list[list[WarnedArea]] = [[] for _ in range(len(time))]
        if self._bounds is None:
            self._bounds = shapely.bounds([area.shape for area in self._areas]).reshape(-1, 4)
        west, south, east, north = self._bounds.T
        # nearly all of thousands of areas are nowhere near: only the others are worth a look at their borders
        near = (west <= lon.max()) & (east >= lon.min()) & (south <= lat.max()) & (north >= lat.min())
        for area in [self._areas[index] for index in np.flatnonzero(near).tolist()]:
            inside = shapely.contains_xy(area.shape, lon, lat) & (time >= area.since) & (time <= area.until)
            for index in np.flatnonzero(inside).tolist():
                found[index].append(area)
        return found

    def in_force(self, time: float) -> list[str]:
        """The identifiers of the alerts in force at this moment (seconds since the epoch)."""
        return [area.identifier for area in self._areas if area.since <= time <= area.until]

    def saved(self) -> list[SavedArea]:
        """All there is to keep: identifier, event, kind, times and the shape (WKB)."""
        return [
            (a.identifier, a.name.source, a.name.id, a.title, a.kind, a.since, a.until, shapely.to_wkb(a.shape))
            for a in self._areas
        ]

    @classmethod
    def restored(cls, saved: Sequence[SavedArea]) -> WarnedAreas:
        """The areas that :meth:`saved` gave."""
        areas = []
        for identifier, source, name, title, kind, since, until, shape in saved:
            area = WarnedArea.__new__(WarnedArea)
            area.identifier, area.name, area.title = identifier, EventRef(source, name), title
            area.kind, area.since, area.until = kind, since, until
            area.shape = shapely.from_wkb(shape)
            shapely.prepare(area.shape)
            areas.append(area)
        return cls(areas)
