"""What stood against a join, in order of weight."""

from __future__ import annotations

import math
from typing import Final

from alerts.correlation.book.record import Record
from alerts.correlation.reading.report import ATTACH_ONLY, Report
from alerts.explaining.comparison import Obstacle
from alerts.explaining.weighing import Weighing
from alerts.incidents import KINDS
from alerts.rules import Rules

HEAVY: Final = -1.0
"""Nats from which a term that speaks against a join is told by itself."""
ORDINARY: Final = 0.5
"""Reports an hour within an incident's reach from which a report is called ordinary there."""
_STATUSES: Final = ("actual", "exercise", "test")
_BY_HAND: Final = frozenset({"split", "merge"})


def certain(report: Report, other: Report, incident: Record | None) -> list[Obstacle]:
    """What forbade joining ``report`` to ``incident``, the one of ``other``, before anything was weighed."""
    found: list[Obstacle] = []
    if report.how == "entity" and report.record is not None:
        found.append(Obstacle("entity", detail=report.entity.partition(":")[0] or "camera_id"))
    if report.rule == ATTACH_ONLY and report.record is None:
        found.append(Obstacle("no_incident", detail=report.entity.partition(":")[0]))
    if "disaster" in (report.channel, other.channel):
        found.append(Obstacle("alert"))
    if report.how in _BY_HAND or other.how in _BY_HAND:
        found.append(Obstacle("operator", detail=report.how if report.how in _BY_HAND else other.how))
    if report.status != other.status:
        found.append(Obstacle("status", detail=f"{_STATUSES[report.status]}/{_STATUSES[other.status]}"))
    if incident is not None and not found:
        found += _over(report, incident)
    return found


def weighed(report: Report, incident: Record, weighing: Weighing, rules: Rules, placed: bool) -> list[Obstacle]:
    """What the figures say. ``placed``: the incident has a place at all."""
    bounds = _bounds(report, incident, weighing, rules, placed)
    lone = incident.sources_count == 1 and report.origin == incident.founder.origin
    if lone:
        bounds.append(Obstacle("same_source"))
    needed = rules.engine.needed(report.channel)
    if report.spots and placed and not weighing.terms:  # so unlike that nothing else was looked at
        bounds.append(Obstacle("kinds", detail=_kinds(report, incident, rules)))
    soft = _soft(report, incident, weighing, rules)
    if weighing.nats is not None and weighing.nats < needed:
        return [*bounds, *soft, Obstacle("weak", round(weighing.nats, 3), needed)]
    return bounds or ([] if weighing.nats is not None else soft)


def _over(report: Report, incident: Record) -> list[Obstacle]:
    effect = report.order[0]
    if incident.released <= effect:
        return [Obstacle("operator", round(effect - incident.released, 1), detail="release")]
    if incident.state == "merged":
        return [Obstacle("operator", detail="merge")]
    if incident.expires <= effect:
        return [Obstacle("over", round(effect - incident.expires, 1))]
    return []


def _bounds(report: Report, incident: Record, weighing: Weighing, rules: Rules, placed: bool) -> list[Obstacle]:
    found: list[Obstacle] = []
    if not placed:
        return [Obstacle("no_place", detail="first")]
    kind = rules.kinds[incident.kind]
    if weighing.metres is not None and weighing.apart is not None:
        if weighing.metres > weighing.reach:
            found.append(Obstacle("too_far", round(weighing.metres, 1), round(weighing.reach, 1), KINDS[incident.kind]))
        elif weighing.apart > weighing.wander:
            found.append(Obstacle("too_far", round(weighing.apart, 1), round(weighing.wander, 1), KINDS[incident.kind]))
        elif weighing.too_wide:
            found.append(Obstacle("too_wide", None, round(weighing.reach, 1), KINDS[incident.kind]))
    if report.time > weighing.limit or weighing.age > kind.life_s:
        if weighing.age > kind.life_s:
            found.append(Obstacle("too_late", round(weighing.age, 1), kind.life_s, "life"))
        elif weighing.limit > -math.inf:
            quiet = weighing.limit - report.time + weighing.wait
            found.append(Obstacle("too_late", round(weighing.wait, 1), round(quiet, 1), "quiet"))
        elif not found:
            found.append(Obstacle("full"))
    if not report.spots and not found:
        found.append(Obstacle("no_place", detail="second"))
        if weighing.nats is None and report.region != incident.region:
            found.append(Obstacle("district", detail=f"{incident.region}/{report.region}"))
    return found


def _soft(report: Report, incident: Record, weighing: Weighing, rules: Rules) -> list[Obstacle]:
    """The terms that weigh against it, the heaviest first; then how ordinary it is there, beside which all else counts."""
    made: dict[str, Obstacle] = {
        "kind": Obstacle("kinds", round(weighing.terms.get("kind", 0.0), 3), detail=_kinds(report, incident, rules)),
        "time": Obstacle("wait", round(weighing.wait, 1)),
        "place": Obstacle("distance", None if weighing.metres is None else round(weighing.metres, 1)),
        "trust": Obstacle("unsure", detail="second"),
        "doubt": Obstacle("unsure" if incident.settled else "in_doubt", float(max(1, len(incident.rows))), detail="first"),
        "places": Obstacle("in_doubt", float(len(report.spots)), detail="second"),
        "busy": Obstacle("ordinary", detail="busy"),
        "heading": Obstacle("heading"),
        "words": Obstacle("words"),
    }
    against = sorted((nats, name) for name, nats in weighing.terms.items() if nats <= HEAVY and name in made)
    found = [made[name] for _, name in against]
    if weighing.rate is not None and weighing.reach:
        hourly = weighing.rate * math.pi * weighing.reach**2 * 3600.0
        if hourly >= ORDINARY:
            found.append(Obstacle("ordinary", float(f"{hourly:.3g}"), round(weighing.reach, 1)))
    return found


def _kinds(report: Report, incident: Record, rules: Rules) -> str:
    """What the incident is, and what the report mostly speaks of; ``partly`` where that is one kind, but not for sure."""
    shares = rules.reports[report.rule].kinds
    mostly = max(shares, key=lambda kind: shares[kind])
    return "partly" if mostly == KINDS[incident.kind] else f"{KINDS[incident.kind]}/{mostly}"
