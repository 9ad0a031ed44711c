from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from alerts.events import Event, to_json
from alerts.places import CityProfile
from feeds.city import City, Disturbance
from feeds.city.agenda import Agenda

START = datetime.fromisoformat("2026-11-21T21:00:00+09:00")
Lived = tuple[City, list[Event]]


def test_late_events_come_out_of_order_but_within_the_bound(seoul: CityProfile) -> None:
    city = City(seoul, 3, START, disturbance=Disturbance(late=0.3, delay_s=20.0, delay_bound_s=45.0))
    out_of_order, latest, worst, at = 0, 0.0, 0.0, START.timestamp()
    for _ in range(600):
        at += 0.5
        for event in city.stream(at):
            time = event.time.timestamp()
            out_of_order += time < latest
            latest, worst = max(latest, time), max(worst, at - time)
    assert out_of_order > 1000
    assert 30 < worst < 46


def test_late_or_not_it_is_the_same_city(live: Callable[..., Lived]) -> None:
    _, events = live(200)
    _, late = live(200, disturbance=Disturbance(late=0.2, delay_bound_s=30.0))
    until = START.timestamp() + 160
    assert {to_json(e) for e in events if e.time.timestamp() < until} == {
        to_json(e) for e in late if e.time.timestamp() < until
    }


def test_duplicates_come_again_under_the_same_name(live: Callable[..., Lived]) -> None:
    _, events = live(120, disturbance=Disturbance(duplicates=0.1, delay_s=3.0))
    copies = Counter((event.source, event.id) for event in events)
    assert set(copies.values()) == {1, 2}
    assert 0.05 < sum(count == 2 for count in copies.values()) / len(copies) < 0.15


def test_hot_spots_can_be_made_stronger(seoul: CityProfile) -> None:
    def busiest(hot: float) -> int:
        city = City(seoul, 3, START, scripted=False, disturbance=Disturbance(hot_spots=hot, reports=6.0))
        events = city.stream(START.timestamp() + 360)
        calls = [e for e in events if e.source in ("112", "119", "120") and e.id.endswith("-0")]
        return sum(count for _, count in Counter((round(e.lat or 0, 2), round(e.lon or 0, 2)) for e in calls).most_common(10))

    assert busiest(3.0) > 1.3 * busiest(0.0)


def test_an_agenda_gives_everything_once_and_in_order() -> None:
    dice = random.Random(5)
    agenda: Agenda[int] = Agenda(7.0)
    times = [dice.uniform(1000, 1400) for _ in range(500)]
    for number, time in enumerate(times):
        agenda.put(time, number)
    taken: list[tuple[float, int]] = []
    at = 1000.0
    while at < 1400:
        at += dice.uniform(0.1, 30)
        due = agenda.due(at)
        assert all(time < at for time, _ in due)
        taken += due
    assert taken == sorted((time, number) for number, time in enumerate(times))
    assert len(agenda) == 0


def test_what_an_agenda_gets_too_late_happens_next() -> None:
    agenda: Agenda[str] = Agenda()
    assert agenda.due(100.0) == []
    agenda.put(40.0, "late")
    agenda.put(100.0, "now")
    assert agenda.due(100.5) == [(100.0, "late"), (100.0, "now")]
