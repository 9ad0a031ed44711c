from __future__ import annotations

import pytest

from alerts.places import CityProfile, Gazetteer, load_city


@pytest.fixture(scope="session")
def seoul() -> CityProfile:
    return load_city("seoul")


@pytest.fixture(scope="session")
def gazetteer(seoul: CityProfile) -> Gazetteer:
    return Gazetteer(seoul)
