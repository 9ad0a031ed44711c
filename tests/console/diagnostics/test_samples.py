import pytest

from console.diagnostics.samples import Samples


def test_percentiles_of_what_is_kept_and_the_largest_ever() -> None:
    samples = Samples(kept=100)
    samples.add(5000.0)
    for value in range(1, 101):
        samples.add(float(value))
    assert len(samples) == 101
    assert samples.percentile(50) == pytest.approx(50.5)
    assert samples.figures() == {"p50": 50.5, "p99": 99.01, "max": 5000.0}


def test_no_measurement_is_zero() -> None:
    assert Samples().figures() == {"p50": 0.0, "p99": 0.0, "max": 0.0}


def test_what_came_since_a_mark_is_told_apart_before_and_after_the_ring_has_come_round() -> None:
    samples = Samples(kept=100)
    for value in (900.0, 1.0, 2.0):
        samples.add(value)
    assert samples.figures_since() == samples.figures()
    samples.mark()
    for value in range(1, 51):
        samples.add(float(value))
    assert samples.figures_since() == {"p50": 25.5, "p99": 49.51, "max": 50.0}
    for value in range(51, 91):
        samples.add(float(value))
    samples.mark()
    for value in range(1, 51):
        samples.add(float(value))
    assert len(samples) == 143
    assert samples.figures_since() == {"p50": 25.5, "p99": 49.51, "max": 50.0}
    assert samples.figures()["max"] == 900.0
