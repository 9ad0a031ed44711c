"""What an incident's picture needs of all its members, however many they are."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable
from typing import Final

import numpy as np

from alerts.correlation.book.record import Record
from alerts.correlation.holding.chatter import Chatter
from alerts.correlation.middle import FEW, middle_of
from alerts.correlation.projection import to_degrees
from alerts.correlation.reading.report import Report, Spot
from alerts.incidents import Member, Reason
from alerts.rules import ChatterRule

KEPT_FROM: Final = 200
"""Members from which on totals are kept with the incident: below, making them anew costs less than keeping them."""


class _Spots:
    """Where members are, on the plane, and the variances of that (m2), in the order they came."""

    def __init__(self) -> None:
        self.reports: list[Report] = []
        self.x, self.y, self.error = array("d"), array("d"), array("d")

    def add(self, report: Report) -> None:
        x, y, _ = report.spots[0]
        self.reports.append(report)
        self.x.append(x)
        self.y.append(y)
        self.error.append(report.error)

    def drop(self, report: Report) -> None:
        """Take it off, if it is the last."""
        if self.reports and self.reports[-1] is report:
            for figures in (self.reports, self.x, self.y, self.error):
                figures.pop()


class Totals:
    """Figures over an incident's members, brought up to date at the end where members come and go.

    A picture of an incident is wanted with every update; were it made of all members each time, a large incident would take
    a tick for itself alone.
    """

    def __init__(self, rule: ChatterRule) -> None:
        self._members: list[Report] = []
        self._digests: list[int] = []
        self._exact, self._vague, self._sources = _Spots(), _Spots(), _Spots()
        self.chatter = Chatter(rule)
        self.made: list[Report] = []
        """Findings that no event stands behind."""
        self.late: list[Report] = []
        self._named: list[Report] = []
        self._told: dict[int, tuple[Report, Member]] = {}
        self._reasons: dict[int, tuple[Report, str, float, Reason]] = {}

    def begin(self, record: Record) -> None:
        """Be of this incident's members, all anew."""
        digest = record.digest
        for report in record.members:
            digest ^= id(report)
        self._digests.append(digest)
        for report in record.members:
            self._add(report)

    def follow(self, record: Record) -> bool:
        """Be of this incident's members as they are now; False where more has changed than its end: then begin anew."""
        mine, members = self._members, record.members
        same = min(len(mine), len(members))
        while same and mine[same - 1] is not members[same - 1]:
            same -= 1
        digest = self._digests[same]
        for report in members[same:]:
            digest ^= id(report)
        if digest != record.digest:
            return False
        while len(mine) > same:
            self._drop()
        for report in members[same:]:
            self._add(report)
        return True

    @property
    def place(self) -> str:
        """The first place that a member names."""
        return (self._named[0].event.place or "") if self._named else ""

    @property
    def _placed(self) -> _Spots:
        """The members that say where it is: those who name only a quarter count where there are no others."""
        return self._exact if self._exact.reports else self._vague

    @property
    def _about(self) -> _Spots:
        """Of those the first of each source: what one says again, or says of itself as it goes on, is no second voice."""
        return self._sources if self._sources.reports else self._placed

    @property
    def newest(self) -> Report | None:
        """The last member whose place is known."""
        placed = self._placed.reports
        return placed[-1] if placed else None

    def centre(self, sigma2: float) -> tuple[float, float, float]:
        """Latitude and longitude (degrees) of the members' middle, each weighed by its error (m2) beside ``sigma2``, and how
        far (m) they lie from it. Not to be asked where no member has a place.
        """
        placed = self._about
        if len(placed.reports) == 1:  # as nearly every incident is, and NumPy's fixed cost is not for one
            x, y, _ = placed.reports[0].spots[0]
            return (*to_degrees(x, y), math.sqrt(placed.error[0]))
        x, y, _ = middle_of(placed.x, placed.y, placed.error, sigma2)
        radius = max(self.reach((x, y, placed.reports[0].spots[0][2])), math.sqrt(min(placed.error)))
        return (*to_degrees(x, y), radius)

    def reach(self, spot: Spot) -> float:
        """How far (m) its members lie from here; 0 where none has a place."""
        placed = self._about
        if not placed.reports:
            return 0.0
        if len(placed.reports) < FEW:
            squares = [(x - spot[0]) ** 2 + (y - spot[1]) ** 2 for x, y in zip(placed.x, placed.y, strict=True)]
            return math.sqrt(max(squares)) * spot[2]
        dx, dy = np.array(placed.x) - spot[0], np.array(placed.y) - spot[1]
        return math.sqrt(float((dx * dx + dy * dy).max())) * spot[2]

    def told(self, members: list[Report], make: Callable[[Report], Member]) -> list[Member]:
        """These members as screens know them; each is made once for as long as it is among those asked for."""
        before = self._told
        self._told = {id(m): known if (known := before.get(id(m))) is not None else (m, make(m)) for m in members}
        return [known[1] for known in self._told.values()]

    def reasons(self, members: list[Report], make: Callable[[Report], Reason]) -> list[Reason]:
        """Why these members are here; each is worked out again only if it was settled otherwise since."""
        before, self._reasons = self._reasons, {}
        for m in members:
            known = before.get(id(m))
            if known is None or known[1] != m.how or known[2] != m.nats:
                known = m, m.how, m.nats, make(m)
            self._reasons[id(m)] = known
        return [known[3] for known in self._reasons.values()]

    def _add(self, report: Report) -> None:
        self._members.append(report)
        self._digests.append(self._digests[-1] ^ id(report))
        if len(report.spots) == 1:
            (self._vague if report.vague else self._exact).add(report)
            if report.new_source and not report.vague:
                self._sources.add(report)
        if report.event.place:
            self._named.append(report)
        if report.made:
            self.made.append(report)
        if report.late:
            self.late.append(report)
        self.chatter.add(report)

    def _drop(self) -> None:
        report = self._members.pop()
        self._digests.pop()
        for some in (self.made, self.late, self._named):
            if some and some[-1] is report:
                some.pop()
        self._exact.drop(report)
        self._vague.drop(report)
        self._sources.drop(report)
        self.chatter.drop(report)


def totals_of(record: Record, rule: ChatterRule, *, anew: bool) -> Totals:
    """The totals of an incident; ``anew``: from its members alone, whatever was kept."""
    kept: Totals | None = record.totals
    if kept is not None and not anew and kept.follow(record):
        return kept
    made = Totals(rule)
    made.begin(record)
    record.totals = made if len(record.members) >= KEPT_FROM else None
    return made
