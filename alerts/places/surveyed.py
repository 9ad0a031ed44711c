"""The city with the cameras in force, which may be replaced while a hub runs."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import zstandard
from msgspec import Struct

from alerts.cameras.served import MOST, Sealed, read_served, seal
from alerts.errors import InputError
from alerts.places.gazetteer import Gazetteer
from alerts.places.land import Cameras
from alerts.places.load import load_city
from alerts.places.lookup import RegionIndex
from alerts.places.profile import CityProfile


class _Cut(Struct, array_like=True):
    ids: Sequence[str]
    lat: list[float]
    lon: list[float]


@dataclass(frozen=True, slots=True)
class Survey:
    """The register and the purposes as they were read at one moment, ready for use.

    ``sealed`` is what consoles are given. ``cut`` is what decisions follow from: ids and places of the cameras, as bytes;
    empty where they are drawn from the profile. ``about`` is what the log is told.
    """

    sealed: Sealed
    cut: bytes
    gazetteer: Gazetteer
    about: dict[str, object]


class Surveyed:
    """Holds the gazetteer that engines are made with. InputError, on making it too, where the register is damaged."""

    def __init__(self, data: Path, city: str) -> None:
        """RulesError where there is no such city."""
        self._data = data
        self._drawn = load_city(city)
        self._drawn_gazetteer: Gazetteer | None = None
        self.latest = self.read()
        self.cut, self.gazetteer = self.latest.cut, self.latest.gazetteer

    def read(self) -> Survey:
        """The files as they are now. May be called from another thread: nothing is in force by it."""
        served = read_served(self._data, self._drawn.name)
        cut = b""
        if served.cameras is not None:
            ids, lat, lon = ([getattr(one, name) for one in served.cameras] for name in ("id", "lat", "lon"))
            cut = zstandard.ZstdCompressor(level=3).compress(msgspec.msgpack.encode(_Cut(ids, lat, lon)))
        about: dict[str, object] = {"cameras": -1 if served.cameras is None else len(served.cameras)}
        about |= {"sources": served.sources, "imported": served.imported, "by": served.by, "purposes": len(served.purposes)}
        return Survey(seal(served), cut, self._with(cut), about | ({"trouble": served.trouble} if served.trouble else {}))

    def adopt(self, cut: bytes) -> None:
        """From now on these cameras are in force. InputError, and the old ones stay, where the bytes are of no use."""
        if cut != self.cut:
            self.gazetteer = self.latest.gazetteer if cut == self.latest.cut else self._with(cut)
            self.cut = cut

    def _with(self, cut: bytes) -> Gazetteer:
        if cut:
            return Gazetteer(with_cameras(self._drawn, cut))
        if self._drawn_gazetteer is None:
            self._drawn_gazetteer = Gazetteer(self._drawn)
        return self._drawn_gazetteer


def with_cameras(city: CityProfile, cut: bytes) -> CityProfile:
    """The city with the cameras of a :attr:`Survey.cut`: their places alone, not where they look."""
    try:
        plain = zstandard.ZstdDecompressor().decompress(cut, max_output_size=MOST)
        found = msgspec.msgpack.decode(plain, type=_Cut)
        if not len(found.ids) == len(found.lat) == len(found.lon):
            raise ValueError("columns of different lengths")
    except (zstandard.ZstdError, ValueError, msgspec.MsgspecError) as error:
        raise InputError(f"the cameras of an earlier run cannot be read ({error})") from error
    lat, lon = np.array(found.lat), np.array(found.lon)
    cameras = Cameras(tuple(found.ids), lat, lon, tuple(RegionIndex(city.districts).codes_of(lat, lon)))
    return dataclasses.replace(city, cameras=cameras, imported=None)
