"""A city: all that is known of it, as one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from alerts.cameras import Register
from alerts.places.cameras import made_up_register
from alerts.places.land import Attribution, Cameras, Floats, Place, Region, Road, Water


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
