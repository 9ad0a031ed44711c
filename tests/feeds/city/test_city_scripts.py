from __future__ import annotations

import math
from collections import Counter, defaultdict
from datetime import datetime

import numpy as np
import pytest
import shapely

from alerts.events import Cctv, Disaster, Dispatch, Event, Journey, Polygon, Sensor, Tracker, Vehicle, event_type
from alerts.places import CityProfile
from feeds.city import DEMO, City
from feeds.city.scripts.director import PROGRAMME

START = datetime.fromisoformat("2026-11-21T21:00:00+09:00")
NAMES = {name for name, _ in PROGRAMME}
Played = dict[str, list[Event]]


def played(city: City, events: list[Event]) -> Played:
    """Events by scripted incident, in the order in which these begin."""
    found: Played = defaultdict(list)
    for event in events:
        label = city.truth.get((event.source, event.id), "")
        if label.removesuffix("-b").rsplit("-", 1)[0] in NAMES:
            found[label].append(event)
    return dict(found)


@pytest.fixture(scope="module")
def stage(seoul: CityProfile) -> tuple[Played, list[Event]]:
    """All the scripts once, at the pace for an audience."""
    city = City(seoul, 21, START, pace=DEMO)
    events = city.stream(START.timestamp() + 480)
    return played(city, events), events


def one(stage: tuple[Played, list[Event]], name: str, suffix: str = "") -> list[Event]:
    return next(events for label, events in stage[0].items() if label.startswith(name) and label.endswith(suffix))


def spread_m(events: list[Event]) -> tuple[float, float]:
    """(latitude, longitude) of the middle, from the events that have a place."""
    placed = [(e.lat, e.lon) for e in events if e.lat is not None and e.lon is not None]
    return float(np.median([lat for lat, _ in placed])), float(np.median([lon for _, lon in placed]))


def calls(events: list[Event], service: str) -> int:
    return sum(isinstance(e, Dispatch) and e.service == service and e.stage == "received" for e in events)


def test_an_audience_sees_the_first_incident_at_once_and_all_of_them_soon(stage: tuple[Played, list[Event]]) -> None:
    began = {label: (events[0].time - START).total_seconds() for label, events in stage[0].items()}
    assert min(began.values()) < 10
    assert sum(second < 30 for second in began.values()) >= 2
    assert {label.removesuffix("-b").rsplit("-", 1)[0] for label in began} == NAMES


def test_at_ordinary_pace_they_last_as_long_as_in_life(evening: tuple[City, list[Event]]) -> None:
    found = played(*evening)
    assert 6 <= len(found) <= 12
    spans = [(events[-1].time - events[0].time).total_seconds() for events in found.values()]
    assert max(spans) > 1500


def test_without_scripts_there_is_only_ordinary_life(seoul: CityProfile) -> None:
    city = City(seoul, 21, START, scripted=False, pace=DEMO)
    assert played(city, city.stream(START.timestamp() + 60)) == {}


def test_a_script_is_played_elsewhere_each_time(seoul: CityProfile) -> None:
    middles = set()
    for seed in (1, 2, 3):
        city = City(seoul, seed, START, pace=DEMO)
        fires = one((played(city, city.stream(START.timestamp() + 30)), []), "building-fire")
        middles.add(tuple(round(value, 2) for value in spread_m(fires)))
    assert len(middles) == 3


def test_a_crowd_surge_grows_over_several_channels(stage: tuple[Played, list[Event]]) -> None:
    events = one(stage, "crowd-surge")
    assert calls(events, "112") >= 8
    assert calls(events, "119") >= 3
    assert calls(events, "120") >= 2
    counts = [e.count for e in events if isinstance(e, Cctv) and e.label == "crowd" and e.count]
    assert counts == sorted(counts)
    assert counts[-1] > 3 * counts[0]
    codes = [e.code for e in events if isinstance(e, Dispatch) and e.service == "112" and e.stage == "received"]
    assert codes[0] == "2"
    assert "0" in codes
    assert any(isinstance(e, Sensor) and e.level == "alarm" for e in events)


def test_a_street_assault_begins_with_a_phone_s_call_for_help_on_a_journey(stage: tuple[Played, list[Event]]) -> None:
    events = one(stage, "street-assault")
    sos = next(e for e in events if isinstance(e, Journey))
    assert sos.stage == "sos"
    journey = [e for e in stage[1] if isinstance(e, Journey) and e.journey_id == sos.journey_id]
    assert journey[0].stage == "started"
    assert journey[0].route is not None
    assert len(journey[0].route.coordinates) >= 3
    assert sum(e.stage == "position" for e in journey) >= 3
    assert calls(events, "112") >= 3


def test_a_building_fire_is_called_in_by_many_and_seen(stage: tuple[Played, list[Event]]) -> None:
    events = one(stage, "building-fire")
    assert calls(events, "119") >= 7
    assert calls(events, "112") >= 2
    sent = [e for e in events if isinstance(e, Dispatch) and e.stage == "dispatched"]
    assert max(len(e.units or []) for e in sent) >= 4


def test_two_fires_are_two_and_lie_300_m_apart(stage: tuple[Played, list[Event]]) -> None:
    (lat, lon), (other_lat, other_lon) = spread_m(one(stage, "two-fires", "9")), spread_m(one(stage, "two-fires", "-b"))
    assert math.hypot((lat - other_lat) * 111_195, (lon - other_lon) * 88_100) == pytest.approx(300, abs=110)


def test_an_underpass_floods_inside_a_warned_area(stage: tuple[Played, list[Event]]) -> None:
    events = one(stage, "flooded-underpass")
    depths = [e.value for e in events if isinstance(e, Sensor)]
    assert max(depths) > 15
    assert next(e for e in events if isinstance(e, Sensor) and e.value >= 15).level == "alarm"
    warning = next(e for e in stage[1] if isinstance(e, Disaster) and e.event == "호우경보")
    assert warning.time <= events[0].time
    assert warning.severity == "Severe"
    assert warning.area is not None
    assert warning.area_name
    rings = [warning.area.coordinates] if isinstance(warning.area, Polygon) else warning.area.coordinates
    area = shapely.MultiPolygon([shapely.Polygon(part[0], part[1:]) for part in rings])
    lat, lon = spread_m(events)
    assert area.contains(shapely.Point(lon, lat))


def test_a_wanted_vehicle_is_one_plate_seen_across_the_city(stage: tuple[Played, list[Event]]) -> None:
    hits = [e for e in one(stage, "wanted-vehicle") if isinstance(e, Vehicle)]
    assert len({hit.plate for hit in hits}) == 1
    assert len({hit.camera_id for hit in hits}) >= 3
    assert all(hit.list == "wanted" for hit in hits)


def test_a_doubtful_place_names_every_candidate_until_somebody_knows_the_address(stage: tuple[Played, list[Event]]) -> None:
    received = [e for e in one(stage, "doubtful-place") if isinstance(e, Dispatch) and e.stage == "received"]
    vague = [e for e in received if e.candidates]
    assert len(vague) == 3
    assert all(e.lat is None and len(e.candidates) >= 2 for e in vague)
    exact = [e for e in received if not e.candidates]
    assert exact
    assert exact[0].time > vague[-1].time
    lat, lon = spread_m(exact)
    nearest = min(math.hypot((c.lat - lat) * 111_195, (c.lon - lon) * 88_100) for c in vague[0].candidates)
    assert nearest < 400


def test_a_wanderer_is_told_by_device_family_and_cameras(stage: tuple[Played, list[Event]]) -> None:
    events = one(stage, "wanderer")
    assert {event_type(e) for e in events} >= {"tracker", "dispatch"}
    alerts = [e for e in events if isinstance(e, Tracker)]
    assert {e.person_ref for e in alerts} == {alerts[0].person_ref}
    assert alerts[0].programme == "dementia"


def test_a_chattering_camera_is_one_camera_saying_the_same(stage: tuple[Played, list[Event]]) -> None:
    events = [e for e in one(stage, "chattering-camera") if isinstance(e, Cctv)]
    assert len({(e.camera_id, e.label) for e in events}) == 1
    assert len(events) > 20


def test_incidents_at_a_hospital_and_on_a_bridge_have_several_sources(stage: tuple[Played, list[Event]]) -> None:
    for name in ("hospital-fire", "pile-up", "gas-leak"):
        channels = Counter(e.source if isinstance(e, Dispatch) else event_type(e) for e in one(stage, name))
        assert len(channels) >= 2, name
        assert channels["119"] >= 3, name
