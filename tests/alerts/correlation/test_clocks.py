"""Clocks that are wrong: they neither make everybody else late nor cost the others anything."""

from __future__ import annotations

from typing import Any

from tests.alerts.correlation.conftest import START

FAR = 3600.0


def others(run: Any, make: Any, begin: int, end: int) -> None:
    """Five sources whose clocks are right, a report every other second."""
    for at in range(begin, end, 2):
        run.step(make.call(at, (at * 50, 0), source=f"right-{at % 5}"))


def behind(run: Any) -> float:
    """How far (s) the watermark is behind the start."""
    return float(START.timestamp() - run.engine.watermark)


def test_whoever_speaks_first_may_be_the_one_whose_clock_is_wrong(run: Any, make: Any) -> None:
    for at in range(100):
        run.step(make.call(FAR + at * 0.1, source="fast"))
    others(run, make, 10, 60)
    assert run.late == 0
    assert behind(run) > 60


def test_two_fast_clocks_do_not_outvote_five_right_ones(run: Any, make: Any) -> None:
    others(run, make, 0, 20)
    for at in range(20, 200, 20):
        run.step(make.call(at + FAR, source="fast-1"))
        others(run, make, at, at + 10)
        run.step(make.call(at + FAR, source="fast-2"))
        others(run, make, at + 10, at + 20)
    assert run.late == 0
    assert behind(run) > -100


def test_a_clock_that_jumps_is_soon_not_believed(run: Any, make: Any) -> None:
    others(run, make, 0, 20)
    for at in range(20, 60, 2):
        run.step(make.call(at + FAR, source="jumps"), make.call(at, source="jumps"))
        others(run, make, at, at + 2)
    assert run.late == 0
    limit = START.timestamp() + FAR / 2
    ahead = [report for report in run.engine.book.where.values() if report.order[0] > limit]
    assert len(ahead) == 1, "after its first jump its reports take effect when they arrive"
