"""The worst mistakes, as a text: true incidents in pieces, reports wrongly joined, what is raised for nothing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from alerts.correlation.reading.entity import channel_of, text_of
from alerts.incidents import Incident, Reason
from tests.benchmarks.quality.scores import Scored, about

SHOWN = 25


def mistakes(condition: str, seeds: Sequence[Scored]) -> str:
    """All seeds of one condition."""
    lines = [f"==== {condition}"]
    lines += ["", "-- true incidents in pieces (first reports; worst first)"]
    lines += _ranked(row for seed, one in enumerate(seeds, 1) for row in _splits(seed, one))
    lines += ["", "-- incidents with reports of different truths (worst first)"]
    lines += _ranked(row for seed, one in enumerate(seeds, 1) for row in _merges(seed, one))
    lines += ["", "-- which rules raised ordinary reports (incidents by highest priority, rule that raised it, kind)"]
    lines += _raised(seeds)
    lines += ["", "-- pairs wrongly joined, by what they are (report joined / most of its incident)"]
    lines += _confusions(seeds)
    return "\n".join(lines) + "\n"


def _ranked(rows: Iterator[tuple[float, str]]) -> list[str]:
    return [text for _, text in sorted(rows, key=lambda row: -row[0])[:SHOWN]]


def _groups(one: Scored) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    by_truth: dict[int, list[int]] = {}
    by_found: dict[int, list[int]] = {}
    for index in np.flatnonzero(one.reports.first).tolist():
        by_truth.setdefault(int(one.reports.truth[index]), []).append(index)
        by_found.setdefault(int(one.found[index]), []).append(index)
    return by_truth, by_found


def _splits(seed: int, one: Scored) -> Iterator[tuple[float, str]]:
    by_truth, by_found = _groups(one)
    for indices in by_truth.values():
        pieces = Counter(int(one.found[i]) for i in indices)
        if len(pieces) < 2:
            continue
        lost = _pairs(len(indices)) - sum(_pairs(count) for count in pieces.values())
        main = pieces.most_common(1)[0][0]
        label = one.reports.labels[indices[0]]
        rows = [f"seed {seed} {label}: {len(indices)} reports in {len(pieces)} pieces, {lost:.0f} pairs lost"]
        before: list[int] = []
        for i in indices:
            piece = int(one.found[i])
            others = len(by_found[piece]) - sum(1 for j in by_found[piece] if one.reports.truth[j] == one.reports.truth[i])
            mark = "  " if piece == main else "* "
            near = _apart(one, i, [j for j in before if int(one.found[j]) == main])
            incident = one.outcome.incidents.get(one.outcome.found.get(one.reports.names[i], ""))
            why = _why(_reasons(incident).get(one.reports.names[i]) if incident else None)
            rows.append(f"   {mark}piece {piece % 100000:5d} (+{others} strangers) {near} {why} {_said(one, i)}")
            before.append(i)
        yield lost, "\n".join(rows)


def _merges(seed: int, one: Scored) -> Iterator[tuple[float, str]]:
    _, by_found = _groups(one)
    for indices in by_found.values():
        truths = Counter(int(one.reports.truth[i]) for i in indices)
        if len(truths) < 2:
            continue
        wrong = _pairs(len(indices)) - sum(_pairs(count) for count in truths.values())
        incident = one.outcome.incidents.get(one.outcome.found.get(one.reports.names[indices[0]], ""))
        what = f"{incident.kind} P{incident.highest} {incident.title}" if incident else "?"
        rows = [f"seed {seed} {what}: {len(indices)} reports of {len(truths)} truths, {wrong:.0f} wrong pairs"]
        reasons = _reasons(incident) if incident else {}
        for n, i in enumerate(indices):
            near = _apart(one, i, indices[:n])
            rows.append(f"     {one.reports.labels[i]:24s} {near} {_why(reasons.get(one.reports.names[i]))} {_said(one, i)}")
        yield wrong, "\n".join(rows)


def _reasons(incident: Incident) -> dict[tuple[str, str], Reason]:
    return {
        (ref.source, ref.id): why
        for why in incident.why
        for ref in why.events
        if why.rule in ("open", "join", "entity", "operator")
    }


def _why(why: Reason | None) -> str:
    if why is None:
        return "[?]"
    if why.rule != "join":
        return f"[{why.rule} bg {why.background:.3g}/km2/h]" if why.background else f"[{why.rule}]"
    words = f" {','.join(why.words)}" if why.words else ""
    parts = " ".join(f"{name} {value:+.1f}" for name, value in why.terms.items())
    return f"[{parts}{words} bg {why.background or 0.0:.3g}/km2/h]"


def _said(one: Scored, index: int) -> str:
    event = one.reports.events[index]
    error = "" if event.lat is not None else " (no coordinates)"
    return f"{channel_of(event)} {text_of(event)}{error} @ {event.place or '-'}"[:110]


def _apart(one: Scored, index: int, others: list[int]) -> str:
    """Distance to the middle of these reports and seconds since the last of them."""
    if not others:
        return "                "
    spots = one.reports.spots
    seconds = spots.t[index] - spots.t[others].max()
    placed = [i for i in others if math.isfinite(spots.x[i])]
    if not placed or not math.isfinite(spots.x[index]):
        return f"    ? m {seconds:6.0f} s"
    metres = math.hypot(spots.x[index] - spots.x[placed].mean(), spots.y[index] - spots.y[placed].mean())
    return f"{metres:5.0f} m {seconds:6.0f} s"


def _raised(seeds: Sequence[Scored]) -> list[str]:
    counts: Counter[tuple[int, str, str]] = Counter()
    hours = sum(one.until - one.since for one in seeds) / 3600.0
    for one in seeds:
        for incident in one.outcome.incidents.values():
            inside = one.since <= incident.opened.timestamp() < one.until
            if not inside or incident.highest > 3 or about(one, incident):
                continue
            rules = [
                change.why for change in incident.history if change.change == "priority" and change.priority == incident.highest
            ]
            counts[incident.highest, rules[-1] if rules else "as it opened", incident.kind] += 1
    return [f"   {count / hours:7.2f} an hour: P{level} {rule} {kind}" for (level, rule, kind), count in counts.most_common(40)]


def _confusions(seeds: Sequence[Scored]) -> list[str]:
    counts: Counter[tuple[str, str]] = Counter()
    for one in seeds:
        _, by_found = _groups(one)
        for indices in by_found.values():
            truths = Counter(int(one.reports.truth[i]) for i in indices)
            if len(truths) < 2:
                continue
            main = truths.most_common(1)[0][0]
            host = next(i for i in indices if int(one.reports.truth[i]) == main)
            for i in indices:
                if int(one.reports.truth[i]) != main:
                    counts[_sort(one, i), _sort(one, host)] += 1
    total = sum(counts.values())
    return [f"   {count:5d} ({count / total:5.1%}) {a}  ->  {b}" for (a, b), count in counts.most_common(40)]


def _sort(one: Scored, index: int) -> str:
    event = one.reports.events[index]
    label = one.material.major.get(one.reports.labels[index])
    name = getattr(event, "label", None) or getattr(event, "category", None) or getattr(event, "quantity", None) or ""
    return f"{channel_of(event)} {name}{f' ({label})' if label else ''}"


def _pairs(count: int) -> float:
    return count * (count - 1) / 2
