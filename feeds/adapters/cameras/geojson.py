"""Reads a GeoJSON register: points with properties (RFC 7946)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from alerts.errors import InputError


class _Geometry(Struct):
    type: str = ""
    coordinates: Any = None


class Feature(Struct):
    """One feature; the rest of it is not needed."""

    geometry: _Geometry | None = None
    properties: dict[str, Any] | None = None
    id: str | int | float | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        """(longitude, latitude) as it stands there; None where it is no point."""
        shape = self.geometry
        if shape is None or shape.type != "Point" or not isinstance(shape.coordinates, list) or len(shape.coordinates) < 2:
            return None
        lon, lat = shape.coordinates[:2]
        if (
            isinstance(lon, bool)
            or isinstance(lat, bool)
            or not isinstance(lon, int | float)
            or not isinstance(lat, int | float)
        ):
            return None
        return float(lon), float(lat)


class _Collection(Struct):
    type: str
    features: list[Feature]


def read_features(path: Path) -> Iterator[tuple[int, Feature]]:
    """The features, numbered from one. InputError where it is no GeoJSON."""
    try:
        data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
        found = msgspec.json.decode(data, type=_Collection)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    except msgspec.MsgspecError as error:
        raise InputError(f"{path}: is no GeoJSON FeatureCollection: {error}") from error
    if found.type != "FeatureCollection":
        raise InputError(f"{path}: is a GeoJSON {found.type!r}; a register is a FeatureCollection of points")
    yield from enumerate(found.features, start=1)


def cells_of(feature: Feature) -> dict[str, str]:
    """The properties as texts."""
    return {name: _text(value) for name, value in (feature.properties or {}).items()}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, str | int | float) else msgspec.json.encode(value).decode()
