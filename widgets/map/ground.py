"""The ground the city stands on: districts, dongs and rivers on the plane, as painter paths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from alerts.places import CityProfile, Region
from widgets.map.projection import Projection

Ring: TypeAlias = Sequence[Sequence[float]]
"""(longitude, latitude) degrees, closed or not."""

SEOUL: Final = (37.56, 126.98)
"""Where the map stands while it has no city."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A district or a dong. ``label`` is where its name may stand, ``width`` and ``height`` its extent, all in metres."""

    name_ko: str
    name_en: str
    path: QPainterPath
    label: tuple[float, float]
    width: float
    height: float

    def name(self, language: str) -> str:
        """Its name in Korean or English."""
        return self.name_en if language == "en" and self.name_en else self.name_ko


@dataclass(frozen=True, slots=True)
class Line:
    """A river or a road as its middle line and its usual width in metres (0: drawn as thin as can be)."""

    path: QPainterPath
    width: float


@dataclass(frozen=True, slots=True)
class Ground:
    """All of it. ``bounds`` are (west, south, east, north) in metres; empty lists where the city has no such data."""

    projection: Projection
    districts: list[Plot] = field(default_factory=list)
    dongs: list[Plot] = field(default_factory=list)
    rivers: list[Line] = field(default_factory=list)
    roads: list[Line] = field(default_factory=list)
    bounds: tuple[float, float, float, float] = (-20_000.0, -20_000.0, 20_000.0, 20_000.0)


def ground_of(city: CityProfile) -> Ground:
    """The ground of a city profile; its plane touches the earth in the middle of the city's bounds."""
    south, west, north, east = city.bounds
    projection = Projection((south + north) / 2, (west + east) / 2)
    districts, dongs = ([_region(projection, one) for one in many] for many in (city.districts, city.dongs))
    corners = projection.metres([south, north], [west, east])
    return Ground(
        projection,
        districts,
        dongs,
        [line(projection, water.line, water.width_m) for water in city.water],
        [line(projection, [(lon, lat) for lat, lon in road.points], 0.0) for road in city.roads],
        bounds_of(districts) if districts else (corners[0, 0], corners[0, 1], corners[1, 0], corners[1, 1]),
    )


def empty_ground() -> Ground:
    """A plane with nothing on it."""
    return Ground(Projection(*SEOUL))


def plot(
    projection: Projection, name_ko: str, name_en: str, rings: Sequence[Ring], label: Sequence[float] | None = None
) -> Plot:
    """A plot from its rings (outer ones and holes alike; odd-even filling tells them apart)."""
    path = QPainterPath()
    spots = [_metres(projection, ring) for ring in rings if len(ring) >= 3]
    for spot in spots:
        path.addPolygon(_polygon(spot))
        path.closeSubpath()
    every = np.concatenate(spots) if spots else np.zeros((1, 2))
    low, high = every.min(axis=0), every.max(axis=0)
    middle = projection.point(label[1], label[0]) if label is not None else tuple((low + high) / 2)
    return Plot(name_ko, name_en, path, (middle[0], middle[1]), float(high[0] - low[0]), float(high[1] - low[1]))


def line(projection: Projection, positions: Ring, width: float) -> Line:
    """A river or a road from its middle line; ``width`` in metres. Its bends are rounded."""
    spots = _metres(projection, positions)
    path = QPainterPath(QPointF(*spots[0]))
    # quadratic pieces from middle to middle of the line's legs: smooth, and inside the line's own corners
    for here, after in pairwise(spots[1:]):
        path.quadTo(QPointF(*here), QPointF(*((here + after) / 2)))
    path.lineTo(QPointF(*spots[-1]))
    return Line(path, width)


def bounds_of(plots: Sequence[Plot]) -> tuple[float, float, float, float]:
    """(west, south, east, north) in metres of all plots; ValueError for none."""
    if not plots:
        raise ValueError("no plots")
    boxes = [one.path.boundingRect() for one in plots]
    return (
        min(box.left() for box in boxes),
        min(box.top() for box in boxes),
        max(box.right() for box in boxes),
        max(box.bottom() for box in boxes),
    )


def _region(projection: Projection, region: Region) -> Plot:
    rings = [ring for polygon in region.polygons for ring in polygon]
    return plot(projection, region.name_ko, region.name_en, rings, region.label)


def _metres(projection: Projection, ring: Ring) -> NDArray[np.float64]:
    degrees = np.array([(position[0], position[1]) for position in ring], dtype=np.float64)
    return projection.metres(degrees[:, 1], degrees[:, 0])


def _polygon(spots: NDArray[np.float64]) -> QPolygonF:
    polygon: QPolygonF = arrayToQPolygonF(spots[:, 0], spots[:, 1])
    return polygon
