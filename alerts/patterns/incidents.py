"""Patterns by incident: judged over an incident's members each time it has a new one."""

from __future__ import annotations

from collections.abc import Sequence

from alerts.following import Finding
from alerts.following.read import ReadEvent
from alerts.patterns.follower import finding
from alerts.patterns.grouping import seen_of
from alerts.patterns.machines import follow
from alerts.patterns.selecting import Selecting
from alerts.patterns.state import MOST, GroupState, Seen
from alerts.places.asked import Places
from alerts.rules import Rules


class IncidentPatterns:
    """Counts and sequences among the newest members of one incident."""

    def __init__(self, rules: Rules, places: Places) -> None:
        self._patterns = rules.patterns
        self._selecting = Selecting(rules, lambda rule: rule.by == "incident")
        self._places = places

    def __bool__(self) -> bool:
        return bool(self._selecting)

    def __call__(self, members: Sequence[ReadEvent], newest: ReadEvent) -> list[Finding]:
        """What the newest member (the last of ``members``) completes."""
        fitting = self._selecting(newest.event, newest.rule)
        if not fitting:
            return []
        known = [
            (member, dict(self._selecting(member.event, member.rule)))
            for member in sorted(members[-MOST:], key=lambda member: member.order)
        ]
        found: list[Finding] = []
        for index, _ in fitting:
            rule = self._patterns[index]
            state: GroupState | None = None
            met: tuple[tuple[Seen, ...], ...] = ()
            for member, bits in known:
                if index in bits:
                    outcome = follow(rule, state, seen_of(member, bits[index], self._places), at_home=True)
                    state, met = outcome.state, outcome.met
            found += [finding(rule, one) for one in met if one[-1].ref.id == newest.event.id]
        return found
