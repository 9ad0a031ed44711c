"""What the strips can show beside what comes in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from alerts.incidents import Incident, Member
from alerts.picture import FeedHealth, Load, SensorReading
from widgets.charts import FeedStrips
from widgets.charts.subjects import SUBJECTS, Held

NOW = 1_795_000_000
AT = datetime.fromtimestamp(NOW, UTC)


def feed(channel: str, rate: float, delay: float = 0.0, rejected: int = 0, lost: int = 0) -> FeedHealth:
    return FeedHealth(channel, rate, delay, float(NOW), 10, rejected, 0, lost)


def incident(key: str, acknowledged: float | None = None, arrived: float | None = None, age: float = 300.0) -> Incident:
    opened = AT - timedelta(seconds=age)
    members = [] if arrived is None else [Member("119", "a", "dispatch", "119", opened + timedelta(seconds=arrived), "arrived")]
    return Incident(
        "", key, "fire", "화재", 2, "new", opened, opened, None, None, 0.0, [], [], [], [], [], members=members,
        acknowledged=None if acknowledged is None else opened + timedelta(seconds=acknowledged),
    )  # fmt: skip


@pytest.fixture
def strips(qtbot: Any, wording: Any, theme: Any) -> FeedStrips:
    made = FeedStrips(wording, theme)
    qtbot.addWidget(made)
    made.resize(900, 260)
    made.show()
    return made


def labels(strips: FeedStrips) -> list[tuple[str, str]]:
    return [(row.name, row.rate) for row in strips._labels.rows]


def test_each_subject_says_what_it_would_show_until_it_has_it(strips: FeedStrips) -> None:
    for name in SUBJECTS:
        strips.show_subject(name)
        assert strips._empty.isVisible()
        assert strips._empty.text()
    strips.show_next()
    assert strips.subject == "rate"


def test_delay_and_refusals_by_channel(strips: FeedStrips) -> None:
    for second in range(3):
        strips.push([feed("cctv", 4.0, 1.25), feed("112", 0.0, 99.0), feed("119", 1.0, 180.0, rejected=second)], NOW + second)
    strips.show_subject("delay")
    assert labels(strips) == [("CCTV", "1.2 초"), ("119", "3분")], "a silent feed is not late"
    strips.show_subject("rejects")
    assert labels(strips) == [("119 거부", "2건")]


def test_the_alarm_load_stands_against_its_bounds(strips: FeedStrips) -> None:
    strips.push_load(Load(3, [0] * 20, False), NOW)
    strips.push([feed("cctv", 1.0)], NOW)
    strips.show_subject("load")
    assert [rate for _, rate in labels(strips)] == ["3건/10분"]
    assert [value for value, _ in strips.curves.bounds[0]] == [1.0, 2.0, 10.0]
    assert not strips.grab().isNull()


def test_response_times_are_medians_of_the_last_half_hour(strips: FeedStrips) -> None:
    strips.push_responses([incident("a", 30.0, 240.0), incident("b", 50.0), incident("c", 400.0, age=4000.0)], NOW)
    strips.push([feed("cctv", 1.0)], NOW)
    strips.show_subject("response")
    assert labels(strips) == [("확인까지 (목표 1분)", "40초"), ("도착까지 (목표 7분)", "4분")]


def test_sensors_that_say_something_come_first(strips: FeedStrips) -> None:
    levels = {"w1": "normal", "w2": "alarm", "w3": "attention"}
    strips.push_sensors(
        [SensorReading(k, "water_level", 1.5, "m", v, None, None, f"지점 {k}", NOW) for k, v in levels.items()], NOW
    )
    strips.push([feed("cctv", 1.0)], NOW)
    strips.show_subject("sensors")
    assert [name for name, _ in labels(strips)] == ["지점 w2 수위", "지점 w3 수위", "지점 w1 수위"]
    assert labels(strips)[0][1] == "1.5 m · 경보"


def test_a_held_figure_stays_as_it_was_until_it_is_told_anew() -> None:
    held = Held()
    held.push(2.0, NOW)
    held.push(5.0, NOW + 10)
    assert held.curve()[-11:].tolist() == [2.0] * 10 + [5.0]
    assert held.latest == 5.0
