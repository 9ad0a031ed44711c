"""A city: its districts, its named places, its roads and its cameras."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from msgspec import Struct

from alerts.cameras import Register

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


@dataclass(frozen=True)
class CityProfile:
    """All that is known of a city. ``bounds`` is (south, west, north, east) in degrees."""

    name: str
    name_ko: str
    name_en: str
    short_ko: str
    code: str
    timezone: str
    bounds: tuple[float, float, float, float]
    districts: tuple[Region, ...]
    dongs: tuple[Region, ...]
    water: tuple[Water, ...]
    places: tuple[Place, ...]
    roads: tuple[Road, ...]
    cameras: Cameras
    attribution: Attribution
    camera_seed: int = 0
    expected: tuple[tuple[float, float, float, float], ...] = ()
    """Where ordinary reports are expected: (latitude, longitude, spread in metres, share); empty where nobody knows."""
    imported: Register | None = None
    """The register that the cameras come from; None where they are drawn."""

    @cached_property
    def ordinary(self) -> tuple[Floats, Floats, Floats, Floats]:
        """``expected`` as four arrays."""
        lat, lon, spread, share = np.array(self.expected, dtype=np.float64).reshape(-1, 4).T
        return lat, lon, spread, share

    @cached_property
    def register(self) -> Register:
        """What is known of the cameras: where they look, and where their footage is."""
        from alerts.places.cameras import made_up_register

        return self.imported if self.imported is not None else made_up_register(self.cameras, self.camera_seed)

    @cached_property
    def by_code(self) -> dict[str, Region]:
        """District by its 5-digit code."""
        return {district.code: district for district in self.districts}

    @cached_property
    def places_by_kind(self) -> dict[str, tuple[Place, ...]]:
        """Named places by kind."""
        kinds = dict.fromkeys(place.kind for place in self.places)
        return {kind: tuple(place for place in self.places if place.kind == kind) for kind in kinds}

    def region_name(self, code: str, language: str) -> str:
        """The district's name in this language; the code itself where it is not one of the city's."""
        district = self.by_code.get(code)
        return district.name(language) if district is not None else code
