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


def test_a_merged_incident_has_no_events_and_its_links_follow_it(run: Any, make: Any) -> None:
    here = [make.call(at * 10, (at * 5, 0)) for at in range(3)]
    there = [make.call(at * 10 + 5, (300 + at * 5, 0)) for at in range(3)]
    run.step(*here, *there, last := make.call(40, (150, 0)))
    one, other = run.of(here[0]).key, run.of(there[0]).key
    assert one != other
    assert last.id in {*run.of(here[0]).event_ids, *run.of(there[0]).event_ids}
    assert [related.id for related in run.engine.incident(one).related] == [other]
    assert [related.id for related in run.engine.incident(other).related] == [one]
    run.heard(run.engine.merge(other, one, make.moment(60).timestamp()))
    gone, kept = run.engine.incident(other), run.engine.incident(one)
    assert gone.event_ids == []
    assert len(kept.event_ids) == 7
    assert kept.related == gone.related == [], "two that are one are not perhaps one"
    run.flush()
    for key in (one, other):
        for event_id in run.engine.incident(key).event_ids:
            assert run.labels["call-119", event_id] == run.ids[key]


def test_a_link_is_told_again_when_the_other_has_a_number(run: Any, make: Any) -> None:
    here = [make.call(at * 10, (at * 5, 0)) for at in range(3)]
    there = [make.call(at * 10 + 5, (300 + at * 5, 0)) for at in range(3)]
    run.step(*here, *there, make.call(40, (150, 0)))
    one, other = run.of(here[0]).key, run.of(there[0]).key
    numbered, told = set(), set()
    for at in range(1, 40):
        delta = run.step(make.call(at * 20, (9000, at * 2000), source="a"), make.call(at * 20, (-9000, at * 2000), source="b"))
        numbered |= set(delta.numbered)
        if other in delta.numbered:
            told |= set(delta.changed)
    assert {one, other} <= numbered
    assert one in told
    assert run.engine.incident(one).related[0].id == run.ids[other]


def test_a_merge_is_undone(run: Any, make: Any, two_fires: Any) -> None:
    here, there = two_fires
    gone, kept = run.of(there[0]).key, run.of(here[0]).key
    before = [run.engine.incident(key) for key in (gone, kept)]
    run.heard(run.engine.merge(gone, kept, make.moment(40).timestamp()))
    run.step(stage := make.call(50, (301, 0), call_id=there[1].call_id, stage="arrived"), mine := make.call(55, (2, 2)))
    assert run.keys(stage, mine) == [kept, kept]
    delta = run.heard(run.engine.unmerge(gone, make.moment(60).timestamp()))
    assert {gone, kept} <= set(delta.changed)
    assert run.keys(*there, stage) == [gone] * 4, "and what was heard of its calls since"
    assert run.keys(*here, mine) == [kept] * 4
    back, left = run.engine.incident(gone), run.engine.incident(kept)
    assert (back.state, back.merged_into) == ("new", "")
    assert (back.sources, left.sources) == (before[0].sources, before[1].sources + 1)
    assert back.lat == pytest.approx(before[0].lat, abs=1e-5)
    run.step(more := make.call(70, (305, 3)), again := make.call(71, (4, 1)))
    assert run.keys(more, again) == [gone, kept], "each takes its own reports again"
    run.flush()
    assert {run.labels[event.source, event.id] for event in (*there, stage, more)} == {run.ids[gone]}


def test_an_unlinked_call_takes_its_messages_with_it_and_stays_out(run: Any, make: Any) -> None:
    first, second = make.call(0), make.call(10, (5, 0), call_id="c2")
    stage = make.call(20, (5, 0), call_id="c2", stage="dispatched")
    run.step(first, second, stage)
    key = run.of(first).key
    assert run.keys(second, stage) == [key, key]
    run.heard(run.engine.split(key, [EventRef(stage.source, stage.id)], make.moment(30).timestamp()))
    out = run.of(stage).key
    assert out != key
    assert run.keys(second) == [out], "the messages of one call stay together"
    run.step(
        arrived := make.call(40, (5, 0), call_id="c2", stage="arrived"),
        closed := make.call(50, (5, 0), call_id="c2", stage="closed"), late := make.call(5, (9000, 0), source="b"),
    )  # fmt: skip
    assert run.keys(arrived, closed) == [out, out]
    assert run.keys(late) != [out]
    run.restored()
    run.step(again := make.call(60, (5, 0), call_id="c2", stage="closed"))
    assert run.keys(again, second, first) == [out, out, key]


def test_a_kind_that_a_person_gave_holds(run: Any, make: Any) -> None:
    first = make.call(0)
    run.step(first)
    key = run.of(first).key
    run.heard(run.engine.set_kind(key, "crowd", make.moment(5).timestamp()))
    assert run.engine.incident(key).kind == "crowd"
    run.step(*[make.call(10 + at, (at, 0)) for at in range(4)])
    assert run.of(first).kind == "crowd"
    run.restored()
    run.step(make.call(3, (2, 2)), *[make.call(30 + at, (at, 0)) for at in range(3)])
    assert run.of(first).kind == "crowd", "also after a restart and an earlier report"
    assert run.of(first).title.startswith("인파")
    assert run.of(first).sources == 9, "reports join by what they speak of, whatever it is called"
    run.heard(run.engine.set_kind(key, None, make.moment(60).timestamp()))
    assert run.of(first).kind == "fire"


def test_what_a_person_holds_does_not_end_by_itself(run: Any, make: Any) -> None:
    held, left = make.ems(0, source="a"), make.ems(0, (5000, 0), source="b")
    run.step(held, left)
    keys = run.keys(held, left)
    run.heard(run.engine.keep_open(keys[0], make.moment(5).timestamp()))
    for at in range(1, 90):
        run.step(make.ems(at * 100, (20000, at * 3000), source="a"), make.ems(at * 100, (-20000, at * 3000), source="b"))
    assert keys[0] in run.engine.open_keys()
    assert keys[1] not in run.engine.open_keys()


def test_a_closed_incident_that_is_reopened_takes_reports_again(run: Any, make: Any, two_fires: Any) -> None:
    here, _ = two_fires
    key = run.of(here[0]).key
    run.heard(run.engine.release(key, make.moment(30).timestamp()))
    run.heard(run.engine.reopen(key, make.moment(40).timestamp()))
    run.step(near := make.call(50, (3, 0)))
    assert run.keys(near) == [key]
