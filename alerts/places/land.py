"""What a city is made of: districts, water, named places, roads, cameras."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from msgspec import Struct

Floats: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Ring: TypeAlias = list[list[float]]
"""A closed ring of (longitude, latitude), WGS 84 degrees."""


class Region(Struct, frozen=True, dict=True):
    """A district (구; a 5-digit code) or a legal dong (법정동; its code has 8 digits, the district's first).

    ``label`` is the (longitude, latitude) where a name has most room, ``polygons`` are GeoJSON MultiPolygon
    coordinates in degrees: for each part an outer ring (counter-clockwise) and its holes. Neighbours share their borders
    point for point.
    """

    code: str
    name_ko: str
    name_en: str
    label: tuple[float, float]
    area_m2: float
    polygons: list[list[Ring]]

    @cached_property
    def rings(self) -> list[Floats]:
        """The outer rings, each as an (n, 2) float64 array of (longitude, latitude) degrees."""
        return [np.asarray(polygon[0], dtype=np.float64) for polygon in self.polygons]

    @property
    def activity(self) -> float:
        """How much happens in it, for shares among dongs: small ones are the dense old quarters, large ones half forest."""
        return float(self.area_m2**0.7)

    def name(self, language: str) -> str:
        """The name in this language (``ko`` or ``en``)."""
        return self.name_ko if language == "ko" else self.name_en


class Water(Struct, frozen=True):
    """A river as its centre line, (longitude, latitude) degrees, and its usual width in metres: an approximation."""

    name_ko: str
    name_en: str
    width_m: float
    line: list[list[float]]


class Place(Struct, frozen=True):
    """A spot with a name.

    ``kind`` is station, hospital, nightlife, market, park, underpass, bridge, landmark, campus or stream.

    ``aliases`` are other names people use for it; several places may share one. ``region`` is its district's code.
    """

    name_ko: str
    name_en: str
    kind: str
    lat: float
    lon: float
    region: str
    aliases: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """The name in this language (``ko`` or ``en``)."""
        return self.name_ko if language == "ko" else self.name_en


class Road(Struct, frozen=True):
    """A main road as a line of (latitude, longitude) points, degrees: an approximation."""

    name_ko: str
    name_en: str
    points: list[tuple[float, float]]


class Attribution(Struct, frozen=True):
    """Who made the base map's data; to be shown wherever the map is."""

    ko: str
    en: str


@dataclass(frozen=True, slots=True)
class Cameras:
    """The city's cameras; ``ids`` and ``regions`` run along ``lat``/``lon`` (float64 arrays of one length, degrees)."""

    ids: tuple[str, ...]
    lat: Floats
    lon: Floats
    regions: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.ids)
