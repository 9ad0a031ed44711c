"""Reads a rules file and refuses it, naming file, line, key and what was expected, where it has a mistake."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar, get_args

import msgspec

from alerts.errors import RulesError
from alerts.events import EVENT_TYPES, DispatchCode, DispatchStage, JourneyStage, Label, Programme, SensorLevel, Watchlist
from alerts.events import TrackerAlert as Alert
from alerts.incidents import KINDS
from alerts.rules.locate import locate
from alerts.rules.rules import EngineRule, KindRule, PriorityRule, ReportRule, Rules, WordsRule

DEFAULT_RULES: Final = Path(__file__).resolve().parents[2] / "resources" / "rules.toml"
MAX_KINDS: Final = 8
"""Kinds one report may speak of: each costs time for every open incident near it."""
_TABLES: Final = ("engine", "position_error_m", "kinds", "report", "priority", "words")
_POSITIONS: Final = ("dispatch", "cctv", "sensor", "journey", "tracker", "vehicle", "disaster", "place")
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
_PATH: Final = re.compile(r" - at `\$\.?([^`]*)`$")
_Table = TypeVar("_Table", EngineRule, KindRule, ReportRule, PriorityRule, WordsRule)


def load_rules(path: Path | None = None) -> Rules:
    """The rules in this file, or the ones that come with the product; RulesError where it cannot be used."""
    return _Reader(DEFAULT_RULES if path is None else path).rules()


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.text = path.read_text(encoding="utf-8")
        except IsADirectoryError:
            raise RulesError(f"{path} is a folder; a rules file (.toml) was expected") from None
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
            raise RulesError(f"rules file {path} cannot be read: {reason}") from None
        try:
            self.data: dict[str, Any] = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"line (\d+)", str(error))
            line = f"line {found.group(1)}: " if found else ""
            raise RulesError(f"{path}: {line}not valid TOML: {error}") from None
        self.lines = locate(self.text)

    def refuse(self, place: tuple[str, ...], expected: str) -> RulesError:
        """The error for a mistake at this key."""
        at = place
        while at and at not in self.lines:
            at = at[:-1]
        line = f"line {self.lines[at]}: " if at else ""
        return RulesError(f"{self.path}: {line}{'.'.join(place)}: {expected}")

    def table(self, place: tuple[str, ...], value: Any, kind: type[_Table]) -> _Table:
        try:
            return msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            said = str(error)
            found = _PATH.search(said)
            key: tuple[str, ...] = tuple(re.split(r"[.\[]", found.group(1))[:1]) if found and found.group(1) else ()
            unknown = re.search(r"unknown field `([^`]*)`", said) or re.search(r"missing required field `([^`]*)`", said)
            if unknown:
                key = (unknown.group(1),)
            said = _PATH.sub("", said)
            raise self.refuse((*place, *key), said[:1].lower() + said[1:]) from None

    def rules(self) -> Rules:
        self._check_names((), self.data, _TABLES, "table")
        kinds = self._dict("kinds")
        self._check_names(("kinds",), kinds, KINDS, "kind")
        reports = [self.table(("report", str(i)), value, ReportRule) for i, value in enumerate(self._list("report"))]
        for i, report in enumerate(reports):
            self._check_report(("report", str(i)), report)
        names = [report.name for report in reports]
        priorities = [self.table(("priority", str(i)), value, PriorityRule) for i, value in enumerate(self._list("priority"))]
        for i, name in enumerate(names):
            if name in names[:i]:
                raise self.refuse(("report", str(i), "name"), f"{name!r} is used twice")
        for i, priority in enumerate(priorities):
            for name in priority.reports:
                if name not in names:
                    raise self.refuse(("priority", str(i), "reports"), f"there is no [[report]] named {name!r}")
        return Rules(
            engine=self.table(("engine",), self._dict("engine"), EngineRule),
            position_error_m=self._errors(),
            kinds=[self.table(("kinds", kind), kinds[kind], KindRule) for kind in KINDS],
            reports=reports,
            priorities=priorities,
            words=self.table(("words",), self._dict("words"), WordsRule),
        )

    def _check_names(self, place: tuple[str, ...], names: Iterable[str], known: Sequence[str], what: str) -> None:
        """All of the known names, and no other, must be there."""
        given = list(names)
        for name in given:
            if name not in known:
                raise self.refuse((*place, name), f"unknown {what}; expected one of {', '.join(known)}")
        for name in known:
            if name not in given:
                raise self.refuse((*place, name), f"this {what} is missing")

    def _dict(self, name: str) -> dict[str, Any]:
        value = self.data[name]
        if not isinstance(value, dict):
            raise self.refuse((name,), "expected a table")
        return value

    def _list(self, name: str) -> list[Any]:
        value = self.data[name]
        if not isinstance(value, list):
            raise self.refuse((name,), f"expected entries headed [[{name}]]")
        return value

    def _errors(self) -> dict[str, float]:
        errors = self._dict("position_error_m")
        self._check_names(("position_error_m",), errors, _POSITIONS, "channel")
        for name, value in errors.items():
            if not isinstance(value, float | int) or isinstance(value, bool) or not 0.0 < value <= 10_000.0:
                raise self.refuse(("position_error_m", name), "expected metres, more than 0 and at most 10000")
        return {name: float(errors[name]) for name in _POSITIONS}

    def _check_report(self, place: tuple[str, ...], report: ReportRule) -> None:
        if report.type not in EVENT_TYPES:
            raise self.refuse((*place, "type"), f"{report.type!r} is no event type; expected one of {', '.join(EVENT_TYPES)}")
        if not report.kinds or len(report.kinds) > MAX_KINDS:
            raise self.refuse((*place, "kinds"), f"expected one to {MAX_KINDS} kinds")
        for name, known in _VALUES.items():
            for value in getattr(report, "watchlist" if name == "list" else name):
                if value not in known:
                    raise self.refuse((*place, name), f"{value!r} is unknown; expected one of {', '.join(known)}")
