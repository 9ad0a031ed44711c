"""A quarter of an hour in which lone reports become a surge after the fact, over and over."""

from __future__ import annotations

import random
from typing import Any

from msgspec.structs import replace

from alerts.events import Event
from alerts.rules import Rules

_SAID = (
    "사람들이 밀려서 넘어질 것 같아요", "골목에 사람이 너무 많아요", "숨을 못 쉬겠어요", "시비가 붙었어요", "소리가 너무 커요",
)  # fmt: skip


def touchy(rules: Rules) -> Rules:
    """Rules by which two reports are seldom one by themselves, and three around a place soon a surge."""
    surge = replace(rules.surge, least=3, nats=1.0, sure=0.3)
    return replace(rules, surge=surge, engine=replace(rules.engine, join_nats=7.0))


def surge_day(make: Any, chance: random.Random) -> list[Event]:
    """Sixty reports of several services, cameras and kinds, most about two places 300 m apart; stages and copies among them."""
    spots = [(0.0, 0.0), (chance.uniform(150, 400), 0.0)]
    times = sorted(round(chance.uniform(0, 900), chance.choice([0, 3])) for _ in range(60))
    made: list[Event] = [make.call(-20_000, (5000, 5000))]  # the city has been watched for long: what is busy is known
    for at in times:
        near = chance.choice(spots)
        where = (near[0] + chance.gauss(0, 60), near[1] + chance.gauss(0, 60))
        match chance.randrange(6):
            case 0:
                camera, label = f"cam-{chance.randrange(5)}", chance.choice(["crowd", "fall"])
                made.append(make.camera(at, where, camera_id=camera, label=label))
            case 1:
                link = f"shared-{chance.randrange(6)}"
                made.append(make.ems(at, where, call_id=link, stage=chance.choice(["received", "arrived", "closed"])))
            case 2:
                made.append(make.call(at, where, text="3층에서 연기가 나요", region="11140"))
            case _:
                category = chance.choice([None, "시비", "인파", "소음"])
                made.append(make.call(at, where, service="112", code="2", category=category, text=chance.choice(_SAID)))
    return made
