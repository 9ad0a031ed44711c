"""Areas that nobody can have meant are worked through all the same."""

from __future__ import annotations

import random
from typing import Any

from alerts.events import Disaster, Polygon


def test_a_border_that_crosses_itself_everywhere_stops_nothing(run: Any, make: Any) -> None:
    chance = random.Random(3)
    ring = [(126.9 + chance.random() * 0.2, 37.5 + chance.random() * 0.2) for _ in range(4000)]
    told = {"identifier": "A", "msg_type": "Alert", "event": "호우경보", "category": "Met"}
    warning = Disaster(**make.base("cap", 0, None), **told, area=Polygon(coordinates=[[*ring, ring[0]]]))
    run.step(warning, call := make.call(5))
    run.restored()
    assert run.of(call).reports == 1
