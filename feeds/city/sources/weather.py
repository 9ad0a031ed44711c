"""Weather warnings and the city's safety notices, with their areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np
import shapely

from alerts.events import Area, Disaster, MultiPolygon, Polygon
from feeds.city.agenda import Agenda
from feeds.city.world import World

SOURCE: Final = "weather"
PER_HOUR: Final = 0.45
SIMPLIFY_DEGREES: Final = 0.0012
"""Areas are drawn this much coarser than districts: a warning's border is no line in the street."""


class Advice(NamedTuple):
    """One kind of warning. ``code`` is the disaster code of the Korean CAP profile where it has one."""

    event: str
    code: str
    severity: Literal["Severe", "Moderate", "Minor"]
    category: str
    instruction: str
    months: tuple[int, ...]


ALL_YEAR: Final = tuple(range(1, 13))
HEAVY_RAIN: Final = Advice(
    "호우경보", "HRW", "Severe", "Met", "지하차도와 하천변에 접근하지 마시고 저지대에서는 대피를 준비하십시오.", ALL_YEAR
)
ORDINARY: Final = (
    Advice("호우주의보", "HRA", "Moderate", "Met", "하천변 산책로 출입을 삼가고 외출 시 주의하십시오.", (6, 7, 8, 9)),
    Advice("강풍주의보", "SWA", "Moderate", "Met", "간판과 가로수 주변을 피하고 창문을 닫아 주십시오.", ALL_YEAR),
    Advice("건조주의보", "DRA", "Minor", "Met", "산불과 화기 취급에 유의하십시오.", (1, 2, 3, 4, 5, 10, 11, 12)),
    Advice(
        "한파주의보", "CWA", "Moderate", "Met", "수도 동파와 빙판길에 유의하고 노약자는 외출을 자제하십시오.", (1, 2, 11, 12)
    ),
    Advice("폭염주의보", "HTA", "Moderate", "Met", "한낮 야외활동을 자제하고 물을 충분히 드십시오.", (6, 7, 8, 9)),
    Advice("초미세먼지주의보", "", "Minor", "Env", "마스크를 착용하고 실외활동을 줄이십시오.", (1, 2, 3, 4, 11, 12)),
    Advice("교통통제 안내", "RTW", "Minor", "Transport", "행사로 인한 도로 통제 구간을 우회하십시오.", ALL_YEAR),
)


@dataclass(slots=True)
class _Notice:
    """One message of a warning's life."""

    warning: Advice
    identifier: str
    msg_type: Literal["Alert", "Update", "Cancel"]
    references: list[str]
    districts: list[int]
    expires: float
    truth: str


class WeatherOffice:
    """One source: warnings are issued, extended, lifted."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._dice = world.dice("weather")
        self._rng = world.numbers("weather")
        labels = np.array([d.label for d in world.profile.districts])
        self._x, self._y = world.plane.xys(labels[:, 1], labels[:, 0])
        self._shapes = [
            shapely.MultiPolygon([shapely.Polygon(p[0], p[1:]) for p in d.polygons]) for d in world.profile.districts
        ]
        self._agenda: Agenda[_Notice] = Agenda()
        self._issued = 0

    def run(self, since: float, until: float) -> None:
        """Emit the messages of this window."""
        dice = self._dice
        for _ in range(int(self._rng.poisson(PER_HOUR / 3600 * (until - since)))):
            month = self._world.moment(since).month
            warning = dice.choice([w for w in ORDINARY if month in w.months])
            middle = dice.randrange(len(self._shapes))
            time = since + dice.random() * (until - since)
            self.warn(
                time, warning, float(self._x[middle]), float(self._y[middle]), dice.randint(2, 7), dice.uniform(2, 5) * 3600
            )
        for time, notice in self._agenda.due(until):
            self._emit(time, notice)

    def warn(self, time: float, warning: Advice, x: float, y: float, count: int, lasts_s: float) -> None:
        """Warn the ``count`` districts nearest to a point (metres); it may be extended, and is lifted in the end."""
        near = np.argsort(np.hypot(self._x - x, self._y - y), kind="stable")[:count]
        districts = sorted(near.tolist())
        truth = self._world.ledger.new("warning")
        self._issued += 1
        name = f"KR.{self._world.profile.name.upper()}.{self._world.day}.{self._world.tag}.{self._issued:03d}"
        end = time + lasts_s
        self._agenda.put(time, _Notice(warning, name, "Alert", [], districts, end, truth))
        known = [name]
        if self._dice.random() < 0.4:
            longer = f"{name}.1"
            self._agenda.put(time + lasts_s * 0.7, _Notice(warning, longer, "Update", [*known], districts, end + 3600, truth))
            known.append(longer)
            end += 3600
        self._agenda.put(end - 60, _Notice(warning, f"{name}.9", "Cancel", known, districts, end, truth))

    def _emit(self, time: float, notice: _Notice) -> None:
        world, warning = self._world, notice.warning
        profile = world.profile
        names = [profile.districts[i].name_ko for i in notice.districts]
        said = {"Alert": "발표", "Update": "연장", "Cancel": "해제"}[notice.msg_type]
        shape = shapely.simplify(shapely.union_all([self._shapes[i] for i in notice.districts]), SIMPLIFY_DEGREES)
        world.ledger.note(SOURCE, notice.identifier, notice.truth)
        world.emit(
            time,
            Disaster(
                id=notice.identifier, source=SOURCE, time=world.moment(time), identifier=notice.identifier,
                msg_type=notice.msg_type, event=warning.event, event_code=warning.code or None, category=warning.category,
                urgency="Past" if notice.msg_type == "Cancel" else "Expected", severity=warning.severity, certainty="Likely",
                onset=world.moment(time), expires=world.moment(notice.expires),
                headline=f"[{profile.name_ko}] {', '.join(names)} {warning.event} {said}", instruction=warning.instruction,
                references=notice.references or None, area=_geojson(shape), area_name=", ".join(names),
            ),
        )  # fmt: skip


def _geojson(shape: shapely.Geometry) -> Area:
    """The area as GeoJSON, five decimals (1 m)."""
    parts = [
        [[[round(lon, 5), round(lat, 5)] for lon, lat in ring.coords] for ring in (part.exterior, *part.interiors)]
        for part in shapely.get_parts(shape)
    ]
    return Polygon(parts[0]) if len(parts) == 1 else MultiPolygon(parts)
