"""A quarter of an hour in which streams go wrong: what analysts follow, in a few places and in any order."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from msgspec import structs

from alerts.events import Disaster, Event, Journey, LineString, Polygon, Tracker, Vehicle
from alerts.rules import Rules

LASTS_S = 1500.0


def impatient(rules: Rules) -> Rules:
    """The same rules with analysts that find something within minutes."""
    change, f = structs.replace, rules.analysts
    return change(
        rules,
        analysts=change(
            f,
            journeys=change(
                f.journeys, sample_s=5.0, off_route_s=60.0, still_s=150.0, overdue_s=60.0, silent_s=120.0, forget_s=900.0
            ),
            vehicles=change(f.vehicles, cloned_m=300.0, cloned_ms=20.0, forget_s=500.0),
            disasters=change(f.disasters, lasts_s=600.0, refresh_s=100.0),
            sensors=change(f.sensors, window_s=900.0, least_s=60.0, sure=2.0, ahead_s=3000.0, flaps=2, forget_s=500.0),
            trackers=change(f.trackers, return_s=200.0, forget_s=600.0),
            dispatch=change(f.dispatch, arrive_119_s=200.0, alarm_119_s=300.0, forget_s=700.0),
            silence=change(f.silence, learn_s=120.0, learn_reports=6, quiet_s=100.0, expected=3.0, forget_s=600.0),
            surges=change(f.surges, learn_s=60.0, least=2, chance=0.9, windows_s=[120.0, 300.0], forget_s=700.0),
        ),
    )  # fmt: skip


def stream_day(make: Any, chance: random.Random) -> list[Event]:
    """About eighty events, in order."""
    spots = [(chance.uniform(-600, 600), chance.uniform(-600, 600)) for _ in range(3)]
    times = sorted(round(chance.uniform(0, LASTS_S), chance.choice([0, 0, 3])) for _ in range(80))
    return [_event(make, chance, at, spots) for at in times]


def _event(make: Any, chance: random.Random, at: float, spots: list[tuple[float, float]]) -> Event:
    x, y = chance.choice(spots)
    where = None if chance.random() < 0.05 else (x + chance.gauss(0, 40), y + chance.gauss(0, 40))
    link, region = str(chance.randrange(2)), chance.choice(["11140", "11170"])
    match chance.randrange(12):
        case 0 | 1 | 2:
            return _journey(make, chance, at, where, link)
        case 3 | 4 | 5:
            level = chance.choice(["normal", "normal", "attention", "warning", None])
            value = round(at / 300.0 + chance.gauss(0, 0.3), 2)
            return make.sensor(at, where, sensor_id=f"g-{link}", quantity="water_depth", value=value, unit="cm", level=level)
        case 6 | 7:
            stage = chance.choice(["received", "received", "dispatched", "arrived", "closed"])
            if chance.random() < 0.5:
                where = (chance.uniform(-4000, 4000), chance.uniform(-4000, 4000))
            code = chance.choice([("119", "fire"), ("119", "ems"), ("112", "0"), ("112", "1")])
            return make.call(
                at, where, service=code[0], code=code[1], call_id=f"c-{chance.randrange(5)}", stage=stage, region=region
            )
        case 8:
            alert = chance.choice(["geofence_exit", "geofence_exit", "low_battery", "zone_entry", "sos"])
            return Tracker(**make.base("tags", at, where), person_ref=f"p{link}", programme="dementia", alert=alert)
        case 9:
            hit = make.base("plates", at, where) | {"heading": 90.0, "camera_id": f"p{chance.randrange(3)}"}
            return Vehicle(**hit, plate="12가3456", list="stolen")
        case 10:
            return _alert(make, chance, at, link)
        case _:
            return make.camera(at, where, camera_id=f"cam-{link}", label=chance.choice(["fall", "crowd"]), region=region)


def _journey(make: Any, chance: random.Random, at: float, where: Any, link: str) -> Journey:
    stage = chance.choice(["started", "position", "position", "position", "position", "sos", "sos_cancelled", "arrived"])
    told: dict[str, Any] = {"journey_id": f"j-{link}", "stage": stage}
    if stage == "started":
        ends = [make.point(0, 0), make.point(chance.uniform(100, 900), 0)]
        told["route"] = LineString([[end["lon"], end["lat"]] for end in ends])
        told["eta"] = make.moment(at + chance.uniform(30, 600))
    return Journey(**make.base("escort", at, where), **told)


def _alert(make: Any, chance: random.Random, at: float, link: str) -> Disaster:
    corners = [make.point(*corner) for corner in ((-500, -500), (500, -500), (500, 500), (-500, -500))]
    kind = chance.choice(["Alert", "Alert", "Update", "Cancel"])
    base = make.base("weather", at, None)
    name = f"a-{link}" if kind == "Alert" else f"a-{base['id']}"
    return Disaster(
        **base, identifier=name, msg_type=kind, event="호우경보", severity="Moderate",
        references=[f"weather,a-{link},x"] if kind != "Alert" else None,
        expires=make.moment(at) + timedelta(seconds=chance.uniform(30, 500)) if chance.random() < 0.7 else None,
        area=Polygon([[[corner["lon"], corner["lat"]] for corner in corners]]),
    )  # fmt: skip
