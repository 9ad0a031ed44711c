"""Joins lone reports after the fact, once there are so many of them that they cannot be chance.

Each report by itself may be nothing out of the ordinary where it came from, so it opened an incident of its own. Once a minute
of event time the open ones around every new one are looked at together (:mod:`alerts.correlation.gathering.scan`). What is one
incident goes into the largest there is of it, else into the one that opened first, as if a person had merged them: under its
own name each stays to be found, and a person can take it out again. What a person has in hand, or took apart, is left alone.
"""

from __future__ import annotations

import math
from datetime import datetime
from typing import Final, NamedTuple, cast

import numpy as np

from alerts.correlation.background import Background
from alerts.correlation.background.background import BUSY_NEW
from alerts.correlation.book import rows as r
from alerts.correlation.book.record import NO_HAND, Record
from alerts.correlation.by_hand import seat
from alerts.correlation.figures import WANDER, Figures, Floats, Ints
from alerts.correlation.gathering.scan import Around, Scan, likelihood
from alerts.correlation.joining.bursts import BUSIEST
from alerts.correlation.joining.changes import Changes
from alerts.correlation.projection import RADIUS_M
from alerts.correlation.reading.report import Report
from alerts.events import EventRef
from alerts.incidents import Change, Priority, Reason
from alerts.rules import Rules

_CHANNELS: Final = frozenset({"112", "119", "120", "cctv", "sensor"})
"""Whose lone reports may be joined: what moves, what is warned of and what was found over time are incidents by themselves."""
MOST_NATS: Final = 4.0
"""Nats that a report counts for at most that was joined so: that they belong together does not say that they are grave."""
MOST_OFFERED: Final = 12
"""Reports that are offered as perhaps of a surge, at most: as many as a person looks through."""
_SIGMAS: Final = 2.0
"""What is usual is told of the ground within so many sigma of the kind."""


class Surge(NamedTuple):
    """A surge found: the incident that takes the others in, the others, and how it came out."""

    host: Record
    others: list[Record]
    nats: float
    gains: dict[Record, float]
    """How much likelier (nats) each is to be of it than ordinary."""
    doubtful: dict[Record, float]
    """The same of those that are left out: not sure enough, or too far off."""
    heard: int
    usual: float
    window: float
    moment: float


class Gathering:
    """Looks for surges at each tick."""

    def __init__(self, changes: Changes, figures: Figures, background: Background, rules: Rules) -> None:
        self._changes = changes
        self._book = changes.book
        self._f = figures
        self._background = background
        self._rule = rules.surge
        self._related = rules.engine.related_nats
        self._scan = Scan(figures, changes.book.rows, changes.book.cells, rules.surge)

    def look(self, tick: float, before: float) -> None:
        """Find and join what is a surge at this tick; only around incidents of which something was heard since ``before``."""
        rows = self._book.rows
        fresh = np.flatnonzero(rows.limits >= tick)
        start = fresh * rows.width
        fresh = fresh[(rows.flat.take(start + r.LAST) >= before) & (rows.flat.take(start + r.REACH) > 0.0)]
        if not fresh.size:
            return
        busy = BUSIEST * self._background.busy(tick) / BUSY_NEW
        candidates = self._scan.candidates(fresh, tick, busy)
        found = [surge for around in candidates if (surge := self._weigh(around, tick, busy)) is not None]
        found.sort(key=lambda surge: (-surge.nats, surge.host.serial, surge.window))
        taken: set[Record] = set()
        for surge in found:
            if surge.host in taken or not taken.isdisjoint(surge.others):
                continue  # looked at again with the next tick
            if surge.others:
                taken.add(surge.host)
                taken.update(surge.others)
                self._join(surge)
        for surge in found:
            if surge.host.merged_into is None:
                self._offer(surge)

    def _weigh(self, around: Around, tick: float, busy: float) -> Surge | None:
        """The surge about this centre, if it is one."""
        rows, kind = self._book.rows, around.kind
        records: list[tuple[Record, int, float]] = []
        origins: set[str] = set()
        for row in (around.centre, *around.rows.tolist()):
            record = rows.record[row]
            assert record is not None
            if len(record.rows) != 1 or record.founder.channel not in _CHANNELS:
                continue
            if record.sources_count > 1:
                if record.kind == kind and record.founder.rule >= 0:
                    heard = sum(1 for m in record.members if m.new_source and m.time >= tick - around.window)
                    records.append((record, row, float(heard)))
            elif _is_free(record) and record not in self._book.holds:
                records.append((record, row, 1.0))
        records.sort(key=lambda one: (one[0].sources_count == 1, one[0].serial))
        chosen = []
        for one in records:  # who speaks twice counts once
            record = one[0]
            if record.sources_count > 1:
                origins |= record.sources
            elif record.founder.origin in origins:
                continue
            else:
                origins.add(record.founder.origin)
            chosen.append(one)
        if not any(row == around.centre for _, row, _ in chosen) or len(chosen) < 2:
            return None
        counts = np.array([count for _, _, count in chosen])
        if counts.sum() < self._rule.least:
            return None
        ordinary = self._ordinary(np.array([row for _, row, _ in chosen], dtype=np.int64), tick)
        odds = self._odds(around, np.array([row for _, row, _ in chosen], dtype=np.int64), ordinary, busy)
        nats, rate = likelihood(odds, counts, around.window)
        if nats < self._rule.nats:
            return None
        parts = rate * odds
        sure = [at for at, part in enumerate(parts.tolist()) if part >= self._rule.sure * (1.0 + part)]
        surge = self._surge(around, [chosen[at] for at in sure], parts[sure], nats, ordinary[sure], tick)
        if surge is not None:
            in_it = {surge.host, *surge.others}
            surge.doubtful.update(
                (record, math.log(part))
                for (record, _, _), part in zip(chosen, parts.tolist(), strict=True)
                if record not in in_it and part > 0.0 and math.log(part) >= self._related
            )
        return surge

    def _odds(self, around: Around, row: Ints, ordinary: Floats, busy: float) -> Floats:
        centre, kind = np.full(len(row), around.centre), np.full(len(row), around.kind)
        return self._scan.odds(centre, row, kind, ordinary, busy)

    def _ordinary(self, row: Ints, tick: float) -> Floats:
        """The ordinary rate at each row as known when its founder came, and as known now: the larger of both counts."""
        rows, f = self._book.rows, self._f
        start = row * rows.width
        flat = rows.flat
        x, y = flat.take(start + r.X), flat.take(start + r.Y)
        cosine = 1.0 / np.cosh(y / RADIUS_M)
        rule = rows.rules.take(row)
        error = np.array([rows.record[one].founder.error for one in row.tolist()])
        now, _ = self._background.local(tick, x, y, cosine, error, f.groups.take(rule))
        return np.maximum(now, rows.ordinaries.take(row))

    def _surge(
        self, around: Around, sure: list[tuple[Record, int, float]], parts: Floats, nats: float, ordinary: Floats, tick: float
    ) -> Surge | None:
        """The host, and the others as far as they are within its bounds."""
        rule, rows = self._rule, self._book.rows
        if sum(count for _, _, count in sure) < rule.least:
            return None
        hosts = [one for one in sure if one[0].sources_count > 1]
        host, row, _ = min(hosts or sure, key=lambda one: (-one[0].sources_count, one[0].serial))
        reach = self._f.reach.item(around.kind)
        anchor_x, anchor_y, _ = rows.anchor(row)
        gains = {record: math.log(part) for (record, _, _), part in zip(sure, parts.tolist(), strict=True)}
        others: list[Record] = []
        for record, _, _ in sure:
            if record is host or record.sources_count > 1:
                continue
            x, y, cosine = record.founder.spots[0]
            middle_x, middle_y = rows.view[row * rows.width + r.X], rows.view[row * rows.width + r.Y]
            if (
                math.hypot(x - anchor_x, y - anchor_y) * cosine <= WANDER * reach
                and math.hypot(x - middle_x, y - middle_y) * cosine <= reach
                and record.founder.time <= rows.view[row * rows.width + r.OPENED] + self._f.life.item(around.kind)
            ):
                others.append(record)
        others = self._within(host, others, around.kind)
        if host.sources_count + len(others) < rule.least or (not others and host.sources_count == 1):
            return None
        heard = sum(number for _, _, number in sure)
        begun = tick - around.window
        heard_at = [m.time for record, _, _ in sure for m in record.members if m.new_source and m.time >= begun]
        since = min(heard_at, default=begun)
        by_group: dict[int, float] = {}
        for (record, _, _), rate in zip(sure, ordinary.tolist(), strict=True):
            group = self._f.group[record.founder.rule]
            by_group[group] = max(by_group.get(group, 0.0), rate)
        area = math.pi * (_SIGMAS**2) * self._f.sigma2.item(around.kind)
        usual = sum(by_group.values()) * area * (tick - since)
        return Surge(host, others, nats, gains, {}, int(heard), usual, tick - since, tick)

    def _within(self, host: Record, others: list[Record], kind: int) -> list[Record]:
        """These without those that would make it wider than its kind reaches, the farthest first."""
        sigma2, reach = self._f.sigma2.item(kind), self._f.reach.item(kind)
        kept = [m for m in host.members if m.new_source and len(m.spots) == 1 and not m.vague]
        while others:
            all_in = [*kept, *[record.founder for record in others]]
            weight = np.array([1.0 / (m.error + sigma2) for m in all_in])
            x, y = np.array([m.spots[0][0] for m in all_in]), np.array([m.spots[0][1] for m in all_in])
            total = float(weight.sum())
            far = np.hypot(x - float((weight * x).sum()) / total, y - float((weight * y).sum()) / total) * all_in[0].spots[0][2]
            if float(far.max()) <= reach:
                break
            others = others[:]
            del others[int(far[len(kept) :].argmax())]
        return others

    def _offer(self, surge: Surge) -> None:
        """Show those that are left out as perhaps of it: a person sees at a glance what no figure is sure of."""
        host, notes = surge.host, self._changes.notes
        for record, nats in surge.doubtful.items():
            if record.merged_into is None:
                founder = record.founder
                reason = Reason("join", founder.event.time, [EventRef(*founder.order[1:])], nats=round(nats, 3))
                notes.relate(record, host, reason, MOST_OFFERED)

    def _join(self, surge: Surge) -> None:
        """Put the others into the host."""
        changes, book, host = self._changes, self._book, surge.host
        moment = datetime.fromtimestamp(surge.moment, host.founder.event.time.tzinfo)
        for record in (host, *surge.others):
            book.keep_whole(record)
        moving: list[Report] = [member for record in surge.others for member in record.members]
        view, start = book.rows.view, host.rows[0] * book.rows.width
        x, y = view[start + r.X], view[start + r.Y]
        for record in surge.others:
            founder = record.founder
            founder.how = "surge"
            founder.nats = min(surge.gains[record], MOST_NATS)
            founder.distance = math.hypot(founder.spots[0][0] - x, founder.spots[0][1] - y) * founder.spots[0][2]
            founder.gap = None
        moving.sort(key=lambda report: report.order)
        host.recount(sorted([*host.members, *moving], key=lambda report: report.order))
        for record in surge.others:
            for member in record.members:
                member.home = record
            record.state, record.merged_into = "merged", host
            book.merged[record] = book.hosts[host] = None
            record.changes += (Change(moment, "merged", cast("Priority", record.priority), "engine", ""),)
            for row in list(record.rows):
                book.retire(row, record)
            for other in record.others():
                book.keep(other)  # what they are shown to be perhaps one with has another name now
        host.changes += (
            Change(moment, "gathered", cast("Priority", host.priority), "engine", str(len(surge.others))),
        )  # fmt: skip
        host.reasons += (
            Reason(
                "surge", moment, [EventRef(*m.order[1:]) for m in moving[:20]], seconds=surge.window, value=float(surge.heard),
                background=surge.usual, nats=round(surge.nats, 1),
            ),
        )  # fmt: skip
        changes.reckon(host)
        seat(changes, host)
        changes.gathered(host, moving)


def _is_free(record: Record) -> bool:
    """Whether nobody has anything to do with it: no person, no other incident."""
    return (
        record.hand == NO_HAND
        and record.founder.how == "open"
        and record.founder.rule >= 0
        and not record.founder.made
        and record.state == "new"
        and record.released == math.inf
        and not any(change.actor == "operator" for change in record.changes)
    )
