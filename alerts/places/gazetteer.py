"""Looks place names up: what spots a caller's words may mean, and the figures of districts and cameras."""

from __future__ import annotations

import math
import re
from typing import Final

import numpy as np

from alerts.earth import WHOLE_METRES_PER_DEGREE
from alerts.events import Candidate
from alerts.places.land import Floats
from alerts.places.lookup import RegionIndex
from alerts.places.profile import CityProfile

PARTICLES: Final = (
    "에서부터", "앞에서", "안에서", "옆에서", "쪽에서", "근처에서", "에서는", "이라고", "인데요", "이에요", "입니다",
    "에서", "에요", "예요", "인데", "으로", "까지", "부터", "이요", "에는", "쪽에",
    "이나", "이랑", "하고", "나", "랑",
    "쪽", "앞", "뒤", "옆", "안", "에", "은", "는", "이", "가", "을", "를", "로", "도", "요",
)  # fmt: skip
"""What follows a name in Korean speech without changing which place is meant; longest first."""
NEARBY: Final = ("근처", "부근", "인근", "일대", "주변", "사거리", "삼거리", "입구", "정문", "후문", "건너편", "맞은편")
"""Words after a name that move the spot by less than a named place's own error."""
_SPLIT: Final = re.compile(r"[\s,./()·~]+")
_EXIT: Final = re.compile(r"\d+번(출구)?")
_PART: Final = re.compile(r"(\D*[동로])\d+가")
"""A numbered part of a quarter, by its legal name."""
_PART_EN: Final = re.compile(r"(.*\D)[\s-]*\d+\(?-?ga\)?")
_MOST_WORDS: Final = 6
"""Words of one name, at most: English ones have more of them."""
_OFFICE: Final = "청"
"""A district's name with this after it is its office, which lies in it."""


class Gazetteer:
    """The names of a city's places and what they may mean. A name with several spots is never settled here."""

    def __init__(self, profile: CityProfile) -> None:
        self._districts = RegionIndex(profile.districts)
        self._centres = {d.code: (d.label[1], d.label[0]) for d in profile.districts}
        self._areas = {d.code: d.area_m2 for d in profile.districts}
        self._codes = {d.name_ko: d.code for d in profile.districts}
        self._codes |= {
            name: d.code for d in profile.districts for name in (d.name_en.lower(), d.name_en.lower().replace("-", ""))
        }
        self._city = (profile.name_ko, f"{profile.short_ko}시", profile.short_ko)
        cameras = profile.cameras
        self._cameras = {
            name: (lat, lon, region)
            for name, lat, lon, region in zip(
                cameras.ids, cameras.lat.tolist(), cameras.lon.tolist(), cameras.regions, strict=True
            )
        }
        self._register = cameras
        self._ordinary = profile.ordinary
        self._kinds = {
            kind: [(place.name_ko, place.lat, place.lon) for place in places] for kind, places in profile.places_by_kind.items()
        }
        self._names: dict[str, list[tuple[Candidate, str]]] = {}
        for place in profile.places:
            spot = Candidate(f"{self._district_name(profile, place.region)} {place.name_ko}", place.lat, place.lon)
            for name in dict.fromkeys((place.name_ko, *place.aliases, place.name_en)):
                self._add(name, spot, place.region)
        for place in profile.places_by_kind.get("station", ()):
            short = place.name_ko.removesuffix("역")
            if len(short) > 2 and short not in self._names:  # callers leave it out; of two letters it may be anything
                self._add(
                    short,
                    Candidate(f"{self._district_name(profile, place.region)} {place.name_ko}", place.lat, place.lon),
                    place.region,
                )
        self._specific = frozenset(self._names)
        self._dongs = RegionIndex(profile.dongs)
        self._dong_names = {
            dong.code: f"{self._district_name(profile, dong.code[:5])} {dong.name_ko}" for dong in profile.dongs
        }
        for dong in profile.dongs:
            region = dong.code[:5]
            label = f"{self._district_name(profile, region)} {dong.name_ko}"
            for name in (dong.name_ko, dong.name_en):
                self._add(name, Candidate(label, dong.label[1], dong.label[0]), region)
        self._add_quarters(profile)
        self._longest = max((len(name) for name in self._names), default=0)

    def ordinary(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Where ordinary reports are expected: latitudes, longitudes (degrees), spreads (1 sigma, metres), shares."""
        return self._ordinary

    def candidates(self, place_text: str, region: str | None = None) -> list[Candidate]:
        """The spots a text may mean, an empty list where it names none that is known.

        The longest known name in the text counts, with or without a particle after it ("중앙시장에서", "서울역 앞"); a
        dong's name counts only where no place is named, because it says less.
        A district named in the text, or ``region`` (its 5-digit code), leaves only the spots inside it, unless there is none.
        """
        words, wanted = self._read(place_text)
        spots = self._find(words)
        if len(spots) < 2:
            return [spot for spot, _ in spots]
        if not wanted and region:
            wanted = {region}
        inside = [spot for spot, code in spots if code in wanted]
        return inside or [spot for spot, _ in spots]

    resolve = candidates

    def district_named(self, place_text: str) -> str:
        """The 5-digit code of the district that a text names, or that all it may mean lie in; an empty text for none."""
        words, named = self._read(place_text)
        named = named or {code for _, code in self._find(words)}
        return named.pop() if len(named) == 1 else ""

    def region_of(self, lat: float, lon: float) -> str:
        """The 5-digit code of the district a point lies in, an empty text outside the city."""
        return self._districts.code_of(lat, lon)

    def region_centre(self, code: str) -> tuple[float, float] | None:
        """(latitude, longitude) of a point well inside the district, None for a code that is not the city's."""
        return self._centres.get(code)

    def region_area_m2(self, code: str) -> float | None:
        """The district's area in square metres, None for a code that is not the city's."""
        return self._areas.get(code)

    def name_of(self, lat: float, lon: float) -> str:
        """The district and dong a point lies in ("마포구 서교동"), an empty text outside the city."""
        return self._dong_names.get(self._dongs.code_of(lat, lon), "")

    def camera(self, camera_id: str) -> tuple[float, float, str] | None:
        """(latitude, longitude, district code) of a camera, None for one that is not known."""
        return self._cameras.get(camera_id)

    def cameras_near(self, lat: float, lon: float, metres: float) -> list[tuple[str, float, float]]:
        """(id, latitude, longitude) of the cameras within a square of this half side (metres) around a point."""
        north = metres / WHOLE_METRES_PER_DEGREE
        east = north / max(math.cos(math.radians(lat)), 0.01)
        cameras = self._register
        near = np.flatnonzero((np.abs(cameras.lat - lat) <= north) & (np.abs(cameras.lon - lon) <= east))
        return [(cameras.ids[i], float(cameras.lat[i]), float(cameras.lon[i])) for i in near.tolist()]

    def cameras_between(self, south: float, west: float, north: float, east: float) -> tuple[Floats, Floats]:
        """Latitudes and longitudes (degrees, arrays of one length) of the cameras within these bounds."""
        lat, lon = self._register.lat, self._register.lon
        inside = (lat >= south) & (lat <= north) & (lon >= west) & (lon <= east)
        return lat[inside], lon[inside]

    def named(self, kind: str) -> list[tuple[str, float, float]]:
        """(name, latitude, longitude) of the named places of a kind, such as ``underpass``."""
        return self._kinds.get(kind, [])

    def _read(self, text: str) -> tuple[list[str], set[str]]:
        """The words of a place, the city's name and districts cut off where they are written in one, and these districts."""
        words: list[str] = []
        named: set[str] = set()
        for word in _SPLIT.split(text.lower()):
            if not word:
                continue
            word = next((rest for city in self._city if self._starts(rest := word.removeprefix(city))), word)
            district = self._starts(word)
            if not district or (word != district and self._known(word) is not None):
                words.append(word)
                continue
            rest = word.removeprefix(district)
            if rest and rest not in PARTICLES and not rest.startswith(_OFFICE) and not self._meant(rest):
                words.append(word)
                continue
            named.add(self._codes[district])
            words += [district, rest] if rest else [district]
        return words, named

    def _starts(self, word: str) -> str:
        """The district that a word begins with."""
        return next((name for name in self._codes if word.startswith(name)), "")

    def _meant(self, rest: str) -> bool:
        """Whether what follows a district's name in one word is a number, a place or the beginning of one."""
        number = any(letter.isdigit() for letter in rest)
        return number or self._known(rest) is not None or (len(rest) > 1 and any(name.startswith(rest) for name in self._names))

    def _find(self, words: list[str]) -> list[tuple[Candidate, str]]:
        found: list[tuple[Candidate, str]] = []
        best = (False, 0)
        for start in range(len(words)):
            for end in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
                joined = "".join(words[start:end])
                if len(joined) > self._longest + 12:
                    break
                name = self._known(joined)
                if name is not None and (rank := (name in self._specific, len(name))) > best:
                    found, best = self._names[name], rank
        return found

    def _known(self, word: str) -> str | None:
        """The known name in a word that may carry an exit number, a word like "nearby" and a particle."""
        if word in self._names:
            return word
        stems = [word] + [word.removesuffix(particle) for particle in PARTICLES if word.endswith(particle)]
        for stem in stems:
            bare = _EXIT.sub("", stem)
            for tail in NEARBY:
                bare = bare.removesuffix(tail)
            for candidate in (stem, bare):
                if len(candidate) > 1 and candidate in self._names:
                    return candidate
        return None

    def _add(self, name: str, spot: Candidate, region: str) -> None:
        known = self._names.setdefault(name.replace(" ", "").lower(), [])
        if all(_metres(spot, other) > 150.0 for other, _ in known):
            known.append((spot, region))

    def _add_quarters(self, profile: CityProfile) -> None:
        """The bare name of a quarter of several numbered parts (성수동 of 성수동1가 and 성수동2가): any of them may be meant.

        Where a dong or a place has that name, it is what is meant; two letters that are no dong's are said of much else (종로).
        """
        quarters: dict[str, list[tuple[Candidate, str]]] = {}
        for dong in profile.dongs:
            region = dong.code[:5]
            spot = Candidate(f"{self._district_name(profile, region)} {dong.name_ko}", dong.label[1], dong.label[0])
            for name, part in ((dong.name_ko, _PART), (dong.name_en.lower(), _PART_EN)):
                found = part.fullmatch(name)
                if found is not None:
                    quarters.setdefault(found[1], []).append((spot, region))
        for name, spots in quarters.items():
            if name in self._names or (len(name) < 3 and not name.endswith("동")):
                continue
            for spot, region in spots:
                self._add(name, spot, region)

    @staticmethod
    def _district_name(profile: CityProfile, code: str) -> str:
        return profile.region_name(code, "ko")


def _metres(one: Candidate, other: Candidate) -> float:
    """Distance on a plane, good to 0.5 % within a city."""
    north = (one.lat - other.lat) * WHOLE_METRES_PER_DEGREE
    east = (one.lon - other.lon) * WHOLE_METRES_PER_DEGREE * math.cos(math.radians(one.lat))
    return math.hypot(north, east)
