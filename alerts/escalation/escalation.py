"""The probability that an incident is, or will become, a major one."""

from __future__ import annotations

import math
from typing import Final

from alerts.escalation.evidence import Evidence, figures_of
from alerts.escalation.rule import EscalationRule
from alerts.incidents import KINDS

_MOST: Final = 30.0


class Escalation:
    """The coefficients, ready to be used. Without coefficients nothing is known of any incident."""

    def __init__(self, rule: EscalationRule | None) -> None:
        self._known = rule is not None
        self._weights: tuple[float, ...] = ()
        self._offsets: list[float] = []
        if rule is not None:
            self._weights = (
                rule.sources, rule.many, rule.nats, rule.channels, rule.burst, rule.pace, rule.code_0, rule.code_1,
                rule.grave, rule.people,
            )  # fmt: skip
            self._offsets = [rule.intercept + rule.kinds.get(kind, 0.0) for kind in KINDS]

    def probability(self, incident: Evidence) -> float | None:
        """0 to 1; None for what only one source speaks of: most such things stay alone, whatever they are."""
        if not self._known or incident.sources_count < 2:
            return None
        return self.of(figures_of(incident), incident.kind)

    def of(self, figures: tuple[float, ...], kind: int) -> float:
        """The same of figures (in the order of FEATURES) and a kind's index; there must be coefficients."""
        total = self._offsets[kind]
        for weight, value in zip(self._weights, figures, strict=True):
            total += weight * value
        return 1.0 / (1.0 + math.exp(-max(-_MOST, min(_MOST, total))))
