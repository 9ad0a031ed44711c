"""What is scored: events in order of arrival, and the truth about them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from alerts.correlation.reading.entity import entity_of
from alerts.errors import InputError
from alerts.events import Cctv, Dispatch, Event, Journey, Sensor, Unit
from alerts.places import CityProfile
from alerts.tuning.agreement import Ints, codes
from alerts.tuning.labels import read_labels
from feeds.city import City, Pace
from feeds.recordings import open_recording
from tests.benchmarks.quality.baselines import METRES_A_DEGREE, Spots
from tests.benchmarks.quality.conditions import Condition

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Name = tuple[str, str]
"""Source and event id."""
GAP_S: Final = 200.0
"""Scripted incidents are as long as in life, but begin one after another so soon, so that an hour tells of each kind."""
ENCORE_S: Final = 7200.0
ENCORE_M: Final = 1000.0
SEOUL_TIME: Final = timezone(timedelta(hours=9))
FIRST_HOURS: Final = (17, 6, 21, 11)
"""The hour at which the first seed begins, the second, ..."""
SCRIPTED: Final = re.compile(r"([a-z]+(?:-[a-z]+)*)-\d{3}(?:-b)?")
"""A scripted incident's label; ordinary ones have six digits."""
MAJOR: Final = 5
"""In a recording without scripted labels, incidents of so many first reports are the ones that must be raised."""


@dataclass(slots=True)
class Reports:
    """What is scored of a window, in order of event time: arrays of one length n.

    ``first`` marks the first report of each source (:func:`source_of`) in an incident: later ones join for certain, or are
    a camera's same word again. ``source`` numbers these sources; ``called`` marks calls.
    """

    names: list[Name]
    events: list[Event]
    labels: list[str]
    truth: Ints
    first: Bools
    called: Bools
    source: Ints
    spots: Spots

    def __len__(self) -> int:
        return len(self.names)


@dataclass
class Material:
    """Events in order of ``arrived`` (seconds since the epoch, shape (n,)), and the truth by source and id."""

    events: list[Event]
    arrived: Floats
    truth: Mapping[Name, str]
    start: float
    end: float
    _times: Floats = field(init=False)

    def __post_init__(self) -> None:
        self._times = np.array([event.time.timestamp() for event in self.events])

    @cached_property
    def major(self) -> dict[str, str]:
        """The incidents that are looked at one by one, and the kind of each: the scripted ones, or else the larger ones."""
        labels = set(self.truth.values())
        scripted = {label: match.group(1) for label in sorted(labels) if (match := SCRIPTED.fullmatch(label))}
        if scripted:
            return scripted
        sizes: dict[str, set[str]] = {}
        for event in self.events:
            label = self.truth.get((event.source, event.id), "")
            if label:
                sizes.setdefault(label, set()).add(source_of(event))
        return {label: label.rpartition("-")[0] or "incident" for label, names in sizes.items() if len(names) >= MAJOR}

    def reports(self, since: float, until: float) -> Reports:
        """Everything with a label that happened from ``since`` to before ``until`` (seconds since the epoch)."""
        seen: set[Name] = set()
        known: set[tuple[str, str]] = set()
        names: list[Name] = []
        events: list[Event] = []
        labels: list[str] = []
        first: list[bool] = []
        sources: list[str] = []
        for index in np.argsort(self._times, kind="stable").tolist():
            if self._times[index] >= until:
                break
            event = self.events[index]
            name = (event.source, event.id)
            label = self.truth.get(name, "")
            if not label or name in seen:
                continue
            seen.add(name)
            source = source_of(event)
            fresh = (source, label) not in known
            known.add((source, label))
            if self._times[index] >= since:
                names.append(name)
                events.append(event)
                labels.append(label)
                first.append(fresh)
                sources.append(source)
        lat = np.array([np.nan if event.lat is None else event.lat for event in events])
        lon = np.array([np.nan if event.lon is None else event.lon for event in events])
        times = np.array([event.time.timestamp() for event in events])
        return Reports(
            names, events, labels, codes(labels, "truth"), np.array(first, bool),
            np.array([isinstance(event, Dispatch) for event in events], bool), codes(sources),
            Spots.from_degrees(lat, lon, times),
        )  # fmt: skip


def city_material(profile: CityProfile, condition: Condition, seed: int) -> Material:
    """A stretch of the synthetic city's life in this condition.

    Positions of units and normal readings are left out: they are reports of nothing by the rules, and many. So are
    journeys in which nobody called for help.
    """
    hour = FIRST_HOURS[(seed - 1) % len(FIRST_HOURS)]
    start = datetime(2026, 6, 5, hour, tzinfo=SEOUL_TIME)
    gap = GAP_S / math.sqrt(condition.rate)
    pace = Pace(haste=1.0, first_s=gap, opening_gap_s=gap, gap_s=gap, later_gap_s=gap, shuffled=True)
    city = City(profile, seed, start, condition.rate, pace=pace, disturbance=condition.disturbance)
    begin = start.timestamp()
    end = begin + condition.seconds
    events: list[Event] = []
    arrived: list[float] = []
    at = begin
    while at < end:
        at += 1.0
        fresh = [event for event in city.stream(at) if not _says_nothing(event)]
        events += fresh
        arrived += [at] * len(fresh)
    calling = {
        event.journey_id for event in events if isinstance(event, Journey) and (event.source, event.id) in city.truth
    }  # fmt: skip
    encores = _encores(events, city.truth)
    kept = [
        (not isinstance(event, Journey) or event.journey_id in calling)
        and city.truth.get((event.source, event.id)) not in encores
        for event in events
    ]
    return Material(
        [event for event, keep in zip(events, kept, strict=True) if keep], np.array(arrived)[kept], dict(city.truth), begin, end
    )


def _encores(events: list[Event], truth: Mapping[Name, str]) -> set[str]:
    """Labels of scripted incidents of a kind that was played there shortly before: nobody could tell them apart."""
    begun: dict[str, list[tuple[float, float, float, str]]] = {}
    again: set[str] = set()
    seen: set[str] = set()
    for event in events:
        label = truth.get((event.source, event.id), "")
        match = SCRIPTED.fullmatch(label)
        if match is None or label in seen or event.lat is None or event.lon is None:
            continue
        seen.add(label)
        performance = label.removesuffix("-b")
        here = event.time.timestamp(), event.lat, event.lon, performance
        others = begun.setdefault(match.group(1), [])
        if any(one[3] != performance and _same_stage(one, here) for one in others):
            again |= {performance, f"{performance}-b"}
        others.append(here)
    return again


def _same_stage(one: tuple[float, float, float, str], other: tuple[float, float, float, str]) -> bool:
    north = (one[1] - other[1]) * METRES_A_DEGREE
    east = (one[2] - other[2]) * METRES_A_DEGREE * math.cos(math.radians(one[1]))
    return abs(one[0] - other[0]) < ENCORE_S and math.hypot(north, east) < ENCORE_M


def recorded_material(recording: Path, labels: Path) -> Material:
    """A recording, and its truth: a CSV file with columns source, event_id, incident_id. InputError where one is of no use."""
    truth = read_labels(labels)
    events: list[Event] = []
    arrived: list[float] = []
    with open_recording(recording) as frames:
        for frame, received in frames.timed():
            fresh = [event for event in frame.batch.events if not _says_nothing(event)]
            events += fresh
            arrived += [received] * len(fresh)
    if not events:
        raise InputError(f"{recording}: holds no event that could be a report")
    times = [event.time.timestamp() for event in events]
    return Material(events, np.array(arrived), truth, min(times), max(times) + 1.0)


def source_of(event: Event) -> str:
    """Whose word a report is: a call's, a gauge's, a plate's, a device's, or what one camera says it sees.

    Everything one of these says of an incident counts once: its first report is the one that had to be joined by evidence.
    """
    if isinstance(event, Cctv):
        return f"{event.camera_id} {event.label}"
    return entity_of(event) or f"{event.source} {event.id}"


def _says_nothing(event: Event) -> bool:
    return type(event) is Unit or (type(event) is Sensor and event.level == "normal")
