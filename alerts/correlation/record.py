"""An incident as the engine keeps it: what the columns do not hold."""

from __future__ import annotations

import math
from typing import Any

from alerts.correlation.report import Report
from alerts.events import EventRef
from alerts.incidents import Change, Reason, key_of


class Record:
    """An incident's members and what was decided about it. Its figures for scoring are in its rows, while it has any.

    Scalars are replaced, lists only grow at their end: so a state is kept as a tuple with the lists' lengths, and going
    back cuts them.
    """

    __slots__ = (
        "changes", "channels", "digest", "disposition", "expires", "founder", "highest", "id", "key", "kind", "members", "merged_into", "nats", "places",
        "priority", "reasons", "region", "related", "released", "rows", "serial", "settled", "sources", "sources_count",
        "state", "tags", "texts", "updated", "words",
    )  # fmt: skip

    def __init__(self, founder: Report, kind: int, priority: int, serial: int, tags: frozenset[str]) -> None:
        self.founder = founder
        self.key = key_of(EventRef(founder.order[1], founder.order[2]))
        self.id = ""
        self.serial = serial
        self.kind = kind
        self.priority = priority
        self.highest = priority
        self.state = "new"
        self.rows: list[int] = []
        self.members: list[Report] = [founder]
        self.sources: set[str] = {founder.origin}
        self.sources_count = 1
        self.channels: dict[str, int] = {founder.channel: 1}
        self.words: dict[str, int] = dict.fromkeys(founder.words, 1)
        self.places: dict[str, int] = dict.fromkeys(founder.place_words, 1)
        self.texts = 1 if founder.words else 0
        self.nats = 0.0
        self.tags = tags
        self.region = founder.region
        self.settled = len(founder.spots) <= 1
        self.updated = founder
        self.expires = math.inf
        self.released = math.inf
        self.merged_into: Record | None = None
        self.disposition = ""
        self.digest = hash(founder.order)
        self.changes: list[Change] = []
        self.reasons: list[Reason] = []
        self.related: list[tuple[Record, Reason]] = []

    def add(self, report: Report) -> None:
        """One more member. ``report.new_source`` says whether it counts."""
        self.members.append(report)
        self.digest ^= hash(report.order)
        if report.new_source:
            self.sources.add(report.origin)
            self.sources_count += 1
        channels = self.channels
        channels[report.channel] = channels.get(report.channel, 0) + 1
        if report.words:
            words = self.words
            for word in report.words:
                words[word] = words.get(word, 0) + 1
            self.texts += 1
        for word in report.place_words:
            self.places[word] = self.places.get(word, 0) + 1
        if report.time > self.updated.time:
            self.updated = report

    def drop_last(self) -> None:
        """Take the newest member out again."""
        report = self.members.pop()
        self.digest ^= hash(report.order)
        if report.new_source:
            self.sources.discard(report.origin)
            self.sources_count -= 1
        _less(self.channels, report.channel)
        for word in report.words:
            _less(self.words, word)
        for word in report.place_words:
            _less(self.places, word)
        if report.words:
            self.texts -= 1

    def state_of(self) -> tuple[Any, ...]:
        """What it takes to go back to this moment."""
        return (
            self.kind, self.priority, self.highest, self.state, list(self.rows), self.nats, self.tags, self.region, self.settled,
            self.updated, self.expires, self.released, self.merged_into, len(self.members), len(self.changes),
            len(self.reasons), len(self.related),
        )  # fmt: skip

    def go_back(self, state: tuple[Any, ...]) -> None:
        """Be as :meth:`state_of` said. Reports taken out are no longer members of anything."""
        members, changes, reasons, related = state[13:]
        while len(self.members) > members:
            self.drop_last()
        del self.changes[changes:]
        del self.reasons[reasons:]
        del self.related[related:]
        (
            self.kind, self.priority, self.highest, self.state, self.rows, self.nats, self.tags, self.region, self.settled,
            self.updated, self.expires, self.released, self.merged_into,
        ) = state[:13]  # fmt: skip

    def whole(self) -> tuple[Any, ...]:
        """Everything, for changes that do more than add at the end."""
        return (
            self.state_of(), list(self.members), set(self.sources), self.sources_count, dict(self.channels), dict(self.words), dict(self.places),
            self.texts, self.digest, [(m, m.record, m.how, m.new_source) for m in self.members],
        )  # fmt: skip

    def go_back_whole(self, whole: tuple[Any, ...]) -> None:
        """Be as :meth:`whole` said."""
        state, self.members, self.sources, self.sources_count, self.channels, self.words, self.places, self.texts, self.digest, told = whole
        self.go_back((*state[:13], len(self.members), *state[14:]))
        for member, record, how, new_source in told:
            member.record, member.how, member.new_source = record, how, new_source

    def recount(self, members: list[Report]) -> None:
        """Consist of these reports, ascending; counts and words follow."""
        self.members = []
        self.sources, self.channels, self.words, self.places = set(), {}, {}, {}
        self.sources_count = self.texts = self.digest = 0
        for member in members:
            member.record = self
            member.new_source = member.rule >= 0 and member.origin not in self.sources
            self.add(member)

    def takes(self, time: float) -> bool:
        """Whether an event that takes effect at this time may still join."""
        return time < self.expires and time < self.released and self.merged_into is None

    def face(self) -> tuple[object, ...]:
        """What tells whether it looks as it did: equal faces, equal incidents."""
        return (
            self.id, self.kind, self.priority, self.state, len(self.members), self.digest, len(self.changes), len(self.reasons),
            len(self.related), self.settled, self.tags, self.merged_into,
        )  # fmt: skip


def _less(counts: dict[str, int], name: str) -> None:
    count = counts[name] - 1
    if count:
        counts[name] = count
    else:
        del counts[name]
