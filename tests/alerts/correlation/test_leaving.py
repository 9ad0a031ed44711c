"""What is over leaves the engine: it holds what is open, and what still has to be learned of the rest."""

from __future__ import annotations

from typing import Any

import pytest


def stand(engine: Any) -> list[str]:
    """Incidents in the engine that events founded."""
    return [key for key in engine.book.records if key[0] != "\uffff"]


def ticking(run: Any, make: Any, start: float, end: float) -> list[str]:
    """Let time pass by readings that are no reports; what left."""
    gone = []
    at = start
    while at < end:
        gone += run.step(make.sensor(at, (5000, 5000), level="normal")).removed
        at += 60.0
    return gone


@pytest.mark.parametrize("restart", [False, True])
def test_what_a_person_closed_leaves(run: Any, make: Any, restart: bool) -> None:
    seen = [make.camera(at * 10.0, (at * 5, 0), track_id="t") for at in range(3)]
    run.step(*seen)
    key = run.of(seen[0]).key
    assert set(run.keys(*seen)) == {key}
    run.heard(run.engine.release(key, make.moment(30).timestamp()))
    assert ticking(run, make, 60, 1800) == []
    if restart:
        run.restored()
    assert ticking(run, make, 1800, 4200) == [key]
    assert stand(run.engine) == []
    assert not {(one.source, one.id) for one in seen} & run.engine.book.where.keys()
    with pytest.raises(KeyError):
        run.engine.incident(key)
    assert {run.labels[one.source, one.id] for one in seen} == {run.ids[key]}
    run.step(after := make.camera(4300, (2, 0), track_id="t"))
    assert run.keys(after) != [key]


def test_what_is_opened_again_in_time_stays(run: Any, make: Any) -> None:
    run.step(seen := make.camera(0.0, track_id="t"))
    key = run.of(seen).key
    run.heard(run.engine.release(key, make.moment(30).timestamp()))
    assert ticking(run, make, 60, 1200) == []
    run.heard(run.engine.reopen(key, make.moment(1200).timestamp()))
    assert ticking(run, make, 1260, 5400) == []
    assert run.of(seen).key == key


def test_what_has_expired_is_forgotten_but_for_what_it_teaches(run: Any, make: Any, new_run: Any, new_make: Any) -> None:
    def played(restarts: int) -> Any:
        one, made = new_run(), new_make()
        for at in range(120):
            if restarts and at % restarts == 0:
                one.restored()
            one.step(
                made.camera(at * 60.0, (at * 700.0, 0.0), camera_id=f"c{at}", label="loitering"),
                made.call(at * 60.0 + 30.0, (0.0, 40.0 * at), text="연기가 보여요"),
            )
        return one

    whole, cut = played(0), played(25)
    waiting = [report for lane in cut.engine.background.lanes for report in lane.items]
    assert any(report.event.id == "-" for report in waiting), "some were forgotten while they waited to be learned"
    assert whole.engine.background.regions == cut.engine.background.regions
    assert whole.engine.background.sums.tolist() == cut.engine.background.sums.tolist()
    whole.flush()
    cut.flush()
    assert whole.labels == cut.labels
    assert whole.records() == cut.records()
