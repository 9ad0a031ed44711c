"""Reads a city's profile and base map from ``resources/``."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import msgspec
import numpy as np
from msgspec import Meta, Struct

from alerts.cameras import Register
from alerts.errors import RulesError
from alerts.places.cameras import listed, make_cameras
from alerts.places.land import Attribution, Place, Region, Road, Water
from alerts.places.lookup import RegionIndex
from alerts.places.profile import CityProfile

RESOURCES: Final[Path] = Path(__file__).resolve().parent.parent.parent / "resources"
PRIORS: Final[Path] = RESOURCES / "priors"


class _PlaceRow(Struct, array_like=True):
    name_ko: str
    name_en: str
    lat: float
    lon: float
    aliases: list[str] = []


class _RoadRow(Struct, array_like=True):
    name_ko: str
    name_en: str
    points: list[tuple[float, float]]


class _CameraPlan(Struct, forbid_unknown_fields=True):
    seed: int
    count: int


class _ProfileFile(Struct, forbid_unknown_fields=True):
    name: str
    name_ko: str
    name_en: str
    short_ko: str
    code: str
    timezone: str
    basemap: str
    bounds: tuple[float, float, float, float]
    cameras: _CameraPlan
    places: dict[str, list[_PlaceRow]] = {}
    roads: dict[str, list[_RoadRow]] = {}


_Degrees: TypeAlias = Annotated[float, Meta(ge=-180.0, le=180.0)]
_Spread: TypeAlias = Annotated[float, Meta(gt=0.0, le=50_000.0)]
_Share: TypeAlias = Annotated[float, Meta(gt=0.0, le=1.0)]


class _PriorFile(Struct, forbid_unknown_fields=True):
    attribution: str
    spots: Annotated[list[tuple[_Degrees, _Degrees, _Spread, _Share]], Meta(max_length=20_000)]


class _BaseMap(Struct):
    attribution: Attribution
    districts: list[Region]
    dongs: list[Region]
    water: list[Water] = []


def city_names(resources: Path = RESOURCES) -> list[str]:
    """The names of the cities that have a profile, in order."""
    return sorted(path.stem for path in (resources / "cities").glob("*.toml"))


def load_city(name: str = "seoul", resources: Path = RESOURCES, register: Register | None = None) -> CityProfile:
    """The profile of a city, whole. About 0.1 s; load it once and hand it on.

    ``register``: the city's own cameras; without one they are drawn from the profile's seed.

    Raises RulesError where there is no such profile, or where it or its base map has a mistake.
    """
    path = resources / "cities" / f"{name}.toml"
    if not path.is_file():
        raise RulesError(f"There is no city profile {name!r}; there is: {', '.join(city_names(resources)) or 'none'}.")
    profile = _read_profile(path)
    base = _read_base(resources / "basemap" / profile.basemap)
    places = _places(profile, RegionIndex(base.districts), path)
    if register is not None:
        cameras = listed(register, base.districts)
    else:
        cameras = make_cameras(profile.cameras.seed, profile.cameras.count, base.districts, base.dongs, places)
    return CityProfile(
        name=profile.name,
        name_ko=profile.name_ko,
        name_en=profile.name_en,
        short_ko=profile.short_ko,
        code=profile.code,
        timezone=profile.timezone,
        bounds=profile.bounds,
        districts=tuple(base.districts),
        dongs=tuple(base.dongs),
        water=tuple(base.water),
        places=places,
        roads=tuple(Road(row.name_ko, row.name_en, row.points) for rows in profile.roads.values() for row in rows),
        cameras=cameras,
        attribution=base.attribution,
        camera_seed=profile.cameras.seed,
        imported=register,
        expected=tuple(_read_prior(resources / "priors" / f"{profile.name}.json")),
    )


def with_register(city: CityProfile, register: Register | None) -> CityProfile:
    """The city with these cameras; with None those drawn from its profile."""
    if register is None:
        return load_city(city.name)
    return dataclasses.replace(city, cameras=listed(register, city.districts), imported=register)


def _read_profile(path: Path) -> _ProfileFile:
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _ProfileFile)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RulesError(f"The city profile {path.name} cannot be read: {error}.") from error


def _read_prior(path: Path) -> list[tuple[float, float, float, float]]:
    """A city may have none: its map is then learned from nothing."""
    if not path.is_file():
        return []
    try:
        return msgspec.json.decode(path.read_bytes(), type=_PriorFile).spots
    except (OSError, msgspec.DecodeError) as error:
        raise RulesError(f"The prior map {path.name} cannot be read: {error}.") from error


def _read_base(path: Path) -> _BaseMap:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_BaseMap)
    except (OSError, msgspec.DecodeError) as error:
        raise RulesError(f"The base map {path.name} cannot be read: {error}.") from error


def _places(profile: _ProfileFile, districts: RegionIndex, path: Path) -> tuple[Place, ...]:
    rows = [(kind, row) for kind, rows in profile.places.items() for row in rows]
    regions = districts.codes_of(np.array([row.lat for _, row in rows]), np.array([row.lon for _, row in rows]))
    for (kind, row), region in zip(rows, regions, strict=True):
        if not region:
            raise RulesError(f"The city profile {path.name} puts {row.name_ko!r} (places.{kind}) outside the city's districts.")
    return tuple(
        Place(row.name_ko, row.name_en, kind, row.lat, row.lon, region, tuple(row.aliases))
        for (kind, row), region in zip(rows, regions, strict=True)
    )
