"""Estimates find what a recording was made with, and leave what they have too little for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from alerts.correlation import NoPlaces
from alerts.incidents import KINDS
from alerts.rules import Rules, load_rules
from alerts.tuning.cases import Case, CaseReader
from alerts.tuning.estimates import TRUST, follow_ups, prior_rate, sigma, tau
from alerts.tuning.logistic import fit
from alerts.tuning.proposals import proposals

FIRE = KINDS.index("fire")


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


def fires(rules: Rules, town: Any) -> list[Case]:
    cases = CaseReader(rules, NoPlaces()).read(town.events, town.truth, float("inf"), 0.0)
    return cases.of(FIRE, 2)


def many(town: Callable[[int], Any], tau_s: float, sigma_m: float, incidents: int = 300) -> Any:
    made = town(7)
    for number in range(incidents):
        made.incident(f"f{number}", 3600.0 * number, 0.85, tau_s, sigma_m)
    return made


@pytest.mark.parametrize(("tau_s", "sigma_m"), [(60.0, 30.0), (400.0, 120.0)])
def test_times_and_distances_are_recovered(rules: Rules, town: Callable[[int], Any], tau_s: float, sigma_m: float) -> None:
    cases = fires(rules, many(town, tau_s, sigma_m))
    assert len(cases) > 100
    found, far = tau(cases, 130.0), sigma(cases, 57.0)
    assert found.seen == sum(len(case.reports) - 1 for case in cases)
    assert found.value == pytest.approx(tau_s, rel=0.15)
    assert far.value == pytest.approx(sigma_m, rel=0.2)


def test_one_wrong_address_in_twenty_does_not_matter(rules: Rules, town: Callable[[int], Any]) -> None:
    made = many(town, 100.0, 60.0)
    good = sigma(fires(rules, made), 57.0).value
    for index in range(0, len(made.events), 20):
        event = made.events[index]
        event.lat += 0.1  # eleven kilometres
    bad = sigma(fires(rules, made), 57.0).value
    assert good is not None
    assert bad == pytest.approx(good, rel=0.25)


def test_few_data_leave_a_figure_and_some_move_it_a_little(rules: Rules, town: Callable[[int], Any]) -> None:
    few = fires(rules, many(town, 600.0, 300.0, incidents=4))
    assert len(few) < 5
    assert tau(few, 130.0).value is None
    assert sigma(few, 57.0).value is None
    assert "needed" in tau(few, 130.0).why
    some = tau(fires(rules, many(town, 600.0, 300.0, incidents=14)), 130.0).value
    lots = tau(fires(rules, many(town, 600.0, 300.0)), 130.0).value
    assert some is not None
    assert lots is not None
    assert 130.0 < some < 0.9 * lots
    assert lots <= 4.0 * 130.0, "nothing moves by more than a factor in one go"


def test_counts_by_hand(rules: Rules, town: Callable[[int], Any]) -> None:
    made = town(3)
    for number in range(30):
        for more in range(4 if number < 10 else 1):
            made.call(f"f{number}", 3600.0 * number + 60.0 * more, 10.0 * more, 0.0)
    cases = CaseReader(rules, NoPlaces()).read(made.events, made.truth, float("inf"), 0.0).of(FIRE)
    assert follow_ups(cases, 0.94).value == pytest.approx((30 + TRUST * 0.94) / (60 + TRUST))
    assert prior_rate(100.0, 9.0, 40.0).value == pytest.approx((100 + 40) / 10)
    assert prior_rate(100.0, 0.5, 40.0).value is None


def test_each_group_says_what_it_leaves(rules: Rules, town: Callable[[int], Any]) -> None:
    cases = CaseReader(rules, NoPlaces()).read(many(town, 60.0, 30.0).events, {}, float("inf"), 2.0)
    assert not cases.cases
    for name, (changed, left) in proposals(rules, cases).items():
        if name != "ordinary rates":
            assert not changed
            assert {entry.path[-2 if name != "report shares" else -1] for entry in left} == set(KINDS), name
            assert all("needed" in entry.why for entry in left), name


def test_logistic_finds_its_coefficients_and_keeps_its_bounds() -> None:
    dice = np.random.default_rng(5)
    inputs = np.column_stack([dice.normal(size=(4000, 3)), np.ones(4000)])
    real = np.array([1.5, 0.7, -0.8, -1.0])
    truth = (dice.random(4000) < 1.0 / (1.0 + np.exp(-(inputs @ real)))).astype(float)
    weights, nothing = np.ones(4000), np.zeros(4)
    free = fit(inputs, truth, weights, nothing, np.full(4, 1e-3), 0)
    assert free == pytest.approx(real, abs=0.15)
    bounded = fit(inputs, truth, weights, nothing, np.full(4, 1e-3), 3)
    assert bounded[2] == 0.0
    assert bounded[0] == pytest.approx(1.5, abs=0.3)
    known = np.array([0.2, 0.2, 0.2, 0.2])
    assert fit(inputs[:5], truth[:5], weights[:5], known, np.full(4, 50.0), 3) == pytest.approx(known, abs=0.1)
