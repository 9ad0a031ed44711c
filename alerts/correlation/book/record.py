"""An incident as the engine keeps it: what the columns do not hold."""

from __future__ import annotations

import math
from typing import Any, Final

from msgspec import Struct

from alerts.correlation.reading.report import Report, Spot
from alerts.events import Dispatch
from alerts.incidents import Change, Fact, Reason

MAX_REASONS: Final = 60
"""Members whose reasons are told one by one; a crowd of four hundred calls needs no four hundred reasons."""
_NO_TAGS: frozenset[str] = frozenset()
_ALONE: Final[dict[str, dict[str, int]]] = {}
_SCALARS: Final = 17
"""How many of the figures of :meth:`Record.state_of` come before the lengths of lists."""


class Hand(Struct, frozen=True, array_like=True):
    """What a person decided of an incident, against which the engine's belief does not count.

    ``kind``: an index in KINDS, -1 for none. ``spot``: where it is, on the plane (x, y, cosine of latitude).
    """

    kind: int = -1
    spot: Spot | None = None
    held: bool = False
    """Whether a person has it in hand: then it does not end by itself, and goes into no other one by itself."""


NO_HAND: Final = Hand()


class Gone(Struct):
    """An incident that has been forgotten, as its reports that still wait to become background need it."""

    sources_count: int


class Record(Struct, eq=False):
    """An incident's members and what was decided about it. Its figures for scoring are in its rows, while it has any.

    Scalars are replaced, members and tuples only grow at their end: so a state is kept as a tuple with their lengths, and
    going back cuts them. What is counted of them (``sources``, ``words``, ...) is made when first asked for: most
    incidents stay alone and are never asked.
    """

    founder: Report
    key: str
    serial: int
    kind: int
    priority: int
    highest: int
    members: list[Report]
    channels: dict[str, int]
    """Members by channel. One member's is shared with others of its channel: a second member gets a copy."""
    tags: frozenset[str] = _NO_TAGS
    region: str = ""
    settled: bool = True
    updated: Report | None = None
    """The member that happened last, where that is not the founder."""
    id: str = ""
    state: str = "new"
    rows: tuple[int, ...] = ()
    sources_count: int = 1
    nats: float = 0.0
    burst: float = 0.0
    pace: float = 0.0
    """The largest so far; see :mod:`alerts.escalation.evidence`."""
    digest: int = 0
    """Changes with the members; equal digests, equal members."""
    expires: float = math.inf
    released: float = math.inf
    merged_into: Record | None = None
    disposition: str = ""
    changes: tuple[Change, ...] = ()
    reasons: tuple[Reason, ...] = ()
    related: tuple[tuple[Record, Reason], ...] = ()
    facts: tuple[Fact, ...] = ()
    hand: Hand = NO_HAND
    sources_known: set[str] | None = None
    words_known: dict[str, int] | None = None
    places_known: dict[str, int] | None = None
    stages_known: dict[str, int] | None = None
    headings_known: dict[str, int] | None = None
    texts: int = 0
    totals: Any = None
    """Kept by :mod:`alerts.correlation.totals` for large incidents; made anew when lost."""

    @property
    def last(self) -> Report:
        """The member that happened last."""
        return self.updated or self.founder

    @property
    def sources(self) -> set[str]:
        """Who has reported it, of those that count."""
        known = self.sources_known
        if known is None:
            known = self.sources_known = {member.origin for member in self.members if member.new_source}
        return known

    @property
    def words(self) -> dict[str, int]:
        """How many of its texts hold each word."""
        known = self.words_known
        if known is None:
            known = self.words_known = {}
            for member in self.members:
                for word in member.words:
                    known[word] = known.get(word, 0) + 1
        return known

    @property
    def places(self) -> dict[str, int]:
        """How many of its members name each word of a place."""
        known = self.places_known
        if known is None:
            known = self.places_known = {}
            for member in self.members:
                for word in member.place_words:
                    known[word] = known.get(word, 0) + 1
        return known

    @property
    def headings(self) -> dict[str, int]:
        """How many of its callers were put under each heading."""
        known = self.headings_known
        if known is None:
            known = self.headings_known = {}
            for member in self.members:
                if member.heading and member.new_source:
                    known[member.heading] = known.get(member.heading, 0) + 1
        return known

    @property
    def stages(self) -> dict[str, int]:
        """How many of its members say that a call has reached each stage."""
        known = self.stages_known
        if known is None:
            known = self.stages_known = {}
            for member in self.members:
                if type(member.event) is Dispatch:
                    known[member.event.stage] = known.get(member.event.stage, 0) + 1
        return known

    def add(self, report: Report) -> None:
        """One more member. ``report.new_source`` says whether it counts."""
        self.members.append(report)
        self.digest ^= id(report)
        if report.new_source:
            self.sources_count += 1
            if self.sources_known is not None:
                self.sources_known.add(report.origin)
        channel, many = report.channel, len(self.members)
        if many == 1:
            self.channels = alone(channel)
        else:
            if many == 2:
                self.channels = dict(self.channels)
            self.channels[channel] = self.channels.get(channel, 0) + 1
        if report.words:
            self.texts += 1
            words = self.words_known
            if words is not None:
                for word in report.words:
                    words[word] = words.get(word, 0) + 1
        if report.place_words and self.places_known is not None:
            places = self.places_known
            for word in report.place_words:
                places[word] = places.get(word, 0) + 1
        if self.headings_known is not None and report.heading and report.new_source:
            self.headings_known[report.heading] = self.headings_known.get(report.heading, 0) + 1
        if self.stages_known is not None and type(report.event) is Dispatch:
            self.stages_known[report.event.stage] = self.stages_known.get(report.event.stage, 0) + 1
        if report.time > (self.updated or self.founder).time:
            self.updated = report

    def drop_last(self) -> None:
        """Take the newest member out again."""
        report = self.members.pop()
        self.digest ^= id(report)
        if report.new_source:
            self.sources_count -= 1
            if self.sources_known is not None:
                self.sources_known.discard(report.origin)
        if self.members:
            _less(self.channels, report.channel)
        else:
            self.channels = {}
        if report.words:
            self.texts -= 1
            if self.words_known is not None:
                for word in report.words:
                    _less(self.words_known, word)
        if self.places_known is not None:
            for word in report.place_words:
                _less(self.places_known, word)
        if self.headings_known is not None and report.heading and report.new_source:
            _less(self.headings_known, report.heading)
        if self.stages_known is not None and type(report.event) is Dispatch:
            _less(self.stages_known, report.event.stage)

    def state_of(self) -> tuple[Any, ...]:
        """What it takes to go back to this moment."""
        return (
            self.kind, self.priority, self.highest, self.state, self.rows, self.nats, self.tags, self.region,
            self.settled, self.updated, self.expires, self.released, self.merged_into, self.facts, self.burst, self.pace,
            self.hand, len(self.members), len(self.changes), len(self.reasons), len(self.related),
        )  # fmt: skip

    def go_back(self, state: tuple[Any, ...]) -> None:
        """Be as :meth:`state_of` said. Reports taken out are no longer members of anything."""
        members, changes, reasons, related = state[_SCALARS:]
        while len(self.members) > members:
            self.drop_last()
        self.changes = self.changes[:changes]
        self.reasons = self.reasons[:reasons]
        self.related = self.related[:related]
        (
            self.kind, self.priority, self.highest, self.state, self.rows, self.nats, self.tags, self.region, self.settled,
            self.updated, self.expires, self.released, self.merged_into, self.facts, self.burst, self.pace, self.hand,
        ) = state[:_SCALARS]  # fmt: skip

    def whole(self) -> tuple[Any, ...]:
        """Everything, for changes that do more than add at the end."""
        return (
            self.state_of(), list(self.members), dict(self.channels), self.sources_count, self.texts, self.digest,
            [(m, m.record, m.how, m.new_source, m.nats, m.distance, m.gap, m.home) for m in self.members],
        )  # fmt: skip

    def go_back_whole(self, whole: tuple[Any, ...]) -> None:
        """Be as :meth:`whole` said."""
        state, self.members, self.channels, self.sources_count, self.texts, self.digest, told = whole
        self.go_back((*state[:_SCALARS], len(self.members), *state[_SCALARS + 1 :]))
        for member, record, how, new_source, nats, distance, gap, home in told:
            member.record, member.how, member.new_source = record, how, new_source
            member.nats, member.distance, member.gap, member.home = nats, distance, gap, home
        self.sources_known = self.words_known = self.places_known = self.stages_known = self.headings_known = None

    def recount(self, members: list[Report]) -> None:
        """Consist of these reports, ascending; counts and words follow."""
        self.members, self.channels = [], {}
        self.sources_known, self.words_known, self.places_known, self.stages_known = set(), None, None, None
        self.headings_known = None
        self.sources_count = self.texts = self.digest = 0
        self.updated = None
        for member in members:
            member.record = self
            member.new_source = member.rule >= 0 and member.origin not in self.sources_known
            self.add(member)

    def standing(self) -> Record:
        """The incident itself, or the one it was merged into."""
        record = self
        while record.merged_into is not None:
            record = record.merged_into
        return record

    def others(self) -> dict[Record, Reason]:
        """The incidents that may be the same one, as they stand now, and why."""
        found: dict[Record, Reason] = {}
        for other, reason in self.related:
            there = other.standing()
            if there is not self.standing():
                found.setdefault(there, reason)
        return found

    def takes(self, time: float) -> bool:
        """Whether an event that takes effect at this time may still join."""
        return time < self.expires and time < self.released and self.merged_into is None

    def face(self) -> tuple[object, ...]:
        """What tells whether it looks as it did: equal faces, equal incidents."""
        return (
            self.id, self.kind, self.priority, self.state, len(self.members), self.digest, len(self.changes),
            len(self.reasons), len(self.related), self.settled, self.tags, self.merged_into,
            self.facts, self.hand, tuple([other.id for other in self.others()]),
        )  # fmt: skip


def alone(channel: str) -> dict[str, int]:
    """One report by this channel: the same mapping for all who ask, not to be changed. Most incidents stay alone."""
    counts = _ALONE.get(channel)
    if counts is None:
        counts = _ALONE[channel] = {channel: 1}
    return counts


def _less(counts: dict[str, int], name: str) -> None:
    count = counts[name] - 1
    if count:
        counts[name] = count
    else:
        del counts[name]
