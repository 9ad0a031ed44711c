"""Feeds the engine and watches when it raises what must be raised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from alerts.batch import Batch
from alerts.correlation import Delta, Engine, Places
from alerts.correlation.figures import Figures
from alerts.correlation.reading.entity import origin_of
from alerts.escalation import Escalation
from alerts.events import Event, EventRef
from alerts.incidents import Incident
from alerts.rules import Rules
from alerts.tuning.escalation import samples_of, sizes_of
from alerts.tuning.growth import Growth
from tests.benchmarks.quality.calibration import Told
from tests.benchmarks.quality.material import Material, Name, source_of

BATCH: Final = 256
LEVELS: Final = (3, 1)
"""Priorities whose first reaching is noted: an alarm, and critical."""


@dataclass(slots=True)
class Raised:
    """When an incident of the truth was raised: how many sources had spoken of it, and seconds since the first did."""

    report: int
    seconds: float


@dataclass(slots=True)
class Outcome:
    """What the engine made of the events.

    ``found`` is the key each report ended in; ``raised`` by priority and label of the truth; ``incidents`` by key: those
    of more than one source and those ever above priority 4, as they were when the engine let go of them (single reports
    that the engine closed by itself were never above it).
    """

    found: dict[Name, str] = field(default_factory=dict)
    raised: dict[int, dict[str, Raised]] = field(default_factory=lambda: {level: {} for level in LEVELS})
    incidents: dict[str, Incident] = field(default_factory=dict)
    told: list[tuple[float, list[Told]]] = field(default_factory=list)
    """When each incident of several sources opened, and how likely it was called a major one at each further source."""


@dataclass(slots=True)
class _Watch:
    """An incident of the truth as it goes on."""

    label: str
    since: float
    refs: list[EventRef] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)


class Driver:
    """One engine over one material, in steps that end at every report of a watched incident."""

    def __init__(self, rules: Rules, places: Places, material: Material, *, watching: bool = True) -> None:
        self._engine = Engine(rules, places, eager=watching, raw=False)
        self._material = material
        self._watching = watching
        self._watches: dict[str, _Watch] = {}
        self._outcome = Outcome()
        self._sizes: dict[str, int] = {}
        truth = material.truth
        self._truth_sizes = sizes_of((truth.get((event.source, event.id), ""), origin_of(event)) for event in material.events)
        self._growth = Growth(Figures(rules))
        self._escalation = Escalation(rules.escalation)
        self._major = rules.escalation.major if rules.escalation is not None else 0
        self._into: dict[str, str] = {}
        """Keys of incidents that the engine put into others, and those others' keys."""
        self._ours: set[str] = set()
        """Keys of incidents with reports of major ones."""

    def run(self) -> Outcome:
        """Everything from the first event to the end of the input."""
        for events, now in self._steps():
            self._take(self._engine.step(Batch(events), now), now)
        self._take(self._engine.flush(), self._material.end)
        found = self._outcome.found
        for name, key in found.items():
            found[name] = self._standing(key)
        if self._watching:
            for key in self._engine.open_keys():
                self._keep(key)
        return self._outcome

    def _steps(self) -> Iterator[tuple[list[Event], float]]:
        material = self._material
        pending: list[Event] = []
        now = material.start
        for event, arrived in zip(material.events, material.arrived.tolist(), strict=True):
            now = arrived
            pending.append(event)
            label = material.truth.get((event.source, event.id), "")
            if self._watching and label in material.major:
                self._note(label, event)
                yield pending, now
                pending = []
            elif len(pending) >= BATCH:
                yield pending, now
                pending = []
        if pending:
            yield pending, now

    def _note(self, label: str, event: Event) -> None:
        watch = self._watches.get(label)
        if watch is None:
            watch = self._watches[label] = _Watch(label, event.time.timestamp())
        ref = EventRef(event.source, event.id)
        if ref not in watch.refs:
            watch.refs.append(ref)
            watch.sources.add(source_of(event))
            watch.keys.add("")

    def _take(self, delta: Delta, now: float) -> None:
        found = self._outcome.found
        for key in delta.changed:
            self._into.pop(key, None)
        self._into.update(delta.joined)
        for final in delta.final:
            if final.key:
                found[final.ref.source, final.ref.id] = final.key
                self._sizes[final.key] = self._sizes.get(final.key, 0) + 1
                if self._material.truth.get((final.ref.source, final.ref.id)) in self._material.major:
                    self._ours.add(final.key)
        if not self._watching:
            return
        for key in delta.ended:
            if self._sizes.pop(key, 0) > 1 or key in self._ours:
                self._keep(key)
        changed = {*delta.changed, *delta.removed, ""}
        for watch in self._watches.values():
            if not changed.isdisjoint(watch.keys):
                self._look(watch, now)

    def _standing(self, key: str) -> str:
        while key in self._into:
            key = self._into[key]
        return key

    def _look(self, watch: _Watch, now: float) -> None:
        """Whether an incident that is mostly about this has reached a priority for the first time."""
        raised = self._outcome.raised
        watch.keys = {key for ref in watch.refs if (key := self._engine.locate(ref)) is not None}
        for key in watch.keys:
            incident = self._engine.incident(key)
            if incident.highest > max(LEVELS) or not self._is_about(incident, watch.label):
                continue
            for level in LEVELS:
                if incident.highest <= level and watch.label not in raised[level]:
                    raised[level][watch.label] = Raised(len(watch.sources), max(0.0, now - watch.since))

    def _is_about(self, incident: Incident, label: str) -> bool:
        truth = self._material.truth
        labels = [known for member in incident.members if (known := truth.get((member.source, member.id), ""))]
        return 2 * labels.count(label) >= len(labels)

    def _keep(self, key: str) -> None:
        incident = self._engine.incident(key)
        if incident.sources > 1 and self._major:
            record = self._engine.book.records[key]
            samples = samples_of(record, self._material.truth, self._truth_sizes, self._major, self._growth)
            told = [(self._escalation.of(one.figures, one.kind), one.major) for one in samples]
            self._outcome.told.append((record.founder.time, told))
        if incident.sources > 1 or incident.highest < 4 or key in self._ours:
            self._outcome.incidents[key] = incident
