"""Figures of a rules file by their path, and a rules file with some of them changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from alerts.incidents import KINDS
from alerts.rules import Rules

Path = tuple[str, ...]
"""``("engine", "join_nats")``, ``("kinds", "fire", "tau_s")``, ``("report", "call_fire", "kinds", "fire")``,
``("escalation", "burst")``, ``("escalation", "kinds", "fire")``."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure that was fitted: what it was, what it is, and where that comes from."""

    path: Path
    old: float
    new: float
    why: str

    @property
    def name(self) -> str:
        """``kinds.fire.tau_s``."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Left:
    """A figure that stays as it is, and why."""

    path: Path
    why: str

    @property
    def name(self) -> str:
        """``kinds.fire.tau_s``."""
        return ".".join(self.path)


def tidy(value: float) -> float:
    """Three significant digits: what people can read, and more than any estimate holds."""
    return float(f"{value:.3g}")


def applied(rules: Rules, changes: Iterable[Changed]) -> Rules:
    """The rules with these figures; KeyError for a path that leads nowhere."""
    engine: dict[str, Any] = {}
    kinds: dict[str, dict[str, Any]] = {}
    reports: dict[str, dict[str, float]] = {}
    escalation: dict[str, Any] = {}
    offsets: dict[str, float] = {}
    for change in changes:
        match change.path:
            case ("engine", name):
                engine[name] = change.new
            case ("kinds", kind, name):
                kinds.setdefault(kind, {})[name] = change.new
            case ("report", name, "kinds", kind):
                reports.setdefault(name, {})[kind] = change.new
            case ("escalation", "kinds", kind):
                offsets[kind] = change.new
            case ("escalation", name):
                escalation[name] = change.new
            case _:
                raise KeyError(change.name)
    before = rules.escalation
    if before is not None and (escalation or offsets):
        before = replace(before, **escalation, kinds={**before.kinds, **offsets})
    return replace(
        rules,
        engine=replace(rules.engine, **engine),
        kinds=[replace(rule, **kinds.get(kind, {})) for kind, rule in zip(KINDS, rules.kinds, strict=True)],
        reports=[
            replace(report, kinds={**report.kinds, **reports[report.name]}) if report.name in reports else report
            for report in rules.reports
        ],
        escalation=before,
    )
