"""Which patterns look at an event, and as what."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from alerts.events import EVENT_CLASSES, Event, event_type
from alerts.rules import PatternRule, Rules, Selector
from alerts.rules.classify import needle

_EXACT: Final = ("source", "label", "service", "code", "stage", "programme", "alert", "list", "level")
_PIECES: Final = ("state", "quantity", "category", "event", "text")
_IDS: Final = {"camera_id": ("cctv", "vehicle"), "sensor_id": ("sensor",)}
_REMEMBERED: Final = 4096
"""Different field combinations whose answer is kept; they are codes and names of few values, so this is rarely reached."""
_Test = Callable[[Event], bool]
Fitting = tuple[tuple[int, int], ...]
"""Index of a pattern and the bits of its selectors that fit, for each pattern that looks at the event."""


class Selecting:
    """The selectors of all patterns, by what an event must be at least.

    What fields with few values decide is remembered by these, so that most events are only looked up.
    """

    def __init__(self, rules: Rules, chosen: Callable[[PatternRule], bool]) -> None:
        """Of the patterns that are ``chosen``; the others are passed over."""
        by_name = {report.name: index for index, report in enumerate(rules.reports)}
        self._by_rule: dict[int, list[tuple[int, int, _Test | None, _Test | None]]] = {}
        self._by_type: dict[type, list[tuple[int, int, _Test | None, _Test | None]]] = {}
        self._left: dict[tuple[type, int, Any], tuple[Fitting | None, tuple[tuple[int, int, _Test | None], ...]]] = {}
        """By class, report rule and fields with few values: what fits where these decide it, else None; the selectors that may
        still fit, and what they ask besides."""
        classes = {_name(kind): kind for kind in EVENT_CLASSES}
        self.report_types: set[str] = set()
        """Types of events of which reports are looked at."""
        self.event_types: set[str] = set()
        """Types of events of which all are looked at."""
        for index, pattern in enumerate(rules.patterns):
            if not chosen(pattern):
                continue
            for bit, selector in _bits(pattern):
                entry = (index, bit, *_tests(selector))
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
        kind = type(event)
        if rule not in self._by_rule and kind not in self._by_type:
            return ()
        asked = kind, rule, _FEW_OF[kind](event)
        known = self._left.get(asked)
        if known is None:
            if len(self._left) >= _REMEMBERED:
                self._left.clear()
            left = tuple(
                (index, bit, rest)
                for index, bit, few, rest in (*self._by_rule.get(rule, ()), *self._by_type.get(kind, ()))
                if few is None or few(event)
            )
            decided = all(rest is None for _, _, rest in left)
            known = self._left[asked] = _fitting(event, left) if decided else None, left
        fitting, left = known
        return _fitting(event, left) if fitting is None else fitting


def _fitting(event: Event, left: tuple[tuple[int, int, _Test | None], ...]) -> Fitting:
    found: dict[int, int] = {}
    for index, bit, test in left:
        if test is None or test(event):
            found[index] = found.get(index, 0) | bit
    return tuple(sorted(found.items()))


def _bits(pattern: PatternRule) -> list[tuple[int, Selector]]:
    return [(1 << at, selector) for at, selector in enumerate(pattern.selectors)]


def _tests(selector: Selector) -> tuple[_Test | None, _Test | None]:
    """What is to be asked of an event besides its report's name or its type: of its fields with few values, and of the others
    (names of devices, texts); None for nothing.
    """
    exact = [(name, frozenset(_given(selector, name))) for name in _EXACT if _given(selector, name)]
    pieces = [(name, needle(_given(selector, name))) for name in _PIECES if _given(selector, name)]
    ids = frozenset(selector.ids)
    names = [name for name in _IDS if ids and selector.type in ("", *_IDS[name])]
    kind = selector.type if selector.reports else ""

    def few(event: Event) -> bool:
        if kind and event_type(event) != kind:
            return False
        return all(getattr(event, name, None) in values for name, values in exact)

    def rest(event: Event) -> bool:
        if names and not any(getattr(event, name, None) in ids for name in names):
            return False
        return all(pattern.search(_text(event, name)) is not None for name, pattern in pieces)

    return few if exact or kind else None, rest if names or pieces else None


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


_FEW_OF: Final = {
    kind: attrgetter("source", *[name for name in _EXACT if name != "source" and name in kind.__struct_fields__])
    for kind in EVENT_CLASSES
}
"""The fields with few values of an event, by its class."""
