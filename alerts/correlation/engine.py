"""The engine: events in, incidents out."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import cast

import msgspec

from alerts.batch import Batch
from alerts.correlation.delta import Delta, Final
from alerts.correlation.entity import channel_of, entity_of, text_of
from alerts.correlation.places import Places
from alerts.events import Event, EventRef, event_type, ref
from alerts.incidents import Change, Incident, Member, Priority, Reason, key_of
from alerts.rules import Rules
from alerts.rules.classify import NO_REPORT, Classifier

_CELL_M = 500.0
_DEGREE_M = 111_195.0


@dataclass(slots=True)
class _Record:
    incident: Incident
    kind_rule: int
    first: float
    last: float
    x: float | None
    y: float | None
    refs: dict[EventRef, Event] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)
    released: bool = False


class Engine:
    """Joins reports into incidents; state is bounded by what is open."""

    def __init__(self, rules: Rules, places: Places) -> None:
        self.rules = rules
        self.places = places
        self.watermark = -math.inf
        self._classify = Classifier(rules)
        self._records: dict[str, _Record] = {}
        self._where: dict[EventRef, str] = {}
        self._entities: dict[str, str] = {}
        self._cells: dict[tuple[int, int], list[str]] = {}
        self._numbers: dict[str, int] = {}
        self._seen: set[EventRef] = set()
        self._n = 0

    def step(self, batch: Batch, now: float) -> Delta:
        """Take these events in. ``now``, seconds since the epoch, is not used to decide anything."""
        delta = Delta()
        changed: dict[str, None] = {}
        for index, event in enumerate(batch.events):
            name = ref(event)
            if name in self._seen:
                delta.duplicates += 1
                continue
            self._seen.add(name)
            key = self._take(event, name, delta, changed)
            incident_id = self._records[key].incident.id if key else ""
            delta.final.append(Final(self._n, name, incident_id, key, event, batch.raw(index) if key else None))
            self._n += 1
        delta.changed = list(changed)
        return delta

    def flush(self) -> Delta:
        """The end of the input: everything becomes final."""
        return Delta()

    def incident(self, key: str) -> Incident:
        """The incident as it is now; KeyError where there is none."""
        return self._records[key].incident

    def locate(self, name: EventRef) -> str | None:
        """The key of the incident this event is in now."""
        return self._where.get(name)

    def open_keys(self) -> list[str]:
        """The keys of the incidents that are open."""
        return [key for key, record in self._records.items() if record.incident.is_open]

    def merge(self, key: str, into: str, time: float) -> Delta:
        """Everything of ``key`` goes into ``into``."""
        source, target = self._records[key], self._records[into]
        for name, event in source.refs.items():
            self._attach(into, target, event, name, Reason("operator", event.time, [name], detail="merge"))
        source.incident.state = "merged"
        source.incident.merged_into = target.incident.id or into
        source.released = True
        return Delta(changed=[key, into])

    def split(self, key: str, refs: list[EventRef], time: float) -> Delta:
        """These events leave for an incident of their own."""
        source = self._records[key]
        delta = Delta(changed=[key])
        new = ""
        for name in refs:
            event = source.refs.pop(name)
            source.incident.event_ids.remove(name.id)
            reason = Reason("operator", event.time, [name], detail="split")
            if not new:
                new = self._open(event, name, self._classify(event), delta)
            else:
                self._attach(new, self._records[new], event, name, reason)
        delta.changed.append(new)
        return delta

    def release(self, key: str, time: float) -> None:
        """An operator closed it: nothing more joins it."""
        self._records[key].released = True

    def save(self) -> bytes:
        """The whole state, to be restored later."""
        return msgspec.msgpack.encode(self._n)

    @classmethod
    def restore(cls, data: bytes, rules: Rules, places: Places) -> Engine:
        """An engine as it was when it was saved."""
        engine = cls(rules, places)
        engine._n = msgspec.msgpack.decode(data, type=int)
        return engine

    def _take(self, event: Event, name: EventRef, delta: Delta, changed: dict[str, None]) -> str:
        time = event.time.timestamp()
        self.watermark = max(self.watermark, time - self.rules.engine.lateness_s)
        entity = entity_of(event)
        known = self._entities.get(entity) if entity else None
        rule = self._classify(event)
        if known is not None and not self._records[known].released and event_type(event) != "sensor":
            self._attach(known, self._records[known], event, name, Reason("entity", event.time, [name], entity=entity))
            changed[known] = None
            return known
        if rule == NO_REPORT:
            return ""
        key = self._nearest(event, time, rule)
        if key is None:
            key = self._open(event, name, rule, delta)
        else:
            record = self._records[key]
            gap = time - record.last
            self._attach(key, record, event, name, Reason("join", event.time, [name], seconds=gap))
        if entity:
            self._entities[entity] = key
        changed[key] = None
        return key

    def _plane(self, event: Event) -> tuple[float, float] | None:
        if event.lat is None or event.lon is None:
            return None
        return event.lon * _DEGREE_M * math.cos(math.radians(event.lat)), event.lat * _DEGREE_M

    def _nearest(self, event: Event, time: float, rule: int) -> str | None:
        spot = self._plane(event)
        if spot is None:
            return None
        x, y = spot
        kinds = set(self.rules.reports[rule].kinds)
        best: tuple[float, str] | None = None
        i, j = int(x // _CELL_M), int(y // _CELL_M)
        for ii in (i - 1, i, i + 1):
            for jj in (j - 1, j, j + 1):
                for key in self._cells.get((ii, jj), ()):
                    record = self._records[key]
                    figures = self.rules.kinds[record.kind_rule]
                    if record.released or record.incident.kind not in kinds or record.x is None or record.y is None:
                        continue
                    if time - record.last > 6.0 * figures.tau_s or time - record.first > figures.life_s:
                        continue
                    far = math.hypot(record.x - x, record.y - y)
                    if far <= min(figures.reach_m, 2.5 * figures.sigma_m + 50.0) and (best is None or (far, key) < best):
                        best = (far, key)
        return best[1] if best else None

    def _open(self, event: Event, name: EventRef, rule: int, delta: Delta) -> str:
        report = self.rules.reports[rule]
        kind = max(report.kinds, key=lambda k: report.kinds[k])
        day = event.time.strftime("%Y%m%d")
        self._numbers[day] = self._numbers.get(day, 0) + 1
        key = key_of(name)
        priority = cast("Priority", report.priority)
        incident = Incident(
            id=f"INC-{day}-{self._numbers[day]:04d}", key=key, kind=kind, title=report.ko, priority=priority, state="new",
            opened=event.time, updated=event.time, lat=event.lat, lon=event.lon, radius_m=0.0,
            candidates=list(event.candidates), event_ids=[], related=[], why=[],
            history=[Change(event.time, "opened", priority, "engine")], highest=priority, place=event.place or "",
            region=event.region or "", status=event.status,
        )  # fmt: skip
        time = event.time.timestamp()
        spot = self._plane(event)
        record = _Record(incident, self.rules.kinds.index(self.rules.kind(kind)), time, time, *(spot or (None, None)))
        self._records[key] = record
        if spot is not None:
            self._cells.setdefault((int(spot[0] // _CELL_M), int(spot[1] // _CELL_M)), []).append(key)
        delta.numbered[key] = incident.id
        self._attach(key, record, event, name, Reason("open", event.time, [name]))
        return key

    def _attach(self, key: str, record: _Record, event: Event, name: EventRef, reason: Reason) -> None:
        incident = record.incident
        channel = channel_of(event)
        record.refs[name] = event
        record.sources.add(entity_of(event) or name.id)
        record.last = max(record.last, event.time.timestamp())
        self._where[name] = key
        incident.event_ids.append(name.id)
        incident.why.append(reason)
        incident.updated = max(incident.updated, event.time)
        incident.reports += 1
        incident.sources = len(record.sources)
        incident.channels[channel] = incident.channels.get(channel, 0) + 1
        incident.members.append(
            Member(name.source, name.id, event_type(event), channel, event.time, text_of(event), event.lat, event.lon)
        )
        for rule in self.rules.priorities:
            if (
                rule.to < incident.priority
                and (not rule.kinds or incident.kind in rule.kinds)
                and (not rule.codes or getattr(event, "code", None) in rule.codes)
                and not rule.severity
                and incident.sources >= rule.sources
                and len(incident.channels) >= rule.channels
            ):
                incident.priority = incident.highest = cast("Priority", rule.to)
                incident.history.append(Change(event.time, "priority", incident.priority, "engine", rule.name))
                incident.why.append(Reason("priority", event.time, detail=rule.name))
