"""Areas that nobody can have meant are worked through all the same."""

from __future__ import annotations

import random
from typing import Any

import pytest
from msgspec import structs

from alerts.events import Disaster, Polygon


def test_a_border_that_crosses_itself_everywhere_stops_nothing(run: Any, make: Any) -> None:
    chance = random.Random(3)
    ring = [(126.9 + chance.random() * 0.2, 37.5 + chance.random() * 0.2) for _ in range(4000)]
    told = {"identifier": "A", "msg_type": "Alert", "event": "호우경보", "category": "Met"}
    warning = Disaster(**make.base("cap", 0, None), **told, area=Polygon(coordinates=[[*ring, ring[0]]]))
    run.step(warning, call := make.call(5))
    run.restored()
    assert run.of(call).reports == 1


@pytest.mark.parametrize("cut", [False, True])
def test_an_area_across_the_antimeridian_is_the_small_side(run: Any, make: Any, cut: bool) -> None:
    told = {"identifier": "A", "msg_type": "Alert", "event": "호우경보", "category": "Met"}
    west = [(179.0, 10.0), (-179.0, 10.0), (-179.0, 11.0), (179.0, 11.0), (179.0, 10.0)]
    east = [(179.0, 10.0), (181.0, 10.0), (181.0, 11.0), (179.0, 11.0), (179.0, 10.0)]
    alert = Disaster(**make.base("cap", 0, None), **told, area=Polygon(coordinates=[east if cut else west]))
    run.step(alert)
    assert run.of(alert).lat == pytest.approx(10.5, abs=0.01)
    assert abs(run.of(alert).lon) == pytest.approx(180.0)
    run.restored()
    for lon, inside in ((179.5, True), (-179.5, True), (0.0, False), (178.5, False)):
        call = structs.replace(make.call(5 + lon / 1000, category="침수"), lat=10.5, lon=lon)
        run.step(call)
        assert ("area" in [why.rule for why in run.of(call).why]) is inside, lon
