"""What happens to incidents: one opens, a report joins it, its kind and urgency follow."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Final, cast

import numpy as np
from msgspec.structs import replace

from alerts.correlation.book.areas import RAISED
from alerts.correlation.book.book import Book
from alerts.correlation.book.cells import FINE
from alerts.correlation.book.record import Record, alone
from alerts.correlation.book.rows import (
    BELIEF,
    COUNT,
    DOUBT,
    FAST,
    LAST,
    OPENED,
    RARITY,
    REACH,
    SCATTER,
    WEIGHT,
    X,
    Y,
)  # fmt: skip
from alerts.correlation.figures import LEAK, N_KINDS, Figures, Floats
from alerts.correlation.holding.holding import Holding
from alerts.correlation.places import Places
from alerts.correlation.projection import to_degrees
from alerts.correlation.reading.report import Report, Spot, continues
from alerts.escalation.evidence import Measure
from alerts.events import Disaster
from alerts.following.finding import Finding, Step
from alerts.incidents import KEY_SEPARATOR, KINDS, Change, Priority, Reason
from alerts.patterns.incidents import IncidentPatterns
from alerts.rules import Rules
from alerts.rules.urgency import Urgency

_MOVING: Final = frozenset({"journey", "tracker", "vehicle"})
"""Channels whose later positions move their incident."""
_FRESH: Final = frozenset({"cctv", "sensor", "journey", "tracker", "vehicle"})
"""Channels whose later reports say that it goes on; a call's later stages only say who is on the way."""
_CALLS: Final = frozenset({"112", "119", "120"})
BURST: Final = 20
BURST_RATE: Final = 0.1
"""No address calls so many times (and so many more a second) in the ordinary run of things: twenty at once are an incident, be
it at a hospital. The busiest emergency departments see some hundred arrivals an hour, 0.03 a second."""
MOST_TOLD: Final = 20
"""Findings of one name that an incident tells of: that no unit was sent for each of a thousand calls is one piece of news."""
_MAX_RELATED: Final = 4
_AREA: Final = frozenset({"area"})


class Changes:
    """Changes of a book, each of which can be taken back."""

    def __init__(
        self, book: Book, rules: Rules, figures: Figures, places: Places, urgency: Urgency, real: list[float] | None = None,
    ) -> None:  # fmt: skip
        f = figures
        self.book = book
        self._places = places
        self._urgency = urgency
        self.held = False
        """Whether what is ordinary is not known yet: set before each run of reports."""
        self._measure = Measure([float(f.sigma2[lead]) for lead in f.lead], [float(f.tau[lead]) for lead in f.lead])
        self._open_plain: set[tuple[int, int, frozenset[str], bool]] = set()
        """Openings (kind, priority, tags) that no priority rule raises."""
        self._lead = f.lead
        self._priority = [report.priority for report in rules.reports]
        self._real = f.real if real is None else real
        self._sigma2: list[float] = f.sigma2.tolist()
        self._wander: list[float] = f.wander.tolist()
        self._life: list[float] = f.life.tolist()
        self._quiet: list[float] = f.quiet.tolist()
        self._rarity = [1.0 / min(float(more), 0.99) for more in f.follow_more]
        self._decay = f.decay
        self._update = f.update
        self._belief = f.belief
        self.exact = rules.position_error_m["cctv"] ** 2
        """The variance (m2) of a place that a person has given: as a surveyed camera's."""
        linger = rules.engine.linger_s
        kind_life = [kind.single_life_s for kind in rules.kinds]
        self._several_life = kind_life
        self._single_life = [
            max(linger, kind_life[lead])
            if report.type == "dispatch"
            else max(report.life_s or kind_life[lead], rules.chatter.off_delay_s)
            for report, lead in zip(rules.reports, f.lead, strict=True)
        ]
        self._linger = linger
        self._incident_patterns = IncidentPatterns(rules, places)
        self._titles = [[report.ko, report.en] for report in rules.reports]
        self.holding = Holding(book, rules, places, self._lead)
        self._may_hold = self.holding.may_hold
        self._holds = self.holding.active
        self._findings = rules.findings

    def open(self, report: Report) -> Record:
        """A new incident, founded by this report."""
        book = self.book
        rule = report.rule
        kind = self._lead[rule]
        order, tags = report.order, report.tags
        key = f"{order[1]}{KEY_SEPARATOR}{order[2]}"
        priority = self._priority[rule]
        record = Record(
            report, key, book.serial, kind, priority, priority, [report], alone(report.channel), tags, report.region,
            len(report.spots) <= 1,
        )  # fmt: skip
        book.serial += 1
        if report.words:
            record.texts = 1
        if book.ids:
            record.id = book.ids.get(key, "")
        report.record = record
        report.how = "open"
        report.new_source = True
        book.records[key] = record
        if book.chunk.kept:
            book.chunk.opened.append(record)
        book.dirty[record] = None
        asked = (kind, priority, tags, self.held)
        if asked in self._open_plain:
            pass
        elif self._urgency.judge(record, priority, held=self.held) is None:
            self._open_plain.add(asked)
        else:
            self.judge(record, report)
        parent = self.holding.opened(record, report) if self._may_hold[rule] else None
        if record.priority == 4 and (parent is None or book.holds[record].priority == 4):
            record.expires = max(order[0], report.time) + self._single_life[rule]
        if report.channel != "disaster":
            self.place(record, report, kind)
            if report.areas:
                self._heed(record, report)
        else:
            self._warn(report)
        if report.entity:
            book.name(report.entity, record)
        if report.repeat:
            book.repeat(report.repeat, record, report.time)
        if self._holds:
            self.holding.suppression.note(record, rule)
            if parent is not None:
                name = book.holds[record].name
                self.relate(record, parent, Reason("suppressed", report.event.time, detail=name))
        return record

    def place(self, record: Record, report: Report, kind: int, spots: Sequence[Spot] = ()) -> None:
        """Give an incident its rows: one for each place its founding report (or ``spots``) may mean."""
        book = self.book
        spots = spots or report.spots
        rule, time, reach = report.rule, report.time, self._wander[kind]
        limit = min(time + self._quiet[kind], record.expires)
        weight = 1.0 / (report.error + self._sigma2[kind])
        doubt = len(spots) / self._real[rule]
        district = float(report.region) if report.region.isdigit() else 0.0
        for x, y, _ in spots:
            row = book.rows.take(rule, limit, district, (x, y, x, y, reach, time, time, report.status, weight, doubt))
            book.add_row(record, row, x, y, reach)

    def attach(self, record: Record, report: Report, how: str) -> None:
        """A report joins for certain, because of what it is about or because a person said so."""
        book = self.book
        known = bool(report.entity) and report.entity in book.entities
        book.keep(record)
        report.record = record
        report.how = how
        report.new_source = report.origin not in record.sources and report.rule >= 0 and how != "entity"
        record.add(report)
        if report.new_source:
            self._grow(record, report.time)
        if report.spots and len(record.rows) == 1:
            row = record.rows[0]
            x, y, _ = report.spots[0]
            anchor_x, anchor_y, _ = book.rows.anchor(row)
            if abs(anchor_x - x) > FINE or abs(anchor_y - y) > FINE:
                book.loose = True
            if report.channel in _MOVING and len(report.spots) == 1:
                self._move(row, report)
            if report.channel in _FRESH and report.rule >= 0:
                self._refresh(row, report.time)
        self._after(record, report)
        if report.entity:
            book.name(report.entity, record)
        if report.repeat and not known:  # the end of a track is no second detection
            book.repeat(report.repeat, record, report.time)
        if report.channel == "disaster" and report.rule >= 0:
            self._warn(report)

    def join(self, record: Record, row: int, report: Report, spot: tuple[float, float, float]) -> None:
        """A report joins by evidence, at this one of its possible places, the incident at this row."""
        book = self.book
        rows = book.rows
        book.keep(record)
        report.record = record
        report.how = "join"
        report.new_source = fresh = report.origin not in record.sources
        if len(record.rows) > 1 and len(report.spots) == 1:
            self._settle_place(record, row, report)
        time = report.time
        x, y, cosine = spot
        view, start = rows.view, row * rows.width
        old_x, old_y = view[start + X], view[start + Y]
        dx, dy = (old_x - x) * cosine, (old_y - y) * cosine
        far = dx * dx + dy * dy
        report.distance = math.sqrt(far)
        report.gap = time - view[start + LAST]
        book.touch(row, *rows.anchor(row))
        record.add(report)
        if not fresh:
            self._refresh(row, time)
        else:
            weight = 1.0 / (report.error + self._sigma2[record.kind])
            total = view[start + WEIGHT] + weight
            part = weight / total
            view[start + SCATTER] += far * (1.0 - part) * 0.5
            view[start + X] = old_x + (x - old_x) * part
            view[start + Y] = old_y + (y - old_y) * part
            view[start + WEIGHT] = total
            view[start + COUNT] += 1.0
            view[start + DOUBT] = float(len(record.rows))
            record.nats += report.nats
            self._grow(record, time)
            self.add_effect(row, time)
            self._believe(record, row, report)
        if record.sources_count == 2 and not record.region:
            record.region = self._places.region_of(*to_degrees(view[start + X], view[start + Y]))
            rows.district[row] = float(record.region or 0)
        self._after(record, report)
        if report.entity:
            book.name(report.entity, record)
        if report.repeat:
            book.repeat(report.repeat, record, time)

    def join_nowhere(self, record: Record, report: Report) -> None:
        """A report without a place joins an incident of its district."""
        book = self.book
        book.keep(record)
        report.record = record
        report.how = "join"
        report.new_source = report.origin not in record.sources
        record.add(report)
        book.loose = True
        row, rows = record.rows[0], book.rows
        start = row * rows.width
        report.distance = None
        report.gap = report.time - rows.view[start + LAST]
        if report.new_source:
            record.nats += report.nats
            self._grow(record, report.time)
            rows.view[start + COUNT] += 1.0
            self.add_effect(row, report.time)
            book.touch(row, *rows.anchor(row))
            self._believe(record, row, report)
        self._after(record, report)
        if report.entity:
            book.name(report.entity, record)

    def relate(self, record: Record, other: Record, reason: Reason) -> None:
        """The two may be one; a person decides. Each shows the other, or neither does."""
        if record is other or max(len(record.related), len(other.related)) >= _MAX_RELATED:
            return
        if any(known is other for known, _ in record.related):
            return
        for one, another in ((record, other), (other, record)):
            self.book.keep(one)
            one.related += ((another, reason),)

    def judge(self, record: Record, report: Report) -> None:
        """Raise its priority where a rule says so; ``report`` is the news that led to it."""
        rule = self._urgency.judge(record, record.priority, held=self.held)
        if rule is None or (self._holds and not self.holding.lets(record, rule.to, report.event.time)):
            return
        reason = Reason("priority", report.event.time, [], detail=rule.name, value=float(record.sources_count))
        _rise(record, rule.to, reason)

    def mark(self, record: Record, step: Step, time: datetime) -> None:
        """What a follower found about it, and what it knows of it, go on the record; its priority may rise."""
        book = self.book
        book.keep(record)
        if step.facts:
            names = {fact.name for fact in step.facts}
            record.facts = tuple([fact for fact in record.facts if fact.name not in names]) + step.facts
        for finding in step.findings:
            words: list[str] = []
            if finding.rule == "pattern":
                self._link(record, finding, time)
                if any(reason.rule == "pattern" and reason.detail == finding.name for reason in record.reasons):
                    continue  # once told, it goes on: a reason for each event of a storm says nothing more
                words = self._titles[self._findings[finding.name]]
            news = _told(record, finding) < MOST_TOLD
            if news:
                record.reasons += (
                    Reason(
                        finding.rule, time, list(finding.refs), words=words, detail=finding.name, value=finding.value,
                        unit=finding.unit, text=finding.detail,
                    ),
                )  # fmt: skip
            to = finding.priority or self._priority[self._findings[finding.name]] if finding.raises else record.priority
            if to < record.priority and (not self._holds or self.holding.lets(record, to, time)):
                _rise(record, to, Reason("priority", time, [], words=words, detail=finding.name, value=finding.value))
                record.expires = math.inf
                self.set_limits(record)
            elif news and not (
                finding.raises and record.founder.made and len(record.members) == 1 and len(record.reasons) == 1
            ):
                record.changes += (Change(time, "finding", cast("Priority", record.priority), "engine", finding.name),)

    def of_refs(self, finding: Finding, effect: float) -> Record | None:
        """The incident of the first event a finding names, if it still takes what takes effect then."""
        for ref in finding.refs:
            report = self.book.where.get((ref.source, ref.id))
            record = report.record if report is not None else None
            record = record.standing() if record is not None else None
            if record is not None and record.takes(effect):
                return record
        return None

    def _link(self, record: Record, finding: Finding, time: datetime) -> None:
        """What meets a pattern together is shown together."""
        for ref in finding.refs:
            other = self.of_refs(replace(finding, refs=(ref,)), time.timestamp())
            if other is not None and other is not record:
                reason = Reason("pattern", time, [ref], words=self._titles[self._findings[finding.name]], detail=finding.name)
                self.relate(record, other, reason)

    def lead(self, rule: int) -> int:
        """The kind that a report of this rule speaks of most."""
        return self._lead[rule]

    def belief(self, rule: int) -> Floats:
        """What a report of this rule alone says of the kind."""
        belief: Floats = self._belief[rule]
        return belief

    def sigma2(self, kind: int) -> float:
        """The variance (m2) of reports' places in an incident of this kind."""
        return self._sigma2[kind]

    def reckon(self, record: Record) -> None:
        """The evidence of an incident whose members a person has changed."""
        counted = [m for m in record.members if m.new_source]
        record.nats = sum(m.nats for m in counted if m.how in ("join", "merge"))
        record.burst, record.pace = self._measure.again(record.founder, [m.time for m in counted])

    def update_belief(self, row: int, rule: int) -> None:
        """Bayes: what kind a row is of, in the light of one more report of this rule."""
        belief = self.book.rows.table[row, BELIEF:FAST]
        belief *= self._update[rule]
        belief += LEAK * LEAK / N_KINDS
        belief /= belief.sum()

    def be_of_kind(self, record: Record, kind: int) -> None:
        """It is of this kind, and reaches as far."""
        record.kind = kind
        for row in record.rows:
            x, y, reach = self.book.rows.anchor(row)
            if reach != self._wander[kind]:
                self.book.shift(row, x, y, self._wander[kind])

    # -- parts of changes

    def _grow(self, record: Record, time: float) -> None:
        """One more source spoke at this time."""
        burst, pace = self._measure(record.founder, record.sources_count, time)
        if burst > record.burst:
            record.burst = burst
        if pace > record.pace:
            record.pace = pace

    def _settle_place(self, record: Record, row: int, report: Report) -> None:
        """A report with an exact place says which of an incident's possible places is meant."""
        for other in list(record.rows):
            if other != row:
                self.book.retire(other, record)
        self.book.loose = True
        record.settled = True
        record.reasons += (Reason("place", report.event.time, [], detail="settled"),)

    def add_effect(self, row: int, time: float) -> None:
        """Recursive sums: they fade since the last source, then there is one more."""
        self._fade(row, time)
        self.book.rows.table[row, FAST:] += 1.0

    def _refresh(self, row: int, time: float) -> None:
        """The same source again: it goes on, and counts no more than a fresh report of one source."""
        rows = self.book.rows
        self._fade(row, time)
        sums = rows.table[row, FAST:]
        np.maximum(sums, 1.0, out=sums)
        self.book.touch(row, *rows.anchor(row))

    def _fade(self, row: int, time: float) -> None:
        rows = self.book.rows
        at = row * rows.width + LAST
        wait = time - rows.view[at]
        if wait > 0.0:
            fading = np.exp(-wait * self._decay)
            square = fading * fading
            figures = rows.table[row]
            figures[rows.slow :] *= fading
            figures[FAST : rows.slow] *= square * square
            rows.view[at] = time

    def _believe(self, record: Record, row: int, report: Report) -> None:
        """What kind it is, in the light of one more report; and what follows from the kind."""
        self.update_belief(row, report.rule)
        self._settle_kind(record, row, report)

    def _settle_kind(self, record: Record, row: int, report: Report) -> None:
        kind = record.hand.kind
        if kind < 0:
            kind = int(self.book.rows.table[row, BELIEF:FAST].argmax())
        if kind != record.kind:
            self.be_of_kind(record, kind)
            time = report.event.time
            record.changes += (Change(time, "kind", cast("Priority", record.priority), "engine", KINDS[kind]),)

    def _move(self, row: int, report: Report) -> None:
        rows = self.book.rows
        start = row * rows.width
        if report.time < rows.view[start + LAST]:
            return
        x, y, _ = report.spots[0]
        self.book.shift(row, x, y, rows.view[start + REACH])
        rows.view[start + X], rows.view[start + Y] = x, y

    def _heed(self, record: Record, report: Report) -> None:
        """A report inside a warned area: more likely about what is warned of."""
        share = self._update[report.rule]
        for area in report.areas:
            heeded = f"area:{area.kind}"
            if share[area.kind] <= LEAK or heeded in record.tags:
                continue
            record.tags |= {heeded}
            for row in record.rows:
                belief = self.book.rows.table[row, BELIEF:FAST]
                belief[area.kind] *= RAISED
                belief /= belief.sum()
                self._settle_kind(record, row, report)
            if area.kind == record.kind and "area" not in record.tags:
                record.tags |= _AREA
                record.reasons += (Reason("area", report.event.time, [area.name], detail=area.title),)
                self.judge(record, report)

    def _warn(self, report: Report) -> None:
        """An alert: its area is in force, those it updates or cancels are not."""
        event = report.event
        assert isinstance(event, Disaster)
        if event.msg_type == "Cancel" and report.record is not None and report.how != "open":
            record = report.record
            record.changes += (Change(event.time, "cancelled", cast("Priority", record.priority), "engine"),)
        ends = [name.partition(":")[2] for name in continues(report)]
        if event.area is not None or ends:
            book = self.book
            book.areas = book.areas.after(event, self._lead[report.rule], report.order[0], ends)

    def _after(self, record: Record, report: Report) -> None:
        if report.areas and len(record.rows) == 1:
            self._heed(record, report)
        tags = report.tags
        if tags and not tags <= record.tags:
            record.tags |= tags
        if self._holds:
            self.holding.suppression.note(record, report.rule)
            self.holding.joined(record, report)
        self.judge(record, report)
        if self._incident_patterns:
            for finding in self._incident_patterns(record.members, report):
                self.mark(record, Step(None, findings=(finding,)), report.event.time)
        self._live_on(record, report)
        self.set_limits(record)

    def set_limits(self, record: Record) -> None:
        """How rare it is to bring so many reports, and until when its rows can be joined."""
        if not record.rows:
            return
        rows = self.book.rows
        kind = record.kind
        count = record.sources_count
        rarity = min(self._rarity[kind] ** min(count - 1, 600), 1e12)
        if count > BURST + BURST_RATE * max(record.last.time - record.founder.time, 0.0):
            rarity = 0.0
        for row in record.rows:
            start = row * rows.width
            rows.view[start + RARITY] = rarity
            limit = min(rows.view[start + OPENED] + self._life[kind], rows.view[start + LAST] + self._quiet[kind])
            rows.limit[row] = min(limit, record.expires, record.released)

    def _live_on(self, record: Record, report: Report) -> None:
        """When an incident that nobody takes up will be closed: an ordinary one only, and not while there is news."""
        if record.priority < 4 or (record.expires == math.inf and record in self.book.holds):
            record.expires = math.inf
            return
        life = self._single_life[record.founder.rule]
        if report.channel in _CALLS:
            life = max(life, self._linger)
        elif record.sources_count > 1:
            life = max(life, self._several_life[record.kind])
        record.expires = max(record.expires, max(report.order[0], report.time) + life)


def _rise(record: Record, to: int, why: Reason) -> None:
    """It is of this priority from now on, for this reason (``detail`` names the rule), and was at its highest."""
    record.priority = to
    record.highest = min(record.highest, to)
    record.reasons += (why,)
    record.changes += (Change(why.time, "priority", cast("Priority", to), "engine", why.detail or ""),)


def _told(record: Record, finding: Finding) -> int:
    """How many findings like this one an incident tells of."""
    return sum(1 for reason in record.reasons if reason.detail == finding.name and reason.rule == finding.rule)
