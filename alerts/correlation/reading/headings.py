"""What it proves that two calls are put under the same heading (their category) by the same service, or under others.

A kind of incident is wide: parking, animals and the homeless are all *other*, and a street fight is not a crush. But who calls
again about a thing is put under the heading it had before. So the next caller's heading is drawn from those of the incident's
callers, as far as they have been heard, and else from the ordinary ones of such calls (a Polya urn): (c / f + trust) / (n +
trust) times as likely as in an ordinary call, where c of the service's n callers have it and f of the ordinary calls.
"""

from __future__ import annotations

import math
from typing import Final

from alerts.correlation.reading.callers import Callers
from alerts.rules.rules import WordsRule

HEADING: Final = "!"
"""Marks what a call is put under among words."""
_SYSTEM: Final = ":"
_LONGEST: Final = 80


def heading_of(service: str, category: str) -> str:
    """A call's category as one word; empty where it says nothing. Each service has its own: what 119 calls a fire may be an
    explosion for 112.
    """
    named = " ".join(category.lower().split())
    return f"{HEADING}{service}{_SYSTEM}{named}"[:_LONGEST] if named else ""


class Headings:
    """Weighs headings, with the rules' figures."""

    def __init__(self, rule: WordsRule) -> None:
        self.rule = rule
        self._trust = rule.heading_trust
        self.least = rule.heading_least_nats
        self.most = rule.heading_most_nats

    def evidence(self, record: Callers, heading: str, frequency: float) -> float:
        """Nats for or against a call under this heading, which a part ``frequency`` of the ordinary calls of its group has.

        0 where the incident has no caller of the same service.
        """
        headings = record.headings
        if not headings:
            return 0.0
        system, trust = heading[: heading.index(_SYSTEM)], self._trust
        total = 0
        for name, count in headings.items():
            if name.startswith(system):
                total += count
        if not total:
            return 0.0
        share = (headings.get(heading, 0) / frequency + trust) / (total + trust)
        return max(self.least, min(self.most, math.log(share)))
