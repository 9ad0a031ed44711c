"""The open incidents and every change of them, each of which can be taken back."""

from __future__ import annotations

import math
from typing import Final, cast

import numpy as np

from alerts.correlation import rows as r
from alerts.correlation.cells import CROWDED, FINE_REACH_M, Cells
from alerts.correlation.figures import LEAK, N_KINDS, Figures
from alerts.correlation.places import Places
from alerts.correlation.projection import to_degrees
from alerts.correlation.record import Record
from alerts.correlation.report import Report
from alerts.correlation.rows import Rows
from alerts.correlation.undo import Chunk
from alerts.incidents import KINDS, Change, Priority, Reason
from alerts.rules import Rules
from alerts.rules.urgency import Urgency

_MOVING: Final = frozenset({"journey", "tracker", "vehicle"})
"""Channels whose later positions move their incident."""
_FRESH: Final = frozenset({"cctv", "sensor", "journey", "tracker", "vehicle"})
"""Channels whose later reports say that it goes on; a call's later stages only say who is on the way."""
Repeat = tuple[Record, float, float]
"""What a camera saw: the incident, when last, and when before that (seconds since the epoch)."""


class Book:
    """Records, their rows, where they are, and what names them. Nothing here decides what belongs together."""

    def __init__(self, rules: Rules, figures: Figures, places: Places) -> None:
        self.rules = rules
        self.figures = figures
        self.places = places
        self.rows = Rows(figures)
        self.cells = Cells()
        self.records: dict[str, Record] = {}
        self.entities: dict[str, Record] = {}
        self.repeats: dict[str, Repeat] = {}
        self.where: dict[tuple[str, str], Report] = {}
        """Members of the incidents that are kept, by source and id."""
        self.ids: dict[str, str] = {}
        """Numbers given, by key: an incident that is taken back and opened again keeps its number."""
        self.serial = 0
        self.chunk = Chunk()
        self.touched: dict[int, list[int]] = {}
        self.touched_wide: dict[int, list[int]] = {}
        self.dirty: dict[Record, None] = {}
        self._urgency = Urgency(rules)
        self.linger = rules.engine.linger_s
        f = figures
        self._single_life = [
            report.life_s or rules.kinds[lead].single_life_s for report, lead in zip(rules.reports, f.lead, strict=True)
        ]
        self._inverse_sigma2 = [1.0 / float(s) for s in f.sigma2]
        self._reach: list[float] = f.wander.tolist()
        self._life: list[float] = f.life.tolist()
        self._quiet: list[float] = f.quiet.tolist()
        self._decay = f.decay
        self._rarity = [1.0 / min(float(more), 0.99) for more in f.follow_more]
        self._sum_fast = slice(r.SUMS, r.SUMS + f.n_taus)
        self._sum_slow = slice(r.SUMS + f.n_taus, r.SUMS + 2 * f.n_taus)

    # -- runs

    def begin(self, chunk: Chunk) -> None:
        """Changes from now on belong to this run."""
        self.chunk = chunk
        chunk.serial = self.serial
        self.touched.clear()
        self.touched_wide.clear()

    def undo(self, chunk: Chunk) -> None:
        """Take a run back; later ones must have been taken back before."""
        for name, old in reversed(chunk.repeats):
            if old is None:
                self.repeats.pop(name, None)
            else:
                self.repeats[name] = old
        for name, record in reversed(chunk.entities):
            if record is None:
                self.entities.pop(name, None)
            else:
                self.entities[name] = record
        for put_in, row, x, y, reach in reversed(chunk.index):
            if put_in:
                self.cells.remove(row, x, y, reach)
            else:
                self.cells.add(row, x, y, reach)
        for row in reversed(chunk.taken):
            self.rows.give_back(row)
        for row, values in chunk.rows.items():
            self.rows.put_back(row, values)
        for record, state in chunk.records.items():
            record.go_back(state)
            self.dirty[record] = None
        for record, whole in chunk.whole.items():
            record.go_back_whole(whole)
            self.dirty[record] = None
        for record in chunk.opened:
            del self.records[record.key]
            self.dirty[record] = None
        self.serial = chunk.serial

    def commit(self, chunk: Chunk) -> None:
        """The run is final: rows retired in it may be used again."""
        for row, _ in chunk.retired:
            self.rows.give_back(row)
        chunk.retired.clear()

    def keep(self, record: Record) -> None:
        """Before a record is changed: keep what it takes to go back."""
        self.dirty[record] = None
        chunk = self.chunk
        if not chunk.kept or record.serial >= chunk.serial or record in chunk.records or record in chunk.whole:
            return
        chunk.records[record] = record.state_of()
        for row in record.rows:
            chunk.rows[row] = self.rows.keep(row)

    def keep_whole(self, record: Record) -> None:
        """Before a person's change of a record, which may do more than add at its end."""
        self.dirty[record] = None
        chunk = self.chunk
        if chunk.kept and record not in chunk.whole:
            chunk.whole[record] = record.whole()
            for row in record.rows:
                chunk.rows[row] = self.rows.keep(row)

    # -- changes

    def open(self, report: Report) -> Record:
        """A new incident, founded by this report."""
        f = self.figures
        rule = report.rule
        kind = f.lead[rule]
        tags = self._urgency.tags(report.event, rule)
        record = Record(report, kind, self.rules.reports[rule].priority, self.serial, tags)
        self.serial += 1
        record.id = self.ids.get(record.key, "")
        report.record = record
        report.how = "open"
        report.new_source = True
        self.records[record.key] = record
        self.chunk.opened.append(record)
        self.dirty[record] = None
        self.judge(record, report)
        self._live_on(record, report)
        if report.channel != "disaster":
            self._place(record, report, kind)
        if report.entity:
            self.name(report.entity, record)
        if report.repeat:
            self.repeat(report.repeat, record, report.time)
        return record

    def _place(self, record: Record, report: Report, kind: int) -> None:
        rows = self.rows
        reach = self._reach[kind]
        time = report.time
        limit = min(time + self._quiet[kind], record.expires)
        weight = 1.0 / (report.error + self.figures.sigma2.item(kind))
        many = len(report.spots)
        for x, y, cosine in report.spots:
            row = rows.take(report.rule)
            view = rows.view
            view[r.X][row] = x
            view[r.Y][row] = y
            view[r.AX][row] = x
            view[r.AY][row] = y
            view[r.COS][row] = cosine
            view[r.WEIGHT][row] = weight
            view[r.OPENED][row] = time
            view[r.LAST][row] = time
            view[r.LIMIT][row] = limit
            view[r.STATUS][row] = report.status
            view[r.REACH][row] = reach
            view[r.DOUBT][row] *= many
            view[r.SERIAL][row] = record.serial
            rows.record[row] = record
            record.rows.append(row)
            self.chunk.taken.append(row)
            others = self._put_in(row, x, y, reach)
            self._touch(row, x, y, reach)
            if len(others) > CROWDED:
                self._thin(others)

    def _thin(self, others: list[int]) -> None:
        """Too many open incidents in one cell: the oldest one that nobody corroborated takes no more reports."""
        count, serial = self.rows.view[r.COUNT], self.rows.view[r.SERIAL]
        oldest = min(others[:-1], key=lambda row: (count[row] > 1.0, serial[row], row))
        record = self.rows.record[oldest]
        assert record is not None
        self.keep(record)
        self.retire(oldest, record)

    def retire(self, row: int, record: Record) -> None:
        """Nothing joins this row any more. The record must have been kept."""
        view = self.rows.view
        x, y, reach = view[r.AX][row], view[r.AY][row], view[r.REACH][row]
        self._take_out(row, x, y, reach)
        self._touch(row, x, y, reach)
        record.rows.remove(row)
        view[r.LIMIT][row] = -math.inf
        self.chunk.retired.append((row, record))

    def _touch(self, row: int, x: float, y: float, reach: float) -> None:
        if reach <= FINE_REACH_M:
            cell, layer = self.cells.fine_cell(x, y), self.touched
        else:
            cell, layer = self.cells.wide_cell(x, y), self.touched_wide
        rows = layer.get(cell)
        if rows is None:
            layer[cell] = [row]
        elif row not in rows:
            rows.append(row)

    def name(self, entity: str, record: Record) -> None:
        """Events of this entity join this incident from now on."""
        old = self.entities.get(entity)
        if old is not record:
            self.chunk.entities.append((entity, old))
            self.entities[entity] = record

    def repeat(self, name: str, record: Record, time: float) -> None:
        """A camera saw this; seeing the same again soon is no new report."""
        old = self.repeats.get(name)
        self.chunk.repeats.append((name, old))
        self.repeats[name] = (record, time, old[1] if old is not None else -math.inf)

    def attach(self, record: Record, report: Report, how: str) -> None:
        """A report joins for certain, because of what it is about or because a person said so."""
        self.keep(record)
        report.record = record
        report.how = how
        report.new_source = report.origin not in record.sources and report.rule >= 0 and how != "entity"
        time = report.time
        record.add(report)
        row = record.rows[0] if len(record.rows) == 1 else -1
        if row >= 0 and report.spots:
            if report.channel in _MOVING and len(report.spots) == 1:
                self._move(record, row, report)
            if report.channel in _FRESH and report.rule >= 0:
                self._refresh(record, row, time)
        self._after(record, report)

    def join(self, record: Record, row: int, report: Report, spot: tuple[float, float, float]) -> None:
        """A report joins by evidence, at this one of its possible places, the incident at this row."""
        self.keep(record)
        report.record = record
        report.how = "join"
        fresh = report.origin not in record.sources
        report.new_source = fresh
        if len(record.rows) > 1 and len(report.spots) == 1:
            self._settle_place(record, row, report)
        view = self.rows.view
        time = report.time
        x, y, cosine = spot
        dx, dy = (view[r.X][row] - x) * cosine, (view[r.Y][row] - y) * cosine
        far = dx * dx + dy * dy
        report.distance = math.sqrt(far)
        report.gap = time - view[r.LAST][row]
        ax, ay, reach = view[r.AX][row], view[r.AY][row], view[r.REACH][row]
        self._touch(row, ax, ay, reach)
        record.add(report)
        if not fresh:
            self._refresh(record, row, time)
        else:
            kind = record.kind
            weight = 1.0 / (report.error + self.figures.sigma2.item(kind))
            total = view[r.WEIGHT][row] + weight
            part = weight / total
            view[r.SCATTER][row] += far * (1.0 - part) * 0.5
            view[r.X][row] += (x - view[r.X][row]) * part
            view[r.Y][row] += (y - view[r.Y][row]) * part
            view[r.WEIGHT][row] = total
            view[r.COUNT][row] += 1.0
            view[r.DOUBT][row] = float(len(record.rows))
            record.nats += report.nats
            self._add_effect(row, time, 1.0)
            self._believe(record, row, report)
        if record.sources_count == 2 and not record.region:
            record.region = self.places.region_of(*to_degrees(view[r.X][row], view[r.Y][row]))
        self._after(record, report)
        if report.entity:
            self.name(report.entity, record)
        if report.repeat:
            self.repeat(report.repeat, record, time)

    def join_nowhere(self, record: Record, report: Report) -> None:
        """A report without a place joins an incident of its district."""
        self.keep(record)
        report.record = record
        report.how = "join"
        report.new_source = report.origin not in record.sources
        record.add(report)
        row = record.rows[0]
        report.gap = report.time - self.rows.view[r.LAST][row]
        if report.new_source:
            record.nats += report.nats
            self.rows.view[r.COUNT][row] += 1.0
            self._add_effect(row, report.time, 1.0)
            view = self.rows.view
            self._touch(row, view[r.AX][row], view[r.AY][row], view[r.REACH][row])
            self._believe(record, row, report)
        self._after(record, report)
        if report.entity:
            self.name(report.entity, record)

    def relate(self, record: Record, other: Record, reason: Reason) -> None:
        """The two may be one; a person decides."""
        if record is other or len(record.related) >= 4 or any(known is other for known, _ in record.related):
            return
        self.keep(record)
        record.related.append((other, reason))

    # -- parts of changes

    def _put_in(self, row: int, x: float, y: float, reach: float) -> list[int]:
        self.chunk.index.append((True, row, x, y, reach))
        return self.cells.add(row, x, y, reach)

    def _take_out(self, row: int, x: float, y: float, reach: float) -> None:
        self.chunk.index.append((False, row, x, y, reach))
        self.cells.remove(row, x, y, reach)

    def _settle_place(self, record: Record, row: int, report: Report) -> None:
        """A report with an exact place says which of an incident's possible places is meant."""
        for other in list(record.rows):
            if other != row:
                self.retire(other, record)
        record.settled = True
        record.reasons.append(Reason("place", report.event.time, [], detail="settled"))

    def _add_effect(self, row: int, time: float, amount: float) -> None:
        """Recursive sums: fade since the last source, then one more."""
        view, data = self.rows.view, self.rows.data
        wait = time - view[r.LAST][row]
        if wait > 0.0:
            fading = np.exp(-wait * self._decay)
            square = fading * fading
            data[self._sum_slow, row] *= fading
            data[self._sum_fast, row] *= square * square
            view[r.LAST][row] = time
        data[r.SUMS :, row] += amount

    def _refresh(self, record: Record, row: int, time: float) -> None:
        """The same source again: it goes on, and counts no more than a fresh report of one source."""
        self._add_effect(row, time, 0.0)
        data = self.rows.data
        data[r.SUMS :, row] = np.maximum(data[r.SUMS :, row], 1.0)
        view = self.rows.view
        self._touch(row, view[r.AX][row], view[r.AY][row], view[r.REACH][row])

    def _believe(self, record: Record, row: int, report: Report) -> None:
        """Bayes: what kind it is, in the light of one more report; and what follows from the kind."""
        if report.rule < 0:
            return
        belief = self.rows.data[r.BELIEF : r.BELIEF + N_KINDS, row]
        new = belief * self.figures.update[report.rule] + LEAK * LEAK / N_KINDS
        new /= new.sum()
        belief[:] = new
        kind = int(new.argmax())
        if kind != record.kind:
            self._become(record, row, kind, report)

    def _become(self, record: Record, row: int, kind: int, report: Report) -> None:
        view = self.rows.view
        record.kind = kind
        old, new = view[r.REACH][row], self._reach[kind]
        if old != new:
            x, y = view[r.AX][row], view[r.AY][row]
            self._take_out(row, x, y, old)
            self._put_in(row, x, y, new)
            view[r.REACH][row] = new
            self._touch(row, x, y, new)
        record.changes.append(Change(report.event.time, "kind", cast("Priority", record.priority), "engine", KINDS[kind]))

    def _move(self, record: Record, row: int, report: Report) -> None:
        view = self.rows.view
        x, y, cosine = report.spots[0]
        old_x, old_y, reach = view[r.AX][row], view[r.AY][row], view[r.REACH][row]
        if report.time < view[r.LAST][row]:
            return
        self._touch(row, old_x, old_y, reach)
        self._take_out(row, old_x, old_y, reach)
        self._put_in(row, x, y, reach)
        for column, value in ((r.X, x), (r.Y, y), (r.AX, x), (r.AY, y), (r.COS, cosine)):
            view[column][row] = value
        self._touch(row, x, y, reach)

    def _after(self, record: Record, report: Report) -> None:
        tags = self._urgency.tags(report.event, report.rule)
        if not tags <= record.tags:
            record.tags |= tags
        self.judge(record, report)
        self._live_on(record, report)
        view = self.rows.view
        kind = record.kind
        rarity = min(self._rarity[kind] ** (record.sources_count - 1), 1e12)
        for row in record.rows:
            view[r.RARITY][row] = rarity
            limit = min(view[r.OPENED][row] + self._life[kind], view[r.LAST][row] + self._quiet[kind])
            view[r.LIMIT][row] = min(limit, record.expires, record.released)

    def judge(self, record: Record, report: Report) -> None:
        """Raise its priority where a rule says so; ``report`` is the news that led to it."""
        rule = self._urgency.judge(record, record.priority)
        if rule is None:
            return
        record.priority = rule.to
        record.highest = min(record.highest, rule.to)
        time = report.event.time
        record.reasons.append(Reason("priority", time, [], detail=rule.name, value=float(record.sources_count)))
        record.changes.append(Change(time, "priority", cast("Priority", rule.to), "engine", rule.name))

    def _live_on(self, record: Record, report: Report) -> None:
        """When an incident that nobody takes up will be closed: an ordinary one only, and not while there is news."""
        if record.priority < 4:
            record.expires = math.inf
            return
        life = self._single_life[record.founder.rule]
        if report.channel in ("112", "119", "120"):
            life = max(life, self.linger)
        elif record.sources_count > 1:
            life = max(life, self.rules.kinds[record.kind].single_life_s)
        expires = max(report.order[0], report.time) + life
        if not math.isfinite(record.expires) or expires > record.expires:
            record.expires = expires
