"""Where reports are expected before any has been heard: known from the first minute, outweighed by what is heard, undone and
kept like everything else.
"""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from alerts.batch import Batch
from alerts.correlation import Engine, NoPlaces
from alerts.correlation.background import Background
from alerts.correlation.background.prior import CALLS, prior_of
from alerts.correlation.figures import Figures
from alerts.correlation.projection import to_plane
from alerts.errors import RulesError
from alerts.places import Gazetteer, load_city
from alerts.places.load import PRIORS
from alerts.rules import Rules

TIME = 1_780_000_020.0
HOSPITAL = (37.5796, 126.9990)
HILL = (37.66, 126.98)


@pytest.fixture(scope="module")
def seoul() -> Any:
    return load_city("seoul")


def rate(background: Background, lat: float, lon: float) -> float:
    """Ordinary calls about fires per square metre and second there."""
    x, y, cosine = to_plane(lat, lon)
    point = (np.array([value]) for value in (x, y, cosine, 45.0**2))
    return float(background.local(background.last, *point, np.array([2]))[0][0])


def started(rules: Rules, places: Any) -> Background:
    background = Background(Figures(rules), 120.0, frozenset(), {}, prior_of(places))
    background.advance(TIME)
    return background


def test_a_cold_start_expects_more_at_a_hospital_than_on_a_hill(rules: Rules, seoul: Any) -> None:
    known, blind = started(rules, Gazetteer(seoul)), started(rules, NoPlaces())
    assert rate(known, *HOSPITAL) > 10 * rate(known, *HILL)
    assert rate(blind, *HOSPITAL) == pytest.approx(rate(blind, *HILL), rel=0.05)


def test_it_is_worth_so_many_calls_and_fades(rules: Rules, seoul: Any) -> None:
    background = started(rules, Gazetteer(seoul))
    density = background.density
    assert density.totals[:32].sum() == 0.0
    assert density.totals[32] / density.scale(TIME) == pytest.approx(CALLS)
    assert density.totals[32] / density.scale(TIME + 30 * 86_400) == pytest.approx(CALLS / 2)


def test_the_first_tick_taken_back_leaves_nothing(rules: Rules, seoul: Any) -> None:
    background = Background(Figures(rules), 120.0, frozenset(), {}, prior_of(Gazetteer(seoul)))
    tick = background.advance(TIME)
    assert tick is not None
    background.undo(tick)
    assert len(background.density.table) == 0
    background.advance(TIME - 3600)
    assert background.density.totals[32] / background.density.scale(TIME - 3600) == pytest.approx(CALLS)


def test_a_city_without_one_starts_blind(rules: Rules, seoul: Any) -> None:
    assert prior_of(Gazetteer(replace(seoul, expected=()))) is None
    assert prior_of(NoPlaces()) is None


def test_order_batches_and_restoring_change_nothing(rules: Rules, seoul: Any, make: Any) -> None:
    dice = random.Random(5)
    calls = [make.call(dice.uniform(0, 100), (dice.gauss(0, 600), dice.gauss(0, 600))) for _ in range(60)]

    def labels(order: list[Any], batch: int, restored: bool) -> dict[str, str]:
        engine = Engine(rules, Gazetteer(seoul))
        for at in range(0, len(order), batch):
            engine.step(Batch(order[at : at + batch]), 0.0)
            if restored and at == batch:
                engine = Engine.restore(engine.save(), rules, Gazetteer(seoul))
        engine.flush()
        return {event.id: engine.book.where[event.source, event.id].record.key for event in calls}

    calls.sort(key=lambda event: event.time)
    plain = labels(calls, 60, False)
    shuffled = list(calls)
    dice.shuffle(shuffled)
    assert labels(shuffled, 7, False) == plain
    assert labels(shuffled, 11, True) == plain


def test_the_map_is_small_says_where_it_is_from_and_covers_the_city(seoul: Any) -> None:
    path = PRIORS / "seoul.json"
    assert path.stat().st_size < 200_000
    assert "attribution" in path.read_text(encoding="utf-8")
    lat, lon, spread, share = seoul.ordinary
    south, west, north, east = seoul.bounds
    assert ((lat > south) & (lat < north) & (lon > west) & (lon < east)).all()
    assert share.sum() == pytest.approx(1.0, abs=1e-3)
    assert spread.min() >= 30.0


def test_a_map_with_a_mistake_is_refused_by_name(tmp_path: Path) -> None:
    from alerts.places.load import _read_prior

    (tmp_path / "x.json").write_text('{"attribution": "", "spots": [[37.5, 127.0, -4, 0.1]]}', encoding="utf-8")
    with pytest.raises(RulesError, match=r"The prior map x\.json cannot be read: .*0\.0"):
        _read_prior(tmp_path / "x.json")
    assert _read_prior(tmp_path / "none.json") == []
