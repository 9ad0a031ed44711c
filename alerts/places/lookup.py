"""Which district or dong a point lies in, for whole arrays of points."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
import shapely

from alerts.places.land import Floats, Region

Indices = np.ndarray[tuple[int, ...], np.dtype[np.intp]]

REMEMBERED: Final = 8192
"""Points whose region is remembered: most reports come from the same few thousand cameras."""


class RegionIndex:
    """Finds the region of points among regions that do not overlap. A point on a border belongs to the first of its two."""

    def __init__(self, regions: Sequence[Region]) -> None:
        self.codes = tuple(region.code for region in regions)
        shapes = [shapely.multipolygons([shapely.Polygon(p[0], p[1:]) for p in region.polygons]) for region in regions]
        self._shapes = np.array(shapes, dtype=object)
        self._tree = shapely.STRtree(self._shapes)
        # for one point the tree's way round through arrays is twice as long as looking at all bounds
        shapely.prepare(self._shapes)
        self._each = list(self._shapes)
        self._west, self._south, self._east, self._north = np.ascontiguousarray(shapely.bounds(self._shapes).reshape(-1, 4).T)
        self._known = lru_cache(REMEMBERED)(self._looked_up)

    def find(self, lat: Floats, lon: Floats) -> Indices:
        """For each point (degrees; shape (n,) each) the index of its region in the order given, -1 outside all of them."""
        found = np.full(len(lat), len(self.codes), dtype=np.intp)
        points, hits = self._tree.query(shapely.points(lon, lat), predicate="intersects")
        np.minimum.at(found, points, hits)
        found[found == len(self.codes)] = -1
        return found

    def code_of(self, lat: float, lon: float) -> str:
        """The code of one point's region, an empty text outside all of them."""
        return self._known(lat, lon)

    def _looked_up(self, lat: float, lon: float) -> str:
        near = (self._west <= lon) & (self._east >= lon) & (self._south <= lat) & (self._north >= lat)
        for index in near.nonzero()[0].tolist():
            if shapely.intersects_xy(self._each[index], lon, lat):
                return str(self.codes[index])
        return ""

    def codes_of(self, lat: Floats, lon: Floats) -> list[str]:
        """The codes of points' regions, an empty text outside all of them."""
        codes = (*self.codes, "")
        return [codes[i] for i in self.find(lat, lon).tolist()]
