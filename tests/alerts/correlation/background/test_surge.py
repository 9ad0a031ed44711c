"""The present rate follows a whole region within minutes, and no local surge."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from alerts.correlation.background.surge import SPOT, Surge
from alerts.rules.rules import SurgeRule

SIDE = 16
"""The city of these tests: so many square miles a side."""
RATE = 0.02
"""Reports a second of group 0 in all of it, as learned."""


def _expected(x: Any, y: Any, groups: Any) -> Any:
    even = np.full(len(x), RATE / SIDE**2)
    return even, [even * 16.0, even * 256.0]


def _watched(seconds: int, draw: Any) -> Surge:
    """A minute at a time: what ``draw`` makes of it (points in square miles), then a look."""
    surge = Surge(32, SurgeRule())
    surge.start = 0.0
    for minute in range(1, seconds // 60 + 1):
        points = draw(minute)
        x, y = (np.array([point[axis] for point in points]) * SPOT for axis in (0, 1))
        surge.add(minute * 60.0, x, y, np.zeros(len(points), dtype=np.int64))
        surge.look(minute * 60.0, np.full(32, RATE), _expected)
    return surge


def _at(surge: Surge, x: float, y: float) -> float:
    return float(surge.boost(np.array([x]) * SPOT, np.array([y]) * SPOT, np.zeros(1, dtype=np.int64))[0])


@pytest.mark.parametrize("times", [4, 20])
def test_a_storm_is_followed_within_ten_minutes(times: int) -> None:
    dice = random.Random(1)
    surge = _watched(600, lambda _: [(dice.uniform(0, SIDE), dice.uniform(0, SIDE)) for _ in range(int(60 * RATE * times))])
    assert 0.6 * times < _at(surge, 5.0, 5.0) < 1.6 * times


def test_a_fire_does_not_make_itself_ordinary() -> None:
    dice = random.Random(2)
    surge = _watched(
        600,
        lambda _: [
            *[(5.3 + dice.gauss(0, 0.05), 5.4 + dice.gauss(0, 0.05)) for _ in range(6)],
            *[(dice.uniform(0, SIDE), dice.uniform(0, SIDE)) for _ in range(int(60 * RATE))],
        ],
    )
    assert _at(surge, 5.3, 5.4) < 1.5, "sixty calls of one fire, among twelve others"


def test_a_rise_of_one_quarter_of_the_city_is_followed_there_only() -> None:
    dice = random.Random(3)
    surge = _watched(600, lambda _: [(dice.uniform(0, 4), dice.uniform(0, 4)) for _ in range(8)])
    assert _at(surge, 2.0, 2.0) > 20.0
    assert _at(surge, 13.0, 13.0) < 6.0


def test_looking_and_adding_are_taken_back() -> None:
    surge = _watched(300, lambda minute: [(minute, 3.0)] * 9)
    before = surge.table.entries(), surge.rises.entries(), surge.world.tolist(), surge.start
    kept = surge.add(360.0, np.arange(300.0) * 100.0, np.arange(300.0) * 70.0, np.zeros(300, dtype=np.int64))
    surge.look(360.0, np.full(32, RATE), _expected)
    assert surge.world[0] > 2.0
    surge.undo(kept)
    keys, values = surge.table.entries()
    there = values[0] > 0.0
    assert np.array_equal(keys[there], before[0][0])
    assert np.array_equal(values[:, there], before[0][1])
    assert np.array_equal(surge.rises.entries()[1], before[1][1])
    assert (surge.world.tolist(), surge.start) == before[2:]
