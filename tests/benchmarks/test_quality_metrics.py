"""The benchmark's own figures: a measure that measures wrongly is worse than none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import numpy as np
import pytest

from alerts.errors import InputError
from alerts.events import Cctv, Dispatch, Event
from alerts.places import Gazetteer, load_city
from alerts.rules import load_rules
from alerts.tuning.agreement import agreement, codes
from feeds.city import City, Disturbance, Pace
from tests.benchmarks.quality.baselines import METRES_A_DEGREE
from tests.benchmarks.quality.calibration import brier, calibration, worst_gap
from tests.benchmarks.quality.conditions import Condition
from tests.benchmarks.quality.drive import Driver
from tests.benchmarks.quality.material import Material, city_material, recorded_material, source_of
from tests.benchmarks.quality.parts import PARTS
from tests.benchmarks.quality.runs import Result
from tests.benchmarks.quality.scores import delays, extents, line, load, told_in, window
from tests.benchmarks.quality.store import Store
from tests.benchmarks.quality.targets import checked

NOON = datetime(2026, 6, 5, 12, tzinfo=UTC)


def ints(*values: int) -> np.ndarray:
    return np.array(values, np.int64)


def test_agreement_by_hand() -> None:
    # pairs found 01 23 24 34, true 01 02 12 34: two of four both ways; B-cubed by hand
    score = agreement(ints(0, 0, 0, 1, 1), ints(7, 7, 8, 8, 8))
    assert (score.pair_precision, score.pair_recall, score.pair_f1) == (0.5, 0.5, 0.5)
    assert score.b3_precision == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5)
    assert score.b3_recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)


def test_agreement_of_the_extremes() -> None:
    truth = ints(0, 0, 1, 1, 2)
    assert agreement(truth, ints(5, 5, 3, 3, 9)).pair_f1 == 1.0
    one = agreement(truth, ints(0, 0, 0, 0, 0))
    assert (one.pair_recall, one.pair_precision) == (1.0, 0.2)
    alone = agreement(truth, ints(0, 1, 2, 3, 4))
    assert (alone.pair_precision, alone.pair_recall, alone.pair_f1) == (1.0, 0.0, 0.0)


def test_agreement_of_chosen_reports_counts_pairs_that_touch_them() -> None:
    truth, found = ints(0, 0, 1, 1, 2), ints(0, 0, 0, 1, 1)
    chosen = truth == 1
    score = agreement(truth, found, chosen)
    # touching reports 2 and 3: found pairs 02 12 34, true pair 23, none of them both
    assert (score.pair_precision, score.pair_recall) == (0.0, 0.0)
    everything = agreement(truth, found, np.ones(5, bool))
    assert everything == agreement(truth, found)


def test_empty_labels_are_groups_of_their_own() -> None:
    assert codes(["a", "", "a", ""]).tolist() == [0, 1, 0, 2]


def call(number: int, second: float, stage: str = "received") -> Event:
    return Dispatch(
        id=f"{number}-{stage}", source="119", time=NOON + timedelta(seconds=second), lat=37.5, lon=127.0, service="119",
        call_id=str(number), stage=stage, code="fire", category="화재",  # type: ignore[arg-type]
    )  # fmt: skip


def camera(number: int, second: float, label: str) -> Event:
    return Cctv(
        id=str(number), source="cctv", time=NOON + timedelta(seconds=second), lat=37.5, lon=127.0, camera_id="c1",
        label=label, track_id=f"t{number}",  # type: ignore[arg-type]
    )  # fmt: skip


def material_of(events: list[Event], labels: list[str]) -> Material:
    truth = {(event.source, event.id): label for event, label in zip(events, labels, strict=True)}
    times = np.array([event.time.timestamp() for event in events])
    return Material(events, times, truth, times[0], times[-1] + 1.0)


def test_first_reports_are_one_a_source() -> None:
    events = [
        call(1, 0),
        camera(1, 5, "smoke"),
        call(1, 10, "dispatched"),
        camera(2, 20, "smoke"),
        camera(3, 30, "fire"),
        call(2, 40),
    ]
    material = material_of(events, ["fire-001"] * 6)
    reports = material.reports(material.start, material.end)
    assert reports.first.tolist() == [True, True, False, False, True, True]
    assert reports.called.tolist() == [True, False, True, False, False, True]
    assert source_of(events[1]) == source_of(events[3]) != source_of(events[4])
    later = material.reports(material.start + 10, material.end)
    assert later.first.tolist() == [False, False, True, True]


def test_the_driver_says_at_which_report_an_incident_was_raised() -> None:
    events = [call(number, 20.0 * number) for number in range(8)]
    material = material_of([*events, call(0, 400, "closed")], ["fire-001"] * 9)
    rules = load_rules(None)
    assert material.major == {"fire-001": "fire"}
    outcome = Driver(rules, Gazetteer(load_city("seoul")), material).run()
    assert len(set(outcome.found.values())) == 1
    alarm, critical = outcome.raised[3]["fire-001"], outcome.raised[1]["fire-001"]
    assert alarm.report < critical.report <= 8
    assert critical.seconds == 20.0 * (critical.report - 1)
    scored = window(material, outcome, material.start, material.end + 3600.0)
    assert [late.share for late in delays([scored])] == [1.0, 1.0]
    assert load([scored]).alarms == (0.0, 0.0, 0.0)
    assert line("engine", [scored]).first.pair_f1 == 1.0


def test_a_false_critical_is_counted() -> None:
    events = [call(number, 20.0 * number) for number in range(8)]
    material = material_of([*events, camera(9, 500, "smoke")], [f"call-{n:06d}" for n in range(8)] + ["fire-001"])
    outcome = Driver(load_rules(None), Gazetteer(load_city("seoul")), material).run()
    burden = load([window(material, outcome, material.start, material.end)])
    assert burden.criticals == 1
    assert burden.false_critical == pytest.approx(10_000 / 9)
    assert burden.alarms[0] > 0.0


def test_each_part_that_is_switched_off_changes_the_input_or_the_rules() -> None:
    rules = load_rules(None)
    start = NOON.timestamp()
    city = City(load_city("seoul"), 3, NOON, 1.0, pace=Pace(1.0, 5.0, 20.0, 20.0, 20.0, False))
    events = city.stream(start + 400.0)
    import random

    for part in PARTS:
        changed = part.rules(rules) != rules or not part.places
        if part.event is not None:
            dice = random.Random(1)
            changed |= any(part.event(event, dice) != event for event in events)
        assert changed, part.name


def test_labels_that_are_of_no_use_are_refused(tmp_path: Path) -> None:
    labels = tmp_path / "labels.csv"
    labels.write_text("source,event_id\n119,1\n", encoding="utf-8")
    with pytest.raises(InputError, match="incident_id"):
        recorded_material(tmp_path / "none.ndjson", labels)


def test_what_is_kept_is_what_was_made(tmp_path: Path) -> None:
    made: list[int] = []

    def make() -> Material:
        made.append(1)
        return material_of([call(1, 0), camera(2, 5, "smoke")], ["fire-001", ""])

    store = Store(tmp_path)
    first, again, other = store.kept("a", make), store.kept("a", make), store.kept("b", make)
    assert len(made) == 2
    assert again.events == first.events == other.events
    assert (again.truth, again.start, again.end, again.arrived.tolist()) == (
        first.truth, first.start, first.end, first.arrived.tolist(),
    )  # fmt: skip
    assert again.events[0].time.utcoffset() == timedelta(0)
    for path in tmp_path.iterdir():  # a run that was stopped while it wrote
        path.write_bytes(path.read_bytes()[:20])
    assert store.kept("a", make).events == first.events
    assert len(made) == 3


def test_an_incident_over_its_limits_is_counted() -> None:
    events = [call(number, 20.0 * number) for number in range(3)]
    material = material_of(events, ["fire-001"] * 3)
    rules = load_rules(None)
    outcome = Driver(rules, Gazetteer(load_city("seoul")), material).run()
    scored = window(material, outcome, material.start, material.end)
    (size,) = extents([scored], rules)
    assert (size.kind, size.incidents, size.longest_s, size.too_wide, size.too_long) == ("fire", 1, 40.0, 0, 0)
    fire = rules.kind("fire")
    short = [msgspec.structs.replace(fire, life_s=39.0) if kind is fire else kind for kind in rules.kinds]
    assert extents([scored], msgspec.structs.replace(rules, kinds=short))[0].too_long == 1
    told = scored.reports.events[2]
    assert told.lat is not None
    for reaches, wide in ((0.9, 0), (1.1, 1)):  # the three are within metres of one another
        away = reaches * fire.reach_m / METRES_A_DEGREE
        scored.reports.events[2] = msgspec.structs.replace(told, lat=told.lat + away)
        assert extents([scored], rules)[0].too_wide == wide


def test_alarms_are_counted_by_ten_minutes() -> None:
    # eight fires at once, far from one another, each of them told by three callers
    events = [
        msgspec.structs.replace(call(3 * place + number, 30.0 * number + place), lat=37.4 + 0.02 * place)  # type: ignore[type-var]
        for number in range(3)
        for place in range(8)
    ]
    material = material_of(events, [f"call-{index % 8:06d}" for index in range(24)])
    outcome = Driver(load_rules(None), Gazetteer(load_city("seoul")), material).run()
    burden = load([window(material, outcome, material.start, material.start + 1800.0)])
    assert burden.busiest == pytest.approx(0.8)  # eight alarms in one of three periods, ten operators
    assert burden.flooded == 0.0
    assert burden.alarms_an_hour == pytest.approx(8 / 0.5 / 10)


def test_a_figure_that_misses_its_target_is_named() -> None:
    events = [call(number, 20.0 * number) for number in range(8)]
    material = material_of(events, [f"call-{n:06d}" for n in range(8)])
    rules = load_rules(None)
    outcome = Driver(rules, Gazetteer(load_city("seoul")), material).run()
    seeds = [window(material, outcome, material.start, material.end)]
    lines = [line("engine", seeds), line("alone", seeds, [np.arange(8)])]
    told = told_in(seeds)
    result = Result(
        "ordinary",
        lines,
        delays(seeds),
        load(seeds),
        [],
        extents(seeds, rules),
        calibration(told),
        brier(told),
    )
    figures = {one.figure: one for one in checked([result])}
    assert figures["pair F1 beside the best other method"].missed
    assert figures["pair F1"].missed  # eight true incidents of one report each were put together
    assert figures["false criticals per 10,000 reports"].value == pytest.approx(10_000 / 8)
    assert figures["false criticals per 10,000 reports"].missed
    assert not figures["incidents wider than their limit"].missed


def test_calibration_by_hand() -> None:
    told = [(0.05, False)] * 9 + [(0.05, True)] + [(0.72, True)] * 3 + [(0.74, False)] + [(1.0, True)]
    rows = calibration(told)
    assert [row.count for row in rows] == [10, 0, 0, 0, 0, 0, 0, 4, 0, 1]
    assert rows[0].true == pytest.approx(0.1)
    assert rows[7].given == pytest.approx((3 * 0.72 + 0.74) / 4)
    assert rows[7].true == 0.75
    error, constant = brier(told)
    assert error == pytest.approx((9 * 0.05**2 + 0.95**2 + 3 * 0.28**2 + 0.74**2) / 15)
    assert constant == pytest.approx((5 / 15) * (10 / 15))
    assert worst_gap(rows, 4) == pytest.approx(0.05)


def test_the_probability_of_the_city_is_calibrated() -> None:
    """A stretch of the city: what is called likely comes true, what is called unlikely does not."""
    profile = load_city("seoul")
    condition = Condition("test", warm_s=0.0, scored_s=4500.0, disturbance=Disturbance(reports=0.4))
    material = city_material(profile, condition, 31)
    rules = load_rules(None)
    outcome = Driver(rules, Gazetteer(profile), material, watching=True).run()
    told = told_in([window(material, outcome, material.start, material.end)])
    low = [true for given, true in told if given < 0.2]
    high = [true for given, true in told if given > 0.8]
    assert len(low) > 40
    assert len(high) > 30
    assert sum(low) / len(low) < 0.1
    assert sum(high) / len(high) > 0.9
    error, constant = brier(told)
    assert error < constant / 2
