"""Reports as feeds send them, and a run that keeps what an engine says."""

from __future__ import annotations

import math
from datetime import datetime, timedelta, timezone
from itertools import count
from typing import Any

import pytest

from alerts.batch import Batch
from alerts.correlation import Delta, Engine, NoPlaces
from alerts.events import Cctv, Dispatch, Event, EventRef, Sensor
from alerts.incidents import Incident, as_record
from alerts.rules import Rules, load_rules, parse_rules, rules_text

SEOUL = timezone(timedelta(hours=9))
START = datetime(2026, 3, 2, 10, 0, tzinfo=SEOUL)
CENTRE = (37.5665, 126.9780)
DEGREE_M = 111_195.0


class Make:
    """Makes events at a moment (seconds after the start) and a point (metres east and north of the city's middle)."""

    def __init__(self) -> None:
        self._numbers = count()

    @staticmethod
    def moment(at: float) -> datetime:
        return START + timedelta(seconds=at)

    @staticmethod
    def point(east: float, north: float) -> dict[str, float]:
        lat = CENTRE[0] + north / DEGREE_M
        return {"lat": lat, "lon": CENTRE[1] + east / (DEGREE_M * math.cos(math.radians(CENTRE[0])))}

    def base(self, source: str, at: float, where: tuple[float, float] | None) -> dict[str, Any]:
        spot = self.point(*where) if where is not None else {}
        return {"id": f"e{next(self._numbers):05d}", "source": source, "time": self.moment(at), **spot}

    def call(self, at: float, where: tuple[float, float] | None = (0, 0), **fields: Any) -> Dispatch:
        """A call about a fire at a building, unless it says something else."""
        told: dict[str, Any] = {"service": "119", "stage": "received", "code": "fire", "category": "건물 화재"} | fields
        made = self.base(told.pop("source", "call-119"), at, where)
        return Dispatch(**(made | {"call_id": f"call-{made['id']}"} | told))

    def ems(self, at: float, where: tuple[float, float] | None = (0, 0), **fields: Any) -> Dispatch:
        return self.call(at, where, **({"code": "ems", "category": "구급"} | fields))

    def camera(self, at: float, where: tuple[float, float] | None = (0, 0), **fields: Any) -> Cctv:
        told: dict[str, Any] = {"camera_id": "cam-1", "label": "fire"} | fields
        return Cctv(**(self.base(told.pop("source", "cctv"), at, where) | told))

    def sensor(self, at: float, where: tuple[float, float] | None = (0, 0), **fields: Any) -> Sensor:
        told: dict[str, Any] = {"sensor_id": "s-1", "quantity": "water level", "value": 1.0, "unit": "m"} | fields
        return Sensor(**(self.base(told.pop("source", "sensors"), at, where) | told))


class Run:
    """An engine, and everything it has said so far."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.labels: dict[tuple[str, str], str] = {}
        self.ids: dict[str, str] = {}
        self.over: dict[str, dict[str, Any]] = {}
        self.late = 0
        self.duplicates = 0

    def step(self, *events: Event) -> Delta:
        return self.heard(self.engine.step(Batch(list(events)), 0.0))

    def flush(self) -> Delta:
        return self.heard(self.engine.flush())

    def heard(self, delta: Delta) -> Delta:
        """Keep what this step decided; a decision is made once."""
        for final in delta.final:
            name = (final.ref.source, final.ref.id)
            assert name not in self.labels, f"{name} decided twice"
            self.labels[name] = final.incident_id
        for key, given in delta.numbered.items():
            assert key not in self.ids, f"{key} numbered twice"
            self.ids[key] = given
        for key in delta.ended:
            self.over[key] = as_record(self.engine.incident(key))
        self.late += delta.late
        self.duplicates += delta.duplicates
        return delta

    def restored(self) -> None:
        """Go on with an engine made of what this one saved."""
        self.engine = Engine.restore(self.engine.save(), self.engine.rules, self.engine.places)

    def records(self) -> list[dict[str, Any]]:
        """All numbered incidents as they are written to a file, in opening order."""
        return [self.over.get(key) or as_record(self.engine.incident(key)) for key in self.ids]

    def of(self, event: Event) -> Incident:
        """The incident an event is in now."""
        key = self.engine.locate(EventRef(event.source, event.id))
        assert key is not None, f"{event.id} is in no incident"
        return self.engine.incident(key)

    def keys(self, *events: Event) -> list[str | None]:
        return [self.engine.locate(EventRef(event.source, event.id)) for event in events]


@pytest.fixture(scope="session")
def rules() -> Rules:
    return load_rules()


@pytest.fixture(scope="session")
def new_run(rules: Rules) -> Any:
    """Starts a run with an empty engine that knows no place."""
    return lambda: Run(Engine(rules, NoPlaces()))


@pytest.fixture(scope="session")
def new_engine_run() -> Any:
    """The same under rules of one's own."""
    return lambda rules: Run(Engine(rules, NoPlaces()))


@pytest.fixture
def run(new_run: Any) -> Run:
    made: Run = new_run()
    return made


@pytest.fixture(scope="session")
def new_make() -> type[Make]:
    return Make


@pytest.fixture
def make() -> Make:
    return Make()


@pytest.fixture(scope="session")
def with_rules() -> Any:
    """The shipped rules without their own declarations of streams, and these declarations."""

    def make(declared: str) -> Rules:
        text = rules_text()
        own = text.find("# == Streams")
        return parse_rules(f"{text[:own] if own >= 0 else text}\n{declared}")

    return make
