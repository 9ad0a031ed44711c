from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from alerts.events import Event
from alerts.places import CityProfile, load_city
from feeds.city import ORDINARY, City

START = datetime.fromisoformat("2026-11-21T21:00:00+09:00")
Lived = tuple[City, list[Event]]


@pytest.fixture(scope="session")
def seoul() -> CityProfile:
    return load_city("seoul")


@pytest.fixture(scope="session")
def evening(seoul: CityProfile) -> Lived:
    """An hour and a half of a Saturday evening at ordinary pace."""
    city = City(seoul, 11, START, pace=ORDINARY)
    return city, city.stream(START.timestamp() + 5400)


@pytest.fixture(scope="session")
def live(seoul: CityProfile) -> Callable[..., Lived]:
    """Lives a stretch of seconds with the options given."""

    def run(seconds: float, seed: int = 3, rate: float = 1.0, **options: object) -> Lived:
        city = City(seoul, seed, START, rate, **options)  # type: ignore[arg-type]
        return city, city.stream(START.timestamp() + seconds)

    return run
