"""The open incidents, where they are and what names them; and what it takes to go back."""

from __future__ import annotations

import math
from itertools import repeat
from typing import Final, NamedTuple

import numpy as np

from alerts.correlation.book.areas import WarnedAreas
from alerts.correlation.book.cells import COLUMN, CROWDED, HALF, Cells
from alerts.correlation.book.districts import Districts
from alerts.correlation.book.record import Gone, Record
from alerts.correlation.book.rows import ANCHOR_X, ANCHOR_Y, REACH, Rows
from alerts.correlation.book.undo import Chunk
from alerts.correlation.figures import Figures
from alerts.correlation.projection import RADIUS_M
from alerts.correlation.reading.report import Report, strip

Repeat = tuple[Record, tuple[float, ...]]
"""What a camera saw: the incident, and when lately, the newest first (seconds since the epoch)."""
TOUCHING: Final = 2304.0
"""Side of the cells by which changed rows are looked up, plane metres: so wide that most are reached from one or two only."""
_POLEWARD: Final = 0.002
"""How much nearer to a pole (in radii on the plane) than a row a point within its reach may lie."""


class Hold(NamedTuple):
    """Why an incident is held at priority 4: the rule's sort and name, the priority it would have, and what explains it."""

    why: str
    name: str
    priority: int
    parent: Record | None


class Book:
    """Records and their rows. Nothing here decides what belongs together.

    Everything happens within a run (:class:`Chunk`), which can be taken back as long as it is kept.
    """

    def __init__(self, figures: Figures) -> None:
        self.rows = Rows(figures)
        self._remembered = figures.chatter_many - 1
        self.cells = Cells()
        self.districts = Districts()
        self.records: dict[str, Record] = {}
        self.entities: dict[str, Record] = {}
        self.repeats: dict[str, Repeat] = {}
        self.where: dict[tuple[str, str], Report] = {}
        """Members of the incidents that are kept, and reports not settled yet, by source and id."""
        self.ids: dict[str, str] = {}
        """Numbers given, by key: an incident that is taken back and opened again keeps its number."""
        self.areas = WarnedAreas()
        """Warned areas in force; replaced, never changed."""
        self.holds: dict[Record, Hold] = {}
        """Incidents held at priority 4."""
        self.merged: dict[Record, None] = {}
        """Incidents that were put into others, at some time."""
        self.hosts: dict[Record, None] = {}
        """Those that others were put into, or once were."""
        self.serial = 0
        self.chunk = Chunk()
        self.touched: dict[int, set[int]] = {}
        """Rows changed in this run, by each cell (:data:`TOUCHING` wide) from which a report may reach them."""
        self._told: dict[int, tuple[float, float, float]] = {}
        """Where each of these rows was and how far it reached when it was last touched in this run."""
        self.dirty: dict[Record, None] = {}
        """Records changed since this was last emptied."""
        self.faces: dict[str, tuple[object, ...]] = {}
        """How records looked that have been taken back since this was last emptied, by key."""

    # -- runs

    def begin(self, chunk: Chunk) -> None:
        """Changes from now on belong to this run."""
        self.chunk = chunk
        chunk.serial = self.serial
        chunk.areas = self.areas
        self.touched.clear()
        self._told.clear()

    def undo(self, chunk: Chunk) -> None:
        """Take a run back; later ones must have been taken back before."""
        for record in (*chunk.opened, *chunk.records, *chunk.whole):
            self._remember(record)
        self._undo_names(chunk)
        for put_in, row, x, y, reach in reversed(chunk.index):
            if put_in:
                self.cells.layer(reach).remove(row, x, y)
            else:
                self.cells.layer(reach).add(row, x, y, reach)
        for row, before, after in reversed(chunk.districts):
            self.districts.put(row, after, before)
            if before is not None:
                self.rows.district[row] = before
                self.districts.open(row)
        for row in reversed(chunk.taken):
            self.rows.give_back(row)
        for row, values in chunk.rows.items():
            self.rows.put_back(row, values)
        for record, whole in chunk.whole.items():
            record.go_back_whole(whole)
        for record, state in chunk.records.items():  # as it was before that, where both were kept
            record.go_back(state)
        for row, record, limit in reversed(chunk.expired):  # before anything else in its run, so last of all here
            self.rows.limit[row] = limit
            record.rows += (row,)
            x, y, reach = self.rows.anchor(row)
            self.cells.layer(reach).add(row, x, y, reach)
        for record in chunk.opened:
            del self.records[record.key]
        for record in chunk.replaced:
            self.records[record.key] = record
        self.serial = chunk.serial
        self.areas = chunk.areas

    def _undo_names(self, chunk: Chunk) -> None:
        """What names incidents, or says something of them, as before the run."""
        for name, old in reversed(chunk.repeats):
            if old is None:
                self.repeats.pop(name, None)
            else:
                self.repeats[name] = old
        for name, named in reversed(chunk.entities):
            if named is None:
                self.entities.pop(name, None)
            else:
                self.entities[name] = named
        for held, hold in reversed(chunk.holds):
            self._set_hold(held, hold)

    def _remember(self, record: Record) -> None:
        """Before it is taken back: how it looked, unless it has been changed since it was last looked at."""
        if record not in self.dirty and record.key not in self.faces:
            self.faces[record.key] = record.face()
        self.dirty[record] = None

    def commit(self, chunk: Chunk) -> None:
        """The run is final: rows retired in it may be used again."""
        for row, _ in chunk.retired:
            self.rows.give_back(row)
        for row, _, _ in chunk.expired:
            self.rows.give_back(row)
        chunk.retired.clear()
        chunk.expired.clear()

    def enter(self, record: Record) -> None:
        """A new incident, under its key."""
        self.records[record.key] = record
        self.dirty[record] = None
        chunk = self.chunk
        if chunk.kept:
            chunk.opened.append(record)

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
        """Before a change of a record that may do more than add at its end."""
        self.dirty[record] = None
        chunk = self.chunk
        if chunk.kept and record not in chunk.whole:
            chunk.whole[record] = record.whole()
            for row in record.rows:
                if row not in chunk.rows:
                    chunk.rows[row] = self.rows.keep(row)

    # -- names

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
        self.repeats[name] = (record, (time, *old[1][: self._remembered - 1]) if old is not None else (time,))

    def hold(self, record: Record, hold: Hold | None) -> None:
        """Hold an incident for this reason, or let it go. The record must have been kept, or be new."""
        self.chunk.holds.append((record, self.holds.get(record)))
        self._set_hold(record, hold)

    def _set_hold(self, record: Record, hold: Hold | None) -> None:
        if hold is None:
            self.holds.pop(record, None)
        else:
            self.holds[record] = hold

    def forget(self, record: Record) -> None:
        """A closed incident and everything that names it are not needed any more."""
        self.records.pop(record.key, None)
        self.ids.pop(record.key, None)
        self.holds.pop(record, None)
        self.merged.pop(record, None)
        self.hosts.pop(record, None)
        gone = Gone(record.sources_count)
        for report in record.members:
            if report.entity and self.entities.get(report.entity) is record:
                del self.entities[report.entity]
            seen = self.repeats.get(report.repeat) if report.repeat else None
            if seen is not None and seen[0] is record:
                del self.repeats[report.repeat]
            if report.record is record:
                self.where.pop((report.order[1], report.order[2]), None)
                # what still waits to become background needs no more than its figures
                report.record = gone  # type: ignore[assignment]
                strip(report)
        # what still names it (a related incident) needs no more than its key
        record.related, record.members = (), []
        record.sources_known = record.words_known = record.places_known = None

    # -- rows

    def add_row(self, record: Record, row: int, x: float, y: float, reach: float) -> None:
        """Put a new row of this record in its place."""
        self.rows.record[row] = record
        if row not in record.rows:
            record.rows += (row,)
        chunk = self.chunk
        if chunk.kept:
            chunk.taken.append(row)
            chunk.index.append((True, row, x, y, reach))
        layer = self.cells.layer(reach)
        many = layer.add(row, x, y, reach)
        self.touch(row, x, y, reach)
        self._put(row, None, self.rows.district[row])
        if not reach:
            self.districts.open(row)
        if many > CROWDED:
            self._thin(layer.rows(x, y), row)

    def add_rows(self, new: list[int]) -> None:
        """Put rows in their places that no other report of this run is near: nobody has to be told of them."""
        rows, chunk = self.rows, self.chunk
        which = np.array(new, dtype=np.int64)
        start = which * rows.width
        x, y, reach = rows.flat.take(start + ANCHOR_X), rows.flat.take(start + ANCHOR_Y), rows.flat.take(start + REACH)
        districts = rows.districts.take(which).tolist()
        self.districts.put_many(new, districts)
        if chunk.kept:
            chunk.taken += new
            chunk.index += zip(repeat(True), new, x.tolist(), y.tolist(), reach.tolist())
            chunk.districts += zip(new, repeat(None), districts)
        for layer, some in self.cells.by_reach(reach):
            if some.size:
                many = layer.add_many(which[some], x[some], y[some], reach[some])
                for at in np.flatnonzero(many > CROWDED).tolist():
                    row = new[some[at]]
                    self._thin(layer.rows(*rows.anchor(row)[:2]), row)

    def _thin(self, others: list[int], newest: int) -> None:
        """Too many open incidents in one cell: the oldest one that nobody corroborated takes no more reports."""
        of = self.rows.record
        others.remove(newest)
        oldest = min(others, key=lambda row: (of[row].sources_count > 1, of[row].serial, row))  # type: ignore[union-attr]
        record = of[oldest]
        assert record is not None
        self.keep(record)
        self.retire(oldest, record)

    def retire(self, row: int, record: Record) -> None:
        """Nothing joins this row any more. The record must have been kept."""
        rows = self.rows
        x, y, reach = rows.anchor(row)
        self.chunk.index.append((False, row, x, y, reach))
        self.cells.layer(reach).remove(row, x, y)
        self.touch(row, x, y, reach)
        record.rows = _without(record.rows, row)
        rows.limit[row] = -math.inf
        self.chunk.retired.append((row, record))
        self._put(row, rows.district[row], None)

    def expire(self, gone: list[int]) -> None:
        """Nothing can join these rows any more, because of the time. Only between reports."""
        rows = self.rows
        layer = self.cells.layer
        for row in gone:
            record = rows.record[row]
            assert record is not None
            x, y, reach = rows.anchor(row)
            layer(reach).remove(row, x, y)
            record.rows = _without(record.rows, row)
            self.chunk.expired.append((row, record, rows.limit[row]))
            rows.limit[row] = -math.inf
            self._put(row, rows.district[row], None)

    def shift(self, row: int, x: float, y: float, reach: float) -> None:
        """Put a row elsewhere, or let it reach farther."""
        rows = self.rows
        old_x, old_y, old_reach = rows.anchor(row)
        self.touch(row, old_x, old_y, old_reach)
        self.chunk.index.append((False, row, old_x, old_y, old_reach))
        self.cells.layer(old_reach).remove(row, old_x, old_y)
        self.chunk.index.append((True, row, x, y, reach))
        self.cells.layer(reach).add(row, x, y, reach)
        start = row * rows.width
        rows.view[start + ANCHOR_X], rows.view[start + ANCHOR_Y], rows.view[start + REACH] = x, y, reach
        self.touch(row, x, y, reach)

    def found_in(self, row: int, district: float) -> None:
        """The district of this row's incident is known now."""
        self._put(row, self.rows.district[row], district)
        self.rows.district[row] = district

    def _put(self, row: int, before: float | None, after: float | None) -> None:
        self.districts.put(row, before, after)
        if self.chunk.kept:
            self.chunk.districts.append((row, before, after))

    def touch(self, row: int, x: float, y: float, reach: float) -> None:
        """This row has changed in this run."""
        if not reach:
            return  # what is nowhere is looked at as it is, not as it was before the run
        at = x, y, reach
        if self._told.get(row) == at:
            return
        self._told[row] = at
        touched = self.touched
        # on the plane a reach is longer, the more so the nearer to a pole
        far = reach * math.cosh(abs(y) / RADIUS_M + _POLEWARD)
        north, last = int((y - far) // TOUCHING) + HALF, int((y + far) // TOUCHING) + HALF
        for east in range(int((x - far) // TOUCHING) + HALF, int((x + far) // TOUCHING) + HALF + 1):
            for cell in range(east * COLUMN + north, east * COLUMN + last + 1):
                rows = touched.get(cell)
                if rows is None:
                    touched[cell] = {row}
                else:
                    rows.add(row)


def _without(rows: tuple[int, ...], gone: int) -> tuple[int, ...]:
    return () if len(rows) == 1 else tuple([row for row in rows if row != gone])
