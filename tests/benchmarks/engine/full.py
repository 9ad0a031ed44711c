"""An engine with so many incidents open, and what a step of it costs."""

from __future__ import annotations

import time
from dataclasses import dataclass

import msgspec

from alerts.batch import Batch
from alerts.correlation import Engine, NoPlaces
from alerts.events import Event
from alerts.rules import Rules
from tests.benchmarks.engine.stream import Stream

BATCH = 256
FILL_S = 400.0
"""Within so many seconds of event time the incidents open: shorter than the life of a camera's lone detection."""


@dataclass
class Cost:
    """Processor seconds for so many reports, with so many incidents open at the beginning and at the end."""

    seconds: float
    reports: int
    before: int
    after: int

    @property
    def each(self) -> float:
        """Microseconds a report."""
        return self.seconds / self.reports * 1e6


def filled(rules: Rules, many: int) -> tuple[Engine, Stream]:
    """An engine with ``many`` open incidents, and the stream that goes on."""
    engine = Engine(rules, NoPlaces())
    stream = Stream(rate=2.0 * many / FILL_S, lasts=FILL_S)
    while len(engine.book.records) < many:
        engine.step(Batch(stream.take(BATCH)), 0.0)
    return engine, stream


def cost_of_steps(rules: Rules, many: int, batches: int, repeats: int, shuffle_s: float = 0.0) -> Cost:
    """Several runs from one state, the cheapest of each batch. ``shuffle_s``: how much later reports of half the sources come.

    Batch by batch, because on a busy machine no whole run is ever undisturbed.
    """
    engine, stream = filled(rules, many)
    saved = engine.save()
    before = len(engine.open_keys())
    events = stream.take(batches * BATCH)
    if shuffle_s:
        events.sort(key=lambda event: event.time.timestamp() + (shuffle_s if event.source == "vms" else 0.0))
    runs = [events[at : at + BATCH] for at in range(0, len(events), BATCH)]
    best = [float("inf")] * len(runs)
    after = before
    for _ in range(repeats):
        engine = Engine.restore(saved, rules, NoPlaces())
        best = list(map(min, best, _stepped(engine, runs)))
        after = len(engine.open_keys())
    return Cost(sum(best), len(events), before, after)


def cost_of_reading(many: int, repeats: int) -> float:
    """The bare limit: microseconds a report of only decoding the same stream from JSON into events."""
    decoder = msgspec.json.Decoder(list[Event])
    text = msgspec.json.encode(Stream(rate=50.0).take(many))
    best = float("inf")
    for _ in range(repeats):
        began = time.process_time()
        decoder.decode(text)
        best = min(best, time.process_time() - began)
    return best / many * 1e6


def _stepped(engine: Engine, runs: list[list[Event]]) -> list[float]:
    spent = []
    for run in runs:
        batch = Batch(run)
        began = time.process_time()
        engine.step(batch, 0.0)
        spent.append(time.process_time() - began)
    return spent
