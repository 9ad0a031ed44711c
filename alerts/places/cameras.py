"""Where a city's cameras stand, where no register of them is at hand: drawn from a seed, dense where people are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from alerts.cameras import Camera, Register, View
from alerts.earth import WHOLE_METRES_PER_DEGREE
from alerts.places.land import Cameras, Floats, Place, Region
from alerts.places.lookup import RegionIndex

NEAR_PLACES: Final = 0.4
"""Share of the cameras that stand around named places; the others are spread over the dongs."""
WEIGHTS: Final = {"nightlife": 4.0, "station": 3.0, "market": 3.0, "landmark": 2.5, "underpass": 1.5, "park": 1.5}
SPREAD_M: Final = 260.0


def make_cameras(
    seed: int, count: int, districts: Sequence[Region], dongs: Sequence[Region], places: Sequence[Place]
) -> Cameras:
    """``count`` cameras inside the districts, the same for the same arguments.

    Ids are the district's short name and a number: ``성동-0042``.
    """
    rng = np.random.default_rng(seed)
    index = RegionIndex(districts)
    lat, lon, region = np.empty(0), np.empty(0), np.empty(0, dtype=np.intp)
    while len(lat) < count:
        some_lat, some_lon = _draw(rng, count, dongs, places)
        found = index.find(some_lat, some_lon)
        inside = found >= 0
        lat, lon = np.concatenate([lat, some_lat[inside]]), np.concatenate([lon, some_lon[inside]])
        region = np.concatenate([region, found[inside]])
    order = np.lexsort((lon[:count], lat[:count], region[:count]))
    lat, lon, region = np.round(lat[order], 6), np.round(lon[order], 6), region[order]
    numbers = np.arange(count) - np.searchsorted(region, region) + 1
    names = [district.name_ko.removesuffix("구") for district in districts]
    ids = tuple(f"{names[r]}-{n:04d}" for r, n in zip(region.tolist(), numbers.tolist(), strict=True))
    return Cameras(ids=ids, lat=lat, lon=lon, regions=tuple(districts[r].code for r in region.tolist()))


def made_up_register(cameras: Cameras, seed: int) -> Register:
    """What a register would say of drawn cameras: a third turn all around, the others look one way, or two."""
    rng = np.random.default_rng(seed + 1)
    kinds, bearings = rng.random(len(cameras)), np.round(rng.random(len(cameras)) * 8.0) * 45.0 % 360.0
    rows = zip(cameras.ids, cameras.lat.tolist(), cameras.lon.tolist(), kinds.tolist(), bearings.tolist(), strict=True)
    return Register([Camera(name, lat, lon, views=_views(kind, bearing), pixels=200) for name, lat, lon, kind, bearing in rows])


def _views(kind: float, bearing: float) -> tuple[View, ...]:
    if kind < 0.33:
        return (View(0.0, 360.0),)
    one = View(bearing, 90.0)
    return (one, View((bearing + 180.0) % 360.0, 90.0)) if kind < 0.5 else (one,)


def listed(register: Register, districts: Sequence[Region]) -> Cameras:
    """A register's cameras with their districts (an empty code outside the city)."""
    regions = RegionIndex(districts).codes_of(register.lat, register.lon)
    return Cameras(register.ids, register.lat, register.lon, tuple(regions))


def _draw(rng: np.random.Generator, count: int, dongs: Sequence[Region], places: Sequence[Place]) -> tuple[Floats, Floats]:
    activity = np.array([dong.activity for dong in dongs])
    chosen = rng.choice(len(dongs), size=count, p=activity / activity.sum())
    centre = np.array([dong.label for dong in dongs])[chosen]
    spread = np.sqrt([dong.area_m2 for dong in dongs])[chosen] * 0.45
    if places:
        weight = np.array([WEIGHTS.get(place.kind, 1.0) for place in places])
        near = rng.random(count) < NEAR_PLACES
        spots = np.array([(place.lon, place.lat) for place in places])
        centre = np.where(near[:, None], spots[rng.choice(len(places), size=count, p=weight / weight.sum())], centre)
        spread = np.where(near, SPREAD_M, spread)
    north, east = rng.normal(size=count) * spread, rng.normal(size=count) * spread
    lat = centre[:, 1] + north / WHOLE_METRES_PER_DEGREE
    lon = centre[:, 0] + east / (WHOLE_METRES_PER_DEGREE * np.cos(np.radians(centre[:, 1])))
    return lat, lon
