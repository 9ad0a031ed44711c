"""What the engine asks about places; a city's gazetteer answers, or nobody does."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from alerts.events import Candidate
from alerts.places.land import Floats


class Places(Protocol):
    """A gazetteer. Every answer may be "not known"."""

    def candidates(self, place_text: str, region: str | None = None) -> list[Candidate]:
        """The spots a place's name may mean."""

    def district_named(self, place_text: str) -> str:
        """The 5-digit code of the district a text names, an empty text where it names none for sure."""

    def region_of(self, lat: float, lon: float) -> str:
        """The 5-digit code of the district a point lies in, an empty text where it is not known."""

    def region_centre(self, code: str) -> tuple[float, float] | None:
        """(latitude, longitude) of a point inside the district, degrees."""

    def region_area_m2(self, code: str) -> float | None:
        """The district's area, square metres."""

    def name_of(self, lat: float, lon: float) -> str:
        """What people call the neighbourhood a point lies in."""

    def camera(self, camera_id: str) -> tuple[float, float, str] | None:
        """(latitude, longitude, district code) of a camera."""

    def cameras_near(self, lat: float, lon: float, metres: float) -> list[tuple[str, float, float]]:
        """(id, latitude, longitude) of the cameras within a square of this half side around a point."""

    def cameras_between(self, south: float, west: float, north: float, east: float) -> tuple[Floats, Floats]:
        """Latitudes and longitudes (degrees, arrays of one length) of the cameras within these bounds."""

    def named(self, kind: str) -> list[tuple[str, float, float]]:
        """(name, latitude, longitude) of the named places of a kind, such as ``underpass``."""

    def ordinary(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Where ordinary reports are expected, as far as anybody knows: latitudes and longitudes (degrees), how far they
        spread around (1 sigma, metres), and their shares; arrays of one length, empty where nothing is known.
        """


class NoPlaces:
    """Knows no place."""

    def candidates(self, place_text: str, region: str | None = None) -> list[Candidate]:
        return []

    def district_named(self, place_text: str) -> str:
        return ""

    def region_of(self, lat: float, lon: float) -> str:
        return ""

    def region_centre(self, code: str) -> tuple[float, float] | None:
        return None

    def region_area_m2(self, code: str) -> float | None:
        return None

    def name_of(self, lat: float, lon: float) -> str:
        return ""

    def camera(self, camera_id: str) -> tuple[float, float, str] | None:
        return None

    def cameras_near(self, lat: float, lon: float, metres: float) -> list[tuple[str, float, float]]:
        return []

    def cameras_between(self, south: float, west: float, north: float, east: float) -> tuple[Floats, Floats]:
        return np.empty(0), np.empty(0)

    def named(self, kind: str) -> list[tuple[str, float, float]]:
        return []

    def ordinary(self) -> tuple[Floats, Floats, Floats, Floats]:
        return np.empty(0), np.empty(0), np.empty(0), np.empty(0)
