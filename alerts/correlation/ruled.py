"""A state that was saved under other rules: what was read under them stays what it was, as far as the new ones know it."""

from __future__ import annotations

from collections.abc import Sequence

from alerts.correlation.book.rows import FAST
from alerts.events import EventBase, event_type
from alerts.rules import Rules


class Ruled:
    """From the rules that a state was saved under (their reports' names, their kinds' tau in seconds) to those of now."""

    def __init__(self, names: Sequence[str], taus: Sequence[float], rules: Rules) -> None:
        now = [report.name for report in rules.reports]
        self.differs = list(names) != now
        self._index = {name: index for index, name in enumerate(now)}
        self._names = names
        self._first: dict[str, int] = {}
        for index, report in enumerate(rules.reports):
            if not report.finding:
                self._first[report.type] = index  # the last of a type is its most general one
        self._findings = rules.findings
        tau = sorted({kind.tau_s for kind in rules.kinds})
        self._classes: list[int] | None = None
        if list(taus) != tau:
            self._classes = [min(range(len(taus)), key=lambda old, new=one: abs(taus[old] - new)) for one in tau]  # type: ignore[misc]
        self._many = len(taus)

    def rule(self, event: EventBase, rule: int, fresh: int) -> int:
        """The rule of an event that had this one; ``fresh`` is what it would be now. A report stays one."""
        if not self.differs:
            return fresh
        if rule < 0:
            return rule
        known = self._index.get(self._names[rule])
        return known if known is not None else self._first.get(event_type(event), fresh)

    def known(self, rule: int) -> int:
        """The same rule as it is numbered now, -1 where it is no more."""
        return self._index.get(self._names[rule], -1)

    def finding(self, name: str, kind: str) -> int:
        """The rule of what a follower found, which may be found no longer."""
        known = self._findings.get(name)
        return known if known is not None else self._first.get(kind, 0)

    def row(self, figures: list[float]) -> list[float]:
        """A row's figures: each recursive sum is that of the nearest tau there was."""
        if self._classes is None:
            return figures
        fast, slow = figures[FAST : FAST + self._many], figures[FAST + self._many :]
        return figures[:FAST] + [fast[old] for old in self._classes] + [slow[old] for old in self._classes]
