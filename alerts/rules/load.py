"""Reads a rules file and refuses it, naming file, line, key and what was expected, where it has a mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from alerts.errors import RulesError
from alerts.escalation.rule import EscalationRule
from alerts.incidents import KINDS
from alerts.rules.analysts import FINDINGS, AnalystFigures
from alerts.rules.check import check_maintenance, check_pattern, check_suppression, check_term, check_values, twice
from alerts.rules.declared import ChatterRule, MaintenanceRule, PatternRule, SuppressRule
from alerts.rules.lexicon import LexiconRule, TermRule
from alerts.rules.rules import (
    BackgroundRule,
    EngineRule,
    KindRule,
    PriorityRule,
    ReportRule,
    Rules,
    SurgeRule,
    UnansweredRule,
    WordsRule,
)
from alerts.rules.tables import Tables, file_text

DEFAULT_RULES: Final = Path(__file__).resolve().parents[2] / "resources" / "rules.toml"
DEFAULT_LEXICON: Final = DEFAULT_RULES.with_name("lexicon.toml")
_JOINT: Final = "# == from here on: the lexicon"
"""The line between a rules file and its lexicon in the one text that both make."""
_OWN_LEXICON: Final = re.compile(r"^\s*\[lexicon[\].]", re.MULTILINE)
MAX_KINDS: Final = 8
"""Kinds one report may speak of: each costs time for every open incident near it."""
_TABLES: Final = ("engine", "position_error_m", "kinds", "report", "priority", "words", "analysts")
_OPTIONAL: Final = (
    "pattern",
    "suppress",
    "maintenance",
    "chatter",
    "surge",
    "background",
    "escalation",
    "unanswered",
    "lexicon",
)
_POSITIONS: Final = ("dispatch", "cctv", "sensor", "journey", "tracker", "vehicle", "disaster", "place")
_Declared = TypeVar("_Declared", PatternRule, SuppressRule, MaintenanceRule)


def load_rules(path: Path | None = None) -> Rules:
    """The rules in this file, or the ones that come with the product; RulesError where it cannot be used."""
    path = DEFAULT_RULES if path is None else path
    return parse_rules(rules_text(path), path)


def rules_text(path: Path | None = None) -> str:
    """The text of this rules file, or of the one that comes with the product, and of its lexicon: the ``lexicon.toml`` beside
    it, else the product's; none is added to a file that has a ``[lexicon]`` of its own. RulesError where one cannot be read.
    """
    path = DEFAULT_RULES if path is None else path
    text = file_text(path, "rules file")
    if _OWN_LEXICON.search(text):
        return text
    return f"{text}\n{_JOINT}\n{file_text(_lexicon_of(path), 'lexicon')}"


def _lexicon_of(path: Path) -> Path:
    beside = path.with_name(DEFAULT_LEXICON.name)
    return beside if beside.exists() else DEFAULT_LEXICON


def parse_rules(text: str, path: Path | str = "rules") -> Rules:
    """The rules that this text holds; RulesError, which names ``path``, the line and the key, where it cannot be used."""
    return _Reader(text, path).rules()


def _finding(pattern: PatternRule, reports: Sequence[ReportRule]) -> ReportRule:
    """What an incident is that a pattern opens, as if a report had."""
    last = pattern.selectors[0 if pattern.type == "absence" else -1]
    kind = last.type or next(report.type for report in reports if report.name == last.reports[0])
    return ReportRule(
        name=pattern.name, ko=pattern.ko, en=pattern.en, type=kind, kinds={pattern.kind: 1.0}, priority=pattern.priority,
        finding=pattern.name,
    )  # fmt: skip


class _Reader(Tables):
    def __init__(self, text: str, path: Path | str) -> None:
        try:
            super().__init__(text, path)
        except RulesError:
            own, joint, _ = text.partition(f"\n{_JOINT}\n")
            if joint:
                Tables(own, path)  # a bracket left open at the file's end must not be put down to the lexicon
            raise

    def rules(self) -> Rules:
        self._check_names((), [name for name in self.data if name not in _OPTIONAL], _TABLES, "table", _OPTIONAL)
        kinds = self.named("kinds")
        self._check_names(("kinds",), kinds, KINDS, "kind")
        reports = [self.table(("report", str(i)), value, ReportRule) for i, value in enumerate(self.entries("report"))]
        for i, report in enumerate(reports):
            self._check_report(("report", str(i)), report)
        names = [report.name for report in reports]
        priorities = [self.table(("priority", str(i)), value, PriorityRule) for i, value in enumerate(self.entries("priority"))]
        for i, name in enumerate(names):
            if name in names[:i]:
                raise self.refuse(("report", str(i), "name"), f"{name!r} is used twice")
            if reports[i].finding in [report.finding for report in reports[:i] if report.finding]:
                raise self.refuse(("report", str(i), "finding"), f"{reports[i].finding!r} is used twice")
        for i, priority in enumerate(priorities):
            for name in priority.reports:
                if name not in names:
                    raise self.refuse(("priority", str(i), "reports"), f"there is no [[report]] named {name!r}")
        patterns = self._declared("pattern", PatternRule, lambda rule: check_pattern(rule, names))
        for i, pattern in enumerate(patterns):
            self.checked(("pattern", str(i)), partial(twice, pattern.name, [*names, *FINDINGS]))
        return Rules(
            engine=self.table(("engine",), self.named("engine"), EngineRule),
            position_error_m=self._errors(),
            kinds=[self.table(("kinds", kind), kinds[kind], KindRule) for kind in KINDS],
            reports=[*reports, *(_finding(pattern, reports) for pattern in patterns)],
            priorities=priorities,
            words=self.table(("words",), self.named("words"), WordsRule),
            patterns=patterns,
            suppressions=self._declared("suppress", SuppressRule, lambda rule: check_suppression(rule, reports)),
            maintenance=self._declared("maintenance", MaintenanceRule, check_maintenance),
            chatter=self.table(("chatter",), self.named("chatter"), ChatterRule) if "chatter" in self.data else ChatterRule(),
            surge=self.table(("surge",), self.named("surge"), SurgeRule) if "surge" in self.data else SurgeRule(),
            background=self.table(("background",), self.named("background"), BackgroundRule)
            if "background" in self.data
            else BackgroundRule(),
            analysts=self._analysts(reports),
            escalation=self.table(("escalation",), self.named("escalation"), EscalationRule)
            if "escalation" in self.data
            else None,
            unanswered=self._unanswered(),
            lexicon=self._lexicon(),
        )

    def origin(self, line: int, place: tuple[str, ...]) -> tuple[str, int]:
        if place and place[0] != "lexicon":
            return super().origin(line, place)
        before = self.text.split("\n")[:line]
        if _JOINT in before:
            return str(_lexicon_of(Path(self.path))), line - before.index(_JOINT) - 1
        return super().origin(line, place)

    def _lexicon(self) -> LexiconRule:
        """The lexicon, if there is one: term by term, so that a mistake names its line."""
        if "lexicon" not in self.data:
            return LexiconRule()
        given = dict(self.named("lexicon"))
        terms = given.pop("terms", {})
        if not isinstance(terms, dict):
            raise self.refuse(("lexicon", "terms"), "expected a table")
        found = self.table(("lexicon",), given, LexiconRule)
        taken: dict[str, str] = {}
        known: dict[str, TermRule] = {}
        for name, value in terms.items():
            place = ("lexicon", "terms", name)
            known[name] = self.table(place, value, TermRule)
            self.checked(place, partial(check_term, name, known[name], taken))
        return LexiconRule(found.fillers, found.slips, known)

    def _unanswered(self) -> UnansweredRule:
        if "unanswered" not in self.data:
            return UnansweredRule()
        rule = self.table(("unanswered",), self.named("unanswered"), UnansweredRule)
        for remind, escalate in zip(rule.remind_s, rule.escalate_s, strict=True):
            if escalate <= remind:
                raise self.refuse(
                    ("unanswered", "escalate_s"), f"must be longer than remind_s: {escalate:g} is not, of {remind:g}"
                )
        return rule

    def _declared(self, name: str, kind: type[_Declared], check: Callable[[_Declared], None]) -> list[_Declared]:
        """The entries of an optional list, each checked by itself, with names of their own."""
        if name not in self.data:
            return []
        found = [self.table((name, str(i)), value, kind) for i, value in enumerate(self.entries(name))]
        names: list[str] = []
        for i, rule in enumerate(found):
            self.checked((name, str(i)), partial(check, rule))
            self.checked((name, str(i)), partial(twice, rule.name, names[:]))
            names.append(rule.name)
        return found

    def _analysts(self, reports: Sequence[ReportRule]) -> AnalystFigures:
        """The analysts' figures; each of their findings must have a [[report]] that says how urgent it is."""
        given = self.named("analysts")
        self._check_names(("analysts",), given, [field.name for field in msgspec.structs.fields(AnalystFigures)], "analyst")
        tables = {
            field.name: self.table(("analysts", field.name), given[field.name], field.type)
            for field in msgspec.structs.fields(AnalystFigures)
        }
        found = [report.finding for report in reports]
        for name in FINDINGS:
            if name not in found:
                raise self.refuse(("report",), f"there is no [[report]] with finding = {name!r}")
        return AnalystFigures(**tables)

    def _check_names(
        self, place: tuple[str, ...], names: Iterable[str], known: Sequence[str], what: str, more: Sequence[str] = ()
    ) -> None:
        """All of the known names must be there, and no other (``more`` may be, and are not among those given)."""
        given = list(names)
        for name in given:
            if name not in known:
                raise self.refuse((*place, name), f"unknown {what}; expected one of {', '.join((*known, *more))}")
        for name in known:
            if name not in given:
                raise self.refuse((*place, name), f"this {what} is missing")

    def _errors(self) -> dict[str, float]:
        errors = self.named("position_error_m")
        self._check_names(("position_error_m",), errors, _POSITIONS, "channel")
        for name, value in errors.items():
            if not isinstance(value, float | int) or isinstance(value, bool) or not 0.0 < value <= 10_000.0:
                raise self.refuse(("position_error_m", name), "expected metres, more than 0 and at most 10000")
        return {name: float(errors[name]) for name in _POSITIONS}

    def _check_report(self, place: tuple[str, ...], report: ReportRule) -> None:
        if not report.kinds or len(report.kinds) > MAX_KINDS:
            raise self.refuse((*place, "kinds"), f"expected one to {MAX_KINDS} kinds")
        if report.finding and FINDINGS.get(report.finding) != report.type:
            expected = ", ".join(f"{name} ({kind})" for name, kind in FINDINGS.items())
            raise self.refuse((*place, "finding"), f"not found in type {report.type!r}; expected one of {expected}")
        self.checked(place, lambda: check_values(report))
