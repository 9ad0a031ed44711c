"""Reports as a city sends them, as many a second as asked for: calls with texts and cameras' detections, old and new things."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime

from alerts.events import Cctv, Dispatch, Event

START = datetime(2026, 11, 21, 14, 0, tzinfo=UTC).timestamp()
SOUTH, WEST, HEIGHT, WIDTH = 37.43, 126.80, 0.26, 0.36
"""A city of 29 by 32 km, degrees."""
METRE = 1.0 / 111_195.0
CALLS = (
    ("120", "fire", "건물 화재", ("화재", "연기", "불꽃", "3층", "창문", "타는 냄새")),
    ("120", "ems", "구급", ("쓰러진 사람", "숨을", "의식이 없어요", "할머니", "가슴이", "계단")),
    ("112", "3", "폭력", ("싸움", "술 취한", "칼", "때려요", "남자", "골목")),
    ("112", "3", "교통사고", ("차", "오토바이", "부딪", "다친 사람", "사거리", "트럭")),
)  # fmt: skip
LABELS = ("fight", "fall", "intrusion", "loitering", "crowd", "smoke", "stopped_vehicle")


@dataclass
class Stream:
    """Reports in time order, ``rate`` a second; ``again`` of them are about a thing reported in the last ``lasts`` seconds."""

    rate: float
    again: float = 0.5
    calls: float = 0.4
    lasts: float = 600.0
    seed: int = 1
    made: int = 0
    time: float = START
    _recent: list[tuple[float, float, float, int]] = field(default_factory=list)

    def take(self, many: int) -> list[Event]:
        """The next so many."""
        chance = self._chance = random.Random(f"{self.seed}-{self.made}")
        events = []
        for _ in range(many):
            self.time += chance.expovariate(self.rate)
            events.append(self._next(chance))
        return events

    def _next(self, chance: random.Random) -> Event:
        recent = self._recent
        self.made += 1
        if recent and chance.random() < self.again:
            begun, lat, lon, about = recent[chance.randrange(len(recent))]
            if self.time - begun <= self.lasts:
                return self._report(chance, lat + 40.0 * METRE * chance.gauss(), lon + 50.0 * METRE * chance.gauss(), about)
        lat, lon = SOUTH + HEIGHT * chance.random(), WEST + WIDTH * chance.random()
        about = chance.randrange(len(CALLS))
        place = (self.time, lat, lon, about)
        if len(recent) < self.rate * self.lasts / 2 + 1:
            recent.append(place)
        else:
            recent[chance.randrange(len(recent))] = place
        return self._report(chance, lat, lon, about)

    def _report(self, chance: random.Random, lat: float, lon: float, about: int) -> Event:
        number, time = self.made, datetime.fromtimestamp(self.time, UTC)
        lat, lon = round(lat, 6), round(lon, 6)
        if chance.random() >= self.calls:
            return Cctv(
                id=f"v{number}", source="vms", time=time, lat=lat, lon=lon, camera_id=f"cam-{chance.randrange(100_000)}",
                label=chance.choice(LABELS), confidence=round(0.5 + 0.5 * chance.random(), 2), track_id=f"t{number}",
            )  # fmt: skip
        service, code, category, words = CALLS[about]
        return Dispatch(
            id=f"c{number}", source=f"cad-{service}", time=time, lat=lat, lon=lon, service=service, call_id=f"call{number}",
            stage="received", code=code, category=category, text=" ".join(chance.choices(words, k=4)),
        )  # type: ignore[arg-type]  # fmt: skip
