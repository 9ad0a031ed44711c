"""Reports that are founded together become what they become one by one."""

from __future__ import annotations

import msgspec
import pytest

from alerts.batch import Batch
from alerts.correlation import Engine, NoPlaces
from alerts.correlation.joining import lone
from alerts.events import Event
from alerts.rules import load_rules
from tests.benchmarks.engine.stream import Stream

NEVER = 1_000_000


def incidents(events: list[Event]) -> list[bytes]:
    engine = Engine(load_rules(None), NoPlaces())
    for at in range(0, len(events), 256):
        engine.step(Batch(events[at : at + 256]), 0.0)
    engine = Engine.restore(engine.save(), engine.rules, NoPlaces())
    return [msgspec.json.encode(engine.incident(key)) for key in sorted(engine.book.records)]


@pytest.mark.parametrize("late_s", [0.0, 2.0])
def test_founding_together_is_founding_one_by_one(late_s: float, monkeypatch: pytest.MonkeyPatch) -> None:
    events = Stream(rate=40.0, lasts=60.0).take(1_200)
    events.sort(key=lambda event: event.time.timestamp() + (late_s if event.source == "vms" else 0.0))
    monkeypatch.setattr(lone, "FEWEST", NEVER)
    apart = incidents(events)
    monkeypatch.setattr(lone, "FEWEST", 1)
    together = incidents(events)
    monkeypatch.setattr(lone, "FEW", 1)
    assert len(apart) > 400
    assert together == apart
    assert incidents(events) == apart
