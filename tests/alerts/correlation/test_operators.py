"""What people do to incidents: put two together, take events out, close one."""

from __future__ import annotations

from typing import Any

import pytest

from alerts.events import EventRef
from alerts.incidents import as_record


@pytest.fixture
def two_fires(run: Any, make: Any) -> tuple[list[Any], list[Any]]:
    """Two incidents of three calls each, 300 m apart, still open to more."""
    here = [make.call(at * 10, (at * 5, 0)) for at in range(3)]
    there = [make.call(at * 10 + 5, (300 + at * 5, 0)) for at in range(3)]
    run.step(*here, *there)
    return here, there


def test_merged_incidents_are_one_and_stay_so(run: Any, make: Any, two_fires: Any) -> None:
    here, there = two_fires
    gone, survivor = run.of(there[0]).key, run.of(here[0]).key
    delta = run.heard(run.engine.merge(gone, survivor, make.moment(40).timestamp()))
    assert set(delta.changed) == {gone, survivor}
    assert set(run.keys(*here, *there)) == {survivor}
    kept = run.engine.incident(survivor)
    assert kept.reports == kept.sources == 6
    assert [change.change for change in kept.history][-1] in ("merged_in", "priority")
    run.step(more := make.call(60, (300, 2)), again := make.call(61, (301, 0), call_id=there[1].call_id, stage="arrived"))
    assert run.keys(again) == [survivor], "what is about a merged report goes where the report went"
    run.step(near := make.call(65, (2, 2)))
    assert run.keys(more, near) == [survivor] * 2, "further reports go to the survivor, at either place"
    run.flush()
    lost = run.engine.incident(gone)
    assert (lost.state, lost.merged_into) == ("merged", run.ids[survivor])
    for event in (*here, *there, again, more, near):
        assert run.labels[event.source, event.id] == run.ids[survivor]
    assert gone not in run.engine.open_keys()


def test_nothing_joins_what_a_person_closed(run: Any, make: Any, two_fires: Any) -> None:
    here, there = two_fires
    closed, other = run.of(here[0]).key, run.of(there[0]).key
    run.heard(run.engine.release(closed, make.moment(30).timestamp()))
    run.step(
        near := make.call(40, (3, 0)),
        linked := make.call(41, (0, 0), call_id=here[0].call_id, stage="arrived"),
        elsewhere := make.call(42, (303, 0)),
    )
    assert closed not in run.keys(near, linked)
    assert run.keys(elsewhere) == [other]
    assert run.engine.incident(closed).reports == 3
    assert run.keys(*here) == [closed] * 3


def test_split_moves_events_out(run: Any, make: Any, two_fires: Any) -> None:
    here, _ = two_fires
    key = run.of(here[0]).key
    out = here[1:]
    delta = run.heard(run.engine.split(key, [EventRef(e.source, e.id) for e in out], make.moment(30).timestamp()))
    new = run.of(out[0]).key
    assert new != key
    assert run.keys(*here) == [key, new, new]
    assert {key, new} <= set(delta.changed)
    assert run.engine.incident(key).event_ids == [here[0].id]
    assert (run.engine.incident(key).sources, run.engine.incident(new).sources) == (1, 2)
    run.step(follow := make.call(50, (5, 0), call_id=out[1].call_id, stage="arrived"))
    assert run.keys(follow) == [new]
    run.flush()
    assert run.labels[out[0].source, out[0].id] == run.ids[new] != run.ids[key]


def test_a_person_s_decisions_survive_reports_that_come_late_and_a_restart(new_run: Any, new_make: Any) -> None:
    def result(*, late: bool, restart: bool) -> Any:
        run, make = new_run(), new_make()
        here = [make.call(at * 10, (at * 5, 0)) for at in range(3)]
        there = [make.call(at * 10 + 5, (300 + at * 5, 0)) for at in range(3)]
        between = make.call(12, (-4, 3))
        run.step(*here, *there, *([] if late else [between]))
        run.heard(run.engine.merge(run.of(there[0]).key, run.of(here[0]).key, make.moment(40).timestamp()))
        if late:
            run.step(between)
        if restart:
            run.restored()
        run.step(make.call(45, (3, 3)))
        run.flush()
        return run.labels, run.records()

    plain = result(late=False, restart=False)
    assert len(set(plain[0].values())) == 1
    assert result(late=False, restart=True) == plain
    assert result(late=True, restart=True) == plain


def test_acts_on_what_is_not_there_change_nothing(run: Any, make: Any, two_fires: Any) -> None:
    here, _ = two_fires
    before = [as_record(run.engine.incident(key)) for key in run.engine.open_keys()]
    time = make.moment(40).timestamp()
    key = run.of(here[0]).key
    for delta in (
        run.engine.merge("nobody\x1fknows", key, time), run.engine.merge(key, "nobody\x1fknows", time),
        run.engine.merge(key, key, time), run.engine.split(key, [EventRef("nobody", "knows")], time),
        run.engine.split(key, [EventRef(here[0].source, here[0].id)], time), run.engine.release("nobody\x1fknows", time),
    ):  # fmt: skip
        assert delta.changed == []
    assert [as_record(run.engine.incident(key)) for key in run.engine.open_keys()] == before
