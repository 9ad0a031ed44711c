"""A layer of one's own, from a GeoJSON file (RFC 7946): hydrants, school zones, fire lanes, event areas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from alerts.errors import InputError

Positions: TypeAlias = NDArray[np.float64]
"""(longitude, latitude) in WGS 84 degrees, shape (n, 2)."""

MOST_POSITIONS: Final = 500_000
MOST_BYTES: Final = 200 * 1024 * 1024
_NAMES: Final = ("name", "이름", "명칭", "title", "label", "NAME")
"""Properties that name a feature, the first that is there."""


@dataclass(slots=True)
class OwnLayer:
    """``points`` with ``point_names`` beside them; ``lines`` and ``areas`` (rings, holes too) with theirs."""

    name: str
    points: Positions = field(default_factory=lambda: np.zeros((0, 2)))
    point_names: list[str] = field(default_factory=list)
    lines: list[tuple[str, Positions]] = field(default_factory=list)
    areas: list[tuple[str, list[Positions]]] = field(default_factory=list)
    skipped: int = 0
    """Features without a place."""

    def __len__(self) -> int:
        return len(self.points) + len(self.lines) + len(self.areas)


def load_layer(path: Path) -> OwnLayer:
    """Read one file. InputError, which says what is wrong and where, for anything that is no GeoJSON in degrees."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{path}: larger than {MOST_BYTES // 2**20} MB; split it into several layers")
        raw = path.read_bytes()
    except IsADirectoryError:
        raise InputError(f"{path} is a folder; a GeoJSON file was expected") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None
    try:
        data = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not valid JSON: {error}") from None
    return _Reader(path).layer(data)


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.made = OwnLayer(path.stem)
        self.spots: list[Positions] = []
        self.positions = 0

    def layer(self, data: Any) -> OwnLayer:
        kind = data.get("type") if isinstance(data, dict) else None
        features = data.get("features") if kind == "FeatureCollection" else [data]
        if kind is None or not isinstance(features, list):
            raise InputError(f"{self.path}: not GeoJSON: expected an object of type FeatureCollection, Feature or a geometry")
        for number, feature in enumerate(features):
            self._feature(feature, f"feature {number}")
        if self.spots:
            self.made.points = np.concatenate(self.spots)
        if not len(self.made):
            raise InputError(f"{self.path}: no feature in it has a place")
        return self.made

    def _feature(self, feature: Any, at: str) -> None:
        if not isinstance(feature, dict):
            raise self._mistake(at, "expected an object")
        geometry, given = (
            (feature.get("geometry"), feature.get("properties")) if feature.get("type") == "Feature" else (feature, None)
        )
        properties = given if isinstance(given, dict) else {}
        name = next((str(properties[key]) for key in _NAMES if properties.get(key)), "")
        if geometry is None:
            self.made.skipped += 1
            return
        for one in self._geometries(geometry, at):
            self._geometry(one, name, at)

    def _geometries(self, geometry: Any, at: str) -> Iterator[dict[str, Any]]:
        if not isinstance(geometry, dict):
            raise self._mistake(at, "its geometry is no object")
        if geometry.get("type") == "GeometryCollection":
            for one in geometry.get("geometries") or []:
                yield from self._geometries(one, at)
        else:
            yield geometry

    def _geometry(self, geometry: dict[str, Any], name: str, at: str) -> None:
        kind, given = geometry.get("type"), geometry.get("coordinates")
        made = self.made
        match kind:
            case "Point":
                self._add_points([given], name, at)
            case "MultiPoint":
                self._add_points(given, name, at)
            case "LineString":
                made.lines.append((name, self._positions(given, at, 2)))
            case "MultiLineString":
                made.lines += [(name, self._positions(one, at, 2)) for one in self._list(given, at)]
            case "Polygon":
                made.areas.append((name, [self._positions(ring, at, 4) for ring in self._list(given, at)]))
            case "MultiPolygon":
                parts = self._list(given, at)
                made.areas += [(name, [self._positions(ring, at, 4) for ring in self._list(part, at)]) for part in parts]
            case _:
                raise self._mistake(at, f"{kind!r} is no GeoJSON geometry")

    def _add_points(self, given: Any, name: str, at: str) -> None:
        spots = self._positions(given, at, 1)
        self.spots.append(spots)
        self.made.point_names += [name] * len(spots)

    def _positions(self, given: Any, at: str, least: int) -> Positions:
        try:
            found = np.array([(position[0], position[1]) for position in given], dtype=np.float64)
        except (TypeError, ValueError, IndexError, KeyError):
            raise self._mistake(at, "expected positions as [longitude, latitude]") from None
        if len(found) < least:
            raise self._mistake(at, f"expected at least {least} positions")
        self.positions += len(found)
        if self.positions > MOST_POSITIONS:
            raise InputError(f"{self.path}: more than {MOST_POSITIONS} positions; simplify it, or split it into several layers")
        wrong = ~(np.isfinite(found).all(axis=1) & (np.abs(found[:, 0]) <= 180.0) & (np.abs(found[:, 1]) <= 90.0))
        if wrong.any():
            lon, lat = found[int(np.argmax(wrong))]
            raise self._mistake(at, f"{lon:g}, {lat:g} is no longitude and latitude; convert a grid's metres first")
        return found

    def _list(self, given: Any, at: str) -> list[Any]:
        if not isinstance(given, list):
            raise self._mistake(at, "its coordinates are no list")
        return given

    def _mistake(self, at: str, expected: str) -> InputError:
        return InputError(f"{self.path}: {at}: {expected}")
