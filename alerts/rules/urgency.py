"""How urgent an incident is: the most urgent ``[[priority]]`` rule whose conditions all hold."""

from __future__ import annotations

from typing import Final

from alerts.escalation.escalation import Escalation
from alerts.escalation.evidence import GRAVE_TAG, Evidence, people_tag
from alerts.events import Cctv, Disaster, Dispatch, Event
from alerts.incidents import KINDS
from alerts.rules.classify import needle
from alerts.rules.rules import PriorityRule, Rules

_REMEMBERED: Final = 10_000
"""Answers kept; what incidents look like to the rules repeats."""
_SHORT: Final = 200
"""Characters of a text whose tags are kept, at most."""


class Urgency:
    """The priority rules, compiled."""

    def __init__(self, rules: Rules) -> None:
        self._by_kind: list[list[PriorityRule]] = [
            sorted((rule for rule in rules.priorities if not rule.kinds or kind in rule.kinds), key=lambda rule: rule.to)
            for kind in KINDS
        ]
        self._words = [(f"words:{rule.name}", needle(rule.words)) for rule in rules.priorities if rule.words]
        escalation = rules.escalation
        self.escalation = Escalation(escalation)
        grave = escalation.words if escalation is not None else []
        if grave:
            self._words.append((GRAVE_TAG, needle(grave)))
        codes = {"0", "1"}.union(*(rule.codes for rule in rules.priorities))
        self._codes: dict[str | None, frozenset[str]] = {code: frozenset({f"code:{code}"}) for code in codes}
        self._severities = {severity for rule in rules.priorities for severity in rule.severity}
        named = {name for rule in rules.priorities for name in rule.reports}
        self._report_tags = [frozenset({f"report:{report.name}"} if report.name in named else ()) for report in rules.reports]
        self._none: frozenset[str] = frozenset()
        self._best = min((rule.to for rule in rules.priorities), default=4)
        self._most = max((rule.sources for rule in rules.priorities), default=1)
        self._by_figures = {rule.name for rule in rules.priorities if rule.to == 1 and _rests_on_figures(rule)}
        self._people: dict[str | None, frozenset[str]] = {}
        self._calls: dict[tuple[object, ...], frozenset[str]] = {}
        """What was found in calls that say the same."""
        self._known: dict[tuple[object, ...], tuple[PriorityRule, ...]] = {}

    def tags(self, event: Event, rule: int) -> frozenset[str]:
        """What of this event the rules may ask for later."""
        kind = type(event)
        if kind is Cctv:
            count = event.count  # type: ignore[union-attr]
            return self._report_tags[rule] if count is None else self._report_tags[rule] | self._peopled(count)
        if kind is Dispatch:
            return self._of_call(event, rule)  # type: ignore[arg-type]
        tags = self._report_tags[rule] if rule >= 0 else self._none
        if kind is Disaster and event.severity in self._severities:  # type: ignore[union-attr, operator]
            tags |= {f"severity:{event.severity}"}  # type: ignore[union-attr]
        return tags

    def _of_call(self, event: Dispatch, rule: int) -> frozenset[str]:
        said = rule, event.code, event.category, event.text
        tags = self._calls.get(said)
        if tags is None:
            tags = self._report_tags[rule] if rule >= 0 else self._none
            tags |= self._codes.get(event.code, self._none)
            if self._words and (event.text or event.category):
                text = f"{event.category or ''} {event.text or ''}".lower()
                tags |= {tag for tag, pattern in self._words if pattern.search(text)}
            if event.text is None or len(event.text) <= _SHORT:
                if len(self._calls) >= _REMEMBERED:
                    self._calls.clear()
                self._calls[said] = tags
        return tags

    def _peopled(self, count: int) -> frozenset[str]:
        tag = people_tag(count)
        found = self._people.get(tag)
        if found is None:
            found = self._people[tag] = frozenset({tag} if tag else ())
        return found

    def judge(self, incident: Evidence, better_than: int, *, held: bool = False) -> PriorityRule | None:
        """The most urgent rule that holds, if it is more urgent than this priority.

        ``held``: what is ordinary is not known yet, so that a rule that asks for nothing but figures makes nothing critical
        of which one channel alone speaks.
        """
        if better_than <= self._best:
            return None
        asked = (
            incident.kind, min(incident.sources_count, self._most), len(incident.channels), incident.tags, better_than, held,
        )  # fmt: skip
        fitting = self._known.get(asked)
        if fitting is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            fitting = self._known[asked] = self._fitting(incident, better_than, held)
        probability: float | None = -1.0
        for rule in fitting:
            if rule.nats is not None and incident.nats < rule.nats:
                continue
            if rule.probability is not None:
                if probability == -1.0:
                    probability = self.escalation.probability(incident)
                if probability is None or probability < rule.probability:
                    continue
            return rule
        return None

    def _fitting(self, incident: Evidence, better_than: int, held: bool) -> tuple[PriorityRule, ...]:
        """The rules that hold as far as figures do not matter, the most urgent first, up to one that asks for no figures."""
        many, channels = incident.sources_count, len(incident.channels)
        held = held and channels < 2
        found: list[PriorityRule] = []
        for rule in self._by_kind[incident.kind]:
            if rule.to >= better_than:
                break
            if many < rule.sources or channels < rule.channels or (held and rule.name in self._by_figures):
                continue
            if self._holds(rule, incident.tags):
                found.append(rule)
                if rule.nats is None and rule.probability is None:
                    break
        return tuple(found)

    @staticmethod
    def _holds(rule: PriorityRule, tags: frozenset[str]) -> bool:
        """Whether what a rule asks of the tags is there."""
        return (
            (not rule.codes or any(f"code:{code}" in tags for code in rule.codes))
            and (not rule.severity or any(f"severity:{severity}" in tags for severity in rule.severity))
            and (not rule.reports or any(f"report:{name}" in tags for name in rule.reports))
            and (not rule.words or f"words:{rule.name}" in tags)
            and (not rule.area or "area" in tags)
        )


def _rests_on_figures(rule: PriorityRule) -> bool:
    """Whether a rule asks only how many speak, by how many channels, how surely: not of what."""
    return not (rule.kinds or rule.reports or rule.codes or rule.severity or rule.words or rule.area)
