from __future__ import annotations

import math
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from alerts.errors import RulesError
from alerts.events import Cctv, Dispatch, Event, Unit
from alerts.places import CityProfile, RegionIndex
from feeds.city import City, Disturbance
from feeds.city.texts import CALLS, CallBook

Lived = tuple[City, list[Event]]
START = datetime.fromisoformat("2026-11-21T21:00:00+09:00")
ORDER = ["received", "dispatched", "en_route", "arrived", "closed"]


def calls_of(events: list[Event]) -> dict[str, list[Dispatch]]:
    calls: dict[str, list[Dispatch]] = defaultdict(list)
    for event in events:
        if isinstance(event, Dispatch):
            calls[event.call_id].append(event)
    return calls


def metres(one: Event, other: Event) -> float:
    assert one.lat is not None
    assert other.lat is not None
    assert one.lon is not None
    assert other.lon is not None
    return math.hypot((one.lat - other.lat) * 111_195, (one.lon - other.lon) * 88_100)


def test_a_call_goes_through_its_stages_in_order_under_one_id_and_one_truth(evening: Lived) -> None:
    city, events = evening
    calls = calls_of(events)
    complete = 0
    for stages in calls.values():
        names = [event.stage for event in stages]
        assert names[0] == "received"
        assert [ORDER.index(name) for name in names] == sorted({ORDER.index(name) for name in names})
        assert len({city.truth[event.source, event.id] for event in stages}) == 1
        assert stages[0].text
        complete += names == ORDER
    assert complete > 100
    assert len(calls) > 1100


def test_codes_and_services_have_lifelike_shares(evening: Lived) -> None:
    _, events = evening
    received = [event for event in events if isinstance(event, Dispatch) and event.stage == "received"]
    services = Counter(event.service for event in received)
    assert services["112"] > services["119"] > 150
    assert services["120"] > 150
    police = Counter(event.code for event in received if event.service == "112")
    assert police["0"] < police["1"] < police["2"]
    assert set(police) == {"0", "1", "2", "3", "4"}
    fire = Counter(event.code for event in received if event.service == "119")
    assert fire["ems"] > 0.5 * sum(fire.values())
    assert set(fire) == {"fire", "rescue", "ems", "other"}


def test_callers_say_it_in_many_ways(evening: Lived) -> None:
    _, events = evening
    texts = [event.text or "" for event in events if isinstance(event, Dispatch) and event.stage == "received"]
    assert len(set(texts)) > 0.85 * len(texts)
    assert not any("{" in text or "/" in text for text in texts)


def test_some_calls_lack_coordinates_and_the_others_lie_near_the_truth(evening: Lived, seoul: CityProfile) -> None:
    _, events = evening
    received = [event for event in events if isinstance(event, Dispatch) and event.stage == "received"]
    placed = [event for event in received if event.lat is not None]
    assert 0.02 < 1 - len(placed) / len(received) < 0.1
    found = RegionIndex(seoul.districts).codes_of(
        np.array([event.lat for event in placed]), np.array([event.lon for event in placed])
    )
    right = sum(code == event.region for code, event in zip(found, placed, strict=True) if event.region)
    assert right > 0.93 * len(placed)


def test_the_units_named_in_a_dispatch_drive_there(evening: Lived) -> None:
    _, events = evening
    positions: dict[str, list[Unit]] = defaultdict(list)
    for event in events:
        if isinstance(event, Unit):
            positions[event.unit_id].append(event)
    arrivals = [stages for stages in calls_of(events).values() if [e.stage for e in stages][:4] == ORDER[:4]]
    near = far = 0
    for stages in arrivals[:150]:
        received, sent, arrived = stages[0], stages[1], stages[3]
        assert sent.units
        if received.lat is None:
            continue
        there = [p for p in positions[sent.units[0]] if p.call_id == sent.call_id and p.time > arrived.time]
        if there:
            assert there[0].state == "on_scene"
            near, far = (near + 1, far) if metres(there[0], received) < 250 else (near, far + 1)
    assert near > 100
    assert near > 7 * far  # callers who do not know where they are


def test_hot_spots_draw_calls(evening: Lived, seoul: CityProfile) -> None:
    _, events = evening
    nightlife = [place for place in seoul.places if place.kind == "nightlife"]
    drunk = [e for e in events if isinstance(e, Dispatch) and e.stage == "received" and e.category == "주취자" and e.lat]
    near = sum(min(math.hypot((e.lat - p.lat) * 111_195, (e.lon - p.lon) * 88_100) for p in nightlife) < 300 for e in drunk)
    assert near > 0.2 * len(drunk)


def test_most_detections_are_about_nothing_and_name_their_camera(evening: Lived, seoul: CityProfile) -> None:
    city, events = evening
    seen = [event for event in events if isinstance(event, Cctv)]
    cameras = dict(zip(seoul.cameras.ids, seoul.cameras.regions, strict=True))
    assert all(cameras[event.camera_id] == event.region for event in seen)
    labels = Counter(city.truth[event.source, event.id].split("-")[0] for event in seen)
    assert labels["cctv"] > 0.9 * len(seen)
    assert labels.keys() - {"cctv"}
    tracks = defaultdict(list)
    for event in seen:
        tracks[event.track_id].append(event)
    assert all(len({e.camera_id for e in track}) == 1 for track in tracks.values())
    assert any(event.ended for event in seen)


def test_more_errors_when_asked_for(seoul: CityProfile) -> None:
    quiet = City(seoul, 4, START, scripted=False, disturbance=Disturbance(missing_coordinates=0.0))
    wild = City(seoul, 4, START, scripted=False, disturbance=Disturbance(missing_coordinates=0.5, extra_error_m=400.0))
    until = START.timestamp() + 900
    for city, missing in ((quiet, 0.0), (wild, 0.5)):
        received = [e for e in city.stream(until) if isinstance(e, Dispatch) and e.stage == "received"]
        share = sum(event.lat is None for event in received) / len(received)
        assert share == pytest.approx(missing, abs=0.12)


def test_a_mistake_in_the_call_texts_is_said_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "calls.toml"
    path.write_text(CALLS.read_text(encoding="utf-8").replace("{man}", "{mann}"), encoding="utf-8")
    with pytest.raises(RulesError, match=r"slot \{mann\}"):
        CallBook(path)
    path.write_text("[words]\n", encoding="utf-8")
    with pytest.raises(RulesError, match=r"calls\.toml cannot be read"):
        CallBook(path)
