"""Which report an event is, if any: the first fitting ``[[report]]`` of the rules."""

from __future__ import annotations

import re
from operator import attrgetter

from alerts.events import Cctv, Disaster, Dispatch, Event, Journey, Sensor, Tracker, Vehicle
from alerts.rules.rules import ReportRule, Rules

NO_REPORT = -1
_TEXT_READ = 2_000
"""Characters of a call that are looked at; what it is about is said early, and a text may have a megabyte."""
_Asks = tuple[int, re.Pattern[str] | None]
"""A rule's index, and what it asks of the text."""
_REMEMBERED = 4096
"""Different field combinations whose answer is kept, an event type; categories are few, so this is rarely reached."""


def needle(words: list[str]) -> re.Pattern[str]:
    """A pattern for any of these pieces of text; Latin ones must start at a word's start (``fall``, not ``waterfall``)."""
    parts = [rf"(?<![a-z]){re.escape(word.lower())}" if word.isascii() else re.escape(word.lower()) for word in words]
    return re.compile("|".join(parts))


class Classifier:
    """Gives each event the index of its report rule, or :data:`NO_REPORT`.

    What the fields other than the text decide is remembered by their values: a few rules that still fit, the last of which
    asks for no text. So a text is only searched where it matters.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = {
            kind: [
                (index, FieldTest(rule)) for index, rule in enumerate(rules.reports) if rule.type == kind and not rule.finding
            ]
            for kind in ("cctv", "dispatch", "disaster", "journey", "tracker", "vehicle", "sensor")
        }
        self._known: dict[tuple[object, ...], int | list[_Asks]] = {}
        self._fields: dict[type, tuple[str, tuple[str, ...]]] = {
            Cctv: ("cctv", ("label",)),
            Journey: ("journey", ("stage",)),
            Tracker: ("tracker", ("programme", "alert")),
            Vehicle: ("vehicle", ("list",)),
            Sensor: ("sensor", ("quantity", "level")),
            Disaster: ("disaster", ("event", "event_code", "category")),
            Dispatch: ("dispatch", ("service", "code", "category")),
        }
        self.types = frozenset(self._fields)
        """Event classes that may be reports."""
        self._get = {kind: attrgetter(*fields) for kind, (_, fields) in self._fields.items()}

    def __call__(self, event: Event) -> int:
        kind = type(event)
        get = self._get.get(kind)
        if get is None:
            return NO_REPORT
        values = (kind, get(event))
        known = self._known.get(values)
        if known is None:
            known = self._find(event, kind, values)
        if type(known) is int:
            return known
        text = str(getattr(event, "text", None) or "").lower()
        for index, pattern in known:  # type: ignore[union-attr]
            if pattern is None or pattern.search(text) is not None:
                return index
        return NO_REPORT

    def _find(self, event: Event, kind: type, asked: tuple[object, ...]) -> int | list[_Asks]:
        name, fields = self._fields[kind]
        fits = {field: getattr(event, field) for field in fields}
        fitting: list[_Asks] = []
        for index, test in self._rules[name]:
            if test(fits):
                fitting.append((index, test.text))
                if test.text is None:
                    break
        answer: int | list[_Asks] = fitting
        if not fitting:
            answer = NO_REPORT
        elif fitting[0][1] is None:
            answer = fitting[0][0]
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[asked] = answer
        return answer


class FieldTest:
    """One rule's conditions on fields, compiled; that on the text apart, because texts do not repeat."""

    def __init__(self, rule: ReportRule) -> None:
        self.text = needle(rule.text) if rule.text else None
        self._values = [
            (name, frozenset(values))
            for name, values in (
                ("label", rule.label), ("service", rule.service), ("code", rule.code), ("stage", rule.stage),
                ("programme", rule.programme), ("alert", rule.alert), ("list", rule.watchlist), ("level", rule.level),
            )
            if values
        ]  # fmt: skip
        self._texts = [
            (name, needle(values))
            for name, values in (("category", rule.category), ("event", rule.event), ("quantity", rule.quantity))
            if values
        ]  # fmt: skip

    def __call__(self, fields: dict[str, object]) -> bool:
        for name, values in self._values:
            if fields.get(name) not in values:
                return False
        for name, pattern in self._texts:
            text = str(fields.get(name) or "").lower()
            if name == "event" and fields.get("event_code"):
                text = f"{text} {str(fields['event_code']).lower()}"
            if pattern.search(text) is None:
                return False
        return True
