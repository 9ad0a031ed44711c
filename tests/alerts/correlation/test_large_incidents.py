"""An incident of very many members: what screens are shown of it is bounded, and exact however it came about."""

from __future__ import annotations

from collections import Counter
from typing import Any

from alerts.correlation.build import MAX_MEMBERS
from alerts.correlation.joining.notes import MOST_TOLD

CALLS = 900


def _grown(run: Any, make: Any) -> list[Any]:
    """An incident that is looked at as it grows, with news that came out of order each time."""
    calls = [make.call(at / 10, (at % 40, at % 7)) for at in range(CALLS)]
    devices = [make.camera(at / 10 + 0.05, (10, 0), track_id=f"t{at}") for at in range(0, CALLS, 30)]
    events = sorted([*calls, *devices], key=lambda event: event.time)
    for begin in range(0, len(events), 50):
        some = events[begin : begin + 50]
        run.step(*some[3:])
        run.engine.incident(run.of(calls[3]).key, brief=True)
        run.step(*some[:3])
        run.engine.incident(run.of(calls[3]).key, brief=True)
    return calls


def test_screens_get_the_newest_events_and_all_else_as_it_is(run: Any, make: Any) -> None:
    whole = run.of(_grown(run, make)[0])
    brief = run.engine.incident(whole.key, brief=True)
    assert whole.reports == brief.reports > CALLS
    assert len(whole.event_ids) == whole.reports
    assert brief.event_ids == whole.event_ids[-MAX_MEMBERS:]
    assert brief.members == whole.members
    assert any(reason.rule == "chatter" for reason in whole.why)
    names = [name for name in whole.__struct_fields__ if name != "event_ids"]
    assert [getattr(brief, name) for name in names] == [getattr(whole, name) for name in names]
    run.restored()
    again = run.engine.incident(whole.key, brief=True)
    assert [getattr(again, name) for name in names] == [getattr(whole, name) for name in names]


def test_a_finding_for_each_of_a_thousand_calls_is_told_a_few_times(run: Any, make: Any) -> None:
    calls = [make.call(at * 0.7) for at in range(CALLS)]
    for begin in range(0, CALLS, 50):
        run.step(*calls[begin : begin + 50])
    incident = run.of(calls[0])
    told = Counter(reason.detail for reason in incident.why if reason.rule == "finding")
    assert max(told.values()) == MOST_TOLD
    noted = Counter(change.why for change in incident.history if change.change == "finding")
    assert max(noted.values()) <= MOST_TOLD


def test_late_events_are_told_up_to_a_number(run: Any, make: Any) -> None:
    run.step(first := make.call(0))
    for at in range(20, 600, 20):
        run.step(make.call(at), make.call(at, (5000, 0), source="call-112"))
    run.step(*[make.call(1, call_id=first.call_id, stage="dispatched") for _ in range(300)])
    whole = run.of(first)
    assert whole.reports > 300
    assert run.late == 300
    assert sum(reason.rule == "late" for reason in whole.why) == 60
