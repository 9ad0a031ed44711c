"""All cameras of a city, as columns, and the ones that see a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from alerts.cameras.camera import Camera
from alerts.cameras.seeing import SIGHTS, Floats, Sight, away_from, reach_m, sight_of, width_px
from alerts.earth import WHOLE_METRES_PER_DEGREE

SEARCH_M = 1500.0
"""No farther than this anything is looked for: a kilometre and a half is beyond every street camera."""


@dataclass(frozen=True, slots=True)
class Near:
    """A camera near a place: ``distance_m`` metres away, at ``bearing`` degrees from north as seen from the place."""

    camera: Camera
    distance_m: float
    bearing: float
    sight: Sight

    @property
    def sector(self) -> int:
        """The eighth of the compass it stands in: 0 north, 1 north-east, ... 7 north-west."""
        return round(self.bearing / 45.0) % 8


class Register:
    """The cameras in a fixed order, each id once. ValueError where an id stands there twice."""

    def __init__(self, cameras: Sequence[Camera]) -> None:
        self.cameras = tuple(cameras)
        self.ids = tuple(camera.id for camera in cameras)
        self._rows = {camera_id: row for row, camera_id in enumerate(self.ids)}
        if len(self._rows) != len(self.ids):
            raise ValueError("an id stands in the register twice")
        self.lat: Floats = np.array([camera.lat for camera in cameras], dtype=np.float64)
        self.lon: Floats = np.array([camera.lon for camera in cameras], dtype=np.float64)

    def __len__(self) -> int:
        return len(self.cameras)

    def get(self, camera_id: str) -> Camera | None:
        """The camera with this id."""
        row = self._rows.get(camera_id)
        return None if row is None else self.cameras[row]

    def nearest(self, lat: float, lon: float, count: int, doubt_m: float = 0.0, within_m: float = SEARCH_M) -> list[Near]:
        """The ``count`` cameras that see a place (degrees) best, the nearest first among equals.

        First those that look there and are near enough, then those that see it from farther, those of which nobody knows
        where they look, and the others.

        ``doubt_m`` is how far off the place may be. About 2 ms for 100,000 cameras.
        """
        if not len(self) or count < 1:
            return []
        rows = np.flatnonzero(self._in_square(lat, lon, within_m))
        distance, bearing = away_from(lat, lon, self.lat[rows], self.lon[rows])
        close = distance <= within_m
        rows, distance, bearing = rows[close], distance[close], bearing[close]
        if not len(rows):
            return []
        best = self._sights(rows, distance, bearing, doubt_m)
        order = np.lexsort((rows, distance, best))[:count]
        picked = zip(rows[order].tolist(), distance[order].tolist(), bearing[order].tolist(), best[order].tolist(), strict=True)
        return [Near(self.cameras[row], metres, degrees, SIGHTS[sight]) for row, metres, degrees, sight in picked]

    def _in_square(self, lat: float, lon: float, metres: float) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        north = metres / WHOLE_METRES_PER_DEGREE
        east = north / max(float(np.cos(np.radians(lat))), 0.01)
        return (np.abs(self.lat - lat) <= north) & (np.abs(self.lon - lon) <= east)

    def _sights(
        self, rows: np.ndarray[tuple[int, ...], np.dtype[np.intp]], distance: Floats, bearing: Floats, doubt_m: float
    ) -> np.ndarray[tuple[int, ...], np.dtype[np.int8]]:
        """The best sight that any view of each camera has of the place."""
        start, look, field, reach = self._views
        many = start[rows + 1] - start[rows]
        owner = np.repeat(np.arange(len(rows)), many)
        first = np.repeat(start[rows] - np.concatenate(([0], np.cumsum(many)[:-1])), many)
        view = first + np.arange(int(many.sum()))
        sight = sight_of(distance[owner], bearing[owner], look[view], field[view], reach[view], doubt_m)
        best = np.full(len(rows), len(SIGHTS) - 1, dtype=np.int8)
        np.minimum.at(best, owner, sight)
        return best

    @cached_property
    def _views(self) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.intp]], Floats, Floats, Floats]:
        """Where each camera's views begin in the flat columns look, field and reach; a camera without one has one unknown."""
        views = [camera.views or ((float("nan"), 0.0),) for camera in self.cameras]
        many = np.array([len(one) for one in views], dtype=np.intp)
        start = np.concatenate((np.zeros(1, dtype=np.intp), np.cumsum(many)))
        flat = np.array([view for one in views for view in one], dtype=np.float64).reshape(-1, 2)
        pixels = np.array([camera.pixels or 0 for camera in self.cameras], dtype=np.float64)
        look, field = flat[:, 0], flat[:, 1]
        across = np.repeat(width_px(pixels), many)
        return start, look, field, reach_m(across, np.where(np.isnan(look), 90.0, field))
