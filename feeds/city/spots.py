"""Where ordinary things happen: at hospital doors, in nightlife streets, at a few addresses again and again."""

from __future__ import annotations

import math
import random
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

import numpy as np

from alerts.places import Place
from feeds.city.world import World

USUAL_ADDRESSES: Final = 150
"""Addresses that call again and again: care homes, guest houses, bars."""
USUAL_SHARE: Final = 0.12
SPREAD_M: Final = {
    "hospital": 30.0, "underpass": 40.0, "market": 70.0, "station": 80.0, "bridge": 100.0, "nightlife": 110.0, "park": 120.0,
    "campus": 150.0,
}  # fmt: skip
"""How far from a named place's middle things happen (standard deviation, metres an axis)."""
OTHER_SPREAD_M: Final = 60.0
ROAD_SPREAD_M: Final = 12.0
DOORS: Final = (" 앞", " 옆", "", " 뒤편", " 건너편", " 앞 인도", " 근처", " 쪽", " 골목")
HOUSES: Final = (
    "한빛아파트",
    "푸른빌라",
    "은하아파트",
    "샛별맨션",
    "무지개아파트",
    "다온빌",
    "가람아파트",
    "미르오피스텔",
    "해오름주택",
    "늘봄아파트",
)
SIGHTS: Final = (
    "편의점",
    "놀이터",
    "주민센터",
    "초등학교",
    "중학교",
    "경로당",
    "교회",
    "주유소",
    "버스정류장",
    "공영주차장",
    "시장 입구",
    "은행",
)
SIDES: Final = {
    "station": (" {n}번 출구", " {n}번 출구 앞", " 대합실", " 승강장", " 근처", " 사거리", ""),
    "hospital": (" 응급실", " 응급실 앞", " 정문", " 로비", " 주차장", ""),
    "nightlife": ("", " 골목", " 입구", " 중간", " 클럽 앞", " 주차장"),
    "market": ("", " 입구", " 안", " 남문", " 공영주차장"),
    "park": ("", " 입구", " 주차장", " 화장실", " 산책로", " 농구장"),
    "bridge": ("", " 남단", " 북단", " 중간", " 위"),
    "underpass": ("", " 안", " 입구"),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A true place. ``x``/``y`` in metres, ``said`` is how a caller names it, ``address`` what the call taker writes down."""

    x: float
    y: float
    said: str
    address: str
    region: str
    vague: bool = False


class Spots:
    """Draws places. The same seed knows the same recurring addresses."""

    def __init__(self, world: World) -> None:
        self._world = world
        profile = world.profile
        self._dongs = {dong.code: (dong.name_ko, profile.region_name(dong.code[:5], "ko")) for dong in profile.dongs}
        self._dong_rows = [(*world.plane.xy(d.label[1], d.label[0]), 0.36 * math.sqrt(d.area_m2)) for d in profile.dongs]
        self._dong_shares = list(accumulate(d.activity for d in profile.dongs))
        dice = world.dice("spots")
        self._places: dict[str, tuple[list[Place], list[float]]] = {}
        for kind, places in profile.places_by_kind.items():
            ranked = list(places)
            dice.shuffle(ranked)
            self._places[kind] = ranked, list(accumulate(1 / (rank + 4) for rank in range(len(ranked))))
        self._roads = [self._road(road.points) for road in profile.roads]
        self._usual = [self.anywhere(dice) for _ in range(USUAL_ADDRESSES)]
        self._usual_shares = list(accumulate(1 / (rank + 3) for rank in range(USUAL_ADDRESSES)))

    def draw(self, at: Mapping[str, float], dice: random.Random) -> Spot:
        """A place for something ordinary; ``at`` gives the shares that happen near kinds of named places or on roads."""
        hot = self._world.disturbance.hot_spots
        roll = dice.random()
        for kind, share in at.items():
            roll -= share * hot
            if roll < 0:
                return self.on_road(dice) if kind == "road" else self.near(kind, dice)
        if roll < USUAL_SHARE * hot:
            return dice.choices(self._usual, cum_weights=self._usual_shares)[0]
        return self.anywhere(dice)

    def near(self, kind: str, dice: random.Random) -> Spot:
        """Around one of the named places of this kind; a few of them draw most."""
        known = self._places.get(kind)
        if known is None:
            return self.anywhere(dice)
        place: Place = dice.choices(known[0], cum_weights=known[1])[0]
        spread = SPREAD_M.get(kind, OTHER_SPREAD_M)
        x, y = self._world.plane.xy(place.lat, place.lon)
        return self.called(place, x + dice.gauss(0, spread), y + dice.gauss(0, spread), dice)

    def called(self, place: Place, x: float, y: float, dice: random.Random) -> Spot:
        """A point (metres) that is known by this place's name."""
        sides = SIDES.get(place.kind, DOORS)
        side = sides[int(dice.random() * len(sides))].replace("{n}", str(1 + int(dice.random() * 8)))
        said = place.aliases[0] if place.aliases and len(place.aliases[0]) > 2 and dice.random() < 0.2 else place.name_ko
        gu = self._world.profile.region_name(place.region, "ko")
        return Spot(x, y, f"{said}{side}", f"{gu} {place.name_ko}{side}", place.region)

    def on_road(self, dice: random.Random) -> Spot:
        """Somewhere on one of the main roads."""
        road = dice.randrange(len(self._roads))
        xs, ys, lengths = self._roads[road]
        at = dice.random() * lengths[-1]
        x = float(np.interp(at, lengths, xs)) + dice.gauss(0, ROAD_SPREAD_M)
        y = float(np.interp(at, lengths, ys)) + dice.gauss(0, ROAD_SPREAD_M)
        name = self._world.profile.roads[road].name_ko
        dong, gu, region = self.names(x, y)
        said = f"{name} {dong} 부근" if dong and dice.random() < 0.7 else f"{name} {gu} 방향"
        return Spot(x, y, said, f"{gu} {name} ({dong})" if dong else name, region)

    def anywhere(self, dice: random.Random) -> Spot:
        """An ordinary address."""
        for _ in range(20):
            x, y, spread = dice.choices(self._dong_rows, cum_weights=self._dong_shares)[0]
            x, y = x + dice.gauss(0, spread), y + dice.gauss(0, spread)
            spot = self.at(x, y, dice)
            if spot.region:
                return spot
        return spot

    def at(self, x: float, y: float, dice: random.Random) -> Spot:
        """The address at a point (metres); outside the city the nearest dong's, and no region."""
        dong, gu, region = self.names(x, y)
        if not dong:
            nearest = int(np.argmin([math.hypot(row[0] - x, row[1] - y) for row in self._dong_rows]))
            dong, gu = self._dongs[self._world.profile.dongs[nearest].code]
        number = zlib.crc32(f"{x // 25:.0f},{y // 25:.0f}".encode()) % 779 + 1
        lot = f"{dong} {number}-{number % 37 + 1}"
        roll = dice.random()
        if roll < 0.3:
            said = lot
        elif roll < 0.5:
            said = f"{dong} {HOUSES[number % len(HOUSES)]} {101 + number % 12}동"
        elif roll < 0.8:
            said = f"{dong} {SIGHTS[number % len(SIGHTS)]}{DOORS[int(dice.random() * len(DOORS))]}"
        elif roll < 0.93:
            said = f"{gu} {lot}"
        else:
            return Spot(x, y, f"{dong} 어디쯤", f"{gu} {dong}", region, vague=True)
        return Spot(x, y, said, f"{gu} {lot}", region)

    def names(self, x: float, y: float) -> tuple[str, str, str]:
        """(dong, district, district code) at a point; empty texts outside the city."""
        code = self._world.dongs.code_of(*self._world.plane.latlon(x, y))
        if not code:
            return "", "", ""
        dong, gu = self._dongs[code]
        return dong, gu, code[:5]

    def _road(self, points: list[tuple[float, float]]) -> tuple[list[float], list[float], list[float]]:
        xy = [self._world.plane.xy(lat, lon) for lat, lon in points]
        steps = [0.0] + [math.dist(a, b) for a, b in pairwise(xy)]
        return [x for x, _ in xy], [y for _, y in xy], list(accumulate(steps))
