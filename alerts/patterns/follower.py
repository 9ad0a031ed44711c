"""All declared patterns as one follower of streams. Those by incident are judged where incidents grow instead."""

from __future__ import annotations

from typing import Final

from alerts.events import EVENT_CLASSES, Event, Status, event_type
from alerts.following import Finding, Follower, States, Step
from alerts.following import Seen as Told
from alerts.following.read import ReadEvent
from alerts.patterns.grouping import groups_of, seen_of
from alerts.patterns.machines import begins, follow, lapse
from alerts.patterns.selecting import Selecting
from alerts.patterns.state import GroupState, Outcome, Seen
from alerts.places.asked import Places
from alerts.rules import PatternRule, Rules
from alerts.rules.classify import NO_REPORT
from alerts.rules.file import fingerprint

_STATUSES: Final[tuple[Status, ...]] = ("actual", "exercise", "test")


def patterns(rules: Rules, places: Places) -> tuple[Follower, ...]:
    """The follower of the patterns that the rules declare; none where they declare none."""
    follower = Patterns(rules, places)
    return (follower,) if follower.types or follower.watches else ()


class Patterns:
    """Follows the groups of each pattern: ``NAME@FINGERPRINT:GROUP``, so that a changed pattern begins anew."""

    name = "pattern"
    state = GroupState
    beats = False

    def __init__(self, rules: Rules, places: Places) -> None:
        self._places = places
        self._selecting = Selecting(rules, lambda rule: rule.by != "incident")
        self._rules, self._classes = self._selecting.asked
        self._patterns = rules.patterns
        self._names = [f"{rule.name}@{fingerprint(repr(rule))[:8]}" for rule in rules.patterns]
        self._index = {name: index for index, name in enumerate(self._names)}
        self._looked_at: tuple[ReadEvent | None, dict[str, tuple[PatternRule, str, int, bool]]] = (None, {})
        """The last event and its groups, so that they are not looked up twice: not a state, it follows from the event."""
        classes = {event_type(kind): kind for kind in EVENT_CLASSES}  # type: ignore[arg-type]
        self.types = tuple([classes[name] for name in sorted(self._selecting.report_types)])
        self.watches = tuple([classes[name] for name in sorted(self._selecting.event_types)])

    def hears(self, kind: type, rule: int) -> bool:
        """Whether any pattern asks for such events."""
        return rule in self._rules or kind in self._classes

    def wants(self, event: Event) -> bool:
        """Whether it is one of the events that a pattern asks for though they are no reports."""
        return bool(self._selecting(event, NO_REPORT))

    def keys(self, seen: Told) -> tuple[str, ...]:
        """The groups that this event belongs to or is within reach of."""
        report: ReadEvent = seen  # type: ignore[assignment]
        if report.rule not in self._rules and type(report.event) not in self._classes:
            return ()
        fitting = self._selecting(report.event, report.rule)
        if not fitting:
            return ()
        groups = {}
        for index, bits in fitting:
            name, pattern, at_home = self._names[index], self._patterns[index], True
            for group in groups_of(pattern, report, self._places):
                groups[f"{name}:{group}"] = pattern, group, bits, at_home
                at_home = False
        self._looked_at = (report, groups)
        return tuple(groups)

    def follow(self, key: str, state: GroupState | None, seen: Told, states: States) -> Step | None:
        """One more event of a group."""
        report: ReadEvent = seen  # type: ignore[assignment]
        if self._looked_at[0] is not report or key not in self._looked_at[1]:
            self.keys(report)
        rule, group, bits, at_home = self._looked_at[1][key]
        if state is None and not begins(rule, bits):
            return None
        return self._step(rule, group, follow(rule, state, seen_of(report, bits, self._places), at_home))

    def due(self, key: str, state: GroupState, time: float, states: States) -> Step:
        """What did not come, or what may be forgotten."""
        name, _, group = key.partition(":")
        index = self._index.get(name)  # none: the rules were changed since
        return (
            Step(None) if index is None else self._step(self._patterns[index], group, lapse(self._patterns[index], state, time))
        )

    def _step(self, rule: PatternRule, group: str, outcome: Outcome) -> Step:
        if not outcome.met:
            return Step(outcome.state, outcome.due)
        findings = tuple([finding(rule, met, _STATUSES[int(group[0])]) for met in outcome.met])
        return Step(outcome.state, outcome.due, findings, entity=group[2:] if rule.by == "entity" else outcome.met[0][0].origin)


def finding(rule: PatternRule, met: tuple[Seen, ...], status: Status = "actual") -> Finding:
    """What it means that these events meet a pattern; an incident it opens lies where the last of them is."""
    last = met[-1]
    return Finding(
        name=rule.name, refs=tuple([one.ref for one in met]), unit="s", lat=last.lat, lon=last.lon, region=last.region,
        value=rule.within_s if rule.type == "absence" else round(last.time - met[0].time, 3), place=last.place, status=status,
        channel=last.channel, rule="pattern",
    )  # fmt: skip
