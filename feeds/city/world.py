"""What the parts of the synthetic city share: its plane, its time, its randomness, and where their events go."""

from __future__ import annotations

import math
import random
import zlib
from datetime import datetime, tzinfo

import numpy as np

from alerts.events import Event
from alerts.places import CityProfile, RegionIndex
from feeds.city.disturbance import Disturbance
from feeds.city.ledger import Ledger
from feeds.city.plane import Plane


class World:
    """One city while it runs.

    Every part draws from a generator of its own (:meth:`numbers`, :meth:`dice`), named for it, so that adding a part
    changes nothing that the others do.
    """

    def __init__(
        self, profile: CityProfile, seed: int, start: datetime, rate: float, disturbance: Disturbance, ledger: Ledger
    ) -> None:
        self.profile = profile
        self.seed = seed
        self.start = start.timestamp()
        self.rate = rate
        self.disturbance = disturbance
        self.ledger = ledger
        self.plane = Plane(profile)
        self.districts = RegionIndex(profile.districts)
        self.dongs = RegionIndex(profile.dongs)
        self.out: list[tuple[float, Event]] = []
        self._zone: tzinfo | None = start.tzinfo
        self.day = start.strftime("%y%m%d")
        self.tag = _tag(f"{seed} {start.isoformat()} {rate}")
        """Part of every id, so that the ids of different runs differ."""

    def numbers(self, name: str) -> np.random.Generator:
        """A NumPy generator of one's own."""
        return np.random.default_rng([self.seed, zlib.crc32(name.encode())])

    def dice(self, name: str) -> random.Random:
        """A plain generator of one's own, faster for single draws."""
        return random.Random((self.seed << 32) ^ zlib.crc32(name.encode()))

    def moment(self, time: float) -> datetime:
        """A time as events carry it: with the city's offset, whole milliseconds."""
        # a tenth of the time that round(time, 3) takes, and this is done for every event
        return datetime.fromtimestamp(int(time * 1000.0 + 0.5) / 1000.0, self._zone)

    def emit(self, time: float, event: Event) -> None:
        """Hand an event over; ``time`` is its own time, seconds since the epoch."""
        self.out.append((time, event))

    def error(self, sigma: float) -> float:
        """A position error (metres, one axis, standard deviation) with the disturbance's added to it."""
        return math.hypot(sigma, self.disturbance.extra_error_m)


def _tag(text: str) -> str:
    """Five letters and digits that stand for a text."""
    number, letters = zlib.crc32(text.encode()), ""
    for _ in range(5):
        number, digit = divmod(number, 36)
        letters += "0123456789abcdefghijklmnopqrstuvwxyz"[digit]
    return letters
