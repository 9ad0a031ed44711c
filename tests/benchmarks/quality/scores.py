"""The figures of one condition, from what the engine made of each seed's events."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from alerts.correlation.reading.words import is_vague
from alerts.incidents import KINDS, Incident, Kind
from alerts.rules import Rules
from alerts.rules.classify import Classifier
from alerts.tuning.agreement import Agreement, Ints, agreement, codes, mean
from tests.benchmarks.quality.baselines import METHODS, METRES_A_DEGREE, Spots, best
from tests.benchmarks.quality.calibration import Told
from tests.benchmarks.quality.conditions import NO_ALARM, NOT_CRITICAL
from tests.benchmarks.quality.drive import LEVELS, Outcome, Raised
from tests.benchmarks.quality.material import Bools, Material, Reports

OPERATORS = 10
PERIOD_S = 600.0
FLOOD = 10
"""More alarms than this in one period are a flood (ISA-18.2)."""
FAR_M = 1e7
GROUPS = {
    "all at busy places": frozenset({"hospital-fire", "crowd-surge", "street-assault"}),
    "two of a kind, 300 m apart": frozenset({"two-fires"}),
}
"""Scripted kinds that are also scored together: where calls come in all the time, and where two must stay two."""
"""Kinds are put so far apart that nothing links them."""
TIME_LEFT_S = 1200.0
"""An incident that begins so shortly before the end may be raised after it: the window in which it is asked when an incident
is raised lies so much earlier."""


@dataclass(slots=True)
class Scored:
    """One seed's window: what happened in it and the group each report was put into, shape (n,)."""

    material: Material
    outcome: Outcome
    reports: Reports
    found: Ints
    since: float
    until: float


@dataclass(slots=True)
class Line:
    """One method's agreement in one condition. ``worst`` is the lowest pair-F1 of a seed, of first reports."""

    method: str
    first: Agreement
    calls: Agreement
    """Of first reports that are calls."""
    every: Agreement
    worst: float
    seeds: int
    reports: int


@dataclass(slots=True)
class Delay:
    """How many of the incidents that must be raised so high were, and after how many reports and seconds (median, 9 of 10).

    For a kind that must not, how many were nevertheless.
    """

    level: int
    asked: int
    share: float
    reports: tuple[float, float]
    seconds: tuple[float, float]


@dataclass(slots=True)
class KindLine:
    """One scripted kind."""

    kind: str
    incidents: int
    reports: int
    first: Agreement
    every: Agreement
    groups: float
    """Engine's incidents a true one is spread over, mean."""
    delays: list[Delay]


@dataclass(slots=True)
class Load:
    """What operators get besides the incidents that must be raised.

    ISA-18.2 and EEMUA 191 judge an operator's alarms by their mean an hour, by their busiest ten minutes, and by the share
    of ten minutes with more than ten.
    """

    reports_an_incident: float
    first_an_incident: float
    false_critical: float
    """P1 incidents that are mostly ordinary reports, per 10,000 reports."""
    criticals: int
    alarms: tuple[float, float, float]
    """Of priority 1, 2, 3: an hour and operator."""
    busiest: float
    """The busiest ten minutes of one operator, scripted incidents too, which here follow one another every few minutes."""
    flooded: float
    """Share of ten minutes in which an operator gets more than ten alarms, scripted incidents too."""
    doubled: float
    """Share of links ("may be the same one") between incidents that are mostly of one truth; NaN without links."""

    @property
    def alarms_an_hour(self) -> float:
        """All priorities' together."""
        return sum(self.alarms)


@dataclass(slots=True)
class Extent:
    """The widest and the longest incident of a kind beside its limits (metres from the incident's middle, seconds), by the
    reports that say where it is.
    """

    kind: str
    incidents: int
    widest_m: float
    reach_m: float
    longest_s: float
    life_s: float
    too_wide: int
    """Incidents with a report farther than the reach from their middle."""
    too_long: int


def window(material: Material, outcome: Outcome, since: float, until: float) -> Scored:
    """Cut one window out."""
    reports = material.reports(since, until)
    found = codes([outcome.found.get(name, "") for name in reports.names], "found")
    return Scored(material, outcome, reports, found, since, until)


def line(method: str, seeds: Sequence[Scored], groupings: Sequence[Ints] | None = None) -> Line:
    """A method's agreement over the seeds: means. Without ``groupings`` the engine's own."""
    first: list[Agreement] = []
    calls: list[Agreement] = []
    every: list[Agreement] = []
    for index, one in enumerate(seeds):
        found = one.found if groupings is None else groupings[index]
        chosen = one.reports.first
        first.append(agreement(one.reports.truth[chosen], found[chosen]))
        every.append(agreement(one.reports.truth, found))
        called = chosen & one.reports.called
        calls.append(agreement(one.reports.truth[called], found[called]))
    worst = min(one.pair_f1 for one in first)
    return Line(method, mean(first), mean(calls), mean(every), worst, len(seeds), sum(len(one.reports) for one in seeds))


def baseline_lines(seeds: Sequence[Scored], rules: Rules, progress: Callable[[str], None]) -> list[Line]:
    """The other methods on first reports, each at its best; later reports of a source follow its first.

    "One kind": they only link reports that the rules take for the same kind first of all.
    """
    lines = []
    classify = Classifier(rules)
    lead = [max(report.kinds, key=lambda kind, of=report.kinds: (of[kind], kind)) for report in rules.reports]  # type: ignore[misc]
    every: list[tuple[Spots, Ints]] = []
    kinds: list[tuple[Spots, Ints]] = []
    for one in seeds:
        first, spots = one.reports.first, one.reports.spots
        spots = Spots(spots.x[first], spots.y[first], spots.t[first])
        truth = one.reports.truth[first]
        every.append((spots, truth))
        found = [classify(one.reports.events[index]) for index in np.flatnonzero(first).tolist()]
        apart = np.array([KINDS.index(lead[rule]) if rule >= 0 else len(KINDS) for rule in found], float) * FAR_M
        kinds.append((Spots(spots.x + apart, spots.y, spots.t), truth))
    for name, method in METHODS.items():
        for what, given in (("", every), (", one kind", kinds)):
            progress(f"{name}{what}")
            top = best(method, given)
            groupings = [_followed(one.reports, found) for one, found in zip(seeds, top.found, strict=True)]
            lines.append(line(f"{name}{what} ({top.distance_m:.0f} m, {top.period_s:.0f} s)", seeds, groupings))
    return lines


def _followed(reports: Reports, found: Ints) -> Ints:
    """Groups of all reports: a later one of a source goes where its last first one went."""
    groups = np.empty(len(reports), np.int64)
    groups[reports.first] = found
    next_group = int(found.max(initial=-1)) + 1
    latest: dict[int, int] = {}
    for index, (source, first) in enumerate(zip(reports.source.tolist(), reports.first.tolist(), strict=True)):
        if first:
            latest[source] = int(groups[index])
            continue
        if source not in latest:
            latest[source] = next_group
            next_group += 1
        groups[index] = latest[source]
    return groups


def told_in(seeds: Sequence[Scored]) -> list[Told]:
    """How likely incidents were called major ones, and whether they were; those of the last minutes may still have grown."""
    return [
        one
        for seed in seeds
        for opened, told in seed.outcome.told
        if seed.since <= opened < seed.until - TIME_LEFT_S
        for one in told
    ]


def delays(seeds: Sequence[Scored], kinds: frozenset[str] | None = None) -> list[Delay]:
    """When the incidents that must be raised were, for each level; of these scripted kinds, or of all that must be."""
    lines = []
    for level in LEVELS:
        spared = NOT_CRITICAL if level == 1 else NO_ALARM
        asked = 0
        raised: list[Raised] = []
        for one in seeds:
            begun = _begun(one)
            since, until = one.since - TIME_LEFT_S, one.until - TIME_LEFT_S
            for label, its_kind in one.material.major.items():
                if (its_kind in kinds if kinds is not None else its_kind not in spared) and since <= begun.get(
                    label, -1.0
                ) < until:
                    asked += 1
                    when = one.outcome.raised[level].get(label)
                    if when is not None:
                        raised.append(when)
        lines.append(
            Delay(
                level, asked, len(raised) / asked if asked else float("nan"),
                _half_and_most([float(when.report) for when in raised]), _half_and_most([when.seconds for when in raised]),
            )
        )  # fmt: skip
    return lines


def _begun(one: Scored) -> dict[str, float]:
    begun: dict[str, float] = {}
    for event in one.material.events:
        label = one.material.truth.get((event.source, event.id), "")
        if label in one.material.major:
            time = event.time.timestamp()
            begun[label] = min(begun.get(label, time), time)
    return begun


def _half_and_most(values: list[float]) -> tuple[float, float]:
    if not values:
        return float("nan"), float("nan")
    return float(np.median(values)), float(np.quantile(values, 0.9))


def kind_lines(seeds: Sequence[Scored]) -> list[KindLine]:
    """Each scripted kind in the midst of everything else, all seeds together."""
    truth, found, kinds, first = _together(seeds)
    lines = []
    there = sorted({kind for one in seeds for kind in one.material.major.values()})
    asked = [(kind, frozenset({kind})) for kind in there]
    asked += [(name, group) for name, group in GROUPS.items() if not group.isdisjoint(there)]
    for kind, group in asked:
        chosen: Bools = np.isin(kinds, sorted(group))
        if not chosen.any():
            continue
        ours: Bools = chosen[first]
        labels = np.unique(truth[chosen])
        groups = [len(np.unique(found[truth == label])) for label in labels]
        lines.append(
            KindLine(
                kind,
                len(labels),
                int(ours.sum()),
                agreement(truth[first], found[first], ours),
                agreement(truth, found, chosen),
                float(np.mean(groups)),
                delays(seeds, group),
            )
        )
    return lines


def _together(seeds: Sequence[Scored]) -> tuple[Ints, Ints, np.ndarray[tuple[int, ...], np.dtype[np.str_]], Bools]:
    truth: list[Ints] = []
    found: list[Ints] = []
    kinds: list[str] = []
    of_truth = of_found = 0
    for one in seeds:
        truth.append(one.reports.truth + of_truth)
        found.append(one.found + of_found)
        of_truth += int(one.reports.truth.max(initial=0)) + 1
        of_found += int(one.found.max(initial=0)) + 1
        kinds += [one.material.major.get(label, "") for label in one.reports.labels]
    first = np.concatenate([one.reports.first for one in seeds])
    return np.concatenate(truth), np.concatenate(found), np.array(kinds, dtype=np.str_), first


def about(one: Scored, incident: Incident) -> str:
    """The major incident of the truth that most of its reports are about; an empty text for ordinary life."""
    truth, major = one.material.truth, one.material.major
    labels = [truth.get((member.source, member.id), "") for member in incident.members]
    known = [label for label in labels if label]
    ours = [label for label in known if label in major]
    return max(set(ours), key=lambda label: (ours.count(label), label)) if 2 * len(ours) > len(known) else ""


def load(seeds: Sequence[Scored]) -> Load:
    """What operators get in the window."""
    reports = sum(len(one.reports) for one in seeds)
    firsts = sum(int(one.reports.first.sum()) for one in seeds)
    groups = sum(len(np.unique(one.found)) for one in seeds)
    hours = sum(one.until - one.since for one in seeds) / 3600.0
    alarms = [0, 0, 0]
    criticals = false = 0
    periods: list[float] = []
    links: list[bool] = []
    for one in seeds:
        begun: list[float] = []
        mostly = _mostly(one)
        for incident in one.outcome.incidents.values():
            if not one.since <= incident.opened.timestamp() < one.until:
                continue
            links += [mostly.get(incident.key) == mostly.get(other.id) for other in incident.related if other.id in mostly]
            if incident.highest > 3:
                continue
            begun.append(incident.opened.timestamp() - one.since)
            ordinary = not about(one, incident)
            alarms[incident.highest - 1] += ordinary
            if incident.highest == 1:
                criticals += 1
                false += ordinary
        whole = max(1, int((one.until - one.since) // PERIOD_S))
        counts = np.histogram(begun, bins=whole, range=(0.0, whole * PERIOD_S))[0]
        periods += (counts / OPERATORS).tolist()
    p1, p2, p3 = (count / hours / OPERATORS for count in alarms)
    return Load(
        reports / groups, firsts / groups, false * 10_000.0 / reports, criticals, (p1, p2, p3), max(periods),
        float(np.mean(np.array(periods) > FLOOD)), float(np.mean(links)) if links else float("nan"),
    )  # fmt: skip


def _mostly(one: Scored) -> dict[str, str]:
    """By an incident's number and key: the label that most of its reports have, of the truth."""
    counts: dict[str, dict[str, int]] = {}
    for name, key in one.outcome.found.items():
        label = one.material.truth.get(name, "")
        if label:
            of = counts.setdefault(key, {})
            of[label] = of.get(label, 0) + 1
    most = {key: max(of, key=lambda label, of=of: (of[label], label)) for key, of in counts.items()}  # type: ignore[misc]
    numbers = {one.outcome.incidents[key].id: label for key, label in most.items() if key in one.outcome.incidents}
    return {**most, **numbers}


def extents(seeds: Sequence[Scored], rules: Rules) -> list[Extent]:
    """The widest and longest incident of each kind, by first reports; what moves by itself is left out, and so are kinds
    that walk on, whose reach is meant from the last sighting.

    Width is the distance of the farthest source that says exactly where it is from the incident's centre as it is shown.
    """
    sizes: dict[Kind, list[tuple[float, float]]] = {}
    for one in seeds:
        members: dict[str, list[int]] = {}
        for index, (name, first) in enumerate(zip(one.reports.names, one.reports.first.tolist(), strict=True)):
            key = one.outcome.found.get(name, "")
            if first and key in one.outcome.incidents:
                members.setdefault(key, []).append(index)
        for key, indices in members.items():
            incident = one.outcome.incidents[key]
            if len(indices) < 2 or not incident.channels.keys().isdisjoint({"journey", "tracker", "vehicle", "disaster"}):
                continue
            t, events = one.reports.spots.t[indices], [one.reports.events[at] for at in indices]
            far = 0.0
            if not rules.kind(incident.kind).speed_ms and incident.lat is not None and incident.lon is not None:
                middle = incident.lat, incident.lon
                # a caller who only names the quarter says nothing of how wide it is
                far = max(
                    (
                        _apart(middle, (e.lat, e.lon))
                        for e in events
                        if e.lat is not None and e.lon is not None and not is_vague(e.place)
                    ),
                    default=0.0,
                )
            sizes.setdefault(incident.kind, []).append((far, float(t.max() - t.min())))
    lines = []
    for kind in sorted(sizes):
        reach, life = rules.kind(kind).reach_m, rules.kind(kind).life_s
        wide, long = zip(*sizes[kind], strict=True)
        too_wide, too_long = sum(size > reach for size in wide), sum(size > life for size in long)
        lines.append(Extent(kind, len(wide), max(wide), reach, max(long), life, too_wide, too_long))
    return lines


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Metres between two points (degrees) of one city."""
    east = (one[1] - other[1]) * math.cos(math.radians(one[0]))
    return math.hypot(east, one[0] - other[0]) * METRES_A_DEGREE
