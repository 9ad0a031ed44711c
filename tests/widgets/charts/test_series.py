"""Seconds in, curves out: nothing that happened is lost on the way."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from widgets.charts.curves import window
from widgets.charts.decimate import by_pixel, runs
from widgets.charts.series import HOUR, MINUTE, SMOOTH, Series

END = 1_795_237_357


@given(
    values=st.lists(st.one_of(st.floats(0, 1e6), st.just(float("nan"))), min_size=1, max_size=400),
    seconds=st.floats(2.1, 40),
    first=st.integers(0, 2_000_000_000),
)
def test_every_pixel_keeps_its_least_and_its_greatest(values: list[float], seconds: float, first: int) -> None:
    array = np.array(values)
    times, out = by_pixel(array, seconds, first)
    assert len(times) == len(out)
    assert len(out) <= 2 * (len(array) / seconds + 2)
    columns = np.floor((first + np.arange(len(array))) / seconds).astype(int)
    for k, column in enumerate(np.unique(columns)):
        inside = array[columns == column]
        known = inside[np.isfinite(inside)]
        pair = out[2 * k : 2 * k + 2]
        if known.size:
            assert sorted(pair) == [known.min(), known.max()]
        else:
            assert np.isnan(pair).all()


def test_few_points_are_left_as_they_are() -> None:
    values = np.array([1.0, 5.0, 2.0])
    times, out = by_pixel(values, 1.5, 100)
    assert times.tolist() == [100, 101, 102]
    assert out.tolist() == [1.0, 5.0, 2.0]


def test_the_shape_does_not_change_while_time_moves_on() -> None:
    chance = np.random.default_rng(4)
    values = chance.poisson(40, 3000).astype(float)
    times, out = by_pixel(values, 3.7, 1000)
    later_times, later = by_pixel(values[100:], 3.7, 1100)
    # the first column of the later window may be cut; all others are the same
    assert np.array_equal(later[2:], out[-len(later) + 2 :])
    assert np.array_equal(later_times[2:], times[-len(later) + 2 :])


def test_runs_are_the_stretches_between_gaps() -> None:
    nan = float("nan")
    assert runs(np.array([nan, 1, 2, nan, nan, 3])) == [(1, 3), (5, 6)]
    assert runs(np.array([1.0, 2.0])) == [(0, 2)]
    assert runs(np.array([nan])) == []
    assert runs(np.array([])) == []


def test_a_missed_second_is_a_gap_and_going_back_starts_anew() -> None:
    series = Series()
    for second in (END, END + 1, END + 4):
        series.push(50.0, second)
    assert np.isfinite(series._values[-5:]).tolist() == [True, True, False, False, True]
    series.push(60.0, END + 4)
    assert series._values[-1] == 60.0
    series.push(10.0, END - 500)
    assert series.end == END - 500
    assert np.isfinite(series._values).sum() == 1
    series.push(10.0, END + 10_000)  # away for hours
    assert np.isfinite(series._values).sum() == 1


def test_slow_feeds_are_told_by_the_minute_and_fast_ones_by_the_second() -> None:
    slow, fast = Series(), Series()
    calls = np.zeros(600)
    calls[[300, 310, 590]] = 1.0
    slow.fill(calls.tolist(), END)
    assert slow.slow
    curve = slow.curve()
    assert curve[-1] == 1.0
    assert curve[-600 + 310 - 1] == 1.0
    assert curve[-600 + 311] == 2.0
    assert curve[-600 + 311 + MINUTE] == 0.0
    fast.fill([40.0] * 100 + [50.0] * SMOOTH, END)
    assert not fast.slow
    assert fast.curve()[-1] == 50.0
    assert fast.curve()[-SMOOTH - 1] == 40.0
    assert fast.rate(SMOOTH) == 50.0
    assert not Series().heard
    assert len(window(Series(), END - 10, END, 1.0)[1]) == 0


def test_the_window_reaches_the_edges_and_no_farther() -> None:
    series = Series()
    series.fill([float(k) for k in range(1, HOUR + 1)], END)
    times, _ = window(series, END - 100.5, END - 50.5, 0.5)
    assert times[0] <= END - 100.5
    assert times[-1] >= END - 50.5
    assert len(times) <= 54
    times, values = window(series, END - 5, END + 100, 0.5)
    assert times[-1] == END
    assert values[-1] == np.mean([HOUR - k for k in range(SMOOTH)])
