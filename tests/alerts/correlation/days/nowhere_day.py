"""A day on which many do not say where they are."""

from __future__ import annotations

import random
from typing import Any

from alerts.events import Candidate, Event

_SAID = ("3층에서 연기가 나요", "사람이 쓰러졌어요", "싸움이 났어요 칼 든 사람이 있어요", "물이 차올라요")
_PLACES = ("상암동 12-3", "등촌동 무지개아파트", "상암동", None)
_REGIONS = ("11440", "11500", None)


def nowhere_day(make: Any, chance: random.Random) -> list[Event]:
    """Calls of two districts and of none, half of them without coordinates; some come to have them at a later stage."""
    spots = [(chance.uniform(-400, 400), chance.uniform(-400, 400)) for _ in range(3)]
    candidates = [Candidate(name, **make.point(*where)) for name, where in (("가", spots[0]), ("나", spots[1]))]
    events: list[Event] = []
    for at in sorted(round(chance.uniform(0, 900), chance.choice([0, 3])) for _ in range(60)):
        near = chance.choice(spots)
        where = None if chance.random() < 0.5 else (near[0] + chance.gauss(0, 40), near[1] + chance.gauss(0, 40))
        told: dict[str, Any] = {
            "region": chance.choice(_REGIONS),
            "place": chance.choice(_PLACES),
            "text": chance.choice(_SAID),
        }
        if where is None and chance.random() < 0.2:
            told["candidates"] = candidates
        match chance.randrange(6):
            case 0:
                events.append(make.ems(at, where, **told))
            case 1:
                call = f"shared-{chance.randrange(4)}"
                events.append(
                    make.call(at, where, call_id=call, stage=chance.choice(["received", "arrived", "closed"]), **told)
                )
            case 2:
                camera = f"unknown-{chance.randrange(3)}"
                events.append(make.camera(at, where, camera_id=camera, label="fire", region=told["region"]))
            case _:
                events.append(make.call(at, where, **told))
    return events
