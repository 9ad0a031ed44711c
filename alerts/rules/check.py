"""Checks of what the structs of a rules file cannot say by themselves. A mistake names its key and what was expected."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final, get_args
from zoneinfo import ZoneInfo

from alerts.events import EVENT_TYPES, DispatchCode, DispatchStage, JourneyStage, Label, Programme, SensorLevel, Watchlist
from alerts.events import TrackerAlert as Alert
from alerts.incidents import Kind
from alerts.rules.declared import MaintenanceRule, PatternRule, Selector, SuppressRule
from alerts.rules.lexicon import STEPS, TermRule
from alerts.rules.rules import ReportRule
from alerts.rules.tables import Mistake

PEOPLE: Final[frozenset[Kind]] = frozenset({"crowd", "violence", "rescue", "medical", "journey", "vulnerable"})
"""Kinds of incident that nothing holds back: somebody may need help."""
MOST_STEPS: Final = 5
_VALUES: Final[dict[str, tuple[str, ...]]] = {
    "label": get_args(Label),
    "service": ("112", "119", "120"),
    "code": get_args(DispatchCode),
    "stage": (*get_args(DispatchStage), *get_args(JourneyStage)),
    "programme": get_args(Programme),
    "alert": get_args(Alert),
    "list": get_args(Watchlist),
    "level": get_args(SensorLevel),
}
_FIELDS: Final[dict[str, frozenset[str]]] = {
    "cctv": frozenset({"label", "ids"}),
    "dispatch": frozenset({"service", "code", "stage", "category", "text"}),
    "unit": frozenset({"service", "state"}),
    "disaster": frozenset({"event", "category"}),
    "journey": frozenset({"stage"}),
    "tracker": frozenset({"programme", "alert"}),
    "vehicle": frozenset({"list", "ids"}),
    "sensor": frozenset({"quantity", "level", "ids"}),
}
"""What a selector may ask of an event of each type."""
_ASKED: Final = ("label", "service", "code", "stage", "programme", "alert", "list", "level", "category", "text", "event",
                 "quantity", "state", "ids")  # fmt: skip
_NEEDS: Final = {"count": ("of", "many"), "sequence": ("steps",), "absence": ("after", "without")}
_ALL_NEEDS: Final = ("of", "many", "steps", "after", "without")


def twice(name: str, others: Collection[str]) -> None:
    """A name is used once."""
    if name in others:
        raise Mistake(("name",), f"{name!r} is used twice")


def check_values(rule: Any) -> None:
    """Type and values of a ``[[report]]`` entry or a selector are ones that events have."""
    if rule.type not in EVENT_TYPES:
        raise Mistake(("type",), f"{rule.type!r} is no event type; expected one of {', '.join(EVENT_TYPES)}")
    for name, known in _VALUES.items():
        for value in _get(rule, name):
            if value not in known:
                raise Mistake((name,), f"{value!r} is unknown; expected one of {', '.join(known)}")


def check_pattern(rule: PatternRule, reports: Collection[str]) -> None:
    """Each type has what it needs and nothing that belongs to another; its group and its selectors make sense."""
    needed = _NEEDS[rule.type]
    for name in _ALL_NEEDS:
        given = bool(getattr(rule, name))
        if given and name not in needed:
            raise Mistake((name,), f"a pattern of type {rule.type!r} has no {name!r}; expected {', '.join(needed)}")
        if not given and name in needed:
            raise Mistake((name,), f"a pattern of type {rule.type!r} needs {name!r}")
    if rule.type == "sequence" and not 2 <= len(rule.steps) <= MOST_STEPS:
        raise Mistake(("steps",), f"expected 2 to {MOST_STEPS} steps")
    if rule.before_s and rule.type != "absence":
        raise Mistake(("before_s",), "only a pattern of type 'absence' looks at what came before")
    if rule.by == "place" and rule.metres is None:
        raise Mistake(("metres",), "a pattern by 'place' needs the distance in metres")
    if rule.metres is not None and rule.by in ("incident", "entity"):
        raise Mistake(("metres",), f"a pattern by {rule.by!r} has no distance")
    if rule.by == "incident" and rule.type == "absence":
        raise Mistake(("by",), "an absence is by 'entity', 'place' or 'district'")
    keys = {"count": ["of"], "absence": ["after", "without"], "sequence": ["steps"] * len(rule.steps)}[rule.type]
    for key, selector in zip(keys, rule.selectors, strict=True):
        try:
            check_selector(selector, reports)
        except Mistake as mistake:
            raise Mistake((key, *mistake.key), mistake.expected) from None


def check_selector(selector: Selector, reports: Collection[str]) -> None:
    """It names reports that there are, or a type and fields that events of it have."""
    _known(selector.reports, reports)
    asked = [name for name in _ASKED if _get(selector, name)]
    if not selector.type:
        if not selector.reports:
            raise Mistake((), "expected 'reports' (names of [[report]] entries) or a 'type' of events")
        if asked and asked != ["ids"]:
            raise Mistake((asked[0],), "needs the 'type' of events too")
        return
    check_values(selector)
    fields = _FIELDS[selector.type]
    for name in asked:
        if name not in fields:
            raise Mistake((name,), f"events of type {selector.type!r} have none; expected {', '.join(sorted(fields))}")


def check_suppression(rule: SuppressRule, reports: Sequence[ReportRule]) -> None:
    """Parent and child say what they are; a child is nothing that speaks of people."""
    names = [report.name for report in reports]
    for key, side in (("parent", rule.parent), ("child", rule.child)):
        if not side.kinds and not side.reports:
            raise Mistake((key,), "expected 'kinds' or 'reports'")
        try:
            _known(side.reports, names)
        except Mistake as mistake:
            raise Mistake((key, *mistake.key), mistake.expected) from None
    for kind in rule.child.kinds:
        if kind in PEOPLE:
            raise Mistake(("child", "kinds"), f"{kind!r} is about people, who are never held back")
    for report in reports:
        if report.name in rule.child.reports and speaks_of_people(report):
            raise Mistake(("child", "reports"), f"{report.name!r} is about people, who are never held back")
    if rule.within == "metres" and rule.metres is None:
        raise Mistake(("metres",), "within 'metres' needs the distance")
    if rule.within != "metres" and rule.metres is not None:
        raise Mistake(("metres",), f"within {rule.within!r} has no distance of its own")


def speaks_of_people(report: ReportRule) -> bool:
    """Whether what such a report is about first of all is people."""
    return report.type in ("journey", "tracker") or max(report.kinds, key=lambda kind: report.kinds[kind]) in PEOPLE


def check_maintenance(rule: MaintenanceRule) -> None:
    """It says what is worked on, and when: once or every week."""
    if not (rule.source or rule.cameras or rule.sensors or rule.districts):
        raise Mistake((), "expected at least one of source, cameras, sensors, districts")
    once = rule.since is not None or rule.until is not None
    if once == bool(rule.hours):
        raise Mistake((), "expected either 'since' and 'until', or 'hours' (and 'days')")
    if once:
        for key in ("since", "until"):
            moment = getattr(rule, key)
            if moment is None or moment.tzinfo is None:
                raise Mistake((key,), "expected a time with offset, such as 2026-03-02T01:00:00+09:00")
        assert rule.since is not None
        assert rule.until is not None
        if rule.until <= rule.since:
            raise Mistake(("until",), "expected a time after 'since'")
        if rule.days:
            raise Mistake(("days",), "belongs to 'hours'")
    elif len(rule.hours) != 2 or rule.hours[0] == rule.hours[1]:
        raise Mistake(("hours",), 'expected two different times of day, such as ["01:00", "05:00"]')
    try:
        ZoneInfo(rule.timezone)
    except (OSError, ValueError, KeyError):
        raise Mistake(("timezone",), f"{rule.timezone!r} is no time zone known here; expected one such as Asia/Seoul") from None


def _known(names: Collection[str], reports: Collection[str]) -> None:
    for name in names:
        if name not in reports:
            raise Mistake(("reports",), f"there is no [[report]] named {name!r}")


def _get(rule: Any, name: str) -> list[str]:
    values: list[str] = getattr(rule, "watchlist" if name == "list" else name)
    return values


def check_term(name: str, term: TermRule, taken: dict[str, str]) -> None:
    """Raise Mistake where a term makes no sense; ``taken``: the forms of terms before, and whose they are."""
    if not name.replace("_", "").isalnum() or not name.isascii():
        raise Mistake((), "expected a name of Latin letters, digits and _")
    for kind, strength in term.kinds.items():
        if strength not in STEPS:
            raise Mistake(("kinds",), f"{kind} = {strength:g}; expected one of {', '.join(f'{step:g}' for step in STEPS)}")
    for form in term.forms:
        words = form.split(" ")
        if len(words) > 2 or not all(words):
            raise Mistake(("forms",), f"{form!r}: expected one word, or two with one space between")
        if form != form.lower():
            raise Mistake(("forms",), f"{form!r}: expected small letters; a call's are made small before they are compared")
        if len(words) == 1 and len(form) < 2:
            raise Mistake(("forms",), f"{form!r}: one letter alone begins too many words; expected two letters, or two words")
        if not all(word.isalnum() for word in words):
            raise Mistake(("forms",), f"{form!r}: expected letters and digits only; signs are not read")
        owner = taken.get(form)
        if owner is not None:
            raise Mistake(("forms",), f"{form!r} is a form of {owner!r} already")
        taken[form] = name
