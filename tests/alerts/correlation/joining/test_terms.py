"""What a score is made of adds up to it, for any row and any report."""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np
import pytest

from alerts.correlation.book.rows import BELIEF, FAST, Rows
from alerts.correlation.figures import N_KINDS, Figures
from alerts.correlation.joining.score import NOTHING, Scorer
from alerts.correlation.joining.terms import TERMS, Setting, split


def _rows(figures: Figures, chance: random.Random) -> Rows:
    """A table with one row such as an incident may have, near the plane's origin."""
    rows = Rows(figures)
    rule = chance.randrange(len(figures.belief))
    x, y = chance.gauss(0, 60), chance.gauss(0, 60)
    given = (x, y, x, y, 2000.0, -chance.uniform(0, 900), -chance.uniform(0, 400), 0.0, 10 ** chance.uniform(-4, -2),
             chance.choice([1.0, 1.0, 2.0, 1 / 0.6]))  # fmt: skip
    row = rows.take(rule, 1e9, 0.0, given)
    count = chance.choice([1, 1, 2, 5, 40])
    rows.table[row, 10:13] = (chance.uniform(0, 1e5) * (count > 1), count, 1.5 ** (count - 1))
    belief = np.array([chance.random() ** 4 + 1e-9 for _ in range(N_KINDS)])
    rows.table[row, BELIEF:FAST] = belief / belief.sum()
    rows.table[row, FAST:] *= [chance.uniform(0.2, count) for _ in range(2 * figures.n_taus)]
    return rows


@pytest.mark.parametrize("seed", range(200))
def test_terms_add_up_to_the_score(rules: Any, seed: int) -> None:
    figures, chance = Figures(rules), random.Random(seed)
    rows = _rows(figures, chance)
    row = next(at for at in range(rows.capacity) if rows.limit[at] > 0)
    rule = chance.randrange(len(figures.belief))
    error, busy = chance.uniform(100, 9e4), 10 ** chance.uniform(-4, -1)
    ordinary, trust, places = 10 ** chance.uniform(-12, -6), chance.choice([1.0, 2.1, 0.4]), chance.choice([1, 1, 3])
    view = rows.table[row].tolist()
    exact = chance.random() < 0.3
    spot = (view[2], view[3], 0.8) if exact else (chance.gauss(0, 90), chance.gauss(0, 90), 0.8)
    same = 10 ** chance.uniform(-9, -3)
    doubt = places / trust
    score = Scorer(figures, rows).one(row, 0.0, spot, error, rule, ordinary * doubt, same * doubt, busy)
    far2 = ((view[0] - spot[0]) * 0.8) ** 2 + ((view[1] - spot[1]) * 0.8) ** 2
    setting = Setting(0.0, rule, far2, error, ordinary, same * doubt if exact else math.inf, busy, places, trust)
    terms = split(figures, view, setting)
    assert set(terms) <= set(TERMS)
    if score > NOTHING:
        assert sum(terms.values()) == pytest.approx(score, abs=1e-6)


@pytest.mark.parametrize("seed", range(40))
def test_terms_of_a_report_without_a_place_add_up_too(rules: Any, seed: int) -> None:
    figures, chance = Figures(rules), random.Random(seed)
    rows = _rows(figures, chance)
    row = next(at for at in range(rows.capacity) if rows.limit[at] > 0)
    rule, rate = chance.randrange(len(figures.belief)), 10 ** chance.uniform(-6, -2)
    score = Scorer(figures, rows).somewhere(np.array([row]), 0.0, rule, np.array([rate]))[0]
    terms = split(figures, rows.table[row].tolist(), Setting(0.0, rule, None, 1.0, rate, math.inf, 0.0))
    assert sum(terms.values()) == pytest.approx(score, abs=1e-6)


@pytest.mark.parametrize("seed", range(300))
def test_figures_at_the_ends_of_what_a_number_holds_have_finite_terms_or_none(rules: Any, seed: int) -> None:
    figures, chance = Figures(rules), random.Random(seed)
    rows = _rows(figures, chance)
    view = rows.table[next(at for at in range(rows.capacity) if rows.limit[at] > 0)].tolist()
    ends = (0.0, 1e-320, 1e-300, 1e300)
    for _ in range(chance.randrange(3)):
        view[chance.randrange(4, len(view))] = chance.choice(ends)
    setting = Setting(
        chance.choice((0.0, 1e9, 1e300)), chance.randrange(len(figures.belief)), chance.choice((None, 0.0, 1e14, 1e300)),
        chance.choice((0.0, 400.0, 1e300)), chance.choice((*ends, 1e-9)), chance.choice((*ends, math.inf)),
        chance.choice((*ends, 0.1)), chance.choice((1, 3, 100_000)), chance.choice((1.0, 0.4, 0.0)),
    )  # fmt: skip
    assert all(map(math.isfinite, split(figures, view, setting).values()))


def test_the_reasons_of_an_incident_carry_their_terms(run: Any, make: Any) -> None:
    run.step(
        make.call(0, region="11140", text="연기가 나요"), make.call(20, (15, 0), text="연기가 많이 나요"),
        make.camera(30, (30, 0), confidence=0.95), make.call(35, (15, 0)), make.call(40, None, region="11140", text="연기"),
    )  # fmt: skip
    run.flush()
    joins = [why for why in run.records()[0]["why"] if why.rule == "join"]
    assert len(joins) >= 3
    for why in joins:
        assert sum(why.terms.values()) == pytest.approx(why.nats, abs=0.01)
        assert {"kind", "time", "background"} <= set(why.terms)
    assert joins[0].terms["words"] > 0.0
    assert any("trust" in why.terms for why in joins)
    assert any("place" not in why.terms for why in joins), "a report without a place has no term of distance"
    assert all("rest" not in why.terms for why in joins)


def test_terms_survive_a_restart(run: Any, make: Any) -> None:
    run.step(make.call(0), first := make.call(20, (15, 0)), make.call(300, (15, 0)))
    before = [why.terms for why in run.of(first).why]
    run.restored()
    assert [why.terms for why in run.of(first).why] == before
