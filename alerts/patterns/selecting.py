"""Which patterns look at an event, and as what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from alerts.events import EVENT_CLASSES, Event, event_type
from alerts.rules import PatternRule, Rules, Selector
from alerts.rules.classify import needle

_EXACT: Final = ("source", "label", "service", "code", "stage", "programme", "alert", "list", "level")
_PIECES: Final = ("state", "quantity", "category", "event", "text")
_IDS: Final = {"camera_id": ("cctv", "vehicle"), "sensor_id": ("sensor",)}
_Test = Callable[[Event, int], bool]
Fitting = tuple[tuple[int, int], ...]
"""Index of a pattern and the bits of its selectors that fit, for each pattern that looks at the event."""


class Selecting:
    """The selectors of all patterns, by what an event must be at least."""

    def __init__(self, rules: Rules, chosen: Callable[[PatternRule], bool]) -> None:
        """Of the patterns that are ``chosen``; the others are passed over."""
        by_name = {report.name: index for index, report in enumerate(rules.reports)}
        self._by_rule: dict[int, list[tuple[int, int, _Test | None]]] = {}
        self._by_type: dict[type, list[tuple[int, int, _Test | None]]] = {}
        classes = {_name(kind): kind for kind in EVENT_CLASSES}
        self.report_types: set[str] = set()
        """Types of events of which reports are looked at."""
        self.event_types: set[str] = set()
        """Types of events of which all are looked at."""
        for index, pattern in enumerate(rules.patterns):
            if not chosen(pattern):
                continue
            for bit, selector in _bits(pattern):
                entry = (index, bit, _test(selector))
                if selector.reports:
                    for name in selector.reports:
                        self._by_rule.setdefault(by_name[name], []).append(entry)
                        self.report_types.add(rules.reports[by_name[name]].type)
                else:
                    self._by_type.setdefault(classes[selector.type], []).append(entry)
                    self.event_types.add(selector.type)

    @property
    def asked(self) -> tuple[frozenset[int], frozenset[type]]:
        """Report rules and event classes that anybody looks at."""
        return frozenset(self._by_rule), frozenset(self._by_type)

    def __bool__(self) -> bool:
        return bool(self._by_rule or self._by_type)

    def __call__(self, event: Event, rule: int) -> Fitting:
        """The patterns that look at this event, whose report rule is ``rule`` (negative: it is no report)."""
        by_rule, by_type = self._by_rule.get(rule), self._by_type.get(type(event))
        if by_rule is None and by_type is None:
            return ()
        found: dict[int, int] = {}
        for entries in (by_rule, by_type):
            for index, bit, test in entries or ():
                if test is None or test(event, rule):
                    found[index] = found.get(index, 0) | bit
        return tuple(sorted(found.items()))


def _bits(pattern: PatternRule) -> list[tuple[int, Selector]]:
    return [(1 << at, selector) for at, selector in enumerate(pattern.selectors)]


def _test(selector: Selector) -> _Test | None:
    """What is to be asked of an event besides its report's name or its type; None for nothing. Cheapest first."""
    exact = [(name, frozenset(_given(selector, name))) for name in _EXACT if _given(selector, name)]
    if selector.ids:
        exact += [(name, frozenset(selector.ids)) for name in _IDS if selector.type in ("", *_IDS[name])]
    pieces = [(name, needle(_given(selector, name))) for name in _PIECES if _given(selector, name)]
    kind = selector.type if selector.reports else ""
    if not exact and not pieces and not kind:
        return None
    either = bool(selector.ids) and not selector.type

    def test(event: Event, _rule: int) -> bool:
        if kind and event_type(event) != kind:
            return False
        for name, values in exact:
            if getattr(event, name, None) not in values and not (either and name in _IDS):
                return False
        if either and not any(getattr(event, name, None) in selector.ids for name in _IDS):
            return False
        return all(pattern.search(_text(event, name)) is not None for name, pattern in pieces)

    return test


def _text(event: Event, name: str) -> str:
    text = str(getattr(event, name, None) or "").lower()
    if name == "event" and getattr(event, "event_code", None):
        text = f"{text} {str(event.event_code).lower()}"  # type: ignore[union-attr]
    return text


def _given(selector: Selector, name: str) -> list[str]:
    values: list[str] = getattr(selector, "watchlist" if name == "list" else name)
    return values


def _name(kind: type) -> str:
    return str(kind.__struct_config__.tag)  # type: ignore[attr-defined]
